//! The second step of signing in: setting it up, its recovery codes, switching it off.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::CookieJar;
use http::StatusCode;
use newsroom::{Client, Enrolment, Error};

use super::settings;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::cookies;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::qr::qr;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/settings/second-step", Access::Arriving, get(needed)),
        Route::post("/settings/second-step", Access::Arriving, post(begin)),
        Route::post("/settings/second-step/confirm", Access::Arriving, post(confirm)),
        Route::post("/settings/second-step/codes", Access::SignedIn, post(renew)),
        Route::post("/settings/second-step/remove", Access::SignedIn, post(remove)),
    ]
}

/// For whom nothing else is there before a second step is; the others have it among their settings.
async fn needed(State(desk): State<Desk>, visitor: Visitor) -> Response {
    if visitor.caller.scopes.is_arriving() { show_needed(&desk, &visitor, None) } else { see("/settings") }
}

pub(super) fn show_needed(desk: &Desk, visitor: &Visitor, refused: Option<&Problem>) -> Response {
    let values = values! {
        tab => "me", origin => desk.newsroom.desk_origin(),
        refusal => refused.map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Screen::new(desk, visitor, "settings").show_as(status, "second-step-needed.html", values)
}

async fn begin(
    State(desk): State<Desk>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let password = posted.get("password").unwrap_or_default();
    match desk.newsroom.begin_second_step(&visitor.caller, password, &client).await {
        Ok(enrolment) => Ok(show(&desk, &visitor, &enrolment, None)),
        Err(error) => settings::refused(&desk, &visitor, error).await,
    }
}

/// The picture to be photographed, the secret to be typed, and the first code.
fn show(desk: &Desk, visitor: &Visitor, enrolment: &Enrolment, refused: Option<&Problem>) -> Response {
    let letters: Vec<char> = enrolment.secret.chars().collect();
    let secret: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    let values = values! {
        tab => "me", qr => qr(&enrolment.address), secret => secret.join(" "), address => enrolment.address,
        ticket => enrolment.ticket, wrong => refused.map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Screen::new(desk, visitor, "settings").show_as(status, "second-step-new.html", values)
}

async fn confirm(
    State(desk): State<Desk>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (caller, ticket) = (&visitor.caller, posted.word("ticket"));
    match desk.newsroom.confirm_second_step(caller, &ticket, &posted.word("code"), &client).await {
        Ok((codes, session)) => {
            let jar = jar.add(cookies::session(session.token, desk.secure_cookies()));
            let visitor = Visitor { csrf: session.csrf, ..visitor };
            Ok((jar, codes_once(&desk, &visitor, &codes)).into_response())
        }
        Err(Error::Refused(refusal)) => {
            let problem = Problem::from(refusal);
            let login = desk.newsroom.ways_in(caller, caller.account).await?.account.login;
            match desk.newsroom.resume_second_step(caller, &ticket, &login) {
                Ok(enrolment) => Ok(show(&desk, &visitor, &enrolment, Some(&problem))),
                Err(error) => settings::refused(&desk, &visitor, error).await,
            }
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn renew(
    State(desk): State<Desk>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let password = posted.get("password").unwrap_or_default();
    match desk.newsroom.renew_recovery_codes(&visitor.caller, password, &client).await {
        Ok(codes) => Ok(codes_once(&desk, &visitor, &codes)),
        Err(error) => settings::refused(&desk, &visitor, error).await,
    }
}

/// No address leads back here: the newsroom keeps only hashes.
fn codes_once(desk: &Desk, visitor: &Visitor, codes: &[String]) -> Response {
    Screen::new(desk, visitor, "settings").show("recovery-codes.html", values! { tab => "me", codes })
}

async fn remove(
    State(desk): State<Desk>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let password = posted.get("password").unwrap_or_default();
    match desk.newsroom.remove_second_step(&visitor.caller, password, &client).await {
        Ok(()) => Ok(see("/settings?done=second-step-removed")),
        Err(error) => settings::refused(&desk, &visitor, error).await,
    }
}
