//! Ends a token of the API at once.

use serde_json::json;

use crate::{Caller, Code, Newsroom, Refusal, Result};

impl Newsroom {
    /// One's own, or anybody's for those who manage accounts.
    pub async fn revoke_token(&self, caller: &Caller, id: u64) -> Result<()> {
        let token = self.store.token(id).await?;
        let Some(token) = token else {
            // Those who may not learn nothing of numbers.
            return Err(Refusal::new(Code::UnknownToken).into());
        };
        caller.owns_account(token.account)?;
        let mut tx = self.store.begin().await?;
        if !tx.remove_token(id).await? {
            return Err(Refusal::new(Code::UnknownToken).into());
        }
        let subject = format!("account:{}", token.account);
        let detail = json!({ "name": token.name });
        tx.insert_audit(&self.audit_row(caller, "revoke-token", subject, detail)).await?;
        tx.commit().await?;
        Ok(())
    }
}
