//! Where wires come from: each source with its schedule, rights and rules; what could not be read, to be read again.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use newsroom::{Error, Permission, PutSource};
use serde::Deserialize;

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::views::sources::{self, Shown, config_of};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Access::May(Permission::ManageSources);
    vec![
        Route::get("/sources", manage, get(list)),
        Route::get("/sources/{id}", manage, get(open)),
        Route::post("/sources", manage, post(put)),
        Route::post("/sources/{id}/remove", manage, post(remove)),
        Route::post("/letters/{id}/replay", Access::May(Permission::FileItems), post(replay)),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "settings").done(asked.done);
    Ok(screen.show("sources.html", sources::values(&screen, Shown::default()).await?))
}

async fn open(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "settings");
    let id = number(&id)?;
    Ok(screen
        .show("sources.html", sources::values(&screen, Shown { open: Some(id), ..Shown::default() }).await?))
}

fn number(id: &str) -> Result<u64, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

/// Saves, or only shows what the rules would have made of what came already.
async fn put(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let id = posted.word("id").parse().ok();
    let screen = Screen::new(&desk, &visitor, "settings");
    let shown = |refused: Option<Problem>| Shown {
        open: id,
        posted: Some(posted.clone()),
        refused,
        ..Shown::default()
    };
    let config = match config_of(&posted) {
        Ok(config) => config,
        Err(line) => {
            let shown = Shown { bad_rule: Some(line), ..shown(None) };
            let values = sources::values(&screen, shown).await?;
            return Ok(screen.show_as(http::StatusCode::UNPROCESSABLE_ENTITY, "sources.html", values));
        }
    };
    let name = posted.word("name");
    if posted.word("do") == "try" {
        let tried = desk.newsroom.try_routing(&visitor.caller, &name, &config, 50).await?;
        let values = sources::values(&screen, Shown { tried: Some(tried), ..shown(None) }).await?;
        return Ok(screen.show("sources.html", values));
    }
    let enabled = posted.word("enabled") == "on";
    let new_token = posted.word("new_token") == "on";
    match desk.newsroom.put_source(&visitor.caller, PutSource { id, name, enabled, config, new_token }).await
    {
        // Shown once: the newsroom keeps only its hash.
        Ok(answer) if answer.token.is_some() => {
            let shown = Shown { open: Some(answer.id), token: answer.token, ..Shown::default() };
            Ok(screen.show("sources.html", sources::values(&screen, shown).await?))
        }
        Ok(_) => Ok(see("/sources?done=source")),
        Err(Error::Refused(refusal)) => {
            let problem = Problem::from(refusal);
            let status = problem.status;
            let values = sources::values(&screen, shown(Some(problem))).await?;
            Ok(screen.show_as(status, "sources.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn remove(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    desk.newsroom.remove_source(&visitor.caller, number(&id)?).await?;
    Ok(see("/sources?done=source-removed"))
}

async fn replay(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let id = number(&id)?;
    let done = replayed(&desk, &visitor, id, &posted).await?;
    Ok(see(&format!("/sources?done={done}")))
}

async fn replayed(
    desk: &Desk,
    visitor: &Visitor,
    id: u64,
    posted: &Submission,
) -> Result<&'static str, Problem> {
    if posted.word("do") == "settle" {
        desk.newsroom.settle_letter(&visitor.caller, id).await?;
        return Ok("letter-settled");
    }
    desk.newsroom.replay_letter(&visitor.caller, id).await?;
    Ok("letter-replayed")
}
