//! Refusals for programs: problem details (RFC 9457), in the language that is asked for.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use newsroom::Code;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use story::Language;

use crate::app::Desk;
use crate::messages::Messages;
use crate::problem::{OWN, Problem};
use crate::visitor;

pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Why something was not done.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(super) struct Details {
    /// The address of the list of problems, and the code.
    #[serde(rename = "type")]
    kind: String,
    /// What kind of problem it is, in a few words.
    title: String,
    status: u16,
    /// What happened, why, and what to do next.
    detail: String,
    /// For programs; never changes.
    code: String,
    /// The values in `detail`, by name.
    args: BTreeMap<String, Value>,
}

/// The languages asked for, then the account's, then the newsroom's.
pub(super) fn language(headers: &HeaderMap, account: Option<&Language>, desk: &Desk) -> &'static Messages {
    let newsroom = desk.edition("").map(|edition| &edition.language);
    visitor::asked_for(headers, account.or(newsroom))
}

/// Body and headers.
pub(super) fn told(
    desk: &Desk,
    messages: &'static Messages,
    problem: &Problem,
) -> (Vec<u8>, Vec<(HeaderName, HeaderValue)>) {
    let args = problem.args();
    let mut headers = vec![(header::CONTENT_LANGUAGE, HeaderValue::from_static(messages.tag()))];
    let passing = problem.status == StatusCode::TOO_MANY_REQUESTS || problem.status == StatusCode::CONFLICT;
    if let Some(seconds) = args.get("seconds").and_then(Value::as_u64).filter(|_| passing) {
        headers.push((header::RETRY_AFTER, HeaderValue::from(seconds)));
    }
    if let Some(challenge) = challenge(problem, &args) {
        headers.extend(HeaderValue::from_str(&challenge).ok().map(|value| (header::WWW_AUTHENTICATE, value)));
    }
    let details = Details {
        kind: format!("{}/api/problems#{}", desk.newsroom.desk_origin(), problem.code),
        title: messages.plain(title(problem.status)),
        status: problem.status.as_u16(),
        detail: problem.text(messages),
        code: problem.code.to_owned(),
        args,
    };
    (serde_json::to_vec(&details).unwrap_or_default(), headers)
}

/// RFC 6750, section 3.
fn challenge(problem: &Problem, args: &BTreeMap<String, Value>) -> Option<String> {
    if problem.status == StatusCode::UNAUTHORIZED {
        return Some("Bearer realm=\"marbre\"".to_owned());
    }
    let scope =
        args.get("scope").and_then(Value::as_str).filter(|_| problem.status == StatusCode::FORBIDDEN)?;
    Some(format!("Bearer realm=\"marbre\", error=\"insufficient_scope\", scope=\"{scope}\""))
}

pub(super) fn answer(desk: &Desk, messages: &'static Messages, problem: &Problem) -> Response {
    let (body, headers) = told(desk, messages, problem);
    let mut answer = (problem.status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
    answer.headers_mut().extend(headers);
    answer
}

fn title(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "problem-unreadable",
        401 => "problem-unknown-caller",
        403 => "problem-not-allowed",
        404 => "problem-not-there",
        405 => "problem-method",
        409 => "problem-conflict",
        413 => "problem-too-large",
        415 => "problem-media",
        422 => "problem-unfit",
        429 => "problem-too-many",
        _ => "problem-fault",
    }
}

/// One row of the list of problems.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Known {
    code: &'static str,
    status: u16,
    /// Names of what `args` holds.
    args: Vec<&'static str>,
}

/// All problems there are.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Problems {
    problems: Vec<Known>,
}

pub(super) fn all() -> Problems {
    let own = OWN.iter().map(|(code, status, args)| Known { code, status: *status, args: args.to_vec() });
    let newsrooms = Code::ALL.iter().map(|code| Known {
        code: code.slug(),
        status: code.status(),
        args: code.args().to_vec(),
    });
    Problems { problems: own.chain(newsrooms).collect() }
}
