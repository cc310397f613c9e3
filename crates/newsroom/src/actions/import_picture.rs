//! Brings a picture of another system into the library.

use store::Imported;
use story::Asset;

use super::AddAsset;
use super::import_story::seal_hash;
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Remembered under its identifier there, so that the next run does not fetch it again.
    pub async fn import_picture(
        &self,
        caller: &Caller,
        (origin, guid, seal): (&str, &str, &str),
        add: AddAsset,
    ) -> Result<Asset> {
        caller.needs(Permission::ManageSources)?;
        let asset = self.add_asset(caller, add).await?;
        let (origin, guid) = (origin.to_owned(), guid.to_owned());
        let mut tx = self.store.begin().await?;
        let mark = Imported { origin, guid, story: None, hash: seal_hash(seal), at: self.now() };
        tx.mark_imported(&mark).await?;
        tx.commit().await?;
        Ok(asset)
    }
}
