//! The tables of the shelf open for writing, in one transaction: documents, and places in feeds.

use std::collections::HashMap;
use std::sync::Arc;

use redb::{ReadableTable, Table, WriteTransaction};
use story::{Feed, LiveStory, Standing, StoryId};

use super::ShelfError;
use super::tables::{
    BOARDS, CARDS, DOCUMENTS, FEEDS, FORMER, LAST_PLACES, LIVE, LastPlaces, MEDIA, NAMES, NOTICES, PLACES,
    STORIES, STORY_NOTICES, TIMES, TRANSLATIONS, feed_name,
};

/// The tables, and the feeds met in the transaction.
pub(super) struct Open<'t> {
    stories: Table<'t, u64, (u8, u64)>,
    documents: Table<'t, u64, &'static [u8]>,
    pub(super) cards: Table<'t, u64, &'static [u8]>,
    feeds: Table<'t, &'static str, (u32, u64, u64, u64)>,
    names: Table<'t, &'static str, &'static str>,
    places: Table<'t, (u32, u64), u64>,
    last_places: Table<'t, u64, &'static [u8]>,
    pub(super) times: Table<'t, (u32, i64, u64), u64>,
    pub(super) translations: Table<'t, (u64, u64), (&'static str, &'static str)>,
    pub(super) former: Table<'t, &'static str, u64>,
    pub(super) notices: Table<'t, (u32, u64), &'static [u8]>,
    pub(super) story_notices: Table<'t, (u64, u64), u32>,
    pub(super) boards: Table<'t, (&'static str, &'static str), &'static [u8]>,
    pub(super) media: Table<'t, &'static str, (u64, &'static str, u32)>,
    met: HashMap<String, Count>,
}

/// What is kept of a feed.
struct Count {
    number: u32,
    /// Given so far.
    places: u64,
    /// Standing in it.
    stories: u64,
    /// The last entry that changed it.
    changed: u64,
    /// Its name has been looked for in this transaction.
    named: bool,
}

impl<'t> Open<'t> {
    pub(super) fn of(transaction: &'t WriteTransaction) -> Result<Self, redb::Error> {
        Ok(Self {
            stories: transaction.open_table(STORIES)?,
            documents: transaction.open_table(DOCUMENTS)?,
            cards: transaction.open_table(CARDS)?,
            feeds: transaction.open_table(FEEDS)?,
            names: transaction.open_table(NAMES)?,
            places: transaction.open_table(PLACES)?,
            last_places: transaction.open_table(LAST_PLACES)?,
            times: transaction.open_table(TIMES)?,
            translations: transaction.open_table(TRANSLATIONS)?,
            former: transaction.open_table(FORMER)?,
            notices: transaction.open_table(NOTICES)?,
            story_notices: transaction.open_table(STORY_NOTICES)?,
            boards: transaction.open_table(BOARDS)?,
            media: transaction.open_table(MEDIA)?,
            met: HashMap::new(),
        })
    }

    /// Takes away the story's document and card, and says what stood there.
    pub(super) fn remove_document(&mut self, id: StoryId) -> Result<Option<Standing>, ShelfError> {
        let Some((kind, seq)) = self.stories.get(id.number())?.map(|row| row.value()) else {
            return Ok(None);
        };
        self.cards.remove(seq)?;
        let Some(document) = self.documents.remove(seq)? else { return Ok(None) };
        standing(kind, document.value()).map(Some)
    }

    pub(super) fn file(
        &mut self,
        seq: u64,
        id: StoryId,
        kind: u8,
        document: &[u8],
    ) -> Result<(), ShelfError> {
        self.stories.insert(id.number(), (kind, seq))?;
        self.documents.insert(seq, document)?;
        Ok(())
    }

    /// The number of a feed or list by its name; the first to ask makes it.
    pub(super) fn feed(&mut self, name: &str) -> Result<u32, ShelfError> {
        self.count(name).map(|count| count.number)
    }

    fn count(&mut self, name: &str) -> Result<&mut Count, ShelfError> {
        // Looked up twice: the borrow of a found entry may not outlive this line.
        if !self.met.contains_key(name) {
            let stored = self.feeds.get(name)?.map(|row| row.value());
            let (number, places, stories, changed) = match stored {
                Some(stored) => stored,
                None => {
                    let number = redb::ReadableTableMetadata::len(&self.feeds)?;
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    self.feeds.insert(name, (number, 0, 0, 0))?;
                    (number, 0, 0, 0)
                }
            };
            self.met.insert(name.to_owned(), Count { number, places, stories, changed, named: false });
        }
        self.met.get_mut(name).ok_or_else(|| redb::Error::Corrupted(format!("feed {name}")).into())
    }

    /// Gives the next place of a list.
    pub(super) fn next_place(&mut self, name: &str) -> Result<(u32, u64), ShelfError> {
        let count = self.count(name)?;
        let place = count.places;
        count.places += 1;
        Ok((count.number, place))
    }

    /// Where a story stood last in each feed.
    pub(super) fn last_places(&self, id: StoryId) -> Result<LastPlaces, ShelfError> {
        Ok(self.last_places.get(id.number())?.map(|row| LastPlaces::of(row.value())).unwrap_or_default())
    }

    pub(super) fn keep_last_places(&mut self, id: StoryId, places: &LastPlaces) -> Result<(), ShelfError> {
        self.last_places.insert(id.number(), places.bytes())?;
        Ok(())
    }

    /// Puts the story's card at the place it has in the feed, or at a new one at the end.
    pub(super) fn enter(
        &mut self,
        seq: u64,
        places: &mut LastPlaces,
        feed: &Feed,
        name: &str,
    ) -> Result<(), ShelfError> {
        let key = feed_name(feed);
        self.call(&key, name)?;
        let count = self.count(&key)?;
        count.changed = seq;
        let number = count.number;
        if let Some(place) = places.in_feed(number)
            && self.places.get((number, place))?.is_some()
        {
            self.places.insert((number, place), seq)?;
            return Ok(());
        }
        let (number, place) = self.next_place(&key)?;
        self.count(&key)?.stories += 1;
        self.places.insert((number, place), seq)?;
        places.set(number, place);
        Ok(())
    }

    /// A subject keeps the name that its first story wrote: its pages are the same whatever comes later.
    fn call(&mut self, key: &str, name: &str) -> Result<(), ShelfError> {
        if name.is_empty() || self.count(key)?.named {
            return Ok(());
        }
        self.count(key)?.named = true;
        if self.names.get(key)?.is_none() {
            self.names.insert(key, name)?;
        }
        Ok(())
    }

    /// Makes a hole where the story stands. The place stays known: it is never given again.
    pub(super) fn leave_feed(
        &mut self,
        seq: u64,
        places: &LastPlaces,
        feed: &Feed,
    ) -> Result<(), ShelfError> {
        let key = feed_name(feed);
        let count = self.count(&key)?;
        count.changed = seq;
        let number = count.number;
        if let Some(place) = places.in_feed(number)
            && self.places.remove((number, place))?.is_some()
        {
            self.count(&key)?.stories -= 1;
        }
        Ok(())
    }

    pub(super) fn store_feeds(&mut self) -> Result<(), ShelfError> {
        for (name, count) in &self.met {
            let row = (count.number, count.places, count.stories, count.changed);
            self.feeds.insert(name.as_str(), row)?;
        }
        Ok(())
    }

    /// Place and list of each notice about a story.
    pub(super) fn notices_of(&self, id: StoryId) -> Result<Vec<(u64, u32)>, ShelfError> {
        let all = self.story_notices.range((id.number(), 0)..=(id.number(), u64::MAX))?;
        all.map(|row| row.map(|(key, number)| (key.value().1, number.value())).map_err(Into::into)).collect()
    }

    pub(super) fn media_count(&self, hash: &str) -> Result<u64, ShelfError> {
        Ok(self.media.get(hash)?.map_or(0, |row| row.value().0))
    }
}

pub(super) fn live(standing: &Standing) -> Option<&LiveStory> {
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
