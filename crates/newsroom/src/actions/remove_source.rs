//! Takes a source away; what it sent stays.

use serde_json::json;

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    pub async fn remove_source(&self, caller: &Caller, id: u64) -> Result<()> {
        caller.needs(Permission::ManageSources)?;
        let row = self.source_row(id).await?;
        let mut tx = self.store.begin().await?;
        tx.remove_source(id).await?;
        let detail = json!({ "name": row.name });
        tx.insert_audit(&self.audit_row(caller, "remove-source", format!("source:{id}"), detail)).await?;
        Ok(tx.commit().await?)
    }
}
