//! What can go wrong with a database or a folder: what happened, where, why, and what to do.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::row::Damage;

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

/// Says what was being done, and where, when a result is an error.
pub(crate) trait Doing<T> {
    fn doing(self, what: &str, place: &str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for sqlx::Result<T> {
    fn doing(self, what: &str, place: &str) -> Result<T, StoreError> {
        self.map_err(|error| explain(what, place, error))
    }
}

/// The same for files.
pub(crate) trait At<T> {
    fn at(self, what: &str, path: &Path) -> Result<T, StoreError>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, what: &str, path: &Path) -> Result<T, StoreError> {
        self.map_err(|error| explain_io(what, &path.display().to_string(), error))
    }
}

pub(crate) fn damaged(place: &str, damage: Damage) -> StoreError {
    StoreError::Corrupt { place: place.to_owned(), why: damage.0 }
}

fn explain_io(what: &str, place: &str, error: std::io::Error) -> StoreError {
    let (place, why) = (place.to_owned(), error.to_string());
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            StoreError::Full { place }
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { place, why },
        _ => StoreError::Other { what: what.to_owned(), place, why, source: Box::new(error) },
    }
}

fn explain(what: &str, place: &str, error: sqlx::Error) -> StoreError {
    let here = || place.to_owned();
    match error {
        sqlx::Error::Database(told) => {
            let code = told.code().unwrap_or_default().into_owned();
            let why = told.message().to_owned();
            let known = match code.parse::<u32>() {
                Ok(number) if code.len() != 5 => sqlite_code(number, here(), why),
                _ => postgres_code(&code, here(), why),
            };
            known.unwrap_or_else(|why| StoreError::Other {
                what: what.to_owned(),
                place: here(),
                why,
                source: told,
            })
        }
        sqlx::Error::Io(cause) if cause.kind() == ErrorKind::StorageFull => {
            StoreError::Full { place: here() }
        }
        sqlx::Error::PoolTimedOut => {
            StoreError::Unavailable { place: here(), why: "no connection became free in time".to_owned() }
        }
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => StoreError::Unavailable { place: here(), why: error.to_string() },
        _ => StoreError::Other {
            what: what.to_owned(),
            place: here(),
            why: error.to_string(),
            source: Box::new(error),
        },
    }
}

/// https://sqlite.org/rescode.html; the low byte is the primary code.
fn sqlite_code(code: u32, place: String, why: String) -> Result<StoreError, String> {
    const CONSTRAINT_TRIGGER: u32 = 1811;
    Ok(match (code, code & 0xff) {
        (_, 5 | 6) => StoreError::Busy { place, why },
        (_, 8) => StoreError::ReadOnly { place, why },
        (_, 11 | 26) => StoreError::Corrupt { place, why },
        (_, 13) => StoreError::Full { place },
        (_, 14) => StoreError::BadUrl {
            url: place,
            why: "the file cannot be opened: its folder is missing or may not be entered".to_owned(),
        },
        (CONSTRAINT_TRIGGER, _) => StoreError::Immutable { why },
        (_, 19) => StoreError::Conflict { rule: rule_of(&why), why },
        _ => return Err(why),
    })
}

/// https://www.postgresql.org/docs/current/errcodes-appendix.html
fn postgres_code(code: &str, place: String, why: String) -> Result<StoreError, String> {
    Ok(match code {
        "53100" => StoreError::Full { place },
        "25006" | "42501" => StoreError::ReadOnly { place, why },
        "XX001" | "XX002" => StoreError::Corrupt { place, why },
        "57014" | "55P03" | "40001" | "40P01" => StoreError::Busy { place, why },
        "P0001" => StoreError::Immutable { why },
        "3D000" => StoreError::BadUrl { url: place, why },
        _ if code.starts_with("28") => StoreError::BadUrl { url: place, why },
        _ if code.starts_with("23") => StoreError::Conflict { rule: rule_of(&why), why },
        // Connection exceptions, no resources left, the server is being stopped.
        _ if ["08", "53", "57P", "58"].iter().any(|class| code.starts_with(class)) => {
            StoreError::Unavailable { place, why }
        }
        _ => return Err(why),
    })
}

fn rule_of(why: &str) -> String {
    let lower = why.to_lowercase();
    let kind = if lower.contains("unique") {
        "there is one already"
    } else if lower.contains("foreign key") {
        "what it refers to does not exist"
    } else {
        "a value is not allowed there"
    };
    kind.to_owned()
}
