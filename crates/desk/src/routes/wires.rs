//! The wire as a newsroom works it: what is new, read or ignored, and into which story it goes.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use fluent_bundle::FluentValue;
use newsroom::{Error, Handling, MergeItem, Permission};
use serde::Deserialize;
use serde_json::json;

use super::items::{item_id, show};
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::guard::Posted;
use crate::page::see;
use crate::problem::Problem;
use crate::views::items::{Asked, filter_of};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let take = Access::May(Permission::TakeItems);
    vec![
        Route::get("/wires/news", Access::May(Permission::Read), get(news)),
        Route::post("/items/{id}/handle", take, post(handle)),
        Route::post("/items/{id}/merge", take, post(merge)),
    ]
}

/// New ones counted at most.
const NEWS_MAX: u32 = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    /// What the page shows.
    after: u64,
    /// What it was told of: the answer waits for more than that.
    seen: u64,
}

/// Waits until something arrives after that number, in the order of commits, and says how much.
async fn news(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(After { after, seen }): Query<After>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let known = seen.max(after);
    let arrived = crate::news::news(&desk, &visitor, desk.newsroom.arrivals_signal(), async || {
        let last = desk.newsroom.last_arrival(&visitor.caller).await?;
        Ok((last > known).then_some(last))
    });
    let last = arrived.await?.unwrap_or(known);
    // Only what the page would show; no more can be new than arrived since.
    let new_max = u32::try_from(last.saturating_sub(after)).unwrap_or(NEWS_MAX).min(NEWS_MAX);
    let shown = desk.newsroom.arrivals(&visitor.caller, &filter_of(&asked), None, new_max).await?.rows;
    let rows: Vec<_> = shown.into_iter().filter(|one| one.arrival.seq > after).collect();
    let urgent = rows.iter().filter(|one| one.arrival.alert || one.arrival.urgency <= 2).count();
    let numbers = [("n", FluentValue::from(rows.len())), ("urgent", FluentValue::from(urgent))];
    let text = visitor.messages().text("wires-new", &numbers);
    Ok(Json(json!({ "last": last, "count": rows.len(), "urgent": urgent, "text": text })).into_response())
}

async fn handle(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let item = item_id(&id)?;
    let handling: Handling = posted.word("state").parse().map_err(|()| Problem::unreadable())?;
    desk.newsroom.handle_item(&visitor.caller, item, handling).await?;
    Ok(see(&format!("/items/{item}?done=handled-{handling}")))
}

async fn merge(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let item = item_id(&id)?;
    let story = posted.word("story").parse().map_err(|_| Problem::unknown())?;
    match desk.newsroom.merge_item(&visitor.caller, MergeItem { item, story }).await {
        Ok(_) => Ok(see(&format!("/stories/{story}?done=merged"))),
        Err(Error::Refused(refusal)) => {
            show(&desk, &visitor, &Asked::default(), Some(item), Some(refusal.into())).await
        }
        Err(fault) => Err(fault.into()),
    }
}
