//! Names one's own passkey, and takes it away.

use serde_json::json;

use super::add_account::name;
use crate::{Caller, Code, Newsroom, Refusal, Result};

impl Newsroom {
    pub async fn rename_passkey(&self, caller: &Caller, passkey: u64, to: &str) -> Result<()> {
        caller.in_person()?;
        let name = name(to)?;
        let mut tx = self.store.begin().await?;
        if !tx.rename_passkey(caller.account, passkey, &name).await? {
            return Err(Refusal::new(Code::UnknownPasskey).into());
        }
        let subject = format!("account:{}", caller.account);
        let detail = json!({ "name": name });
        tx.insert_audit(&self.audit_row(caller, "rename-passkey", subject, detail)).await?;
        tx.commit().await?;
        Ok(())
    }

    pub async fn remove_passkey(&self, caller: &Caller, passkey: u64) -> Result<()> {
        caller.in_person()?;
        self.may_lose_second_step(caller).await?;
        let mut tx = self.store.begin().await?;
        if !tx.remove_passkey(caller.account, passkey).await? {
            return Err(Refusal::new(Code::UnknownPasskey).into());
        }
        let subject = format!("account:{}", caller.account);
        tx.insert_audit(&self.audit_row(caller, "remove-passkey", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}
