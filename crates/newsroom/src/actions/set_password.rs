//! Changes a password.

use serde_json::json;
use store::Account;
use story::AccountId;

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// One's own, or anybody's by whoever manages accounts. The account is signed out everywhere.
    pub async fn set_password(&self, caller: &Caller, account: AccountId, password: String) -> Result<()> {
        if account != caller.account {
            caller.needs(Permission::ManageAccounts)?;
        }
        let password_hash = self.hash_password(password).await?;
        let mut tx = self.store.begin().await?;
        let changed = Account { password_hash, ..self.known_account(account).await? };
        tx.update_account(&changed).await?;
        tx.delete_sessions_of(account).await?;
        let subject = format!("account:{account}");
        tx.insert_audit(&self.audit_row(caller, "set-password", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn known_account(&self, id: AccountId) -> Result<Account> {
        let unknown = || Refusal::new(Code::UnknownAccount).with("id", id.to_string());
        Ok(self.store.account(id).await?.ok_or_else(unknown)?)
    }
}
