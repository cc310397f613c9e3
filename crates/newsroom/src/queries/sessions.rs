//! Who a token belongs to.

use store::Account;

use crate::secret::token_hash;
use crate::{Caller, Newsroom, Result};

impl Newsroom {
    /// The caller of a session and its CSRF word; nothing where the session ended or the account was closed. The role
    /// is the account's now, not the one it had when signing in.
    pub async fn session(&self, token: &str) -> Result<Option<(Caller, String)>> {
        let Some(session) = self.store.session(&token_hash(token)).await? else { return Ok(None) };
        if session.expires <= self.now() {
            return Ok(None);
        }
        let account = self.store.account(session.account).await?.filter(|account| !account.disabled);
        Ok(account.as_ref().and_then(caller_of).map(|caller| (caller, session.csrf)))
    }
}

/// Nothing where the role is none of ours: a database of a newer version gives no rights by accident.
pub(crate) fn caller_of(account: &Account) -> Option<Caller> {
    let role = account.role.parse().ok()?;
    Some(Caller { account: account.id, name: account.name.clone(), role, language: account.language.clone() })
}
