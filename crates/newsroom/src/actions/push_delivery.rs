//! Takes in what a source pushes by itself: pictures first, then the items that show them.

use std::collections::BTreeMap;

use store::{Imported, SourceRow};
use story::{Asset, AssetId};

use super::{AddAsset, FileItem, Filed};
use crate::{Caller, Code, Newsroom, Refusal, Result};

/// Under this name the library remembers which picture a sender means.
const ORIGIN: &str = "push";

/// What a source pushed.
#[derive(Debug, Clone, Default)]
pub struct Push {
    pub bytes: Vec<u8>,
    pub name: String,
    pub media_type: String,
    /// Addresses that its items use for pictures, and the sender's identifiers of those.
    pub pictures: Vec<(String, String)>,
}

impl Newsroom {
    /// The source was told by its token or signature; it acts for nobody.
    pub async fn push_delivery(&self, source: &SourceRow, push: Push) -> Result<Filed> {
        let mut known: BTreeMap<String, AssetId> = BTreeMap::new();
        for (href, media) in push.pictures {
            if let Some(asset) = self.pushed_picture(&media).await? {
                known.insert(href, asset.id);
            }
        }
        let (bytes, name, media_type) = (push.bytes, push.name, push.media_type);
        let file = FileItem { bytes, name, media_type, source: source.name.clone() };
        self.file_with(&Caller::system(), file, known).await
    }

    /// A picture under the sender's identifier. The first bytes under an identifier stay.
    pub async fn push_picture(&self, source: &SourceRow, media: &str, bytes: Vec<u8>) -> Result<Asset> {
        if media.trim().is_empty() || media.len() > 500 {
            return Err(Refusal::new(Code::UnknownPicture)
                .with("asset", media.chars().take(80).collect::<String>())
                .into());
        }
        if let Some(known) = self.pushed_picture(media).await? {
            return Ok(known);
        }
        let add = AddAsset { bytes, credit: source.name.clone(), ..AddAsset::default() };
        let asset = self.add_asset(&Caller::system(), add).await?;
        let mut tx = self.store.begin().await?;
        tx.mark_imported(&Imported {
            origin: ORIGIN.to_owned(),
            guid: media.to_owned(),
            story: None,
            hash: asset.hash.clone(),
            at: self.now(),
        })
        .await?;
        tx.commit().await?;
        Ok(asset)
    }

    pub async fn pushed_picture(&self, media: &str) -> Result<Option<Asset>> {
        match self.store.imported(ORIGIN, media).await? {
            Some(known) => Ok(self.store.asset_by_hash(&known.hash).await?),
            None => Ok(None),
        }
    }
}
