//! The focal point of a picture: the point that every crop keeps, set in a story that shows it.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use newsroom::{Error, Permission};
use serde::Deserialize;
use story::{Asset, AssetId, AssetKind, FocalPoint};

use super::story::story_id;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::outcome::look;
use crate::views::story::head;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let write = Access::May(Permission::WriteOwn);
    vec![
        Route::get("/stories/{id}/focus", write, get(show)),
        Route::post("/stories/{id}/focus", write, post(set)),
    ]
}

/// Thousandths to a hundredth, in which the screen speaks.
const PER_CENT: u16 = 10;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    asset: String,
}

async fn picture(desk: &Desk, visitor: &Visitor, id: &str) -> Result<Asset, Problem> {
    let id: AssetId = id.parse().map_err(|_| Problem::unknown())?;
    let asset = desk.newsroom.asset(&visitor.caller, id).await?;
    asset.filter(|asset| asset.kind == AssetKind::Picture).ok_or_else(Problem::unknown)
}

async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let asset = picture(&desk, &visitor, &asked.asset).await?;
    page(&desk, &visitor, &id, &asset, None).await
}

async fn page(
    desk: &Desk,
    visitor: &Visitor,
    id: &str,
    asset: &Asset,
    refused: Option<Problem>,
) -> Result<Response, Problem> {
    let view = desk.newsroom.story(&visitor.caller, story_id(id)?).await?;
    let screen = Screen::new(desk, visitor, "stories").in_edition(&view.row.edition);
    let point = asset.focal_point;
    let values = values! {
        story => head(&screen, &view, &screen.clock()),
        asset => asset.id.to_string(), alt => asset.alt, width => asset.width, height => asset.height,
        x => point.x / PER_CENT, y => point.y / PER_CENT, look => look(point),
        refusal => refused.as_ref().map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "focus.html", values))
}

async fn set(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let asset = picture(&desk, &visitor, &posted.word("asset")).await?;
    let part = |name: &str| -> Result<u16, Problem> {
        let typed: u16 = posted.word(name).parse().map_err(|_| Problem::unreadable())?;
        Ok(typed.min(100) * PER_CENT)
    };
    let point = FocalPoint { x: part("x")?, y: part("y")? };
    match desk.newsroom.set_focal_point(&visitor.caller, story_id(&id)?, asset.id, point).await {
        Ok(()) => Ok(see(&format!("/stories/{id}?done=focal-point"))),
        Err(Error::Refused(refusal)) => page(&desk, &visitor, &id, &asset, Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}
