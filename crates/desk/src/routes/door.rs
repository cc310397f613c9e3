//! Coming in and going out.

use std::fmt::Write as _;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::{CookieJar, SameSite};
use http::{StatusCode, header};
use newsroom::{Assertion, Client, Code, Entry, Error, Refusal, SignedIn};
use serde::Deserialize;
use story::Language;

use crate::access::{Access, GATE_BYTES_MAX, Route};
use crate::app::Desk;
use crate::cookies;
use crate::guard::Posted;
use crate::messages::{LANGUAGES, Messages};
use crate::page::{outside, see};
use crate::problem::{Problem, retry_after};
use crate::values::values;
use crate::views::language_names;
use crate::visitor::{Taste, Visitor};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Access::SignedIn, get(|| async { see("/stories") })),
        Route::get("/sign-in", Access::Open, get(show)),
        Route::post("/sign-in", Access::Open, post(sign_in)).carrying(GATE_BYTES_MAX),
        Route::post("/sign-in/code", Access::Open, post(code)).carrying(GATE_BYTES_MAX),
        Route::get("/sign-in/challenge", Access::Open, get(challenge)),
        Route::post("/sign-in/passkey", Access::Open, post(passkey)).carrying(GATE_BYTES_MAX),
        Route::post("/sign-out", Access::Arriving, post(sign_out)),
    ]
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Arrival {
    next: String,
    pub lang: String,
    /// Of somebody who has just chosen a password.
    login: String,
}

async fn show(
    State(desk): State<Desk>,
    taste: Taste,
    visitor: Option<Extension<Visitor>>,
    Query(arrival): Query<Arrival>,
    jar: CookieJar,
) -> Result<Response, Problem> {
    let next = local(&arrival.next);
    if visitor.is_some() {
        return Ok(see(next));
    }
    let (jar, gate, taste) = arrive(&desk, taste, jar, &arrival.lang)?;
    let form = Form { next, login: &arrival.login, chosen: !arrival.login.is_empty(), refusal: None };
    Ok((jar, door(&desk, &taste, &gate, &form)).into_response())
}

/// The word of this browser before it has a session, and the language that was chosen at the door.
pub(super) fn arrive(
    desk: &Desk,
    mut taste: Taste,
    jar: CookieJar,
    language: &str,
) -> Result<(CookieJar, String, Taste), Problem> {
    let secure = desk.secure_cookies();
    let gate = jar.get(cookies::GATE).map(|cookie| cookie.value().to_owned());
    let gate = gate.filter(|token| token.len() == 2 * GATE_BYTES).map_or_else(gate_token, Ok)?;
    let mut jar = jar.add(cookies::make(cookies::GATE, gate.clone(), SameSite::Strict, secure));
    if LANGUAGES.contains(&language) {
        taste.messages = Messages::of(&Language::new(language));
        jar = jar.add(cookies::keep(cookies::LANGUAGE, language.to_owned(), secure));
    }
    Ok((jar, gate, taste))
}

#[derive(Default)]
struct Form<'a> {
    next: &'a str,
    login: &'a str,
    /// The password was just chosen.
    chosen: bool,
    refusal: Option<&'a Refusal>,
}

fn door(desk: &Desk, taste: &Taste, gate: &str, form: &Form) -> Response {
    let encoded: String = form_urlencoded::byte_serialize(form.next.as_bytes()).collect();
    let values = values! {
        here => "/sign-in", next => form.next, next_query => format!("&next={encoded}"), login => form.login,
        chosen => form.chosen, refusal => form.refusal.map(|refusal| refusal.text(&taste.messages.language())),
        languages => language_names(), origin => desk.newsroom.desk_origin(),
        sso => desk.config.sso.as_ref().map(|provider| provider.name()),
    };
    retrying(outside(desk, taste, gate, status_of(form.refusal), "sign-in.html", values), form.refusal)
}

/// Says when it may be tried again, where that is why it was refused.
fn retrying(mut answer: Response, refusal: Option<&Refusal>) -> Response {
    if let Some(seconds) = refusal.and_then(retry_after) {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    answer
}

fn status_of(refusal: Option<&Refusal>) -> StatusCode {
    let refused = |refusal: &Refusal| StatusCode::from_u16(refusal.code.status());
    refusal.map_or(StatusCode::OK, |refusal| refused(refusal).unwrap_or(StatusCode::UNAUTHORIZED))
}

/// A browser at the door, and what it sent.
pub(super) struct Comer<'a> {
    pub desk: &'a Desk,
    pub taste: &'a Taste,
    pub jar: CookieJar,
    pub next: &'a str,
}

impl Comer<'_> {
    fn gate(&self) -> String {
        self.jar.get(cookies::GATE).map(|cookie| cookie.value().to_owned()).unwrap_or_default()
    }

    /// A new session under a new name: what stood in the browser before is worth nothing now, here or elsewhere.
    pub(super) async fn come_in(self, session: SignedIn) -> Result<Response, Problem> {
        if let Some(before) = self.jar.get(cookies::SESSION) {
            self.desk.newsroom.sign_out(before.value()).await?;
        }
        let secure = self.desk.secure_cookies();
        let jar = self.jar.remove(cookies::gone(cookies::GATE));
        let session = cookies::session(session.token, secure);
        Ok((jar.add(session), see(local(self.next))).into_response())
    }

    pub(super) fn ask_for_code(&self, ticket: &str, refusal: Option<&Refusal>) -> Response {
        let values = values! {
            next => local(self.next), ticket,
            refusal => refusal.map(|refusal| refusal.text(&self.taste.messages.language())),
        };
        let answer =
            outside(self.desk, self.taste, &self.gate(), status_of(refusal), "second-step.html", values);
        retrying(answer, refusal)
    }

    pub(super) fn turn_away(&self, login: &str, error: Error) -> Result<Response, Problem> {
        match error {
            Error::Refused(refusal) => {
                let form = Form { next: local(self.next), login, refusal: Some(&refusal), ..Form::default() };
                Ok(door(self.desk, self.taste, &self.gate(), &form))
            }
            fault => Err(fault.into()),
        }
    }
}

async fn sign_in(
    State(desk): State<Desk>,
    taste: Taste,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (login, next) = (posted.word("login"), posted.word("next"));
    let comer = Comer { desk: &desk, taste: &taste, jar, next: &next };
    let password = posted.get("password").unwrap_or_default();
    match desk.newsroom.sign_in(&login, password, &client).await {
        Ok(Entry::In(session)) => comer.come_in(session).await,
        Ok(Entry::SecondStep { ticket }) => Ok(comer.ask_for_code(&ticket, None)),
        Err(error) => comer.turn_away(&login, error),
    }
}

async fn code(
    State(desk): State<Desk>,
    taste: Taste,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (ticket, next) = (posted.word("ticket"), posted.word("next"));
    let comer = Comer { desk: &desk, taste: &taste, jar, next: &next };
    match desk.newsroom.sign_in_with_code(&ticket, &posted.word("code"), &client).await {
        Ok(session) => comer.come_in(session).await,
        Err(Error::Refused(refusal)) if refusal.code != Code::SignInOver => {
            Ok(comer.ask_for_code(&ticket, Some(&refusal)))
        }
        Err(error) => comer.turn_away("", error),
    }
}

/// What a device signs: asked for when the button is pressed, as the screen may have been open all night.
async fn challenge(State(desk): State<Desk>, jar: CookieJar) -> Result<String, Problem> {
    let gate = jar.get(cookies::GATE).ok_or_else(Problem::signed_out)?;
    Ok(desk.newsroom.passkey_challenge(gate.value()))
}

async fn passkey(
    State(desk): State<Desk>,
    taste: Taste,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let next = posted.word("next");
    let comer = Comer { desk: &desk, taste: &taste, jar, next: &next };
    let answer = Assertion {
        credential: posted.word("credential"),
        client_data: posted.word("client-data"),
        authenticator_data: posted.word("authenticator-data"),
        signature: posted.word("signature"),
        user: posted.word("user"),
    };
    match desk.newsroom.sign_in_with_passkey(&answer, &comer.gate(), &client).await {
        Ok(session) => comer.come_in(session).await,
        Err(error) => comer.turn_away("", error),
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
pub(super) fn local(next: &str) -> &str {
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
