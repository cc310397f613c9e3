//! Gives an item that was just filed its place: family, cluster, desk; and tells the stories it concerns.

use serde_json::json;
use store::{Arrival, ArrivalFilter, Handling, ItemRow, Tx, Version, WireAlert};
use story::{Item, ItemId, ItemStatus, StoryId};

use super::recent::{HOURS, Recent};
use super::routing::{SourceConfig, kind_of};
use super::{Sketch, WireChange, change_of, doubts, families};
use crate::newsroom::story_subject;
use crate::{Caller, Newsroom, Result};

/// Asked of the database at once when the memory is filled.
const SKETCHES_AT_ONCE: u32 = 5_000;

/// What placing one delivery needs.
pub(crate) struct Desk<'d> {
    pub(crate) config: &'d SourceConfig,
    /// Questions to the wire that call somebody.
    pub(crate) alarms: &'d [ArrivalFilter],
    /// Stories that were told something.
    pub(crate) told: Vec<StoryId>,
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
        desk: &mut Desk<'_>,
        row: &ItemRow,
        seq: u64,
    ) -> Result<()> {
        let item = &row.item;
        let routed = desk.config.route(item);
        let keys = families::keys(item, &row.source);
        let (stamp, version) = (families::stamp(item, row.received), families::version_number(item));
        let own = Version {
            seq,
            item: row.id,
            stamp,
            version,
            status: status_of(item).to_owned(),
            guid: item.guid.clone(),
            newest: true,
        };
        let Joined { family, newest, news, alone } = join_family(tx, &keys, own).await?;
        let sketch = Sketch::of(item);
        let cluster = join_cluster(tx, recent, seq, item, sketch.as_ref()).await?;
        let mut arrival = Arrival {
            item: row.id,
            seq,
            received: row.received,
            source: row.source.clone(),
            family,
            cluster,
            newest: newest == row.id,
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
            sketch: sketch.as_ref().map(Sketch::to_text).unwrap_or_default(),
        };
        let words = store::words_of_item(item);
        arrival.alert |= desk.alarms.iter().any(|alarm| fits(alarm, &arrival, &words));
        recent.add(seq, cluster, row.received, &arrival.language, sketch);
        tx.insert_arrival(&arrival, &keys, &words).await?;
        if newest == row.id {
            desk.told.extend(self.tell_stories(tx, family, row).await?);
            self.tell_series(tx, family, row).await?;
            self.tell_planning(tx, family, row).await?;
        } else if news && let Some(known) = tx.item(newest).await? {
            desk.told.extend(self.tell_stories(tx, family, &known).await?);
            self.tell_planning(tx, family, &known).await?;
        }
        if alone && item.status == ItemStatus::Canceled {
            desk.told.extend(self.tell_doubts(tx, row).await?);
        }
        Ok(())
    }

    /// A kill of which nothing says what it kills: the stories whose item it seems to speak of hear that, and are given.
    async fn tell_doubts(&self, tx: &mut Tx, kill: &ItemRow) -> Result<Vec<StoryId>> {
        let mut told = Vec::new();
        if !doubts::is_nameless(&kill.item) {
            return Ok(told);
        }
        let since = kill.received - doubts::SPAN;
        for (story, row) in tx.built_on_source(&kill.source, since).await? {
            if doubts::may_kill(&kill.item, &row.item) {
                self.doubt(tx, story, kill.id).await?;
                told.push(story);
            }
        }
        Ok(told)
    }

    /// The same for a story that is made of an item when such a kill is there already.
    pub(crate) async fn tell_of_doubtful_kills(
        &self,
        tx: &mut Tx,
        story: StoryId,
        row: &ItemRow,
    ) -> Result<()> {
        for kill in tx.kills_of_source(&row.source, row.received - doubts::SPAN).await? {
            if doubts::is_nameless(&kill.item) && doubts::may_kill(&kill.item, &row.item) {
                self.doubt(tx, story, kill.id).await?;
            }
        }
        Ok(())
    }

    async fn doubt(&self, tx: &mut Tx, story: StoryId, kill: ItemId) -> Result<()> {
        let change = WireChange::DoubtfulKill.as_str();
        let alert = WireAlert { story, item: kill, change: change.to_owned(), at: self.now(), decided: None };
        if tx.raise_alert(&alert).await? {
            let detail = json!({ "item": kill.to_string(), "change": change });
            let subject = story_subject(story);
            tx.insert_audit(&self.audit_row(&Caller::system(), "raise-wire-alert", subject, detail)).await?;
        }
        Ok(())
    }

    /// An alert for each story built from the family, and the embargo where it now holds longer; gives those stories.
    async fn tell_stories(&self, tx: &mut Tx, family: u64, row: &ItemRow) -> Result<Vec<StoryId>> {
        let mut told = Vec::new();
        loop {
            // Again, because what somebody was just translating is there only now that its source was waited for.
            let mut stories = tx.stories_of_family(family, row.id).await?;
            stories.retain(|story| !told.contains(story));
            if stories.is_empty() {
                return Ok(told);
            }
            for story in stories {
                self.tell_story(tx, story, row).await?;
                told.push(story);
            }
        }
    }

    pub(crate) async fn tell_story(&self, tx: &mut Tx, story: StoryId, row: &ItemRow) -> Result<()> {
        let Some(mut built) = tx.story_for_update(story).await? else { return Ok(()) };
        let change = change_of(&row.item, built.embargo);
        let (at, change_name) = (self.now(), change.as_str().to_owned());
        let alert = WireAlert { story, item: row.id, change: change_name, at, decided: None };
        if !tx.raise_alert(&alert).await? {
            return Ok(());
        }
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

/// What came of looking for an item's family.
struct Joined {
    family: u64,
    newest: ItemId,
    /// The item showed that two families are one, or that another than was thought is the newest: the stories of each
    /// hear what the other knew.
    news: bool,
    /// Nothing else is known of what it speaks of.
    alone: bool,
}

async fn join_family(tx: &mut Tx, keys: &[String], own: Version) -> Result<Joined> {
    let families = tx.families_of(keys).await?;
    let family = families.iter().copied().min().unwrap_or(own.seq);
    let (own_seq, own_item, mut versions) = (own.seq, own.item, vec![own]);
    for one in &families {
        versions.extend(tx.versions_of(*one).await?);
        if *one != family {
            tx.join_family(family, *one).await?;
        }
    }
    let newest = families::newest(&versions).map_or((own_seq, own_item), |newest| (newest.seq, newest.item));
    let mut news = families.len() > 1;
    for version in versions.iter().filter(|version| version.seq != own_seq) {
        let is_newest = version.seq == newest.0;
        if version.newest != is_newest {
            news |= is_newest;
            tx.set_newest(version.seq, is_newest).await?;
        }
    }
    Ok(Joined { family, newest: newest.1, news, alone: families.is_empty() })
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
fn fits(filter: &ArrivalFilter, arrival: &Arrival, words: &str) -> bool {
    let same = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
    same(&filter.source, &arrival.source)
        && same(&filter.provider, &arrival.provider)
        && same(&filter.desk, &arrival.desk)
        && same(&filter.language, &arrival.language)
        && same(&filter.kind, &arrival.kind)
        && (filter.urgency_max == 0 || arrival.urgency <= filter.urgency_max)
        && store::has_words(words, &filter.text)
}
