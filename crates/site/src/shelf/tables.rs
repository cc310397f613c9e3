//! The tables of the shelf on disk. Documents and cards are filed under the number of the journal entry that brought
//! them: writing is appending, whatever the order of story numbers, and a feed's newest cards lie side by side.

use redb::{ReadTransaction, ReadableDatabase, TableDefinition, TableError};
use serde::{Deserialize, Serialize};
use story::{Feed, Timestamp};

/// Raised whenever the meaning of any table changes; a shelf of another version is built anew from the journal.
pub(crate) const FORMAT: u32 = 1;

/// One row, `META_KEY`: JSON of [`Meta`].
pub(crate) const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
pub(crate) const META_KEY: &str = "meta";
/// Story number → what it is now and the entry that said so.
pub(crate) const STORIES: TableDefinition<u64, (u8, u64)> = TableDefinition::new("stories");
/// Entry number → JSON of the live story or withdrawal.
pub(crate) const DOCUMENTS: TableDefinition<u64, &[u8]> = TableDefinition::new("documents");
/// Entry number → JSON of the card.
pub(crate) const CARDS: TableDefinition<u64, &[u8]> = TableDefinition::new("cards");
/// Feed name → its number and how many places it has given.
pub(crate) const FEEDS: TableDefinition<&str, (u32, u64)> = TableDefinition::new("feeds");
/// (feed number, place) → entry number of the card there. A hole is a missing row, so skipping it costs nothing.
pub(crate) const PLACES: TableDefinition<(u32, u64), u64> = TableDefinition::new("places");
/// (story number, feed number) → the last place of the story there, kept when it leaves.
pub(crate) const LAST_PLACES: TableDefinition<(u64, u32), u64> = TableDefinition::new("last-places");
/// Blob hash → how many live stories show it, and its media type.
pub(crate) const MEDIA: TableDefinition<&str, (u64, &str)> = TableDefinition::new("media");

pub(crate) const LIVE: u8 = 0;
pub(crate) const WITHDRAWN: u8 = 1;

/// How far the shelf is, written in the same transaction as the effects.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Meta {
    pub(crate) format: u32,
    pub(crate) cursor: u64,
    pub(crate) at: Option<Timestamp>,
    /// What the last entry was, to notice a journal that is not the one this shelf was built from.
    pub(crate) last: String,
}

impl Default for Meta {
    fn default() -> Self {
        Self { format: FORMAT, cursor: 0, at: None, last: String::new() }
    }
}

/// The name of a feed in [`FEEDS`]. The separator is no letter of an edition's or section's id.
pub(crate) fn feed_name(feed: &Feed) -> String {
    match feed {
        Feed::Edition { edition } => edition.clone(),
        Feed::Section { edition, section } => format!("{edition}\u{1f}{section}"),
    }
}

/// `None` where the file is new and has no such table yet.
pub(crate) fn read_meta(transaction: &ReadTransaction) -> Result<Option<Meta>, redb::Error> {
    let table = match transaction.open_table(META) {
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
