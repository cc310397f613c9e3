//! The shelf at one moment, as pages may ask it.

use std::cell::RefCell;

use redb::{ReadOnlyTable, ReadTransaction, TableError};
use story::{Card, Feed, Hash, Standing, StoryId, Timestamp};

use super::ShelfError;
use super::apply::standing;
use super::tables::{
    CARDS, DOCUMENTS, FEEDS, LAST_PLACES, MEDIA, Meta, PLACES, STORIES, feed_name, read_meta,
};

/// Answers from one moment, whatever is applied meanwhile. A disk that fails makes it answer "nothing", and
/// [`Snapshot::fault`] then says so: what was printed from it must not reach anybody.
pub struct Snapshot {
    meta: Meta,
    tables: Option<Tables>,
    fault: RefCell<Option<ShelfError>>,
}

struct Tables {
    stories: ReadOnlyTable<u64, (u8, u64)>,
    documents: ReadOnlyTable<u64, &'static [u8]>,
    cards: ReadOnlyTable<u64, &'static [u8]>,
    feeds: ReadOnlyTable<&'static str, (u32, u64)>,
    places: ReadOnlyTable<(u32, u64), u64>,
    last_places: ReadOnlyTable<(u64, u32), u64>,
    media: ReadOnlyTable<&'static str, (u64, &'static str)>,
}

impl Snapshot {
    pub(super) fn of(transaction: &ReadTransaction) -> Result<Self, ShelfError> {
        let meta = read_meta(transaction)?.unwrap_or_default();
        Ok(Self { meta, tables: Tables::of(transaction)?, fault: RefCell::new(None) })
    }

    /// Number of the newest entry it holds.
    pub fn cursor(&self) -> u64 {
        self.meta.cursor
    }

    /// The first failure met while answering, if any.
    pub fn fault(&self) -> Option<ShelfError> {
        self.fault.borrow_mut().take()
    }

    /// The media type of a blob, while a live story shows it.
    pub fn media_type(&self, hash: &Hash) -> Option<String> {
        self.ask(|tables| Ok(tables.media.get(hash.as_str())?.map(|row| row.value().1.to_owned())))
    }

    fn ask<T: Default>(&self, question: impl FnOnce(&Tables) -> Result<T, ShelfError>) -> T {
        let Some(tables) = &self.tables else { return T::default() };
        question(tables).unwrap_or_else(|error| {
            tracing::error!(%error, "the shelf could not answer");
            self.fault.borrow_mut().get_or_insert(error);
            T::default()
        })
    }
}

impl story::Shelf for Snapshot {
    fn as_of(&self) -> Option<(u64, Timestamp)> {
        self.meta.at.map(|at| (self.meta.cursor, at))
    }

    fn standing(&self, id: StoryId) -> Option<Standing> {
        self.ask(|tables| {
            let Some((kind, seq)) = tables.stories.get(id.number())?.map(|row| row.value()) else {
                return Ok(None);
            };
            tables.documents.get(seq)?.map(|row| standing(kind, row.value())).transpose()
        })
    }

    fn places(&self, feed: &Feed) -> u64 {
        self.ask(|tables| Ok(tables.feed(feed)?.map_or(0, |(_, places)| places)))
    }

    fn cards(&self, feed: &Feed, first: u64, count: u64) -> Vec<(u64, Card)> {
        self.ask(|tables| {
            let Some((number, _)) = tables.feed(feed)? else { return Ok(Vec::new()) };
            let wanted = (number, first)..(number, first.saturating_add(count));
            tables
                .places
                .range(wanted)?
                .map(|row| {
                    let (key, seq) = row?;
                    Ok((key.value().1, tables.card(seq.value())?))
                })
                .collect()
        })
    }

    fn newest(&self, feed: &Feed, count: usize) -> Vec<Card> {
        self.ask(|tables| {
            let Some((number, _)) = tables.feed(feed)? else { return Ok(Vec::new()) };
            let all = tables.places.range((number, 0)..=(number, u64::MAX))?;
            all.rev().take(count).map(|row| tables.card(row?.1.value())).collect()
        })
    }

    fn place(&self, feed: &Feed, id: StoryId) -> Option<u64> {
        self.ask(|tables| {
            let Some((number, _)) = tables.feed(feed)? else { return Ok(None) };
            Ok(tables.last_places.get((id.number(), number))?.map(|row| row.value()))
        })
    }
}

impl Tables {
    /// `None` for a shelf to which nothing was ever applied.
    fn of(transaction: &ReadTransaction) -> Result<Option<Self>, redb::Error> {
        let stories = match transaction.open_table(STORIES) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            table => table?,
        };
        Ok(Some(Self {
            stories,
            documents: transaction.open_table(DOCUMENTS)?,
            cards: transaction.open_table(CARDS)?,
            feeds: transaction.open_table(FEEDS)?,
            places: transaction.open_table(PLACES)?,
            last_places: transaction.open_table(LAST_PLACES)?,
            media: transaction.open_table(MEDIA)?,
        }))
    }

    fn feed(&self, feed: &Feed) -> Result<Option<(u32, u64)>, ShelfError> {
        Ok(self.feeds.get(feed_name(feed).as_str())?.map(|row| row.value()))
    }

    fn card(&self, seq: u64) -> Result<Card, ShelfError> {
        let row = self.cards.get(seq)?;
        let row = row.ok_or_else(|| redb::Error::Corrupted(format!("card {seq} is missing")))?;
        Ok(serde_json::from_slice(row.value())?)
    }
}
