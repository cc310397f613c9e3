//! The tables of the shelf on disk. Documents and cards are filed under the number of the journal entry that brought
//! them: writing is appending, whatever the order of story numbers, and a feed's newest cards lie side by side.

use redb::{ReadableDatabase, ReadableTable, TableDefinition, TableError};
use serde::{Deserialize, Serialize};
use story::{Feed, Subject, Timestamp};

use super::reads::Reads;

/// Raised whenever the meaning of any table changes; a shelf of another version is built anew from the journal.
pub(crate) const FORMAT: u32 = 5;

/// One row, `META_KEY`: JSON of [`Meta`].
pub(crate) const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
pub(crate) const META_KEY: &str = "meta";
/// Story number → what it is now and the entry that said so.
pub(crate) const STORIES: TableDefinition<u64, (u8, u64)> = TableDefinition::new("stories");
/// Entry number → JSON of the live story or withdrawal.
pub(crate) const DOCUMENTS: TableDefinition<u64, &[u8]> = TableDefinition::new("documents");
/// Entry number → JSON of the card.
pub(crate) const CARDS: TableDefinition<u64, &[u8]> = TableDefinition::new("cards");
/// Feed name → its number, how many places it has given, how many stories stand in it, and the last entry that changed
/// it.
pub(crate) const FEEDS: TableDefinition<&str, (u32, u64, u64, u64)> = TableDefinition::new("feeds");
/// Feed name of a topic, author or place → its name as its first story wrote it.
pub(crate) const NAMES: TableDefinition<&str, &str> = TableDefinition::new("names");
/// (feed number, place) → entry number of the card there. A hole is a missing row, so skipping it costs nothing.
pub(crate) const PLACES: TableDefinition<(u32, u64), u64> = TableDefinition::new("places");
/// Story number → the last place of the story in each feed it was ever in, see [`LastPlaces`]. One row for all of
/// them: story numbers are scattered, so every row is a page of its own to write.
pub(crate) const LAST_PLACES: TableDefinition<u64, &[u8]> = TableDefinition::new("last-places");
/// (number of the edition's feed, first publication in milliseconds, story number) → entry number of its card.
pub(crate) const TIMES: TableDefinition<(u32, i64, u64), u64> = TableDefinition::new("times");
/// (translation group, story number) → edition and path.
pub(crate) const TRANSLATIONS: TableDefinition<(u64, u64), (&str, &str)> =
    TableDefinition::new("translations");
/// Address from before a story came here → story number.
pub(crate) const FORMER: TableDefinition<&str, u64> = TableDefinition::new("former");
/// (number of the edition's list of notices, place) → JSON of the notice.
pub(crate) const NOTICES: TableDefinition<(u32, u64), &[u8]> = TableDefinition::new("notices");
/// (story number, place) → number of the list of notices it stands in.
pub(crate) const STORY_NOTICES: TableDefinition<(u64, u64), u32> = TableDefinition::new("story-notices");
/// `front` or `programme` and an edition → JSON of what the desk last decided.
pub(crate) const BOARDS: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new("boards");
/// Blob hash → how many live stories show it, its media type, and for pictures the width.
pub(crate) const MEDIA: TableDefinition<&str, (u64, &str, u32)> = TableDefinition::new("media");

pub(crate) const LIVE: u8 = 0;
pub(crate) const WITHDRAWN: u8 = 1;

/// Feed numbers and places of one story, twelve bytes each.
#[derive(Debug, Default)]
pub(crate) struct LastPlaces(Vec<u8>);

impl LastPlaces {
    pub(crate) fn of(row: &[u8]) -> Self {
        Self(row.to_vec())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn in_feed(&self, number: u32) -> Option<u64> {
        self.pairs().find(|(feed, _)| *feed == number).map(|(_, place)| place)
    }

    pub(crate) fn set(&mut self, number: u32, place: u64) {
        let known = self.pairs().position(|(feed, _)| feed == number);
        let mut pair = [0; PAIR];
        pair[..4].copy_from_slice(&number.to_le_bytes());
        pair[4..].copy_from_slice(&place.to_le_bytes());
        match known {
            Some(at) => self.0[at * PAIR..][..PAIR].copy_from_slice(&pair),
            None => self.0.extend_from_slice(&pair),
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (u32, u64)> {
        self.0.chunks_exact(PAIR).map(|pair| {
            let (mut number, mut place) = ([0; 4], [0; 8]);
            number.copy_from_slice(&pair[..4]);
            place.copy_from_slice(&pair[4..]);
            (u32::from_le_bytes(number), u64::from_le_bytes(place))
        })
    }
}

const PAIR: usize = 12;

/// How far the shelf is, written in the same transaction as the effects.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Meta {
    pub(crate) format: u32,
    pub(crate) cursor: u64,
    pub(crate) at: Option<Timestamp>,
    /// What the last entry was, to notice a journal that is not the one this shelf was built from.
    pub(crate) last: String,
    /// It has once held all that the journal held: what it does not know is not there. Shelves of before this was written
    /// down are taken to have.
    #[serde(default = "yes")]
    pub(crate) whole: bool,
}

fn yes() -> bool {
    true
}

impl Default for Meta {
    fn default() -> Self {
        Self { format: FORMAT, cursor: 0, at: None, last: String::new(), whole: false }
    }
}

/// The name of a feed in [`FEEDS`]. The separators are no letters of an edition's or section's id.
pub(crate) fn feed_name(feed: &Feed) -> String {
    match feed {
        Feed::Edition { edition } => edition.clone(),
        Feed::Section { edition, section } => format!("{edition}\u{1f}{section}"),
        Feed::Subject { edition, subject, slug } => subject_prefix(edition, *subject) + slug,
        Feed::Entries { coverage } => format!("{coverage}\u{1c}entries"),
        Feed::Highlights { edition } => format!("{edition}\u{1c}highlights"),
    }
}

/// What the names of all feeds of a subject begin with.
pub(crate) fn subject_prefix(edition: &str, subject: Subject) -> String {
    format!("{edition}\u{1e}{}\u{1e}", subject.name())
}

/// The list of notices has a number and places as feeds have.
pub(crate) fn notices_name(edition: &str) -> String {
    format!("{edition}\u{1d}notices")
}

/// `None` where the file is new and has no such table yet.
pub(crate) fn read_meta<R: Reads>(transaction: &R) -> Result<Option<Meta>, redb::Error> {
    let table = match transaction.table(META) {
        Err(TableError::TableDoesNotExist(_)) => return Ok(None),
        table => table?,
    };
    let row = table.get(META_KEY)?;
    // A row that is no `Meta` was written by another version: format 0 never existed.
    Ok(row.map(|row| {
        serde_json::from_slice(row.value()).unwrap_or_else(|_| Meta { format: 0, ..Meta::default() })
    }))
}

pub(crate) fn meta_of(database: &redb::Database) -> Result<Option<Meta>, redb::Error> {
    read_meta(&database.begin_read()?)
}
