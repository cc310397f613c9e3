//! Questions about accounts, how they are signed in to, and what was done with them.

use std::collections::{BTreeMap, BTreeSet};

use store::{Account, AuditFilter, AuditRow, Cursor, Invitation, PageOf, Passkey};
use story::{AccountId, Timestamp};

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// An account in the list of those who manage it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    pub account: Account,
    pub passkeys: u64,
    /// Whether signing in by password asks for a code.
    pub second_step: bool,
    /// Of its open sessions.
    pub last_seen: Option<Timestamp>,
}

/// How somebody comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaysIn {
    pub account: Account,
    /// Since when a code is asked for.
    pub second_step: Option<Timestamp>,
    pub recovery_codes: u64,
    pub passkeys: Vec<Passkey>,
}

impl Newsroom {
    /// All of them, sorted by login.
    pub async fn accounts(&self, caller: &Caller) -> Result<Vec<AccountView>> {
        caller.needs(Permission::ManageAccounts)?;
        let passkeys: BTreeMap<AccountId, u64> = self.store.passkey_counts().await?.into_iter().collect();
        let seen: BTreeMap<AccountId, Timestamp> = self.store.last_seen().await?.into_iter().collect();
        let second: BTreeSet<AccountId> =
            self.store.accounts_with_authenticator().await?.into_iter().collect();
        let view = |account: Account| AccountView {
            passkeys: passkeys.get(&account.id).copied().unwrap_or_default(),
            second_step: second.contains(&account.id),
            last_seen: seen.get(&account.id).copied(),
            account,
        };
        Ok(self.store.accounts().await?.into_iter().map(view).collect())
    }

    /// One's own, or anybody's for those who manage accounts.
    pub async fn ways_in(&self, caller: &Caller, account: AccountId) -> Result<WaysIn> {
        caller.owns_account(account)?;
        Ok(WaysIn {
            account: self.known_account(account).await?,
            second_step: self.store.authenticator(account).await?.map(|kept| kept.created),
            recovery_codes: self.store.recovery_codes_left(account).await?,
            passkeys: self.store.passkeys_of(account).await?,
        })
    }

    /// Links that nobody has used yet, the newest first.
    pub async fn invitations(&self, caller: &Caller) -> Result<Vec<Invitation>> {
        caller.needs(Permission::ManageAccounts)?;
        Ok(self.store.invitations(self.now()).await?)
    }

    /// Whether anybody can sign in at all: asked before the first account is opened.
    pub async fn has_accounts(&self) -> Result<bool> {
        Ok(!self.store.accounts().await?.is_empty())
    }

    /// The name of whoever did something, for histories and lists; the newsroom's own for its schedule.
    pub async fn name_of(&self, caller: &Caller, account: AccountId) -> Result<String> {
        caller.needs(Permission::Read)?;
        if account == Caller::system().account {
            return Ok(Caller::system().name);
        }
        let unknown = || Refusal::new(Code::UnknownAccount).with("id", account.to_string());
        Ok(self.store.account(account).await?.ok_or_else(unknown)?.name)
    }

    /// Newest first.
    pub async fn audit(
        &self,
        caller: &Caller,
        filter: &AuditFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<AuditRow>> {
        caller.needs(Permission::ReadAudit)?;
        Ok(self.store.audit(filter, from, limit).await?)
    }
}
