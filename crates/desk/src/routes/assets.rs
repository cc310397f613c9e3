//! Pictures of the library, for the desk's own screens.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header;
use newsroom::Permission;
use story::{Asset, AssetId, PictureFormat, RENDITION_WIDTHS, Rendition};

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::problem::Problem;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Permission::Read);
    vec![Route::get("/assets/{id}", read, get(show)), Route::get("/assets/{id}/{width}", read, get(size))]
}

/// Whose bytes may be kept so long.
const KEPT: &str = "private, max-age=3600, immutable";

/// Small enough for a list, from the room where the sizes for readers are made; what has no sizes comes as it is.
async fn size(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path((id, width)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let id: AssetId = id.parse().map_err(|_| Problem::unknown())?;
    if !RENDITION_WIDTHS.contains(&width) {
        return Err(Problem::unknown());
    }
    let asset = desk.newsroom.asset(&visitor.caller, id).await?.ok_or_else(Problem::unknown)?;
    if !Rendition::widths(&asset.media_type, asset.width).contains(&width) {
        return whole(&desk, &visitor, &asset).await;
    }
    let hash = asset.hash.clone();
    match desk.proof(move |proofs| proofs.size(&hash, width)).await {
        Ok(bytes) => {
            let headers =
                [(header::CONTENT_TYPE, PictureFormat::WebP.media_type()), (header::CACHE_CONTROL, KEPT)];
            Ok((headers, Body::from(bytes)).into_response())
        }
        // The log says why.
        Err(_) => whole(&desk, &visitor, &asset).await,
    }
}

async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: AssetId = id.parse().map_err(|_| Problem::unknown())?;
    let asset = desk.newsroom.asset(&visitor.caller, id).await?.ok_or_else(Problem::unknown)?;
    whole(&desk, &visitor, &asset).await
}

async fn whole(desk: &Desk, visitor: &Visitor, asset: &Asset) -> Result<Response, Problem> {
    let bytes = desk.newsroom.asset_bytes(&visitor.caller, asset).await?.ok_or_else(Problem::unknown)?;
    let headers = [(header::CONTENT_TYPE, asset.media_type.as_str()), (header::CACHE_CONTROL, KEPT)];
    Ok((headers, Body::from(bytes)).into_response())
}
