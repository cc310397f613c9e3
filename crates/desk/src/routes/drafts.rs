//! What is being written: kept at each pause of the keyboard, and checked.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use newsroom::{AddAsset, Draft, KeepDraft, Permission};
use serde_json::json;
use story::Content;

use super::story::story_id;
use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::form::{self, Document, Submission};
use crate::guard::Posted;
use crate::page::Screen;
use crate::problem::Problem;
use crate::views::editor;
use crate::views::story::Found;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("/stories/{id}/draft", Access::May(Permission::WriteOwn), post(keep)),
        Route::post("/assets", Access::May(Permission::AddAssets), post(add_picture))
            .carrying(UPLOAD_BYTES_MAX),
    ]
}

/// The story's form as it stands, at a pause. The answer comes after the words are stored, and says what the checks
/// find in them.
async fn keep(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let story = story_id(&id)?;
    let (newsroom, caller) = (&desk.newsroom, &visitor.caller);
    let base: u64 = posted.word("base").parse().unwrap_or_default();
    let before = newsroom.revision(caller, story, base).await?.content;
    let content = words(&posted, &before)?;
    let version: u64 = posted.word("draft").parse().unwrap_or_default();
    let draft = if content == before && version == 0 {
        Draft { story, account: caller.account, base, version, at: newsroom.now(), content }
    } else {
        newsroom.keep_draft(caller, KeepDraft { story, base, version, content }).await?
    };
    let screen = Screen::new(&desk, &visitor, "stories");
    let found = Found::of_draft(&screen, draft).await?;
    let screen = screen.in_edition(&found.view.row.edition);
    let numbered = found.numbered();
    Ok(Json(editor::answer(&screen, &found, &numbered).await?).into_response())
}

fn words(posted: &Submission, before: &Content) -> Result<Content, Problem> {
    let mut content = form::content(posted, before);
    if let Some(document) = Document::posted(posted)? {
        document.write_into(&mut content);
    }
    Ok(content)
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
