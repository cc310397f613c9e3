//! Questions about accounts and what was done with them.

use store::{Account, AuditFilter, AuditRow, Cursor, PageOf};
use story::AccountId;

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    pub async fn accounts(&self, caller: &Caller) -> Result<Vec<Account>> {
        caller.needs(Permission::ManageAccounts)?;
        Ok(self.store.accounts().await?)
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
