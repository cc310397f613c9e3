//! Coming in and going out.

use std::fmt::Write as _;
use std::net::SocketAddr;

use axum::Extension;
use axum::extract::{ConnectInfo, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::{CookieJar, SameSite};
use http::{HeaderMap, StatusCode};

use newsroom::Error;
use serde::Deserialize;
use story::Language;

use crate::access::{Access, GATE_BYTES_MAX, Route};
use crate::app::Desk;
use crate::cookies;
use crate::guard::Posted;
use crate::messages::{LANGUAGES, Messages};
use crate::page::{outside, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::language_names;
use crate::visitor::{Taste, Visitor};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Access::SignedIn, get(|| async { see("/stories") })),
        Route::get("/sign-in", Access::Open, get(show)),
        Route::post("/sign-in", Access::Open, post(sign_in)).carrying(GATE_BYTES_MAX),
        Route::post("/sign-out", Access::SignedIn, post(sign_out)),
    ]
}

#[derive(Deserialize)]
struct Arrival {
    #[serde(default)]
    next: String,
    #[serde(default)]
    lang: String,
}

async fn show(
    State(desk): State<Desk>,
    mut taste: Taste,
    visitor: Option<Extension<Visitor>>,
    Query(arrival): Query<Arrival>,
    jar: CookieJar,
) -> Result<Response, Problem> {
    let next = local(&arrival.next);
    if visitor.is_some() {
        return Ok(see(next));
    }
    let secure = desk.config.secure_cookies;
    let gate = jar.get(cookies::GATE).map(|cookie| cookie.value().to_owned());
    let gate = gate.filter(|token| token.len() == 2 * GATE_BYTES).map_or_else(gate_token, Ok)?;
    let mut jar = jar.add(cookies::make(cookies::GATE, gate.clone(), SameSite::Strict, secure));
    if LANGUAGES.contains(&arrival.lang.as_str()) {
        taste.messages = Messages::of(&Language::new(&arrival.lang));
        jar = jar.add(cookies::keep(cookies::LANGUAGE, arrival.lang, secure));
    }
    let page = form(&desk, &taste, &gate, StatusCode::OK, &Form { next, login: "", refusal: None });
    Ok((jar, page).into_response())
}

struct Form<'a> {
    next: &'a str,
    login: &'a str,
    refusal: Option<String>,
}

fn form(desk: &Desk, taste: &Taste, gate: &str, status: StatusCode, form: &Form) -> Response {
    let encoded: String = form_urlencoded::byte_serialize(form.next.as_bytes()).collect();
    let values = values! {
        next => form.next, next_query => format!("&next={encoded}"), login => form.login, refusal => form.refusal,
        languages => language_names(),
    };
    outside(desk, taste, gate, status, "sign-in.html", values)
}

async fn sign_in(
    State(desk): State<Desk>,
    taste: Taste,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (login, next) = (posted.word("login"), posted.word("next"));
    // Without an address (a test, a socket of the machine) all count as one.
    let peer = peer.map_or_else(String::new, |Extension(ConnectInfo(peer))| peer.ip().to_string());
    let password = posted.get("password").unwrap_or_default();
    match desk.newsroom.sign_in(&login, password, &peer).await {
        Ok(session) => {
            let secure = desk.config.secure_cookies;
            // A new session under a new name: what stood in the browser before is worth nothing now.
            let jar = jar.remove(cookies::gone(cookies::GATE));
            let session = cookies::make(cookies::SESSION, session.token, SameSite::Lax, secure);
            Ok((jar.add(session), see(local(&next))).into_response())
        }
        Err(Error::Refused(refusal)) => {
            let gate = cookies::read(&headers, cookies::GATE).unwrap_or_default();
            let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::UNAUTHORIZED);
            let refusal = Some(refusal.text(&taste.messages.language()));
            Ok(form(&desk, &taste, &gate, status, &Form { next: local(&next), login: &login, refusal }))
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn sign_out(State(desk): State<Desk>, jar: CookieJar) -> Result<Response, Problem> {
    if let Some(session) = jar.get(cookies::SESSION) {
        desk.newsroom.sign_out(session.value()).await?;
    }
    Ok((jar.remove(cookies::gone(cookies::SESSION)), see("/sign-in")).into_response())
}

const GATE_BYTES: usize = 16;

fn gate_token() -> Result<String, Problem> {
    let mut bytes = [0; GATE_BYTES];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the machine gives no random numbers");
        Problem::fault()
    })?;
    let mut token = String::with_capacity(2 * GATE_BYTES);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(token, "{byte:02x}");
    }
    Ok(token)
}

/// A path of ours, whatever was asked for: nobody is led to another site by our door.
fn local(next: &str) -> &str {
    let mut letters = next.chars();
    let ours = letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && next.chars().all(|letter| !letter.is_control() && letter != '\\');
    if ours { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_local_path_is_a_way_on() {
        for next in ["/stories", "/stories/abc?view=read", "/"] {
            assert_eq!(local(next), next);
        }
        for next in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\n", "stories", "/\tx"]
        {
            assert_eq!(local(next), "/", "{next:?}");
        }
    }
}
