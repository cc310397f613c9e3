//! Gives an item that was just filed its place: family, cluster, desk; and tells the stories it concerns.

use serde_json::json;
use store::{Arrival, ArrivalFilter, Handling, ItemRow, Newest, Tx, WireAlert};
use story::{Item, ItemStatus, StoryId, Timestamp};

use super::recent::{HOURS, Recent};
use super::routing::{SourceConfig, kind_of, searched};
use super::{Sketch, WireChange, change_of, families};
use crate::newsroom::story_subject;
use crate::{Caller, Newsroom, Result};

/// Asked of the database at once when the memory is filled.
const SKETCHES_AT_ONCE: u32 = 5_000;

/// What placing one delivery needs.
pub(crate) struct Desk<'d> {
    pub(crate) config: &'d SourceConfig,
    /// Questions to the wire that call somebody.
    pub(crate) alarms: &'d [ArrivalFilter],
}

impl Newsroom {
    /// What other processes filed meanwhile; everything recent at the start.
    pub(crate) async fn catch_up(&self, tx: &mut Tx, recent: &mut Recent) -> Result<()> {
        let since = self.now() - jiff::SignedDuration::from_hours(HOURS);
        loop {
            let rows = tx.sketches(recent.last(), since, SKETCHES_AT_ONCE).await?;
            let more = rows.len() == SKETCHES_AT_ONCE as usize;
            for row in rows {
                let sketch = Sketch::from_text(&row.sketch);
                recent.add(row.seq, row.cluster, row.received, &row.language, sketch);
            }
            if !more {
                return Ok(());
            }
        }
    }

    /// In the transaction that files it: nobody sees an item without its place.
    pub(crate) async fn place(
        &self,
        tx: &mut Tx,
        recent: &mut Recent,
        desk: &Desk<'_>,
        row: &ItemRow,
        seq: u64,
    ) -> Result<()> {
        let item = &row.item;
        let routed = desk.config.route(item);
        let keys = families::keys(item, &row.source);
        let (stamp, version) = (families::stamp(item, row.received), families::version_number(item));
        let (family, newest) = join_family(tx, &keys, Newest { seq, stamp, version }).await?;
        let sketch = Sketch::of(item);
        let cluster = join_cluster(tx, recent, seq, item, sketch.as_ref()).await?;
        let mut arrival = Arrival {
            item: row.id,
            seq,
            received: row.received,
            source: row.source.clone(),
            family,
            cluster,
            newest,
            stamp,
            version,
            handling: if routed.ignore { Handling::Ignored } else { Handling::New },
            handled_by: None,
            handled_at: None,
            desk: routed.desk,
            urgency: item.urgency.level(),
            kind: kind_of(item).to_owned(),
            status: status_of(item).to_owned(),
            language: item.language.primary().to_owned(),
            provider: item.provider.clone(),
            alert: routed.alert || item.urgency.level() <= 2 || item.status == ItemStatus::Canceled,
            words: searched(item),
            sketch: sketch.as_ref().map(Sketch::to_text).unwrap_or_default(),
        };
        arrival.alert |= desk.alarms.iter().any(|alarm| fits(alarm, &arrival));
        recent.add(seq, cluster, row.received, &arrival.language, sketch);
        tx.insert_arrival(&arrival, &keys).await?;
        if newest {
            self.tell_stories(tx, family, row).await?;
        }
        Ok(())
    }

    /// An alert for each story built from the family, and the embargo where it now holds longer.
    async fn tell_stories(&self, tx: &mut Tx, family: u64, row: &ItemRow) -> Result<()> {
        for story in tx.stories_of_family(family).await? {
            self.tell_story(tx, story, row).await?;
        }
        Ok(())
    }

    pub(crate) async fn tell_story(&self, tx: &mut Tx, story: StoryId, row: &ItemRow) -> Result<()> {
        let Some(mut built) = tx.story_for_update(story).await? else { return Ok(()) };
        let change = change_of(&row.item, built.embargo);
        let at = self.now();
        tx.raise_alert(&WireAlert {
            story,
            item: row.id,
            change: change.as_str().to_owned(),
            at,
            decided: None,
        })
        .await?;
        // Readers have it already, or nobody will: nothing is left to hold.
        if change == WireChange::Embargo && !built.state.has_been_live() {
            built.embargo = row.item.embargo;
            if let (story::State::Scheduled { at }, Some(until)) = (&built.state, built.embargo)
                && *at < until
            {
                built.state = story::State::Scheduled { at: until };
            }
            tx.update_story(&built).await?;
        }
        let detail = json!({ "item": row.id.to_string(), "change": change.as_str() });
        tx.insert_audit(&self.audit_row(&Caller::system(), "raise-wire-alert", story_subject(story), detail))
            .await?;
        Ok(())
    }
}

/// The family of these names, and whether this is its newest version.
async fn join_family(tx: &mut Tx, keys: &[String], own: Newest) -> Result<(u64, bool)> {
    let families = tx.families_of(keys).await?;
    let family = families.iter().copied().min().unwrap_or(own.seq);
    let mut newest = own;
    let mut older = Vec::new();
    for one in &families {
        for known in tx.newest_of(*one).await? {
            if key(&known) > key(&newest) {
                older.push(std::mem::replace(&mut newest, known).seq);
            } else {
                older.push(known.seq);
            }
        }
        if *one != family {
            tx.join_family(family, *one).await?;
        }
    }
    for seq in older.into_iter().filter(|seq| *seq != own.seq) {
        tx.no_longer_newest(seq).await?;
    }
    Ok((family, newest.seq == own.seq))
}

fn key(version: &Newest) -> (Timestamp, u64, u64) {
    (version.stamp, version.version, version.seq)
}

async fn join_cluster(
    tx: &mut Tx,
    recent: &mut Recent,
    seq: u64,
    item: &Item,
    sketch: Option<&Sketch>,
) -> Result<u64> {
    let Some(sketch) = sketch else { return Ok(seq) };
    let like = recent.clusters_like(sketch, item.language.primary());
    let cluster = like.iter().copied().min().unwrap_or(seq);
    for other in like.into_iter().filter(|other| *other != cluster) {
        tx.join_cluster(cluster, other).await?;
        recent.join(cluster, other);
    }
    Ok(cluster)
}

fn status_of(item: &Item) -> &'static str {
    match item.status {
        ItemStatus::Usable => "usable",
        ItemStatus::Withheld => "withheld",
        ItemStatus::Canceled => "canceled",
    }
}

/// As the store's list would say of it.
fn fits(filter: &ArrivalFilter, arrival: &Arrival) -> bool {
    let same = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
    same(&filter.source, &arrival.source)
        && same(&filter.provider, &arrival.provider)
        && same(&filter.desk, &arrival.desk)
        && same(&filter.language, &arrival.language)
        && same(&filter.kind, &arrival.kind)
        && (filter.urgency_max == 0 || arrival.urgency <= filter.urgency_max)
        && filter.text.to_lowercase().split_whitespace().all(|word| arrival.words.contains(word))
}
