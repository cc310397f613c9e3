//! Adds a picture to the library.

use serde_json::json;
use story::{Asset, AssetId, AssetKind, FocalPoint, Hash, Language, Rights};

use pictures::Inspection;

use crate::limits::ASSET_BYTES_MAX;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

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
    /// Looked at whole: one that cannot be shown is refused. What the sender left empty is filled with what the file
    /// says. Bytes that are in the library already give the asset that is there, with the words it has.
    pub async fn add_asset(&self, caller: &Caller, mut add: AddAsset) -> Result<Asset> {
        caller.needs(Permission::AddAssets)?;
        if add.bytes.is_empty() {
            return Err(Refusal::new(Code::FileEmpty).into());
        }
        if add.bytes.len() > ASSET_BYTES_MAX {
            return Err(Refusal::new(Code::FileTooLarge).with("max", ASSET_BYTES_MAX).into());
        }
        let bytes = std::mem::take(&mut add.bytes);
        let (bytes, picture) = self.inspect(bytes).await?;
        let hash = self.store.blobs().put(&bytes).await?;
        let asset = asset(AssetId::from_number(self.context.random()), hash, add, picture);
        // Two who send the same bytes at the same moment may get an asset each; both show the one blob.
        if let Some(known) = self.store.asset_by_hash(&asset.hash).await? {
            return Ok(known);
        }
        let mut tx = self.store.begin().await?;
        tx.insert_asset(&asset, self.now()).await?;
        let detail = json!({ "hash": asset.hash, "type": asset.media_type });
        let subject = format!("asset:{}", asset.id);
        tx.insert_audit(&self.audit_row(caller, "add-asset", subject, detail)).await?;
        tx.commit().await?;
        Ok(asset)
    }

    /// One picture at a time: that is what bounds the memory it takes.
    pub(crate) async fn inspect(&self, bytes: Vec<u8>) -> Result<(Vec<u8>, Inspection)> {
        let _turn = self.shared.inspections.acquire().await;
        let looked =
            tokio::task::spawn_blocking(move || pictures::inspect(&bytes).map(|picture| (bytes, picture)));
        // A decoder that falls over met a file that it does not understand.
        let looked = looked.await.map_err(|_| Refusal::new(Code::MediaBroken).with("type", ""))?;
        Ok(looked.map_err(|why| refusal(&why))?)
    }
}

/// The sender's words before the file's.
pub(crate) fn asset(id: AssetId, hash: Hash, add: AddAsset, picture: Inspection) -> Asset {
    let either = |typed: String, read: String| if typed.trim().is_empty() { read } else { typed };
    let words = picture.words;
    Asset {
        id,
        kind: AssetKind::Picture,
        hash,
        media_type: picture.media_type.to_owned(),
        width: picture.width,
        height: picture.height,
        duration_s: 0,
        caption: either(add.caption, either(words.caption, words.headline)),
        credit: either(add.credit, either(words.credit, words.creator)),
        alt: either(add.alt, words.alt),
        language: add.language,
        captions: Default::default(),
        rights: Rights {
            holder: either(add.rights.holder, words.copyright),
            terms: either(add.rights.terms, words.terms),
            expires: add.rights.expires,
        },
        focal_point: FocalPoint::default(),
        colour: picture.colour,
        place: words.place,
        taken: words.taken,
    }
}

fn refusal(refusal: &pictures::Refusal) -> Refusal {
    use pictures::Refusal::{Broken, Cut, Film, Huge, Unknown};
    match *refusal {
        Unknown => Refusal::new(Code::MediaUnknown),
        Broken { media } => Refusal::new(Code::MediaBroken).with("type", media),
        Cut { media } => Refusal::new(Code::MediaCut).with("type", media),
        Huge { width, height } => {
            Refusal::new(Code::MediaHuge).with("width", u64::from(width)).with("height", u64::from(height))
        }
        Film { frames } => Refusal::new(Code::MediaFilm).with("frames", frames),
    }
}
