//! What a backup says of itself: written last, so that a folder with a manifest is a whole backup.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use story::Hash;

pub(super) const FILE: &str = "manifest.json";
/// Goes up when an older version could not read what a newer one writes.
pub(super) const FORMAT: u32 = 1;
/// No honest manifest is larger, but for a very long list of lost blobs.
pub(super) const BYTES_MAX: u64 = 64 * 1024 * 1024;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// Always `marbre backup`.
    pub(super) kind: String,
    pub(super) format: u32,
    /// The last migration of the database it was taken from.
    pub(super) schema: String,
    /// The last journal entry in it.
    pub(super) journal: u64,
    pub(super) tables: BTreeMap<String, Part>,
    pub(super) blobs: u64,
    pub(super) blob_bytes: u64,
    /// Of the names and lengths of the blobs, a line each, in the order of their names.
    pub(super) blobs_hash: Hash,
    pub(super) lost: Vec<Hash>,
}

/// One table's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) rows: u64,
    pub(super) bytes: u64,
    pub(super) hash: Hash,
}

pub(super) const KIND: &str = "marbre backup";
