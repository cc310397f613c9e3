//! What happened on the wire to what a story is built from: somebody decides, and says why.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use newsroom::{Permission, WireDecision};

use super::story::story_id;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::guard::Posted;
use crate::page::see;
use crate::problem::Problem;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::post("/stories/{id}/wire", Access::May(Permission::WriteOwn), post(decide))]
}

async fn decide(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let story = story_id(&id)?;
    let item = posted.word("item").parse().map_err(|_| Problem::unknown())?;
    let decision = match posted.word("decision").as_str() {
        "mended" => WireDecision::Mended,
        _ => WireDecision::Stands,
    };
    desk.newsroom.decide_wire_alert(&visitor.caller, story, item, decision, posted.word("reason")).await?;
    Ok(see(&format!("/stories/{story}?done=decided")))
}
