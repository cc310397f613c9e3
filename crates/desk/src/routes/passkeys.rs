//! One's own passkeys.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum_extra::extract::cookie::CookieJar;
use newsroom::{ALGORITHMS, Client, NewPasskey, Result as Done};

use super::settings;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::cookies;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("/settings/passkeys/new", Access::Arriving, post(begin)),
        Route::post("/settings/passkeys", Access::Arriving, post(add)),
        Route::post("/settings/passkeys/{id}", Access::SignedIn, post(rename)),
        Route::post("/settings/passkeys/{id}/remove", Access::SignedIn, post(remove)),
    ]
}

async fn begin(
    State(desk): State<Desk>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let password = posted.get("password").unwrap_or_default();
    match desk.newsroom.begin_passkey(&visitor.caller, password, &client).await {
        Ok(offer) => {
            let values = values! {
                tab => "me", challenge => offer.challenge, host => offer.host, user => offer.user,
                login => offer.login, person => offer.name, known => offer.known.join(" "),
                algorithms => ALGORITHMS.map(|number| number.to_string()).join(" "),
            };
            Ok(Screen::new(&desk, &visitor, "settings").show("passkey-new.html", values))
        }
        Err(error) => settings::refused(&desk, &visitor, error).await,
    }
}

async fn add(
    State(desk): State<Desk>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let new = NewPasskey {
        name: posted.word("name"),
        client_data: posted.word("client-data"),
        authenticator_data: posted.word("authenticator-data"),
        public_key: posted.word("public-key"),
    };
    let jar = match desk.newsroom.add_passkey(&visitor.caller, &new, &client).await {
        Ok(Some(session)) => jar.add(cookies::session(session.token, desk.secure_cookies())),
        Ok(None) => jar,
        Err(error) => return settings::refused(&desk, &visitor, error).await,
    };
    Ok((jar, see("/settings?done=passkey-added")).into_response())
}

async fn rename(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let done = desk.newsroom.rename_passkey(&visitor.caller, number(&id)?, &posted.word("name")).await;
    answer(&desk, &visitor, "passkey-renamed", done).await
}

async fn remove(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let done = desk.newsroom.remove_passkey(&visitor.caller, number(&id)?).await;
    answer(&desk, &visitor, "passkey-removed", done).await
}

fn number(id: &str) -> Result<u64, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

async fn answer(desk: &Desk, visitor: &Visitor, key: &str, done: Done<()>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see(&format!("/settings?done={key}"))),
        Err(error) => settings::refused(desk, visitor, error).await,
    }
}
