//! Signs somebody out everywhere but here.

use serde_json::json;

use crate::{Caller, Newsroom, Result};

impl Newsroom {
    /// One's own sessions, but for the one that is named.
    pub async fn end_other_sessions(&self, caller: &Caller, keep: u64) -> Result<()> {
        caller.in_person()?;
        let mut tx = self.store.begin().await?;
        let ended = tx.delete_other_sessions(caller.account, keep).await?;
        let subject = format!("account:{}", caller.account);
        let detail = json!({ "ended": ended });
        tx.insert_audit(&self.audit_row(caller, "end-other-sessions", subject, detail)).await?;
        tx.commit().await?;
        Ok(())
    }
}
