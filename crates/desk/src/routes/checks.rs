//! Desk checks over HTTP: a document in, what the desk would say of it out.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::header;
use newsroom::{FileItem, Permission};

use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::guard::Sent;
use crate::problem::Problem;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("/api/check", Access::May(Permission::Read), post(check))
            .carrying(UPLOAD_BYTES_MAX)
            .document(),
    ]
}

/// Any format that a wire may deliver. Nothing is kept.
async fn check(State(desk): State<Desk>, visitor: Visitor, sent: Sent) -> Result<Response, Problem> {
    let Sent { bytes, media_type } = sent;
    let file = FileItem { bytes: bytes.to_vec(), media_type, ..FileItem::default() };
    let checked = desk.newsroom.check_document(&visitor.caller, file).await?;
    let json = serde_json::to_vec(&checked).map_err(|_| Problem::fault())?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}
