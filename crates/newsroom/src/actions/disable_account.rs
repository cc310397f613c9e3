//! Closes an account to its owner, and opens it again. What was done with it stays known.

use serde_json::json;
use story::AccountId;

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// Signed out everywhere at once, its tokens gone, and cannot sign in. Nobody closes their own account, so that there is always
    /// somebody left who manages.
    pub async fn disable_account(&self, caller: &Caller, account: AccountId) -> Result<()> {
        caller.needs(Permission::ManageAccounts)?;
        if account == caller.account {
            return Err(Refusal::new(Code::OwnAccount).into());
        }
        let mut tx = self.store.begin().await?;
        let closed = self.known_account(account).await?;
        tx.set_disabled(account, true).await?;
        tx.delete_sessions_of(account).await?;
        tx.remove_tokens_of(account).await?;
        tx.remove_invitations_to(&closed.login).await?;
        let subject = format!("account:{account}");
        tx.insert_audit(&self.audit_row(caller, "disable-account", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }

    pub async fn enable_account(&self, caller: &Caller, account: AccountId) -> Result<()> {
        caller.needs(Permission::ManageAccounts)?;
        let mut tx = self.store.begin().await?;
        self.known_account(account).await?;
        tx.set_disabled(account, false).await?;
        let subject = format!("account:{account}");
        tx.insert_audit(&self.audit_row(caller, "enable-account", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}
