//! Pictures of the library.

use std::collections::BTreeMap;

use newsroom::{AddAsset, DescribePicture, LibraryFilter, Permission};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{Asset, AssetId, FocalPoint, Language, Moment, Rights, StoryId, Timestamp};

use super::endpoint::{Call, Endpoint, document, file, get, post};
use super::shapes::{Nothing, Numbered, StoryHead, next, page};
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{AddAssets, Read, WriteOwn};
    vec![
        get("/api/assets", ("listAssets", "The library, what came last first."), Read, list),
        document("/api/assets", ("addAsset", "Puts a picture into the library."), AddAssets, add).creates(),
        get("/api/assets/{id}", ("getAsset", "What is known of a picture."), Read, asset),
        file("/api/assets/{id}/file", ("getAssetFile", "Its bytes."), Read, bytes),
        get("/api/assets/{id}/uses", ("getAssetUses", "In which stories and on which fronts it stands."), Read, uses),
        post(
            "/api/assets/{id}",
            (
                "describeAsset",
                "Says its words, rights and focal point anew; stories keep the words that they were written with.",
            ),
            AddAssets,
            describe,
        ),
        post(
            "/api/assets/{id}/place",
            (
                "placeAsset",
                "Puts it into a story: above the text where nothing stands there, otherwise below the last block.",
            ),
            WriteOwn,
            place,
        )
        .creates(),
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

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Listed {
    /// Words of caption, credit, description, place or holder.
    text: Option<String>,
    /// Only those without a credit, or whose rights end within a month or have ended.
    care: Option<bool>,
    /// Where the page before said that the next one starts.
    from: Option<String>,
    limit: Option<u32>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Library {
    assets: Vec<Asset>,
    /// Where it goes on; there may be nothing more that fits.
    next: Option<String>,
}

async fn list(call: Call, asked: Listed) -> Result<Library, Problem> {
    let (from, limit) = page(asked.from.as_ref(), asked.limit)?;
    let filter = LibraryFilter { text: asked.text.unwrap_or_default(), care: asked.care.unwrap_or_default() };
    let found = call.newsroom.library(&call.caller, &filter, from, limit).await?;
    let assets = found.pictures.into_iter().map(|held| held.asset).collect();
    Ok(Library { assets, next: next(found.next) })
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

/// Where a picture stands.
#[derive(Debug, Serialize, JsonSchema)]
struct UsesShape {
    /// Stories whose newest revision shows it, the last changed first; 50 at most.
    stories: Vec<StoryHead>,
    /// Editions whose front shows it to readers.
    fronts: Vec<String>,
}

async fn uses(call: Call, _: Nothing) -> Result<UsesShape, Problem> {
    let asset = found(&call).await?;
    let uses = call.newsroom.uses(&call.caller, asset.id).await?;
    let site = &call.desk.config.site_origin;
    let stories = uses.stories.into_iter().map(|row| StoryHead::of(row, site)).collect();
    Ok(UsesShape { stories, fronts: uses.fronts })
}

/// All that is said of a picture; what is left out is empty.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Said {
    caption: String,
    /// The caption in other languages than the picture's own, by BCP 47 tag.
    captions: BTreeMap<String, String>,
    credit: String,
    /// For those who do not see it.
    alt: String,
    rights: Rights,
    focal_point: FocalPoint,
}

async fn describe(call: Call, body: Said) -> Result<Asset, Problem> {
    let Said { caption, captions, credit, alt, rights, focal_point } = body;
    let captions: BTreeMap<Language, String> =
        captions.into_iter().map(|(tag, words)| (Language::new(&tag), words)).collect();
    if !captions.keys().all(Language::is_known) {
        return Err(Problem::unreadable());
    }
    let said = DescribePicture { caption, captions, credit, alt, rights, focal_point };
    Ok(call.newsroom.describe_picture(&call.caller, call.part("id")?, said).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Place {
    story: StoryId,
}

async fn place(call: Call, body: Place) -> Result<Numbered, Problem> {
    let number = call.newsroom.place_picture(&call.caller, body.story, call.part("id")?).await?.number;
    Ok(Numbered { number })
}
