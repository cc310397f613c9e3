//! Pictures of the library.

use newsroom::{AddAsset, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use story::{Asset, AssetId, Language, Moment, Rights, Timestamp};

use super::endpoint::{Call, Endpoint, document, file, get};
use super::shapes::Nothing;
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{AddAssets, Read};
    vec![
        document("/api/assets", ("addAsset", "Puts a picture into the library."), AddAssets, add).creates(),
        get("/api/assets/{id}", ("getAsset", "What is known of a picture."), Read, asset),
        file("/api/assets/{id}/file", ("getAssetFile", "Its bytes."), Read, bytes),
    ]
}

/// What the picture does not say of itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Words {
    caption: String,
    credit: String,
    /// For those who do not see it.
    alt: String,
    /// Of these words, as a BCP 47 tag.
    language: String,
    rights_holder: String,
    usage_terms: String,
    /// From then on it is not shown.
    #[schemars(with = "Option<Moment>")]
    rights_expire: Option<Timestamp>,
}

async fn add(call: Call, words: Words) -> Result<Asset, Problem> {
    let Call { newsroom, caller, body, media_type, .. } = call;
    let add = AddAsset {
        bytes: body.to_vec(),
        media_type: Some(media_type).filter(|kind| !kind.is_empty()),
        caption: words.caption,
        credit: words.credit,
        alt: words.alt,
        language: Language::new(&words.language),
        rights: Rights {
            holder: words.rights_holder,
            terms: words.usage_terms,
            expires: words.rights_expire,
        },
    };
    Ok(newsroom.add_asset(&caller, add).await?)
}

async fn found(call: &Call) -> Result<Asset, Problem> {
    let id: AssetId = call.part("id")?;
    call.newsroom.asset(&call.caller, id).await?.ok_or_else(Problem::unknown)
}

async fn asset(call: Call, _: Nothing) -> Result<Asset, Problem> {
    found(&call).await
}

async fn bytes(call: Call) -> Result<(String, Vec<u8>), Problem> {
    let asset = found(&call).await?;
    let bytes = call.newsroom.asset_bytes(&call.caller, &asset).await?.ok_or_else(Problem::unknown)?;
    Ok((asset.media_type, bytes))
}
