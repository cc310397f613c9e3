//! The journal: every publication, correction and kill in the order of commits, without a gap.

use story::JournalEntry;

use crate::StoreError;
use crate::error::soon;

/// All that the readers' side is given: there is no way from here to drafts or users.
#[derive(Debug, Clone)]
pub struct JournalReader {}

impl JournalReader {
    /// Reads the address only; the database is first asked by `after` and `last`, so that a site starts without it.
    pub async fn open(_url: &str) -> Result<Self, StoreError> {
        soon()
    }

    /// The entries after `seq`, oldest first, at most `limit`.
    pub async fn after(&self, _seq: u64, _limit: u32) -> Result<Vec<JournalEntry>, StoreError> {
        soon()
    }

    /// The newest entry's number; 0 before the first.
    pub async fn last(&self) -> Result<u64, StoreError> {
        soon()
    }
}
