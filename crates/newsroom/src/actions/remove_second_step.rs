//! Switches one's own second step off.

use serde_json::json;

use crate::{Caller, Client, Code, Newsroom, Refusal, Result};

impl Newsroom {
    /// Asks for the password. The recovery codes go along.
    pub async fn remove_second_step(&self, caller: &Caller, password: String, client: &Client) -> Result<()> {
        self.confirmed(caller, password, client).await?;
        self.may_lose_second_step(caller).await?;
        let mut tx = self.store.begin().await?;
        if !tx.remove_authenticator(caller.account).await? {
            return Err(Refusal::new(Code::NoSecondStep).into());
        }
        let subject = format!("account:{}", caller.account);
        tx.insert_audit(&self.audit_row(caller, "remove-second-step", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}
