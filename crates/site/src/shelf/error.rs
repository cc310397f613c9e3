//! What the shelf cannot do.

use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    #[error("the shelf {path} cannot be opened: {reason}")]
    Open { path: PathBuf, reason: String },
    #[error("the shelf cannot be read or written: {0}")]
    Storage(redb::Error),
    #[error("entry {got} does not follow entry {cursor}: the journal has a gap")]
    Gap { cursor: u64, got: u64 },
    #[error("the shelf holds something that is not JSON of a story: {0}")]
    Document(#[from] serde_json::Error),
}

impl ShelfError {
    pub(super) fn open(path: &Path, reason: &dyn std::fmt::Display) -> Self {
        Self::Open { path: path.to_owned(), reason: reason.to_string() }
    }
}

macro_rules! storage {
    ($($error:ident),*) => {
        $(impl From<redb::$error> for ShelfError {
            fn from(error: redb::$error) -> Self {
                Self::Storage(error.into())
            }
        })*
    };
}

storage!(CommitError, SetDurabilityError, StorageError, TableError, TransactionError);

impl From<redb::Error> for ShelfError {
    fn from(error: redb::Error) -> Self {
        Self::Storage(error)
    }
}
