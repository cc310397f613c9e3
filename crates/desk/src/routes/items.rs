//! The wires: the inbox, one item beside it, taking it, filing one by hand.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use newsroom::{Code, Error, FileItem, Permission, TakeItem};
use story::ItemId;

use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::views::items::{self, Asked};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Permission::Read);
    vec![
        Route::get("/items", read, get(list)),
        Route::get("/items/{id}", read, get(open)),
        Route::post("/items", Access::May(Permission::FileItems), post(file)).carrying(UPLOAD_BYTES_MAX),
        Route::post("/items/{id}/take", Access::May(Permission::TakeItems), post(take)),
    ]
}

pub(super) fn item_id(id: &str) -> Result<ItemId, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&desk, &visitor, &asked, None, None).await
}

async fn open(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&desk, &visitor, &asked, Some(item_id(&id)?), None).await
}

pub(super) async fn show(
    desk: &Desk,
    visitor: &Visitor,
    asked: &Asked,
    open: Option<ItemId>,
    refused: Option<Problem>,
) -> Result<Response, Problem> {
    let screen = Screen::new(desk, visitor, "items").done(asked.done.clone());
    let refusal = refused.as_ref().map(|problem| problem.text(visitor.messages()));
    let values = items::values(&screen, asked, open, refusal).await?;
    let status = refused.map_or(http::StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "items.html", values))
}

/// A pasted text or a file, as if a wire had delivered it.
async fn file(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    match desk.newsroom.file_item(&visitor.caller, delivery(&visitor, posted)).await {
        Ok(filed) => match filed.items.first() {
            Some(item) => {
                let done = if item.already { "already" } else { "filed" };
                Ok(see(&format!("/items/{}?done={done}", item.id)))
            }
            None => Ok(see("/items?done=filed")),
        },
        Err(Error::Refused(refusal)) => {
            show(&desk, &visitor, &Asked::default(), None, Some(refusal.into())).await
        }
        Err(fault) => Err(fault.into()),
    }
}

fn delivery(visitor: &Visitor, mut posted: Submission) -> FileItem {
    let source = posted.word("source");
    let source = if source.is_empty() { visitor.say("source-desk") } else { source };
    match posted.uploads.pop() {
        Some(upload) => {
            FileItem { bytes: upload.bytes, name: upload.name, media_type: upload.media_type, source }
        }
        None => FileItem {
            bytes: posted.get("words").unwrap_or_default().trim().to_owned().into_bytes(),
            name: String::new(),
            media_type: "text/plain; charset=utf-8".to_owned(),
            source,
        },
    }
}

async fn take(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let item = item_id(&id)?;
    let place = posted.word("place");
    let (edition, section) = place.split_once('/').unwrap_or((&place, ""));
    let take = TakeItem {
        edition: edition.to_owned(),
        section: section.to_owned(),
        translate: posted.word("do") == "translate",
    };
    match desk.newsroom.take_item(&visitor.caller, item, take).await {
        Ok(story) => Ok(see(&format!("/stories/{story}?done=taken"))),
        Err(Error::Refused(refusal)) if refusal.code != Code::UnknownItem => {
            show(&desk, &visitor, &Asked::default(), Some(item), Some(refusal.into())).await
        }
        Err(error) => Err(error.into()),
    }
}
