//! Who may act in the newsroom.

use story::{AccountId, Language, Timestamp};

/// One person or script with a login.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    /// Unique; compared as written.
    pub login: String,
    pub name: String,
    pub role: String,
    pub password_hash: String,
    pub language: Language,
    pub created: Timestamp,
    pub disabled: bool,
}

// By hand: the password hash must not reach a log.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("id", &self.id).field("login", &self.login).finish_non_exhaustive()
    }
}
