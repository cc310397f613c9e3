//! What a journal entry does to the shelf.

use std::collections::BTreeMap;

use redb::WriteTransaction;
use serde::Serialize;
use story::{
    Asset, Card, Change, Feed, Hash, JournalEntry, LiveStory, Notice, Standing, StoryId, Withdrawal,
};

use super::open::{Open, live};
use super::tables::{LIVE, LastPlaces, Meta, WITHDRAWN, notices_name};
use super::{Applied, Medium, ShelfError};

/// Applies `entries` in order and moves `meta` to the last. Entries already on the shelf are passed over; a missing
/// one is refused. `tell` asks what each entry changed, which costs a read.
pub(super) fn apply(
    transaction: &WriteTransaction,
    meta: &mut Meta,
    entries: &[JournalEntry],
    tell: bool,
) -> Result<Vec<Applied>, ShelfError> {
    let mut open = Open::of(transaction)?;
    let mut changes = Vec::new();
    for entry in entries.iter().filter(|entry| entry.seq > 0) {
        if entry.seq <= meta.cursor {
            continue;
        }
        if entry.seq != meta.cursor + 1 {
            return Err(ShelfError::Gap { cursor: meta.cursor, got: entry.seq });
        }
        let applied = open.entry(entry, tell)?;
        if tell {
            changes.push(applied);
        }
        (meta.cursor, meta.at) = (entry.seq, Some(entry.at));
    }
    if let Some(last) = entries.iter().rfind(|entry| entry.seq == meta.cursor) {
        meta.last = fingerprint(last);
    }
    open.store_feeds()?;
    Ok(changes)
}

/// Tells this entry from any other that could bear its number. Made of what later versions of the vocabulary cannot
/// add to, so that an upgrade does not rebuild the shelf.
pub(super) fn fingerprint(entry: &JournalEntry) -> String {
    let revision = entry.change.live().map_or(0, |story| story.revision);
    let story = entry.change.story_id().map(|id| id.to_string()).unwrap_or_default();
    format!("{} {} {story} {revision}", entry.at, entry.change.name())
}

impl Open<'_> {
    fn entry(&mut self, entry: &JournalEntry, tell: bool) -> Result<Applied, ShelfError> {
        let before = match entry.change.story_id() {
            Some(id) => self.remove_document(id)?,
            None => None,
        };
        let was = before.as_ref().and_then(live);
        match &entry.change {
            Change::Published(story) | Change::Updated(story) => {
                self.show(entry.seq, story, before.as_ref())?;
            }
            Change::Corrected(story) => {
                self.show(entry.seq, story, before.as_ref())?;
                self.notify_of_correction(story)?;
            }
            Change::Killed(withdrawal) => self.withdraw(entry.seq, withdrawal, was)?,
            // Nothing to readers.
            Change::Advanced(_) => {}
            Change::Front(front) => self.board("front", &front.edition, front)?,
            Change::Programme(programme) => self.board("programme", &programme.edition, programme)?,
        }
        let shown = entry.change.live().map(blobs).unwrap_or_default();
        let was = was.map(blobs).unwrap_or_default();
        let hidden = self.count_media(&was, &shown)?;
        Ok(Applied { before: before.filter(|_| tell), hidden })
    }

    fn show(&mut self, seq: u64, story: &LiveStory, before: Option<&Standing>) -> Result<(), ShelfError> {
        self.file(seq, story.id, LIVE, &serde_json::to_vec(story)?)?;
        self.cards.insert(seq, serde_json::to_vec(&Card::of(story))?.as_slice())?;
        let feeds = Feed::of(story);
        // Of a story that was never here nothing is known: most are, while a shelf is built.
        let mut places = before.map(|_| self.last_places(story.id)).transpose()?.unwrap_or_default();
        self.leave(seq, before.and_then(live), &places, &feeds)?;
        for (feed, name) in &feeds {
            self.enter(seq, &mut places, feed, name)?;
        }
        self.keep_last_places(story.id, &places)?;
        // The archive of days has no entries: they stand in their coverage.
        if story.entry_of().is_none() {
            let edition = self.feed(&story.edition)?;
            let published = story.first_published.as_millisecond();
            self.times.insert((edition, published, story.id.number()), seq)?;
        }
        for path in &story.former {
            self.former.insert(path.as_str(), story.id.number())?;
        }
        if let Some(group) = story.translation {
            let key = (group.number(), story.id.number());
            self.translations.insert(key, (story.edition.as_str(), story.path.as_str()))?;
        }
        Ok(())
    }

    fn withdraw(
        &mut self,
        seq: u64,
        withdrawal: &Withdrawal,
        was: Option<&LiveStory>,
    ) -> Result<(), ShelfError> {
        self.file(seq, withdrawal.id, WITHDRAWN, &serde_json::to_vec(withdrawal)?)?;
        let places = self.last_places(withdrawal.id)?;
        self.leave(seq, was, &places, &BTreeMap::new())?;
        if let Some(was) = was {
            let edition = self.feed(&was.edition)?;
            self.times.remove((edition, was.first_published.as_millisecond(), was.id.number()))?;
        }
        self.remove_notices(withdrawal.id)?;
        self.notify(
            &withdrawal.edition,
            &Notice {
                at: withdrawal.at,
                story: withdrawal.id,
                path: withdrawal.path.clone(),
                text: withdrawal.reason.clone(),
                withdrawn: true,
            },
        )
    }

    /// Leaves every feed that the story was in and is not in any more, and its translation group.
    fn leave(
        &mut self,
        seq: u64,
        was: Option<&LiveStory>,
        places: &LastPlaces,
        now: &BTreeMap<Feed, String>,
    ) -> Result<(), ShelfError> {
        let Some(was) = was else { return Ok(()) };
        for feed in Feed::of(was).keys().filter(|feed| !now.contains_key(*feed)) {
            self.leave_feed(seq, places, feed)?;
        }
        if let Some(group) = was.translation {
            self.translations.remove((group.number(), was.id.number()))?;
        }
        Ok(())
    }

    fn notify_of_correction(&mut self, story: &LiveStory) -> Result<(), ShelfError> {
        let Some(last) = story.corrections.last() else { return Ok(()) };
        self.notify(
            &story.edition,
            &Notice {
                at: last.at,
                story: story.id,
                path: story.path.clone(),
                text: last.notice.clone(),
                withdrawn: false,
            },
        )
    }

    fn notify(&mut self, edition: &str, notice: &Notice) -> Result<(), ShelfError> {
        let (number, place) = self.next_place(&notices_name(edition))?;
        self.notices.insert((number, place), serde_json::to_vec(notice)?.as_slice())?;
        self.story_notices.insert((notice.story.number(), place), number)?;
        Ok(())
    }

    fn remove_notices(&mut self, id: StoryId) -> Result<(), ShelfError> {
        for (place, number) in self.notices_of(id)? {
            self.notices.remove((number, place))?;
            self.story_notices.remove((id.number(), place))?;
        }
        Ok(())
    }

    fn board(&mut self, kind: &str, edition: &str, board: &impl Serialize) -> Result<(), ShelfError> {
        self.boards.insert((kind, edition), serde_json::to_vec(board)?.as_slice())?;
        Ok(())
    }

    /// Counts what the story shows now instead of `was`; returns the blobs that nobody shows any more.
    fn count_media(
        &mut self,
        was: &BTreeMap<&Hash, &Asset>,
        shown: &BTreeMap<&Hash, &Asset>,
    ) -> Result<Vec<Medium>, ShelfError> {
        for (hash, asset) in shown.iter().filter(|(hash, _)| !was.contains_key(*hash)) {
            let count = self.media_count(hash.as_str())?;
            self.media.insert(hash.as_str(), (count + 1, asset.media_type.as_str(), asset.width))?;
        }
        let mut hidden = Vec::new();
        for (hash, asset) in was.iter().filter(|(hash, _)| !shown.contains_key(*hash)) {
            let count = self.media_count(hash.as_str())?;
            if count > 1 {
                self.media.insert(hash.as_str(), (count - 1, asset.media_type.as_str(), asset.width))?;
            } else {
                self.media.remove(hash.as_str())?;
                hidden.push(Medium::of(asset));
            }
        }
        Ok(hidden)
    }
}

/// Every blob the story shows, each once.
fn blobs(story: &LiveStory) -> BTreeMap<&Hash, &Asset> {
    story.assets.iter().map(|asset| (&asset.hash, asset)).collect()
}
