//! Takes a partner away, and what it acknowledged.

use serde_json::json;

use super::put_partner::subject;
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    pub async fn remove_partner(&self, caller: &Caller, id: u64) -> Result<()> {
        caller.needs(Permission::ManageSources)?;
        let row = self.partner_row(id).await?;
        let mut tx = self.store.begin().await?;
        tx.remove_partner(id).await?;
        let detail = json!({ "name": row.name });
        tx.insert_audit(&self.audit_row(caller, "remove-partner", subject(id), detail)).await?;
        Ok(tx.commit().await?)
    }
}
