//! A newsroom in a folder: one moment of the database in a portable form, and every blob.
//!
//! `manifest.json` says what is there; `tables/<name>.jsonl` has the columns in its first line and one row in each of
//! the others; `blobs/` is laid out as the store's own. A backup of one database can be restored into the other.

mod former;
mod manifest;
mod read;
mod secrets;
mod tables;
mod write;

pub(crate) use read::{AUDIT_GOES_ON, read};
pub(crate) use secrets::Secrets;
pub(crate) use tables::{STATEMENTS, statements};
pub(crate) use write::{NO_TIMEOUT, write};

/// What a backup or restore is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// A table, or `blobs`.
    pub part: String,
    /// Rows or blobs done so far.
    pub done: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// Tables with their rows.
    pub tables: Vec<(String, u64)>,
    pub blobs: u64,
    pub blob_bytes: u64,
    /// The last journal entry in it.
    pub journal: u64,
    /// Blobs that rows refer to and that were missing or damaged in the folder: the backup is whole but for these.
    pub lost: Vec<story::Hash>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    pub tables: Vec<(String, u64)>,
    pub blobs: u64,
    pub journal: u64,
    /// As the backup's manifest lists them.
    pub lost: Vec<story::Hash>,
}

/// Progress is told once for so many rows or blobs.
const STEP: u64 = 1000;
