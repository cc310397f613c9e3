//! Forgets a question to the wire.

use serde_json::json;

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    pub async fn remove_preset(&self, caller: &Caller, id: u64) -> Result<()> {
        caller.needs(Permission::ManagePresets)?;
        let mut tx = self.store.begin().await?;
        if !tx.remove_preset(id).await? {
            return Err(Refusal::new(Code::UnknownPreset).into());
        }
        tx.insert_audit(&self.audit_row(caller, "remove-preset", format!("preset:{id}"), json!({}))).await?;
        Ok(tx.commit().await?)
    }
}
