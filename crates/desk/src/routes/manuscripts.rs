//! What is being written: its words as the server has them, checked, and the pictures that are dropped into it.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use newsroom::{AddAsset, Permission};
use serde_json::json;

use super::story::story_id;
use super::together;
use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::guard::Posted;
use crate::page::Screen;
use crate::problem::Problem;
use crate::views::editor;
use crate::views::story::Found;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/stories/{id}/words", Access::May(Permission::WriteOwn), get(words)),
        Route::get("/stories/{id}/together", Access::May(Permission::WriteOwn), get(together::join)),
        Route::post("/assets", Access::May(Permission::AddAssets), post(add_picture))
            .carrying(UPLOAD_BYTES_MAX),
    ]
}

/// The words as they stand, for a page that is open already: what the checks find in them, the card, the length.
async fn words(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "stories");
    let found = Found::written(&screen, story_id(&id)?).await?;
    let screen = screen.in_edition(&found.view.row.edition);
    let numbered = found.numbered();
    Ok(Json(editor::answer(&screen, &found, &numbered).await?).into_response())
}

/// A picture dropped into the text: into the library first.
async fn add_picture(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(mut posted): Posted,
) -> Result<Response, Problem> {
    let upload = posted.uploads.pop().ok_or_else(Problem::unreadable)?;
    let add = AddAsset { media_type: Some(upload.media_type), bytes: upload.bytes, ..AddAsset::default() };
    let asset = desk.newsroom.add_asset(&visitor.caller, add).await?;
    let (id, caption, credit, alt) = (asset.id.to_string(), asset.caption, asset.credit, asset.alt);
    Ok(Json(json!({ "asset": id, "caption": caption, "credit": credit, "alt": alt })).into_response())
}
