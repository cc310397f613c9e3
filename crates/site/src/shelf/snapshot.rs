//! The shelf at one moment, as pages may ask it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use redb::{ReadTransaction, ReadableTable, TableError};
use serde::de::DeserializeOwned;
use story::{Card, Feed, Front, Hash, Name, Notice, Programme, Standing, StoryId, Subject, Timestamp};

use super::cards::Cards;
use super::open::standing;
use super::reads::Reads;
use super::tables::{
    BOARDS, CARDS, DOCUMENTS, FEEDS, FORMER, LAST_PLACES, LastPlaces, MEDIA, Meta, NAMES, NOTICES, PLACES,
    STORIES, STORY_NOTICES, TIMES, TRANSLATIONS, feed_name, notices_name, read_meta, subject_prefix,
};
use super::{Medium, Memory, ShelfError};

/// The stories most asked for, by edition.
pub(crate) type MostRead = Arc<BTreeMap<String, Vec<StoryId>>>;

/// Answers from one moment, whatever is applied meanwhile. A disk that fails makes it answer "nothing", and
/// [`Snapshot::fault`] then says so: what was printed from it must not reach anybody.
pub struct Snapshot<R: Reads = ReadTransaction> {
    meta: Meta,
    tables: Option<Tables<R>>,
    memory: Memory,
    now: Timestamp,
    fault: RefCell<Option<ShelfError>>,
}

struct Tables<R: Reads> {
    stories: R::Table<u64, (u8, u64)>,
    documents: R::Table<u64, &'static [u8]>,
    cards: R::Table<u64, &'static [u8]>,
    feeds: R::Table<&'static str, (u32, u64, u64, u64)>,
    names: R::Table<&'static str, &'static str>,
    places: R::Table<(u32, u64), u64>,
    last_places: R::Table<u64, &'static [u8]>,
    times: R::Table<(u32, i64, u64), u64>,
    translations: R::Table<(u64, u64), (&'static str, &'static str)>,
    former: R::Table<&'static str, u64>,
    notices: R::Table<(u32, u64), &'static [u8]>,
    story_notices: R::Table<(u64, u64), u32>,
    boards: R::Table<(&'static str, &'static str), &'static [u8]>,
    media: R::Table<&'static str, (u64, &'static str, u32)>,
}

impl<R: Reads> Snapshot<R> {
    pub(super) fn of(transaction: &R, memory: Memory) -> Result<Self, ShelfError> {
        let meta = read_meta(transaction)?.unwrap_or_default();
        Self::up_to(transaction, meta, memory)
    }

    /// What `transaction` holds, which is everything up to `meta`.
    pub(super) fn up_to(transaction: &R, meta: Meta, memory: Memory) -> Result<Self, ShelfError> {
        // A clock that lags must not print a page from before its newest entry.
        let now = meta.at.map_or_else(Timestamp::now, |at| at.max(Timestamp::now()));
        Ok(Self { meta, tables: Tables::of(transaction)?, memory, now, fault: RefCell::new(None) })
    }

    /// Number of the newest entry it holds.
    pub fn cursor(&self) -> u64 {
        self.meta.cursor
    }

    /// The first failure met while answering, if any.
    pub fn fault(&self) -> Option<ShelfError> {
        self.fault.borrow_mut().take()
    }

    /// What a blob is, while a live story shows it.
    pub fn medium(&self, hash: &Hash) -> Option<Medium> {
        self.ask(|tables| {
            let row = tables.media.get(hash.as_str())?;
            Ok(row.map(|row| {
                let (_, media_type, width) = row.value();
                Medium { hash: hash.clone(), media_type: media_type.to_owned(), width }
            }))
        })
    }

    fn ask<T: Default>(&self, question: impl FnOnce(&Tables<R>) -> Result<T, ShelfError>) -> T {
        let Some(tables) = &self.tables else { return T::default() };
        question(tables).unwrap_or_else(|error| {
            tracing::error!(%error, "the shelf could not answer");
            self.fault.borrow_mut().get_or_insert(error);
            T::default()
        })
    }
}

impl<R: Reads> story::Shelf for Snapshot<R> {
    fn as_of(&self) -> Option<(u64, Timestamp)> {
        self.meta.at.map(|at| (self.meta.cursor, at))
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn standing(&self, id: StoryId) -> Option<Standing> {
        self.ask(|tables| tables.standing(id))
    }

    fn formerly(&self, path: &str) -> Option<StoryId> {
        self.ask(|tables| Ok(tables.former.get(path)?.map(|row| StoryId::from_number(row.value()))))
    }

    fn places(&self, feed: &Feed) -> u64 {
        self.ask(|tables| Ok(tables.feed(feed)?.map_or(0, |(_, places)| places)))
    }

    fn changed(&self, feed: &Feed) -> u64 {
        self.ask(|tables| Ok(tables.feeds.get(feed_name(feed).as_str())?.map_or(0, |row| row.value().3)))
    }

    fn cards(&self, feed: &Feed, first: u64, count: u64) -> Vec<(u64, Arc<Card>)> {
        let cards = &self.memory.cards;
        self.ask(|tables| {
            let Some((number, _)) = tables.feed(feed)? else { return Ok(Vec::new()) };
            let wanted = (number, first)..(number, first.saturating_add(count));
            tables
                .places
                .range(wanted)?
                .map(|row| {
                    let (key, seq) = row?;
                    Ok((key.value().1, tables.card(seq.value(), cards)?))
                })
                .collect()
        })
    }

    fn newest(&self, feed: &Feed, count: usize) -> Vec<Arc<Card>> {
        let cards = &self.memory.cards;
        self.ask(|tables| {
            let Some((number, _)) = tables.feed(feed)? else { return Ok(Vec::new()) };
            let all = tables.places.range((number, 0)..=(number, u64::MAX))?;
            all.rev().take(count).map(|row| tables.card(row?.1.value(), cards)).collect()
        })
    }

    fn place(&self, feed: &Feed, id: StoryId) -> Option<u64> {
        self.ask(|tables| {
            let Some((number, _)) = tables.feed(feed)? else { return Ok(None) };
            let places = tables.last_places.get(id.number())?;
            Ok(places.and_then(|row| LastPlaces::of(row.value()).in_feed(number)))
        })
    }

    fn published(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Arc<Card>> {
        self.ask(|tables| {
            let seqs = tables.times(edition, from, until)?;
            seqs.map(|row| tables.card(row?.1.value(), &self.memory.cards)).collect()
        })
    }

    fn published_at(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Timestamp> {
        self.ask(|tables| {
            let times = tables.times(edition, from, until)?;
            times.map(|row| Ok(time_of(row?.0.value().1))).collect()
        })
    }

    fn published_around(&self, edition: &str, from: Timestamp, until: Timestamp) -> [Option<Timestamp>; 2] {
        self.ask(|tables| {
            let before = tables.times(edition, Timestamp::MIN, from)?.next_back().transpose()?;
            let after = tables.times(edition, until, Timestamp::MAX)?.next().transpose()?;
            Ok([before, after].map(|row| row.map(|(key, _)| time_of(key.value().1))))
        })
    }

    fn names(&self, edition: &str, subject: Subject) -> Vec<Name> {
        self.ask(|tables| {
            let prefix = subject_prefix(edition, subject);
            let mut names = Vec::new();
            for row in tables.feeds.range(prefix.as_str()..)? {
                let (key, count) = row?;
                let Some(slug) = key.value().strip_prefix(&prefix) else { break };
                if count.value().2 > 0 {
                    names.push(tables.name_of(key.value(), slug, count.value().2)?);
                }
            }
            Ok(names)
        })
    }

    fn name(&self, edition: &str, subject: Subject, slug: &str) -> Option<Name> {
        self.ask(|tables| {
            let key = subject_prefix(edition, subject) + slug;
            match tables.feeds.get(key.as_str())?.map(|row| row.value().2) {
                None | Some(0) => Ok(None),
                Some(stories) => tables.name_of(&key, slug, stories).map(Some),
            }
        })
    }

    fn notice_places(&self, edition: &str) -> u64 {
        self.ask(|tables| Ok(tables.list(&notices_name(edition))?.map_or(0, |(_, places)| places)))
    }

    fn notices(&self, edition: &str, first: u64, count: u64) -> Vec<Notice> {
        self.ask(|tables| {
            let Some((number, _)) = tables.list(&notices_name(edition))? else { return Ok(Vec::new()) };
            let wanted = (number, first)..(number, first.saturating_add(count));
            tables.notices.range(wanted)?.map(|row| Ok(serde_json::from_slice(row?.1.value())?)).collect()
        })
    }

    fn notices_of(&self, id: StoryId) -> Vec<u64> {
        self.ask(|tables| {
            let all = tables.story_notices.range((id.number(), 0)..=(id.number(), u64::MAX))?;
            all.map(|row| Ok(row?.0.value().1)).collect()
        })
    }

    fn translations(&self, group: StoryId) -> Vec<(String, String)> {
        self.ask(|tables| {
            let all = tables.translations.range((group.number(), 0)..=(group.number(), u64::MAX))?;
            let mut found: Vec<(String, String)> = all
                .map(|row| {
                    let (_, value) = row?;
                    let (edition, path) = value.value();
                    Ok((edition.to_owned(), path.to_owned()))
                })
                .collect::<Result<_, ShelfError>>()?;
            if found.is_empty() {
                return Ok(found);
            }
            if let Some(Standing::Live(first)) = tables.standing(group)? {
                found.push((first.edition.clone(), first.path.clone()));
            }
            found.sort();
            found.dedup();
            Ok(found)
        })
    }

    fn front(&self, edition: &str) -> Option<Front> {
        self.ask(|tables| tables.board("front", edition))
    }

    fn programme(&self, edition: &str) -> Option<Programme> {
        self.ask(|tables| tables.board("programme", edition))
    }

    fn most_read(&self, edition: &str) -> Vec<StoryId> {
        self.memory.most_read.get(edition).cloned().unwrap_or_default()
    }
}

fn time_of(millisecond: i64) -> Timestamp {
    Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::UNIX_EPOCH)
}

impl<R: Reads> Tables<R> {
    /// `None` for a shelf to which nothing was ever applied.
    fn of(transaction: &R) -> Result<Option<Self>, redb::Error> {
        let stories = match transaction.table(STORIES) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            table => table?,
        };
        Ok(Some(Self {
            stories,
            documents: transaction.table(DOCUMENTS)?,
            cards: transaction.table(CARDS)?,
            feeds: transaction.table(FEEDS)?,
            places: transaction.table(PLACES)?,
            last_places: transaction.table(LAST_PLACES)?,
            names: transaction.table(NAMES)?,
            times: transaction.table(TIMES)?,
            translations: transaction.table(TRANSLATIONS)?,
            former: transaction.table(FORMER)?,
            notices: transaction.table(NOTICES)?,
            story_notices: transaction.table(STORY_NOTICES)?,
            boards: transaction.table(BOARDS)?,
            media: transaction.table(MEDIA)?,
        }))
    }

    fn standing(&self, id: StoryId) -> Result<Option<Standing>, ShelfError> {
        let Some((kind, seq)) = self.stories.get(id.number())?.map(|row| row.value()) else {
            return Ok(None);
        };
        self.documents.get(seq)?.map(|row| standing(kind, row.value())).transpose()
    }

    fn feed(&self, feed: &Feed) -> Result<Option<(u32, u64)>, ShelfError> {
        self.list(&feed_name(feed))
    }

    /// Number and places of a feed or list.
    fn list(&self, name: &str) -> Result<Option<(u32, u64)>, ShelfError> {
        Ok(self.feeds.get(name)?.map(|row| row.value()).map(|(number, places, ..)| (number, places)))
    }

    fn times(
        &self,
        edition: &str,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<redb::Range<'_, (u32, i64, u64), u64>, ShelfError> {
        // An edition without a number has no story: no row bears this one.
        let number = self.list(edition)?.map_or(u32::MAX, |(number, _)| number);
        let (from, until) = (from.as_millisecond(), until.as_millisecond().max(from.as_millisecond()));
        Ok(self.times.range((number, from, 0)..(number, until, 0))?)
    }

    fn name_of(&self, key: &str, slug: &str, stories: u64) -> Result<Name, ShelfError> {
        let name = self.names.get(key)?.map_or_else(|| slug.to_owned(), |row| row.value().to_owned());
        Ok(Name { slug: slug.to_owned(), name, stories })
    }

    fn board<T: DeserializeOwned>(&self, kind: &str, edition: &str) -> Result<Option<T>, ShelfError> {
        let row = self.boards.get((kind, edition))?;
        Ok(row.map(|row| serde_json::from_slice(row.value())).transpose()?)
    }

    fn card(&self, seq: u64, known: &Cards) -> Result<Arc<Card>, ShelfError> {
        known.get(seq, || {
            let row = self.cards.get(seq)?;
            let row = row.ok_or_else(|| redb::Error::Corrupted(format!("card {seq} is missing")))?;
            Ok(serde_json::from_slice(row.value())?)
        })
    }
}
