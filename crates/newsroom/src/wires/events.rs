//! Events that the wire announces, and what its later versions mean to those in the planning.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde_json::json;
use store::{Event, EventRow, ItemRow, Standing, Tx};
use story::{BlockBody, Item, ItemKind, ItemStatus, Recurrence};

use crate::limits::{EVENT_RULES_MAX, EVENT_TEXT_CHARS_MAX, EVENT_TIMES_MAX, EVENT_TITLE_CHARS_MAX};
use crate::newsroom::event_subject;
use crate::planning::merge_under;
use crate::{Caller, Newsroom, Result, event_changes};

/// Whether it says that something is going to happen.
pub fn is_announced(item: &Item) -> bool {
    item.happening.is_some() || matches!(item.kind, ItemKind::Event | ItemKind::Planning)
}

/// What an item announces. What the agency itself means to deliver stands in the private note: it is no coverage of ours.
pub(crate) fn announced(item: &Item, house: &TimeZone) -> Event {
    let happening = item.happening.clone().unwrap_or_default();
    let due = item.coverages.iter().find_map(|coverage| coverage.due);
    let starts = happening.starts.or(due).or(item.created).or(item.updated).unwrap_or_default();
    let known = TimeZone::get(&happening.zone).is_ok();
    // What happens once is the same moment on every clock: only a place has one to tell.
    let told = known && (happening.zone != "UTC" || !happening.recurs.is_empty());
    let zone = if told { happening.zone.as_str() } else { "" };
    let place = if zone.is_empty() { house.clone() } else { TimeZone::get(zone).unwrap_or(TimeZone::UTC) };
    // Whole days, and times of any clock, are told as if it were UTC's.
    let local = |time: Timestamp| {
        let zone = if happening.all_day || happening.floating { TimeZone::UTC } else { place.clone() };
        time.to_zoned_datetime(zone).datetime()
    };
    let moment = |time: Timestamp| {
        let told = place.to_ambiguous_timestamp(local(time)).compatible().unwrap_or(time);
        if happening.floating { told } else { time }
    };
    let (starts, ends) = match happening.all_day {
        true => whole_days(starts, happening.ends, item.format == "calendar", &place),
        false => (moment(starts), happening.ends.map_or(moment(starts), moment).max(moment(starts))),
    };
    let times = |times: &[Timestamp]| {
        let times = times.iter().take(EVENT_TIMES_MAX).map(|time| local(*time).to_string());
        times.map(|time| (time, true)).collect::<BTreeMap<_, _>>()
    };
    Event {
        title: cut(
            if item.headline.is_empty() { &item.slugline } else { &item.headline },
            EVENT_TITLE_CHARS_MAX,
        ),
        description: cut(&description(item), EVENT_TEXT_CHARS_MAX),
        place: cut(&happening.places.join(", "), EVENT_TITLE_CHARS_MAX),
        private_note: cut(&private_note(item, &happening.contacts), EVENT_TEXT_CHARS_MAX),
        starts,
        ends,
        all_day: happening.all_day,
        urgency: item.urgency,
        embargo: item.embargo,
        standing: standing(item, &happening.certainty),
        zone: zone.to_owned(),
        recurs: rules(&happening.recurs),
        also: times(&happening.also),
        skipped: times(&happening.except),
        ..Event::default()
    }
}

/// A calendar names the day after the last one (RFC 5545, section 3.6.1), EventsML the last one.
fn whole_days(
    starts: Timestamp,
    ends: Option<Timestamp>,
    after: bool,
    house: &TimeZone,
) -> (Timestamp, Timestamp) {
    let day = |time: Timestamp| time.to_zoned_datetime(TimeZone::UTC).date();
    let first = day(starts);
    let named = ends.map_or(first, day);
    let last =
        if after && named > first { named.checked_sub(1.day()).unwrap_or(first) } else { named.max(first) };
    let midnight = |date: Date| date.to_zoned_datetime(house.clone()).map(|time| time.timestamp());
    let end = last.checked_add(1.day()).and_then(midnight);
    let begin = midnight(first).unwrap_or(starts);
    (begin, end.map_or(begin, |end| end - SignedDuration::from_mins(1)))
}

/// Those that can be read; what cannot is told among the item's problems.
fn rules(said: &str) -> String {
    let rules = said.lines().take(EVENT_RULES_MAX).filter_map(|line| Recurrence::read(line).ok());
    rules.map(|rule| rule.to_string()).collect::<Vec<_>>().join("\n")
}

fn description(item: &Item) -> String {
    let paragraphs = item.blocks.iter().filter_map(|block| match &block.body {
        BlockBody::Paragraph(text) => Some(text.text.as_str()),
        _ => None,
    });
    let all: Vec<&str> =
        [item.standfirst.as_str()].into_iter().chain(paragraphs).filter(|text| !text.is_empty()).collect();
    all.join("\n")
}

fn private_note(item: &Item, contacts: &[String]) -> String {
    let planned = item.coverages.iter().map(|coverage| {
        let due = coverage.due.map(|due| due.to_string()).unwrap_or_default();
        let parts = [item.provider.as_str(), &coverage.kind, &coverage.headline, &due, &coverage.note];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    });
    let notes = [item.editors_note.clone(), item.private_note.clone()].into_iter();
    let lines = contacts.iter().cloned().chain(notes).chain(planned).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn standing(item: &Item, certainty: &str) -> Standing {
    let certainty = certainty.to_lowercase();
    // `eocstat:eos0` of IPTC: it does not happen.
    if item.status != ItemStatus::Usable || certainty.contains("cancel") || certainty.ends_with("eos0") {
        Standing::Cancelled
    } else if certainty.contains("postpon") {
        Standing::Postponed
    } else {
        Standing::Planned
    }
}

fn cut(text: &str, chars_max: usize) -> String {
    text.trim().chars().take(chars_max).collect::<String>().trim().to_owned()
}

impl Newsroom {
    /// The clock that days are counted on.
    pub(crate) fn time_zone_of_house(&self) -> TimeZone {
        let zone = self.editions().first().map_or("UTC", |edition| edition.time_zone.as_str());
        TimeZone::get(zone).unwrap_or(TimeZone::UTC)
    }

    /// A new version changes what the desk has not changed otherwise; that it did is told until somebody looks.
    pub(super) async fn tell_planning(&self, tx: &mut Tx, family: u64, row: &ItemRow) -> Result<()> {
        for known in tx.events_of_family(family).await? {
            let Some(item) = known.item.filter(|item| *item != row.id) else { continue };
            let Some(before) = tx.item(item).await? else { continue };
            let (house, event) = (self.time_zone_of_house(), &known.event);
            let old = Event { news_since: event.news_since, ..announced(&before.item, &house) };
            let new = if row.item.status == ItemStatus::Usable && is_announced(&row.item) {
                announced(&row.item, &house)
            } else {
                // What withdraws something need not repeat it.
                Event { standing: standing(&row.item, ""), ..old.clone() }
            };
            let seen = Event { news_since: event.news_since, ..new };
            let merged = merge_under(&old, &seen, event);
            let Ok(mut merged) = self.checked_event(merged) else { continue };
            let changed = event_changes(event, &merged);
            if changed.is_empty() {
                continue;
            }
            merged.news_since = event.news_since.or(Some(known.version));
            let version = known.version + 1;
            let system = Caller::system();
            let (id, at, item) = (known.id, self.now(), Some(row.id));
            tx.put_event(&EventRow { id, version, by: system.account, at, item, event: merged }).await?;
            let fields: Vec<&str> = changed.iter().map(|change| change.field.as_str()).collect();
            let detail = json!({ "item": row.id.to_string(), "version": version, "changed": fields });
            tx.insert_audit(&self.audit_row(&system, "update-event", event_subject(id), detail)).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use story::{Coverage, Happening};

    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn whole_days_are_days_of_the_house() {
        let house = TimeZone::get("Europe/Paris").unwrap();
        let happening = Happening {
            starts: Some(time("2026-06-09T00:00:00Z")),
            ends: Some(time("2026-06-11T00:00:00Z")),
            all_day: true,
            ..Happening::default()
        };
        for (format, end) in [("calendar", "2026-06-10T21:59:00Z"), ("newsml-g2", "2026-06-11T21:59:00Z")] {
            let item = Item { format: format.into(), happening: Some(happening.clone()), ..Item::default() };
            let event = announced(&item, &house);
            assert_eq!((event.starts, event.ends), (time("2026-06-08T22:00:00Z"), time(end)), "{format}");
        }
    }

    #[test]
    fn what_the_agency_means_to_deliver_is_a_note_and_no_coverage_of_ours() {
        let coverage = Coverage { kind: "picture".into(), headline: "Le quai".into(), ..Coverage::default() };
        let item = Item { provider: "Boréale".into(), coverages: vec![coverage], ..Item::default() };
        let event = announced(&item, &TimeZone::UTC);
        assert_eq!(event.private_note, "Boréale · picture · Le quai");
        assert!(event.coverages.is_empty());
    }

    #[test]
    fn whether_it_happens_is_read_from_status_and_certainty() {
        for (status, certainty, standing) in [
            (ItemStatus::Usable, "", Standing::Planned),
            (ItemStatus::Usable, "eocstat:eos5", Standing::Planned),
            (ItemStatus::Usable, "eocstat:eos0", Standing::Cancelled),
            (ItemStatus::Usable, "CANCELLED", Standing::Cancelled),
            (ItemStatus::Usable, "postponed", Standing::Postponed),
            (ItemStatus::Canceled, "", Standing::Cancelled),
        ] {
            let happening = Happening { certainty: certainty.into(), ..Happening::default() };
            let item = Item { status, happening: Some(happening), ..Item::default() };
            assert_eq!(announced(&item, &TimeZone::UTC).standing, standing, "{certainty}");
        }
    }
}
