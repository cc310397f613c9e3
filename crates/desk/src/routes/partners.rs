//! Who is sent what goes live: each partner with its part, its address, and what its server took.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use newsroom::{Error, Permission, PutAnswer, PutPartner};
use serde::Deserialize;

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::views::partners::{self, Shown, config_of};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Access::May(Permission::ManageSources);
    vec![
        Route::get("/partners", manage, get(list)),
        Route::get("/partners/{id}", manage, get(open)),
        Route::post("/partners", manage, post(put)),
        Route::post("/partners/{id}/resend", manage, post(resend)),
        Route::post("/partners/{id}/remove", manage, post(remove)),
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
    Ok(screen.show("partners.html", partners::values(&screen, Shown::default()).await?))
}

async fn open(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "settings");
    let shown = Shown { open: Some(number(&id)?), ..Shown::default() };
    Ok(screen.show("partners.html", partners::values(&screen, shown).await?))
}

fn number(id: &str) -> Result<u64, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

async fn put(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "settings");
    let id = match posted.word("id").as_str() {
        "" => None,
        typed => Some(number(typed)?),
    };
    match put_posted(&desk, &visitor, id, &posted).await {
        // Shown once: the newsroom keeps only its hash.
        Ok(answer) if answer.token.is_some() => {
            let shown = Shown { open: Some(answer.id), token: answer.token, ..Shown::default() };
            Ok(screen.show("partners.html", partners::values(&screen, shown).await?))
        }
        Ok(_) => Ok(see("/partners?done=partner")),
        Err(Error::Refused(refusal)) => {
            let problem = Problem::from(refusal);
            let status = problem.status;
            let shown = Shown { open: id, posted: Some(posted), refused: Some(problem), ..Shown::default() };
            Ok(screen.show_as(status, "partners.html", partners::values(&screen, shown).await?))
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn put_posted(
    desk: &Desk,
    visitor: &Visitor,
    id: Option<u64>,
    posted: &Submission,
) -> newsroom::Result<PutAnswer> {
    let put = PutPartner {
        id,
        name: posted.word("name"),
        enabled: posted.word("enabled") == "on",
        config: config_of(posted)?,
        new_token: posted.word("new_token") == "on",
    };
    desk.newsroom.put_partner(&visitor.caller, put).await
}

async fn resend(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let after = posted.word("after").parse().map_err(|_| Problem::unreadable())?;
    desk.newsroom.resend_to_partner(&visitor.caller, number(&id)?, after).await?;
    Ok(see("/partners?done=partner-resent"))
}

async fn remove(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    desk.newsroom.remove_partner(&visitor.caller, number(&id)?).await?;
    Ok(see("/partners?done=partner-removed"))
}
