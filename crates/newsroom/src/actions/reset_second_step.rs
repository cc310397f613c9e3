//! For somebody who lost their device: what was on it opens nothing any more, and is not asked for.

use serde_json::json;
use story::AccountId;

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// By whoever manages accounts: second step, recovery codes, passkeys and tokens are gone, and every session ends. The
    /// password stays.
    pub async fn reset_second_step(&self, caller: &Caller, account: AccountId) -> Result<()> {
        caller.needs(Permission::ManageAccounts)?;
        let mut tx = self.store.begin().await?;
        self.known_account(account).await?;
        let second_step = tx.remove_authenticator(account).await?;
        let passkeys = tx.remove_passkeys_of(account).await?;
        let tokens = tx.remove_tokens_of(account).await?;
        tx.delete_sessions_of(account).await?;
        let detail = json!({ "second-step": second_step, "passkeys": passkeys, "tokens": tokens });
        let subject = format!("account:{account}");
        tx.insert_audit(&self.audit_row(caller, "reset-second-step", subject, detail)).await?;
        tx.commit().await?;
        Ok(())
    }
}
