//! Says something else of a picture of the library: its words, its rights, the point that every crop keeps.

use serde_json::json;
use story::{Asset, AssetId, FocalPoint, Rights};

use super::set_focal_point::{picture, within};
use crate::mend::bounded;
use crate::{Caller, Newsroom, Permission, Result};

/// Letters of one field.
const WORDS_MAX: usize = 4000;

/// All that people say of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DescribePicture {
    pub caption: String,
    pub credit: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    pub rights: Rights,
    pub focal_point: FocalPoint,
}

impl Newsroom {
    /// Stories keep the words that they were written with; what readers have changes when its story goes out again.
    pub async fn describe_picture(
        &self,
        caller: &Caller,
        asset: AssetId,
        said: DescribePicture,
    ) -> Result<Asset> {
        caller.needs(Permission::AddAssets)?;
        let mut tx = self.store.begin().await?;
        let known = picture(&mut tx, asset).await?;
        let DescribePicture { caption, credit, alt, rights, focal_point } = said;
        let text = |words: &str| bounded(words, WORDS_MAX);
        let told = Asset {
            caption: text(&caption)?,
            credit: text(&credit)?,
            alt: text(&alt)?,
            rights: Rights {
                holder: text(&rights.holder)?,
                terms: text(&rights.terms)?,
                expires: rights.expires,
            },
            focal_point: within(focal_point),
            ..known.clone()
        };
        if told == known {
            return Ok(told);
        }
        tx.update_asset(&told).await?;
        let detail = json!({ "credit": told.credit });
        let subject = format!("asset:{asset}");
        tx.insert_audit(&self.audit_row(caller, "describe-picture", subject, detail)).await?;
        tx.commit().await?;
        Ok(told)
    }
}
