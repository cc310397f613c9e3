//! Why a request was not done, until the guard makes a page of it in the visitor's language.

use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;
use http::StatusCode;
use newsroom::{Error, Refusal};

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
    /// A key of the desk's messages, with one number.
    Key(&'static str, Option<u64>),
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, key: &'static str) -> Self {
        Self { status, code, words: Words::Key(key, None) }
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
        let words = Words::Key("refused-too-large", Some(megabytes));
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, code: "too-large", words }
    }

    pub(crate) fn text(&self, messages: &Messages) -> String {
        match &self.words {
            Words::Refusal(refusal) => refusal.text(&messages.language()),
            Words::Key(key, number) => {
                messages.text(key, &[("max", FluentValue::from(number.unwrap_or_default()))])
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
