//! Style sheets, fonts and scripts; and whether the service is up.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header;

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::problem::Problem;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/_/{file}", Access::Open, get(file)),
        Route::get("/healthz", Access::Open, get(|| async { "ok\n" })),
    ]
}

/// The name holds a hash of the bytes, so they may be kept for ever.
async fn file(State(desk): State<Desk>, Path(name): Path<String>) -> Result<Response, Problem> {
    let (media_type, bytes) = (desk.config.theme)(&name).ok_or_else(Problem::unknown)?;
    let headers =
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "max-age=31536000, immutable")];
    Ok((headers, Body::from(bytes.into_owned())).into_response())
}
