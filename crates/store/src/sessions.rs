//! Who is signed in. Only the hash of a token is kept.

use story::{AccountId, Hash, Timestamp};

/// One signed-in browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    pub token_hash: Hash,
    pub account: AccountId,
    pub csrf: String,
    pub created: Timestamp,
    pub expires: Timestamp,
}

// By hand: neither token nor CSRF word must reach a log.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("account", &self.account).finish_non_exhaustive()
    }
}
