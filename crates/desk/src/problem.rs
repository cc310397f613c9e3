//! Why a request was not done, until the guard makes a page of it in the visitor's language.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;
use http::StatusCode;
use newsroom::{Arg, Error, Refusal};
use serde_json::Value;

use crate::messages::Messages;

/// A refusal on its way to becoming a page.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    words: Words,
}

#[derive(Debug, Clone)]
enum Words {
    /// The newsroom's own.
    Refusal(Refusal),
    /// A key of the desk's messages, and what they tell.
    Key(&'static str, Vec<(&'static str, Arg)>),
}

/// The desk's own problems: code, status, and the names of what they tell.
pub(crate) const OWN: &[(&str, u16, &[&str])] = &[
    ("unreadable-body", 400, &["why"]),
    ("unfit-query", 400, &["why"]),
    ("unfit-body", 422, &["why"]),
    ("not-json", 415, &[]),
    ("unknown-address", 404, &[]),
    ("wrong-method", 405, &[]),
    ("too-large", 413, &["max"]),
    ("fault", 500, &[]),
];

/// What a refusal tells, by name. Words that are translated stand as their key.
pub(crate) fn args_of(refusal: &Refusal) -> BTreeMap<String, Value> {
    refusal.args.iter().map(|(name, arg)| ((*name).to_owned(), value(arg))).collect()
}

/// Seconds.
pub(crate) fn retry_after(refusal: &Refusal) -> Option<u64> {
    match (refusal.code.status(), refusal.arg("seconds")) {
        (429, Some(Arg::Number(seconds))) => Some(*seconds),
        _ => None,
    }
}

fn value(arg: &Arg) -> Value {
    match arg {
        Arg::Text(text) => Value::from(text.as_str()),
        Arg::Number(number) => Value::from(*number),
        Arg::Key(key) => Value::from(*key),
    }
}

/// Words of a parser, cut to what is worth reading.
const WHY_CHARS_MAX: usize = 300;

impl Problem {
    fn new(status: StatusCode, code: &'static str, key: &'static str) -> Self {
        Self { status, code, words: Words::Key(key, Vec::new()) }
    }

    pub(crate) fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", "refused-signed-out")
    }

    pub(crate) fn csrf() -> Self {
        Self::new(StatusCode::FORBIDDEN, "stale-form", "refused-csrf")
    }

    pub(crate) fn unreadable() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unreadable-form", "refused-unreadable")
    }

    pub(crate) fn unknown() -> Self {
        Self::new(StatusCode::NOT_FOUND, "unknown-address", "refused-unknown")
    }

    pub(crate) fn bad_time() -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-time", "refused-time")
    }

    pub(crate) fn wrong_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", "refused-method")
    }

    pub(crate) fn fault() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", "refused-fault")
    }

    pub(crate) fn too_large(bytes_max: usize) -> Self {
        let megabytes = (bytes_max / 1_000_000) as u64;
        let words = Words::Key("refused-too-large", vec![("max", Arg::Number(megabytes))]);
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, code: "too-large", words }
    }

    fn because(status: StatusCode, code: &'static str, key: &'static str, why: &str) -> Self {
        let why: String = why.chars().take(WHY_CHARS_MAX).collect();
        Self { status, code, words: Words::Key(key, vec![("why", Arg::Text(why))]) }
    }

    pub(crate) fn unreadable_body(why: &str) -> Self {
        Self::because(StatusCode::BAD_REQUEST, "unreadable-body", "refused-body", why)
    }

    pub(crate) fn unfit_body(why: &str) -> Self {
        Self::because(StatusCode::UNPROCESSABLE_ENTITY, "unfit-body", "refused-body", why)
    }

    pub(crate) fn unfit_query(why: &str) -> Self {
        Self::because(StatusCode::BAD_REQUEST, "unfit-query", "refused-query", why)
    }

    pub(crate) fn not_json() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "refused-not-json")
    }

    /// How long to wait before it is tried again, where that is the reason.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match &self.words {
            Words::Refusal(refusal) => retry_after(refusal),
            Words::Key(..) => None,
        }
    }

    /// What it tells, by name, for programs.
    pub(crate) fn args(&self) -> BTreeMap<String, Value> {
        match &self.words {
            Words::Refusal(refusal) => args_of(refusal),
            Words::Key(_, args) => args.iter().map(|(name, arg)| ((*name).to_owned(), value(arg))).collect(),
        }
    }

    pub(crate) fn text(&self, messages: &Messages) -> String {
        match &self.words {
            Words::Refusal(refusal) => refusal.text(&messages.language()),
            Words::Key(key, args) => {
                let value = |arg: &Arg| match arg {
                    Arg::Text(text) => FluentValue::from(text.clone()),
                    Arg::Number(number) => FluentValue::from(*number),
                    Arg::Key(key) => FluentValue::from(messages.plain(key)),
                };
                let args: Vec<_> = args.iter().map(|(name, arg)| (*name, value(arg))).collect();
                messages.text(key, &args)
            }
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::BAD_REQUEST);
        Self { status, code: refusal.code.slug(), words: Words::Refusal(refusal) }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => refusal.into(),
            // Logged where it happened.
            Error::Fault(_) => Self::fault(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, axum::Extension(self)).into_response()
    }
}
