//! Forgets a question to a list.

use serde_json::json;

use super::put_preset::permission;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// One's own, or the newsroom's; those of others are nobody else's to know of.
    pub async fn remove_preset(&self, caller: &Caller, id: u64) -> Result<()> {
        caller.needs(Permission::KeepSearches)?;
        let unknown = || Refusal::new(Code::UnknownPreset);
        let preset = self.store.preset(id).await?.ok_or_else(unknown)?;
        if preset.account.is_some_and(|account| account != caller.account) {
            return Err(unknown().into());
        }
        caller.needs(permission(preset.account.is_none()))?;
        let mut tx = self.store.begin().await?;
        if !tx.remove_preset(id).await? {
            return Err(unknown().into());
        }
        let subject = format!("preset:{}", preset.name);
        tx.insert_audit(&self.audit_row(caller, "remove-preset", subject, json!({}))).await?;
        Ok(tx.commit().await?)
    }
}
