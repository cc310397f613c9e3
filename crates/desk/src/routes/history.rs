//! The revisions of a story: who wrote what when, what differs, and bringing one back.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use newsroom::{Error, Permission};

use super::story::story_id;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::views::history::{self, Asked};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/stories/{id}/history", Access::May(Permission::Read), get(show)),
        Route::post("/stories/{id}/restore", Access::May(Permission::WriteOwn), post(restore)),
    ]
}

async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let view = desk.newsroom.story(&visitor.caller, story_id(&id)?).await?;
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&view.row.edition);
    let values = history::values(&screen, &view, &asked, None).await?;
    Ok(screen.show("history.html", values))
}

async fn restore(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (story, number) = (story_id(&id)?, posted.word("number").parse().unwrap_or_default());
    match desk.newsroom.restore_revision(&visitor.caller, story, number).await {
        Ok(_) => Ok(see(&format!("/stories/{id}?done=restored"))),
        Err(Error::Refused(refusal)) => {
            let problem = Problem::from(refusal);
            let view = desk.newsroom.story(&visitor.caller, story).await?;
            let screen = Screen::new(&desk, &visitor, "stories").in_edition(&view.row.edition);
            let asked = Asked { to: Some(number), ..Asked::default() };
            let refusal = Some(problem.text(visitor.messages()));
            let values = history::values(&screen, &view, &asked, refusal).await?;
            Ok(screen.show_as(problem.status, "history.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}
