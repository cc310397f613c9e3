//! Sends a partner again what it lost.

use serde_json::json;

use super::put_partner::subject;
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Everything behind this entry is sent to the partner again, in order.
    pub async fn resend_to_partner(&self, caller: &Caller, id: u64, after: u64) -> Result<()> {
        caller.needs(Permission::ManageSources)?;
        let mut row = self.partner_row(id).await?;
        row.cursor = after.min(self.store.journal().last().await?);
        let mut tx = self.store.begin().await?;
        tx.forget_receipts(id, row.cursor).await?;
        tx.put_partner(&row).await?;
        let detail = json!({ "name": row.name, "after": row.cursor });
        tx.insert_audit(&self.audit_row(caller, "resend-to-partner", subject(id), detail)).await?;
        Ok(tx.commit().await?)
    }
}
