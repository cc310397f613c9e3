//! Keeps a question to the wire for the whole newsroom.

use serde_json::json;
use store::{ArrivalFilter, Preset};

use crate::mend::required;
use crate::{Caller, Code, Newsroom, Permission, Result};

impl Newsroom {
    /// Under a name; the same name replaces the question. One that asks for alerts makes them, too.
    pub async fn put_preset(&self, caller: &Caller, name: &str, filter: &ArrivalFilter) -> Result<()> {
        caller.needs(Permission::ManagePresets)?;
        let name = required(name, Code::EmptyReason, 60)?;
        let query = serde_json::to_value(filter).unwrap_or_default();
        let presets = self.store.presets().await?;
        let position = presets.iter().map(|preset| preset.position).max().unwrap_or(0) + 1;
        let known = presets.into_iter().find(|preset| preset.name == name);
        let position = known.map_or(position, |preset| preset.position);
        let preset = Preset { id: self.context.random() >> 1, name: name.clone(), position, query };
        let mut tx = self.store.begin().await?;
        tx.put_preset(&preset).await?;
        tx.insert_audit(&self.audit_row(caller, "put-preset", format!("preset:{name}"), json!({}))).await?;
        Ok(tx.commit().await?)
    }
}
