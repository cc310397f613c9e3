//! Closes an account to its owner. What was done with it stays known.

use serde_json::json;
use store::Account;
use story::AccountId;

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Signed out everywhere at once, and cannot sign in.
    pub async fn disable_account(&self, caller: &Caller, account: AccountId) -> Result<()> {
        caller.needs(Permission::ManageAccounts)?;
        let mut tx = self.store.begin().await?;
        let closed = Account { disabled: true, ..self.known_account(account).await? };
        tx.update_account(&closed).await?;
        tx.delete_sessions_of(account).await?;
        let subject = format!("account:{account}");
        tx.insert_audit(&self.audit_row(caller, "disable-account", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}
