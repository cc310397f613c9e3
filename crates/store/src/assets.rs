//! What is known about the pictures, videos and audios of the library.

use story::{Asset, AssetId, Hash};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{Value, json, values};
use crate::{Store, StoreError, Tx};

statements! {
    ASSETS = "SELECT asset FROM assets WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    BY_HASH = "SELECT asset FROM assets WHERE hash = $1 ORDER BY id LIMIT 1";
    INSERT = "INSERT INTO assets (id, hash, asset) VALUES ($1, $2, $3)";
    UPDATE = "UPDATE assets SET asset = $2 WHERE id = $1";
}

/// How many identifiers `ASSETS` takes at once.
const AT_ONCE: usize = 12;

impl Store {
    pub async fn asset(&self, id: AssetId) -> Result<Option<Asset>, StoreError> {
        self.assets(&[id]).await.map(|assets| assets.into_iter().next())
    }

    /// In the order asked for; those that do not exist are left out.
    pub async fn assets(&self, ids: &[AssetId]) -> Result<Vec<Asset>, StoreError> {
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            found.extend(self.database.all(ASSETS, slots(some), read).await?);
        }
        Ok(in_order(ids, &found))
    }

    /// The first that was made of these bytes.
    pub async fn asset_by_hash(&self, hash: &Hash) -> Result<Option<Asset>, StoreError> {
        self.database.one(BY_HASH, values![hash], read).await
    }
}

impl Tx {
    /// In the order asked for; those that do not exist are left out.
    pub async fn assets(&mut self, ids: &[AssetId]) -> Result<Vec<Asset>, StoreError> {
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            found.extend(self.all(ASSETS, slots(some), read).await?);
        }
        Ok(in_order(ids, &found))
    }

    pub async fn insert_asset(&mut self, asset: &Asset) -> Result<(), StoreError> {
        self.run(INSERT, values![asset.id, &asset.hash, json(asset)]).await.map(drop)
    }

    /// Something else is known of it; its bytes are what they were.
    pub async fn update_asset(&mut self, asset: &Asset) -> Result<(), StoreError> {
        match self.run(UPDATE, values![asset.id, json(asset)]).await? {
            0 => Err(StoreError::Missing { what: format!("asset {}", asset.id) }),
            _ => Ok(()),
        }
    }
}

/// The last identifier fills what is left.
fn slots(ids: &[AssetId]) -> Vec<Value> {
    (0..AT_ONCE).map(|slot| Value::from(ids[slot.min(ids.len() - 1)])).collect()
}

fn in_order(ids: &[AssetId], found: &[Asset]) -> Vec<Asset> {
    ids.iter().filter_map(|id| found.iter().find(|asset| asset.id == *id)).cloned().collect()
}

fn read(row: &Row) -> Result<Asset, Damage> {
    row.columns().json()
}
