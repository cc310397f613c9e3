//! Makes new recovery codes; the old ones are worth nothing then.

use serde_json::json;

use crate::second_step::recovery_codes;
use crate::{Caller, Client, Code, Newsroom, Refusal, Result};

impl Newsroom {
    /// Asks for the password. The codes are shown this once.
    pub async fn renew_recovery_codes(
        &self,
        caller: &Caller,
        password: String,
        client: &Client,
    ) -> Result<Vec<String>> {
        self.confirmed(caller, password, client).await?;
        let (codes, hashes) = recovery_codes(&self.context);
        let mut tx = self.store.begin().await?;
        if self.store.authenticator(caller.account).await?.is_none() {
            return Err(Refusal::new(Code::NoSecondStep).into());
        }
        tx.put_recovery_codes(caller.account, &hashes).await?;
        let subject = format!("account:{}", caller.account);
        tx.insert_audit(&self.audit_row(caller, "renew-recovery-codes", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(codes)
    }
}
