//! Pictures of the library, for the desk's own screens.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header;
use newsroom::Permission;
use story::AssetId;

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::problem::Problem;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/assets/{id}", Access::May(Permission::Read), get(show))]
}

async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: AssetId = id.parse().map_err(|_| Problem::unknown())?;
    let asset = desk.newsroom.asset(&visitor.caller, id).await?.ok_or_else(Problem::unknown)?;
    let bytes = desk.newsroom.asset_bytes(&visitor.caller, &asset).await?.ok_or_else(Problem::unknown)?;
    let headers = [
        (header::CONTENT_TYPE, asset.media_type.as_str()),
        (header::CACHE_CONTROL, "private, max-age=3600, immutable"),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}
