//! Questions to lists that are asked every day: the newsroom's, and each person's own.

use serde_json::Value as Json;
use story::AccountId;

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{json, values};
use crate::{Store, StoreError, Tx};

/// A question to a list, under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    pub id: u64,
    /// Which list: the newsroom's word for it.
    pub list: String,
    /// Whose it is; nobody's is everybody's.
    pub account: Option<AccountId>,
    pub name: String,
    pub position: u64,
    pub query: Json,
}

statements! {
    PRESETS = "SELECT id, list, account, name, position, query FROM presets WHERE list = $1 AND account IN (0, $2) \
        ORDER BY position, name LIMIT 200";
    PRESET = "SELECT id, list, account, name, position, query FROM presets WHERE id = $1";
    PUT_PRESET = "INSERT INTO presets (id, list, account, name, position, query) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (list, account, name) DO UPDATE SET position = $5, query = $6";
    REMOVE_PRESET = "DELETE FROM presets WHERE id = $1";
}

impl Store {
    /// Everybody's, and those of `account`.
    pub async fn presets(&self, list: &str, account: AccountId) -> Result<Vec<Preset>, StoreError> {
        self.database.all(PRESETS, values![list, account], read_preset).await
    }

    pub async fn preset(&self, id: u64) -> Result<Option<Preset>, StoreError> {
        self.database.one(PRESET, values![id], read_preset).await
    }
}

impl Tx {
    pub async fn put_preset(&mut self, preset: &Preset) -> Result<(), StoreError> {
        let values = values![
            preset.id,
            &preset.list,
            preset.account.map_or(0, AccountId::number),
            &preset.name,
            preset.position,
            json(&preset.query),
        ];
        self.run(PUT_PRESET, values).await.map(drop)
    }

    pub async fn remove_preset(&mut self, id: u64) -> Result<bool, StoreError> {
        Ok(self.run(REMOVE_PRESET, values![id]).await? > 0)
    }
}

fn read_preset(row: &Row) -> Result<Preset, Damage> {
    let mut columns = row.columns();
    Ok(Preset {
        id: columns.number()?,
        list: columns.string()?,
        account: Some(columns.number()?).filter(|id| *id != 0).map(AccountId::from_number),
        name: columns.string()?,
        position: columns.number()?,
        query: columns.json()?,
    })
}
