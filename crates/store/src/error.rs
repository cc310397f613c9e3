//! What can go wrong with a database or a folder: what happened, where, why, and what to do.

use std::path::PathBuf;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Every message says what, where, why and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "the database address '{url}' cannot be used: {why}. Write sqlite:///path/to/marbre.db or postgres://user@host/database"
    )]
    BadUrl { url: String, why: String },
    /// The database is away: stopped, unreachable, restarting, or every connection is taken. Trying again later may help.
    #[error(
        "the database at {place} does not answer ({why}). Check that it runs and can be reached; nothing was saved"
    )]
    Unavailable { place: String, why: String },
    /// The connection was lost while committing: the changes are saved whole or not at all, and only reading tells.
    #[error(
        "the connection to the database at {place} was lost while saving ({why}). Look whether the change is there before repeating it"
    )]
    Unconfirmed { place: String, why: String },
    /// Somebody else held what was needed for too long. Nothing was saved; trying again is safe.
    #[error("the database at {place} is busy ({why}). Nothing was saved; try again")]
    Busy { place: String, why: String },
    #[error("no space is left at {place}. Nothing was saved; free some space and try again")]
    Full { place: String },
    #[error("{place} cannot be written ({why}). Give the user that runs marbre the right to write there")]
    ReadOnly { place: String, why: String },
    #[error("{place} is damaged: {why}. Stop the newsroom, keep a copy, and restore the last backup")]
    Corrupt { place: String, why: String },
    /// A row that breaks a rule of the schema: a second of something unique, a reference to nothing.
    #[error("the database refused the row: {rule} ({why})")]
    Conflict { rule: String, why: String },
    /// Somebody tried to change what is never changed.
    #[error("revisions, items, journal and audit are never changed ({why})")]
    Immutable { why: String },
    #[error("there is no {what} to change")]
    Missing { what: String },
    #[error("{what} has more than the {bytes_max} bytes allowed here")]
    TooLarge { what: String, bytes_max: u64 },
    #[error(
        "the database at {place} has the migration '{migration}', which this marbre does not know: it was written by a newer one. Start that newer version, or restore a backup made before the upgrade"
    )]
    NewerSchema { place: String, migration: String },
    #[error(
        "migration '{migration}' was applied to the database at {place} with another text than this marbre has. Use the marbre that made it; a past migration must never be edited"
    )]
    ChangedMigration { place: String, migration: String },
    #[error("the database at {place} lacks the migration '{migration}'. Run `marbre migrate`")]
    OlderSchema { place: String, migration: String },
    #[error("{place} is not empty. Choose an empty target: nothing is ever overwritten")]
    NotEmpty { place: String },
    #[error("the backup cannot be used: {file}: {why}. Use another backup; nothing was restored")]
    BadBackup { file: PathBuf, why: String },
    #[error("{what} at {place} failed: {why}")]
    Other {
        what: String,
        place: String,
        why: String,
        #[source]
        source: Source,
    },
}

pub(crate) fn soon<T>() -> Result<T, StoreError> {
    Err(StoreError::Missing { what: "body".into() })
}
