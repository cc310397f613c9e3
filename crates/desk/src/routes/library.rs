//! The library: its pictures, what each needs, one beside the others, and a new one.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::StatusCode;
use newsroom::{AddAsset, Cursor, DescribePicture, Error, LibraryFilter, Permission};
use serde::Deserialize;
use serde_json::json;
use story::{AssetId, FocalPoint, Language, Rights};

use super::story::story_id;
use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::library::{Asked, PER_CENT, open, tiles};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let adds = Access::May(Permission::AddAssets);
    vec![
        Route::get("/media", Access::May(Permission::Read), get(list)),
        Route::post("/media", adds, post(add)).carrying(UPLOAD_BYTES_MAX),
        Route::get("/assets", Access::May(Permission::Read), get(choose)),
        Route::post("/assets/{id}", adds, post(describe)),
        Route::post("/assets/{id}/place", Access::May(Permission::WriteOwn), post(place)),
    ]
}

/// On a screen, and for somebody who chooses one in a text.
const PICTURES: u32 = 40;
const CHOICE: u32 = 24;

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&desk, &visitor, &asked, None).await
}

async fn show(
    desk: &Desk,
    visitor: &Visitor,
    asked: &Asked,
    refused: Option<Problem>,
) -> Result<Response, Problem> {
    let screen = Screen::new(desk, visitor, "media").done(asked.done.clone());
    let (newsroom, clock) = (&desk.newsroom, screen.clock());
    let filter = LibraryFilter { text: asked.text.clone(), care: asked.care == "yes" };
    let found =
        newsroom.library(&visitor.caller, &filter, asked.from.parse::<Cursor>().ok(), PICTURES).await?;
    let tiles = tiles(&screen, asked, &found.pictures, &clock).await?;
    let open = match asked.picture.parse::<AssetId>() {
        Ok(id) => {
            let held = newsroom.held(&visitor.caller, id).await?.ok_or_else(Problem::unknown)?;
            Some(open(&screen, asked, &held, &clock).await?)
        }
        Err(_) => None,
    };
    let values = values! {
        tiles, open,
        text => asked.text, care => filter.care,
        all => Asked { care: String::new(), ..asked.clone() }.address("", ""),
        needy => Asked { care: "yes".to_owned(), ..asked.clone() }.address("", ""),
        more => found.next.map(|next| asked.address("", &next.to_string())),
        may_add => visitor.caller.may(Permission::AddAssets),
        refusal => refused.as_ref().map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "library.html", values))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    text: String,
    /// Of the story that it is chosen for.
    language: Language,
}

/// For the editor: what came last, or says some words, with the words that go along, in the story's language if there are
/// any.
async fn choose(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Choice>,
) -> Result<Response, Problem> {
    let filter = LibraryFilter { text: asked.text.clone(), care: false };
    let found = desk.newsroom.library(&visitor.caller, &filter, None, CHOICE).await?;
    let picture = |held: &newsroom::Held| {
        let asset = &held.asset;
        let (caption, language) = asset.caption_in(&asked.language);
        json!({
            "asset": asset.id.to_string(), "caption": caption, "credit": asset.credit, "alt": asset.alt,
            "language": language.is_known().then(|| language.to_string()),
            "direction": language.direction().as_str(),
        })
    };
    let pictures: Vec<_> = found.pictures.iter().map(picture).collect();
    Ok(Json(json!({ "pictures": pictures })).into_response())
}

async fn add(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(mut posted): Posted,
) -> Result<Response, Problem> {
    let add = picture(&visitor, &mut posted)?;
    match desk.newsroom.add_asset(&visitor.caller, add).await {
        Ok(asset) => Ok(see(&format!("/media?picture={}&done=media-added", asset.id))),
        Err(Error::Refused(refusal)) => show(&desk, &visitor, &Asked::default(), Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}

fn picture(visitor: &Visitor, posted: &mut Submission) -> Result<AddAsset, Problem> {
    let upload = posted.uploads.pop().ok_or_else(Problem::unreadable)?;
    Ok(AddAsset {
        bytes: upload.bytes,
        media_type: Some(upload.media_type),
        caption: posted.word("caption"),
        credit: posted.word("credit"),
        alt: posted.word("alt"),
        language: visitor.caller.language.clone(),
        ..AddAsset::default()
    })
}

fn asset_id(id: &str) -> Result<AssetId, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

async fn describe(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let asset = asset_id(&id)?;
    let asked = Asked { picture: id.clone(), ..Asked::default() };
    let Some(said) = said(&Screen::new(&desk, &visitor, "media"), &posted)? else {
        return show(&desk, &visitor, &asked, Some(Problem::bad_time())).await;
    };
    match desk.newsroom.describe_picture(&visitor.caller, asset, said).await {
        Ok(_) => Ok(see(&format!("/media?picture={id}&done=media-described"))),
        Err(Error::Refused(refusal)) => show(&desk, &visitor, &asked, Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Nothing where the time cannot be read.
fn said(screen: &Screen<'_>, posted: &Submission) -> Result<Option<DescribePicture>, Problem> {
    let part = |name: &str| -> Result<u16, Problem> {
        let typed: u16 = posted.word(name).parse().map_err(|_| Problem::unreadable())?;
        Ok(typed.min(100) * PER_CENT)
    };
    let until = posted.word("expires");
    let expires = if until.is_empty() { None } else { screen.clock().read(&until) };
    if expires.is_none() && !until.is_empty() {
        return Ok(None);
    }
    Ok(Some(DescribePicture {
        caption: posted.word("caption"),
        captions: captions(posted),
        credit: posted.word("credit"),
        alt: posted.word("alt"),
        rights: Rights { holder: posted.word("holder"), terms: posted.word("terms"), expires },
        focal_point: FocalPoint { x: part("x")?, y: part("y")? },
    }))
}

/// The captions in other languages: `caption.en`.
fn captions(posted: &Submission) -> BTreeMap<Language, String> {
    let caption = |(name, words): (String, String)| {
        Some((Language::new(name.strip_prefix("caption.")?), words))
            .filter(|(language, _)| language.is_known())
    };
    posted.fields().into_iter().filter_map(caption).collect()
}

async fn place(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (asset, story) = (asset_id(&id)?, posted.word("story"));
    match desk.newsroom.place_picture(&visitor.caller, story_id(&story)?, asset).await {
        Ok(_) => Ok(see(&format!("/stories/{story}?done=media-placed"))),
        Err(Error::Refused(refusal)) => {
            let asked = Asked { picture: id, ..Asked::default() };
            show(&desk, &visitor, &asked, Some(refusal.into())).await
        }
        Err(fault) => Err(fault.into()),
    }
}
