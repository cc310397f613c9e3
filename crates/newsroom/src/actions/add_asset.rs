//! Adds a picture to the library.

use serde_json::json;
use story::{Asset, AssetId, AssetKind, FocalPoint, Language, Rights};

use crate::limits::{ASSET_BYTES_MAX, ASSET_PIXELS_MAX};
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result, media};

/// A picture as it came, and what is known about it.
#[derive(Debug, Clone, Default)]
pub struct AddAsset {
    pub bytes: Vec<u8>,
    /// As the sender declared it. Only the bytes are believed.
    pub media_type: Option<String>,
    pub caption: String,
    pub credit: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    pub language: Language,
    pub rights: Rights,
}

impl Newsroom {
    /// Type and size are read from the first bytes; nothing is unpacked. Bytes that are in the library already give
    /// the asset that is there, with the words it has.
    pub async fn add_asset(&self, caller: &Caller, add: AddAsset) -> Result<Asset> {
        caller.needs(Permission::AddAssets)?;
        if add.bytes.is_empty() {
            return Err(Refusal::new(Code::FileEmpty).into());
        }
        if add.bytes.len() > ASSET_BYTES_MAX {
            return Err(Refusal::new(Code::FileTooLarge).with("max", ASSET_BYTES_MAX).into());
        }
        let picture = media::read(&add.bytes).map_err(Refusal::from)?;
        if u64::from(picture.width) * u64::from(picture.height) > ASSET_PIXELS_MAX {
            let refusal = Refusal::new(Code::MediaHuge).with("width", u64::from(picture.width));
            return Err(refusal.with("height", u64::from(picture.height)).into());
        }
        let hash = self.store.blobs().put(&add.bytes).await?;
        let asset = Asset {
            id: AssetId::from_number(self.context.random()),
            kind: AssetKind::Picture,
            hash,
            media_type: picture.media_type.to_owned(),
            width: picture.width,
            height: picture.height,
            duration_s: 0,
            caption: add.caption,
            credit: add.credit,
            alt: add.alt,
            language: add.language,
            rights: add.rights,
            focal_point: FocalPoint::default(),
            colour: String::new(),
            place: String::new(),
            taken: String::new(),
        };
        // Two who send the same bytes at the same moment may get an asset each; both show the one blob.
        if let Some(known) = self.store.asset_by_hash(&asset.hash).await? {
            return Ok(known);
        }
        let mut tx = self.store.begin().await?;
        tx.insert_asset(&asset).await?;
        let detail = json!({ "hash": asset.hash, "type": asset.media_type });
        let subject = format!("asset:{}", asset.id);
        tx.insert_audit(&self.audit_row(caller, "add-asset", subject, detail)).await?;
        tx.commit().await?;
        Ok(asset)
    }
}
