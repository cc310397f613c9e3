//! What is known about the pictures, videos and audios of the library.

use std::collections::BTreeSet;

use story::{Asset, AssetId, Content, File, Hash, Picture, StoryId, Timestamp};

use crate::cursor::LIMIT_MAX;
use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{Value, json, values};
use crate::{Cursor, PageOf, Store, StoreError, Tx};

/// A picture of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub asset: Asset,
    /// When it came; the beginning of time where nobody knows.
    pub added: Timestamp,
}

impl Held {
    /// Where a listing that ends with it goes on.
    pub fn place(&self) -> Cursor {
        Cursor { key: self.added.as_millisecond(), id: self.asset.id.number() as i64 }
    }
}

statements! {
    ASSETS = "SELECT asset FROM assets WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    BY_HASH = "SELECT asset FROM assets WHERE hash = $1 ORDER BY id LIMIT 1";
    NEWEST = "SELECT added, id, asset FROM assets WHERE added < $1 OR (added = $1 AND id < $2)
        ORDER BY added DESC, id DESC LIMIT $3";
    ONE = "SELECT added, id, asset FROM assets WHERE id = $1";
    INSERT = "INSERT INTO assets (id, hash, asset, added) VALUES ($1, $2, $3, $4)";
    UPDATE = "UPDATE assets SET asset = $2 WHERE id = $1";
    USES = "SELECT asset, count(*) FROM story_assets
        WHERE asset IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) GROUP BY asset";
    SHOW = "INSERT INTO story_assets (asset, story) VALUES ($1, $2)";
    SHOW_NO_MORE = "DELETE FROM story_assets WHERE story = $1";
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

    /// The library, what came last first.
    pub async fn library(&self, from: Option<Cursor>, limit: u32) -> Result<PageOf<Held>, StoreError> {
        let (from, limit) = (from.unwrap_or(Cursor::START), limit.min(LIMIT_MAX));
        let rows = self.database.all(NEWEST, values![from.key, from.id, limit + 1], read_held).await?;
        Ok(PageOf::cut(rows, limit, Held::place))
    }

    pub async fn held(&self, id: AssetId) -> Result<Option<Held>, StoreError> {
        self.database.one(ONE, values![id], read_held).await
    }

    /// How many stories show each; those that no story shows are left out.
    pub async fn uses(&self, ids: &[AssetId]) -> Result<Vec<(AssetId, u64)>, StoreError> {
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let counted = self.database.all(USES, slots(some), |row| {
                let mut columns = row.columns();
                Ok((AssetId::from_number(columns.number()?), columns.number()?))
            });
            found.extend(counted.await?);
        }
        Ok(found)
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

    pub async fn insert_asset(&mut self, asset: &Asset, added: Timestamp) -> Result<(), StoreError> {
        self.run(INSERT, values![asset.id, &asset.hash, json(asset), added]).await.map(drop)
    }

    /// Something else is known of it; its bytes are what they were.
    pub async fn update_asset(&mut self, asset: &Asset) -> Result<(), StoreError> {
        match self.run(UPDATE, values![asset.id, json(asset)]).await? {
            0 => Err(StoreError::Missing { what: format!("asset {}", asset.id) }),
            _ => Ok(()),
        }
    }
}

impl Tx {
    /// The pictures of a story's head are these.
    pub(crate) async fn keep_pictures(
        &mut self,
        story: StoryId,
        content: &Content,
    ) -> Result<(), StoreError> {
        self.run(SHOW_NO_MORE, values![story]).await?;
        self.insert(SHOW, shown(story, content)).await
    }
}

/// What a story's head shows of the library, as rows.
pub(crate) fn shown(story: StoryId, content: &Content) -> Vec<Vec<Value>> {
    let stored = |picture: &Picture| match picture.file {
        File::Stored { asset } => Some(asset),
        _ => None,
    };
    let assets: BTreeSet<AssetId> = content.pictures().filter_map(stored).collect();
    assets.into_iter().map(|asset| values![asset, story]).collect()
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

fn read_held(row: &Row) -> Result<Held, Damage> {
    let mut columns = row.columns();
    let (added, _id) = (columns.time()?, columns.int()?);
    Ok(Held { added, asset: columns.json()? })
}
