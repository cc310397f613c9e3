//! Tokens of the API: made and revoked by those whose they are, revoked by those who manage accounts.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use newsroom::{Client, MakeToken, Permission};

use super::{accounts, settings};
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Access::May(Permission::ManageAccounts);
    vec![
        Route::post("/settings/tokens", Access::SignedIn, post(make)),
        Route::post("/settings/tokens/{id}/revoke", Access::SignedIn, post(revoke)),
        Route::post("/accounts/tokens/{id}/revoke", manage, post(revoke_any)),
    ]
}

/// The token stands on the answer and nowhere else.
async fn make(
    State(desk): State<Desk>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let password = posted.get("password").unwrap_or_default();
    let make = asked(&desk, &visitor, &posted)?;
    let name = make.name.clone();
    match desk.newsroom.make_token(&visitor.caller, make, password, &client).await {
        Ok(token) => settings::show_token(&desk, &visitor, name, token).await,
        Err(error) => settings::refused_with(&desk, &visitor, error, posted).await,
    }
}

/// A day counts to its end, on the clock of the first edition.
fn asked(desk: &Desk, visitor: &Visitor, posted: &Submission) -> Result<MakeToken, Problem> {
    let clock = Screen::new(desk, visitor, "settings").clock();
    let expires = match posted.word("expires").as_str() {
        "" => None,
        day => Some(clock.read(&format!("{day}T23:59:59")).ok_or_else(Problem::bad_time)?),
    };
    let scopes = posted.all("scope").filter_map(|word| word.parse().ok()).collect();
    Ok(MakeToken { name: posted.word("name"), scopes, expires })
}

fn number(id: &str) -> Result<u64, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

async fn revoke(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    match desk.newsroom.revoke_token(&visitor.caller, number(&id)?).await {
        Ok(()) => Ok(see("/settings?done=token-revoked")),
        Err(error) => settings::refused(&desk, &visitor, error).await,
    }
}

async fn revoke_any(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let done = desk.newsroom.revoke_token(&visitor.caller, number(&id)?).await;
    accounts::answer(&desk, &visitor, &Submission::default(), "token-revoked", done).await
}
