//! What a journal entry does to the shelf.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use redb::{ReadableTable, Table, WriteTransaction};
use story::{Change, Feed, Hash, JournalEntry, LiveStory, Standing, StoryId, Withdrawal};

use super::card::card;
use super::tables::{
    CARDS, DOCUMENTS, FEEDS, LAST_PLACES, LIVE, MEDIA, Meta, PLACES, STORIES, WITHDRAWN, feed_name,
};
use super::{Applied, ShelfError};

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
    format!("{} {} {} {revision}", entry.at, entry.change.name(), entry.change.story_id())
}

/// The tables open in one transaction, and the feeds met in it.
struct Open<'t> {
    stories: Table<'t, u64, (u8, u64)>,
    documents: Table<'t, u64, &'static [u8]>,
    cards: Table<'t, u64, &'static [u8]>,
    feeds: Table<'t, &'static str, (u32, u64)>,
    places: Table<'t, (u32, u64), u64>,
    last_places: Table<'t, (u64, u32), u64>,
    media: Table<'t, &'static str, (u64, &'static str)>,
    met: HashMap<String, FeedCount>,
}

/// A feed's number and how many places it has given.
#[derive(Clone, Copy)]
struct FeedCount {
    number: u32,
    places: u64,
}

impl<'t> Open<'t> {
    fn of(transaction: &'t WriteTransaction) -> Result<Self, redb::Error> {
        Ok(Self {
            stories: transaction.open_table(STORIES)?,
            documents: transaction.open_table(DOCUMENTS)?,
            cards: transaction.open_table(CARDS)?,
            feeds: transaction.open_table(FEEDS)?,
            places: transaction.open_table(PLACES)?,
            last_places: transaction.open_table(LAST_PLACES)?,
            media: transaction.open_table(MEDIA)?,
            met: HashMap::new(),
        })
    }

    fn entry(&mut self, entry: &JournalEntry, tell: bool) -> Result<Applied, ShelfError> {
        let id = entry.change.story_id();
        let before = self.remove_document(id)?;
        match &entry.change {
            Change::Published(story) | Change::Updated(story) | Change::Corrected(story) => {
                self.show(entry.seq, story)?;
            }
            Change::Killed(withdrawal) => self.withdraw(entry.seq, withdrawal)?,
        }
        let shown = entry.change.live().map(blobs).unwrap_or_default();
        let was = before.as_ref().and_then(live).map(blobs).unwrap_or_default();
        let hidden = self.count_media(&was, &shown)?;
        Ok(Applied { before: before.filter(|_| tell), hidden })
    }

    /// Takes away the story's document and card, and says what stood there.
    fn remove_document(&mut self, id: StoryId) -> Result<Option<Standing>, ShelfError> {
        let Some((kind, seq)) = self.stories.get(id.number())?.map(|row| row.value()) else {
            return Ok(None);
        };
        self.cards.remove(seq)?;
        let Some(document) = self.documents.remove(seq)? else { return Ok(None) };
        standing(kind, document.value()).map(Some)
    }

    fn show(&mut self, seq: u64, story: &LiveStory) -> Result<(), ShelfError> {
        self.file(seq, story.id, LIVE, &serde_json::to_vec(story)?)?;
        self.cards.insert(seq, serde_json::to_vec(&card(story))?.as_slice())?;
        let edition = self.feed(&Feed::Edition { edition: story.edition.clone() })?;
        let section = self.feed(&Feed::Section {
            edition: story.edition.clone(),
            section: story.content.section.clone(),
        })?;
        self.leave_feeds(story.id, &[edition, section])?;
        self.enter(seq, story.id, edition)?;
        self.enter(seq, story.id, section)?;
        Ok(())
    }

    fn withdraw(&mut self, seq: u64, withdrawal: &Withdrawal) -> Result<(), ShelfError> {
        self.file(seq, withdrawal.id, WITHDRAWN, &serde_json::to_vec(withdrawal)?)?;
        Ok(self.leave_feeds(withdrawal.id, &[])?)
    }

    fn file(&mut self, seq: u64, id: StoryId, kind: u8, document: &[u8]) -> Result<(), redb::Error> {
        self.stories.insert(id.number(), (kind, seq))?;
        self.documents.insert(seq, document)?;
        Ok(())
    }

    /// The number of a feed; the first story in it makes it.
    fn feed(&mut self, feed: &Feed) -> Result<u32, redb::Error> {
        let name = feed_name(feed);
        if let Some(known) = self.met.get(&name) {
            return Ok(known.number);
        }
        let stored = self.feeds.get(name.as_str())?.map(|row| row.value());
        let (number, places) = match stored {
            Some(stored) => stored,
            None => {
                let number =
                    u32::try_from(redb::ReadableTableMetadata::len(&self.feeds)?).unwrap_or(u32::MAX);
                self.feeds.insert(name.as_str(), (number, 0))?;
                (number, 0)
            }
        };
        self.met.insert(name, FeedCount { number, places });
        Ok(number)
    }

    /// Makes a hole wherever the story still stands outside `keep`. The places stay known: they are never given again.
    fn leave_feeds(&mut self, id: StoryId, keep: &[u32]) -> Result<(), redb::Error> {
        let mut left = Vec::new();
        for row in self.last_places.range((id.number(), 0)..=(id.number(), u32::MAX))? {
            let (key, place) = row?;
            let feed = key.value().1;
            if !keep.contains(&feed) {
                left.push((feed, place.value()));
            }
        }
        for place in left {
            self.places.remove(place)?;
        }
        Ok(())
    }

    /// Puts the story's card at the place it has in the feed, or at a new one at the end.
    fn enter(&mut self, seq: u64, id: StoryId, feed: u32) -> Result<(), redb::Error> {
        let last = self.last_places.get((id.number(), feed))?.map(|row| row.value());
        if let Some(place) = last
            && self.places.get((feed, place))?.is_some()
        {
            self.places.insert((feed, place), seq)?;
            return Ok(());
        }
        let Some(count) = self.met.values_mut().find(|count| count.number == feed) else { return Ok(()) };
        let place = count.places;
        count.places += 1;
        self.places.insert((feed, place), seq)?;
        self.last_places.insert((id.number(), feed), place)?;
        Ok(())
    }

    fn store_feeds(&mut self) -> Result<(), redb::Error> {
        for (name, count) in &self.met {
            self.feeds.insert(name.as_str(), (count.number, count.places))?;
        }
        Ok(())
    }

    /// Counts what the story shows now instead of `was`; returns the blobs that nobody shows any more.
    fn count_media(
        &mut self,
        was: &BTreeMap<&str, &str>,
        shown: &BTreeMap<&str, &str>,
    ) -> Result<Vec<Hash>, redb::Error> {
        for (hash, media_type) in shown.iter().filter(|(hash, _)| !was.contains_key(*hash)) {
            let count = self.media.get(hash)?.map_or(0, |row| row.value().0);
            self.media.insert(hash, (count + 1, *media_type))?;
        }
        let mut hidden = Vec::new();
        for (hash, media_type) in was.iter().filter(|(hash, _)| !shown.contains_key(*hash)) {
            let count = self.media.get(hash)?.map_or(0, |row| row.value().0);
            if count > 1 {
                self.media.insert(hash, (count - 1, *media_type))?;
            } else {
                self.media.remove(hash)?;
                hidden.extend(hash.parse::<Hash>());
            }
        }
        Ok(hidden)
    }
}

/// Hash and media type of every blob the story shows, each once.
fn blobs(story: &LiveStory) -> BTreeMap<&str, &str> {
    story.assets.iter().map(|asset| (asset.hash.as_str(), asset.media_type.as_str())).collect()
}

fn live(standing: &Standing) -> Option<&LiveStory> {
    match standing {
        Standing::Live(story) => Some(story),
        Standing::Withdrawn(_) => None,
    }
}

pub(super) fn standing(kind: u8, document: &[u8]) -> Result<Standing, ShelfError> {
    Ok(match kind {
        LIVE => Standing::Live(Arc::new(serde_json::from_slice(document)?)),
        _ => Standing::Withdrawn(serde_json::from_slice(document)?),
    })
}
