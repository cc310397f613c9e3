//! Questions about the inbox and the library.

use store::{Cursor, ItemFilter, ItemRow, PageOf, StoryRow};
use story::{Asset, AssetId, ItemId};

use crate::limits::FILE_BYTES_MAX;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// Last arrival first.
    pub async fn items(
        &self,
        caller: &Caller,
        filter: &ItemFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<ItemRow>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.items(filter, from, limit).await?)
    }

    pub async fn item(&self, caller: &Caller, id: ItemId) -> Result<ItemRow> {
        caller.needs(Permission::Read)?;
        let unknown = || Refusal::new(Code::UnknownItem).with("id", id.to_string());
        Ok(self.store.item(id).await?.ok_or_else(unknown)?)
    }

    /// The stories made from an item, in every edition.
    pub async fn stories_of_item(&self, caller: &Caller, id: ItemId) -> Result<Vec<StoryRow>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.stories_of_item(id).await?)
    }

    /// The bytes as they were delivered.
    pub async fn raw_of_item(&self, caller: &Caller, id: ItemId) -> Result<Vec<u8>> {
        let row = self.item(caller, id).await?;
        let bytes = self.store.blobs().get(&row.raw, FILE_BYTES_MAX as u64).await?;
        let unknown = || Refusal::new(Code::UnknownItem).with("id", id.to_string());
        Ok(bytes.ok_or_else(unknown)?)
    }

    pub async fn asset(&self, caller: &Caller, id: AssetId) -> Result<Option<Asset>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.asset(id).await?)
    }

    /// The bytes of an asset, for the desk's own screens.
    pub async fn asset_bytes(&self, caller: &Caller, asset: &Asset) -> Result<Option<Vec<u8>>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.blobs().get(&asset.hash, crate::limits::ASSET_BYTES_MAX as u64).await?)
    }
}
