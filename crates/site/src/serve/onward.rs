//! What plain HTTP answers where readers come in over TLS: the same address there, and what an authority asks.

use std::sync::Arc;

use http::header::{CONTENT_LENGTH, LOCATION};
use http::{HeaderValue, Method, Request, Response, StatusCode};

use super::answer::{closing, insert, refusal, said};
use super::body::Body;
use super::challenges::Challenges;
use super::host::misaddressed;
use super::path::{decode, encode};

#[derive(Clone)]
pub(crate) struct Onward {
    /// Scheme and host.
    pub(crate) origin: Arc<str>,
    pub(crate) challenges: Challenges,
}

impl Onward {
    pub(crate) fn answer<B>(&self, request: &Request<B>) -> Response<Body> {
        if let Some(why) = misaddressed(request) {
            return closing(refusal(StatusCode::BAD_REQUEST, why));
        }
        let path = request.uri().path();
        // Nothing that may hold a body is read on: see `answer`.
        closing(match self.challenges.answer(path) {
            Some(answer) if request.method() == Method::GET => said(StatusCode::OK, answer),
            _ => self.lead(path, request.uri().query()),
        })
    }

    /// The same address over TLS. The host is the newspaper's own, whatever the request says.
    fn lead(&self, path: &str, query: Option<&str>) -> Response<Body> {
        let Ok(path) = decode(path) else {
            return refusal(StatusCode::BAD_REQUEST, "This address is malformed.");
        };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
        insert(response.headers_mut(), LOCATION, &format!("{}{}{query}", self.origin, encode(&path)));
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        response
    }
}
