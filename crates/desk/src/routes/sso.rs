//! Coming in by an identity provider: there, and back.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_extra::extract::cookie::{CookieJar, SameSite};
use newsroom::{Client, Entry, Provider, SSO_RETURN, SsoAnswer};
use serde::Deserialize;

use super::door::{Comer, arrive, local};
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::cookies;
use crate::page::see;
use crate::problem::Problem;
use crate::visitor::{Taste, Visitor};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/sign-in/sso", Access::Open, get(begin)),
        Route::get(SSO_RETURN, Access::Open, get(come_back)),
    ]
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Arrival {
    next: String,
}

/// What the provider sends a browser back with. What else it says is its own affair.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    code: String,
    state: String,
    iss: String,
    error: String,
}

fn provider(desk: &Desk) -> Result<Arc<Provider>, Problem> {
    desk.config.sso.clone().ok_or_else(Problem::unknown)
}

async fn begin(
    State(desk): State<Desk>,
    taste: Taste,
    visitor: Option<Extension<Visitor>>,
    Extension(client): Extension<Client>,
    Query(arrival): Query<Arrival>,
    jar: CookieJar,
) -> Result<Response, Problem> {
    let provider = provider(&desk)?;
    let next = local(&arrival.next);
    if visitor.is_some() {
        return Ok(see(next));
    }
    match desk.newsroom.begin_sso(&provider, next, &client).await {
        Ok(begun) => {
            // Lax: it has to come along when the provider sends the browser back.
            let word = cookies::make(cookies::SSO, begun.word, SameSite::Lax, desk.secure_cookies());
            Ok((jar.add(word), see(&begun.address)).into_response())
        }
        Err(error) => {
            let (jar, _, taste) = arrive(&desk, taste, jar, "")?;
            let comer = Comer { desk: &desk, taste: &taste, jar: jar.clone(), next };
            Ok((jar, comer.turn_away("", error)?).into_response())
        }
    }
}

async fn come_back(
    State(desk): State<Desk>,
    taste: Taste,
    Extension(client): Extension<Client>,
    Query(answer): Query<Answer>,
    jar: CookieJar,
) -> Result<Response, Problem> {
    let provider = provider(&desk)?;
    let word = jar.get(cookies::SSO).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    // The word of the gate does not come along from another site: this browser gets another one.
    let (jar, _, taste) = arrive(&desk, taste, jar.remove(cookies::gone(cookies::SSO)), "")?;
    let answer =
        SsoAnswer { code: answer.code, state: answer.state, issuer: answer.iss, error: answer.error };
    let comer = |next| Comer { desk: &desk, taste: &taste, jar: jar.clone(), next };
    let response = match desk.newsroom.sign_in_with_sso(&provider, &answer, &word, &client).await {
        Ok((Entry::In(session), next)) => return comer(&next).come_in(session).await,
        Ok((Entry::SecondStep { ticket }, next)) => comer(&next).ask_for_code(&ticket, None),
        Err(error) => comer("/").turn_away("", error)?,
    };
    Ok((jar, response).into_response())
}
