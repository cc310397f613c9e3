//! Keeps a question to a list: for oneself, or for the whole newsroom.

use serde_json::{Value, json};
use store::Preset;

use crate::mend::required;
use crate::{Caller, Code, Newsroom, Permission, PresetList, Result};

/// A question to keep.
#[derive(Debug, Clone)]
pub struct PutPreset {
    pub list: PresetList,
    pub name: String,
    /// For everybody; otherwise it is the caller's alone.
    pub shared: bool,
    /// An `ArrivalFilter` or a `StoryQuestion`.
    pub query: Value,
}

impl Newsroom {
    /// Under a name; the same name replaces the question. One of the newsroom's that asks for alerts makes them, too.
    pub async fn put_preset(&self, caller: &Caller, put: PutPreset) -> Result<()> {
        caller.needs(permission(put.shared))?;
        let PutPreset { list, name, shared, query } = put;
        let name = required(&name, Code::EmptyReason, 60)?;
        let account = (!shared).then_some(caller.account);
        let presets = self.store.presets(list.as_str(), caller.account).await?;
        let position = presets.iter().map(|preset| preset.position).max().unwrap_or(0) + 1;
        let known = presets.into_iter().find(|preset| preset.name == name && preset.account == account);
        let position = known.map_or(position, |preset| preset.position);
        let id = self.context.random() >> 1;
        let list = list.as_str().to_owned();
        let preset = Preset { id, list, account, name: name.clone(), position, query };
        let detail = json!({ "list": preset.list, "shared": shared });
        let mut tx = self.store.begin().await?;
        tx.put_preset(&preset).await?;
        tx.insert_audit(&self.audit_row(caller, "put-preset", format!("preset:{name}"), detail)).await?;
        Ok(tx.commit().await?)
    }
}

/// What it takes to keep or forget a question.
pub(super) fn permission(shared: bool) -> Permission {
    if shared { Permission::ManagePresets } else { Permission::KeepSearches }
}
