//! Says something else of a picture of the library: its words, its rights, the point that every crop keeps.

use std::collections::BTreeMap;

use serde_json::json;
use story::{Asset, AssetId, FocalPoint, Language, Rights};

use super::set_focal_point::{picture, within};
use crate::mend::bounded;
use crate::{Caller, Newsroom, Permission, Result};

/// Letters of one field.
const WORDS_MAX: usize = 4000;
/// More than any newsroom writes in.
const LANGUAGES_MAX: usize = 50;

/// All that people say of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DescribePicture {
    pub caption: String,
    /// The caption in other languages than the picture's own; an empty one is none.
    pub captions: BTreeMap<Language, String>,
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
        let DescribePicture { caption, captions, credit, alt, rights, focal_point } = said;
        let text = |words: &str| bounded(words, WORDS_MAX);
        let told = Asset {
            caption: text(&caption)?,
            captions: others(&known, captions)?,
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
        let mut detail = json!({ "credit": told.credit });
        if told.captions != known.captions {
            let languages: Vec<&str> = told.captions.keys().map(Language::tag).collect();
            detail["captions"] = json!(languages.join(", "));
        }
        let subject = format!("asset:{asset}");
        tx.insert_audit(&self.audit_row(caller, "describe-picture", subject, detail)).await?;
        tx.commit().await?;
        Ok(told)
    }
}

/// By language without a region, each once; its own caption stands elsewhere.
fn others(known: &Asset, said: BTreeMap<Language, String>) -> Result<BTreeMap<Language, String>> {
    let mut captions = BTreeMap::new();
    for (language, words) in said.into_iter().take(LANGUAGES_MAX) {
        let (language, words) = (Language::new(language.primary()), bounded(&words, WORDS_MAX)?);
        if language.is_known() && language.primary() != known.language.primary() && !words.is_empty() {
            captions.entry(language).or_insert(words);
        }
    }
    Ok(captions)
}
