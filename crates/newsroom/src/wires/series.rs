//! Times of a series that the wire tells otherwise: its event leaves them out (RFC 5545, section 3.8.4.4).

use jiff::Timestamp;
use serde_json::json;
use store::{EventRow, ItemRow, Tx};
use story::{Happening, ItemStatus};

use super::{announced, families};
use crate::newsroom::event_subject;
use crate::recurrence::clock;
use crate::{Caller, Newsroom, Result};

impl Newsroom {
    /// The series of the planning that the item speaks of, after it has left the item's time out. Nothing where it is of
    /// none, or of one that nobody took. Where nobody `asked` for it, that is news for the desk.
    pub(crate) async fn leave_out_of_series(
        &self,
        tx: &mut Tx,
        row: &ItemRow,
        asked: bool,
    ) -> Result<Option<EventRow>> {
        let Some(happening) = &row.item.happening else { return Ok(None) };
        let Some(instead) = &happening.instead else { return Ok(None) };
        let named = story::Item {
            guid: instead.series.clone(),
            format: row.item.format.clone(),
            ..Default::default()
        };
        let system = Caller::system();
        for family in tx.families_of(&families::keys(&named, &row.source)).await? {
            let found = tx.events_of_family(family).await?.into_iter().find(|known| known.event.is_series());
            let Some(mut known) = found else { continue };
            let of = clock(&known.event, &self.time_zone_of_house());
            let time =
                civil(happening, instead.of).unwrap_or_else(|| instead.of.to_zoned_datetime(of).datetime());
            if known.event.skipped.insert(time.to_string(), true).is_none() {
                known.event = self.checked_event(known.event)?;
                let news = Some(known.version).filter(|_| !asked);
                known.event.news_since = known.event.news_since.or(news);
                (known.version, known.by, known.at) = (known.version + 1, system.account, self.now());
                tx.put_event(&known).await?;
                let detail =
                    json!({ "item": row.id.to_string(), "version": known.version, "at": time.to_string() });
                tx.insert_audit(&self.audit_row(&system, "update-event", event_subject(known.id), detail))
                    .await?;
            }
            return Ok(Some(known));
        }
        Ok(None)
    }

    /// An item that moves or cancels one time of a series in the planning: the series follows, and what is moved stands
    /// at its new time, as the series stands in its edition and section.
    pub(super) async fn tell_series(&self, tx: &mut Tx, family: u64, row: &ItemRow) -> Result<()> {
        if row.item.happening.as_ref().is_none_or(|it| it.instead.is_none())
            || !tx.events_of_family(family).await?.is_empty()
        {
            return Ok(());
        }
        let Some(series) = self.leave_out_of_series(tx, row, false).await? else { return Ok(()) };
        if row.item.status != ItemStatus::Usable {
            return Ok(());
        }
        let mut event = announced(&row.item, &self.time_zone_of_house());
        (event.edition, event.section) = (series.event.edition, series.event.section);
        event.coverages = series.event.coverages;
        for coverage in event.coverages.values_mut() {
            (coverage.deadline, coverage.story) = (None, None);
        }
        let event = self.checked_event(crate::planning::settled(event))?;
        let id = story::EventId::from_number(self.context.random());
        let system = Caller::system();
        let (by, at, item) = (system.account, self.now(), Some(row.id));
        tx.put_event(&EventRow { id, version: 1, by, at, item, event }).await?;
        let detail = json!({ "item": row.id.to_string(), "series": series.id.to_string() });
        tx.insert_audit(&self.audit_row(&system, "plan-item", event_subject(id), detail)).await?;
        Ok(())
    }
}

/// Whole days, and times of any clock, are told as if it were UTC's.
fn civil(happening: &Happening, time: Timestamp) -> Option<jiff::civil::DateTime> {
    let told = happening.all_day || happening.floating;
    told.then(|| time.to_zoned_datetime(jiff::tz::TimeZone::UTC).datetime())
}
