//! The record of who did what, for the newsroom's own eyes. Append-only.

use story::{AccountId, Timestamp};

/// One thing that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Given by the store, ignored when inserting.
    pub seq: u64,
    pub at: Timestamp,
    pub account: AccountId,
    /// The action's name: `publish-story`.
    pub action: String,
    /// What it was done to: the identifier of a story, item, account…
    pub subject: String,
    pub detail: serde_json::Value,
}

/// Which rows a list shows; what is empty does not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub account: Option<AccountId>,
    pub subject: Option<String>,
}
