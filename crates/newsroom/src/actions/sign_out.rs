//! Ends a session.

use serde_json::json;

use crate::secret::token_hash;
use crate::{Newsroom, Result};

impl Newsroom {
    /// A token that is no session's (any more) is signed out already.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let Some(open) = self.session(token).await? else { return Ok(()) };
        let mut tx = self.store.begin().await?;
        tx.delete_session(&token_hash(token)).await?;
        let caller = open.caller;
        let subject = format!("account:{}", caller.account);
        tx.insert_audit(&self.audit_row(&caller, "sign-out", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}
