//! Gives an account another password.

use serde_json::json;
use store::Account;
use story::AccountId;

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// By whoever manages accounts. The account is signed out everywhere.
    pub async fn set_password(&self, caller: &Caller, account: AccountId, password: String) -> Result<()> {
        caller.needs(Permission::ManageAccounts)?;
        let known = self.known_account(account).await?;
        let password_hash = self.hash_password(password, &[&known.login, &known.name]).await?;
        let mut tx = self.store.begin().await?;
        tx.set_password_hash(account, &password_hash).await?;
        tx.delete_sessions_of(account).await?;
        let subject = format!("account:{account}");
        tx.insert_audit(&self.audit_row(caller, "set-password", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn known_account(&self, id: AccountId) -> Result<Account> {
        let unknown = || Refusal::new(Code::UnknownAccount).with("id", id.to_string());
        Ok(self.store.account(id).await?.ok_or_else(unknown)?)
    }
}
