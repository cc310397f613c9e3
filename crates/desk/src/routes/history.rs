//! The revisions of a story: who wrote what when, what differs, and bringing one back.

use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use http::header;
use newsroom::{Error, Permission, StoryHistory};
use serde::Deserialize;
use story::Language;

use super::story::story_id;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::views::history::{self, Asked};
use crate::views::history_file::history_page;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/stories/{id}/history", Access::May(Permission::Read), get(show)),
        Route::get("/stories/{id}/released", Access::May(Permission::Read), get(released)),
        Route::get("/stories/{id}/history/file", Access::May(Permission::Read), get(file)),
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

/// Who changed last what readers have, for a page in which the story is being written.
async fn released(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let view = desk.newsroom.story(&visitor.caller, story_id(&id)?).await?;
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&view.row.edition);
    let values = history::released(&screen, &view).await?;
    Ok(Html(screen.part("released.html", values)?).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Form {
    /// `json`, else a page.
    form: String,
}

/// All of it as one file: for programs, or for people who have nothing but a browser.
async fn file(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Form { form }): Query<Form>,
) -> Result<Response, Problem> {
    let history = desk.newsroom.story_history(&visitor.caller, story_id(&id)?).await?;
    let (media_type, end, bytes) = match form.as_str() {
        "json" => ("application/json", "json", as_json(&history)?),
        _ => ("text/html; charset=utf-8", "html", as_page(&desk, &history, &visitor.messages().language())?),
    };
    let named = format!("attachment; filename=\"history-{}.{end}\"", history.id);
    let headers = [(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, named)];
    Ok((headers, bytes).into_response())
}

fn as_json(history: &StoryHistory) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec_pretty(history).map_err(|error| broken(&error.to_string()))
}

pub(crate) fn as_page(desk: &Desk, history: &StoryHistory, language: &Language) -> Result<Vec<u8>, Problem> {
    let page = history_page(history, desk.newsroom.rules(), &desk.config.editions, language);
    page.map(String::into_bytes).map_err(|error| broken(&format!("{error:#}")))
}

fn broken(error: &str) -> Problem {
    tracing::error!(error, "a history cannot be written");
    Problem::fault()
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
            let asked = Asked { to: number.to_string(), ..Asked::default() };
            let refusal = Some(problem.text(visitor.messages()));
            let values = history::values(&screen, &view, &asked, refusal).await?;
            Ok(screen.show_as(problem.status, "history.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}
