//! Ends a session somewhere else.

use serde_json::json;
use story::AccountId;

use crate::{Caller, Code, Newsroom, Refusal, Result};

impl Newsroom {
    /// One's own, or anybody's by whoever manages accounts.
    pub async fn end_session(&self, caller: &Caller, account: AccountId, session: u64) -> Result<()> {
        caller.owns_account(account)?;
        let mut tx = self.store.begin().await?;
        if !tx.delete_session_of(account, session).await? {
            return Err(Refusal::new(Code::UnknownSession).into());
        }
        let subject = format!("account:{account}");
        tx.insert_audit(&self.audit_row(caller, "end-session", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}
