//! One route of the API: what it takes, what it gives, whom it is for. Handler, refusals and description are made from
//! the same types, so none can say something else than the others.

use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;

use axum::extract::Query;
use bytes::Bytes;
use http::{Method, StatusCode, Uri};
use newsroom::{Caller, Newsroom, Permission};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::serve;
use crate::access::{Access, FORM_BYTES_MAX, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::problem::Problem;

/// One request of somebody who may ask.
pub(super) struct Call {
    pub desk: Desk,
    /// The one to act with: it may be bound to the request's idempotency key.
    pub newsroom: Newsroom,
    pub caller: Caller,
    pub uri: Uri,
    pub path: Vec<(String, String)>,
    pub body: Bytes,
    pub media_type: String,
}

impl Call {
    /// A part of the address. What cannot be one names nothing.
    pub(super) fn part<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        let found = self.path.iter().find(|(known, _)| known == name);
        found.and_then(|(_, value)| value.parse().ok()).ok_or_else(Problem::unknown)
    }

    fn query<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let read = Query::<T>::try_from_uri(&self.uri);
        read.map(|Query(query)| query).map_err(|rejected| Problem::unfit_query(&rejected.body_text()))
    }

    /// No body at all is an empty object.
    fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let body: &[u8] = if self.body.is_empty() { b"{}" } else { &self.body };
        serde_json::from_slice(body).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => Problem::unfit_body(&error.to_string()),
            _ => Problem::unreadable_body(&error.to_string()),
        })
    }
}

/// What is sent to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Nothing,
    Json,
    /// Bytes of any kind: a picture, a delivery of a wire.
    Document,
}

/// What it answers with where it is done.
pub(super) enum Answer {
    Json(Vec<u8>),
    File { media_type: String, bytes: Bytes },
}

type Describe = fn(&mut SchemaGenerator) -> Schema;
type Answering = Pin<Box<dyn Future<Output = Result<Answer, Problem>> + Send>>;

/// One route.
pub(super) struct Endpoint {
    pub method: Method,
    pub path: &'static str,
    /// Its name in the description, and in the libraries that are made from it.
    pub name: &'static str,
    /// One sentence.
    pub says: &'static str,
    pub permission: Permission,
    pub takes: Takes,
    pub query: Option<Describe>,
    pub body: Option<Describe>,
    /// `None`: a file.
    pub answer: Option<Describe>,
    pub status: StatusCode,
    pub run: Box<dyn Fn(Call) -> Answering + Send + Sync>,
}

/// Name in the description, and what it does in one sentence.
type Told = (&'static str, &'static str);

/// A question; what narrows it stands in the query.
pub(super) fn get<Q, A, F>(
    path: &'static str,
    (name, says): Told,
    permission: Permission,
    handler: fn(Call, Q) -> F,
) -> Endpoint
where
    Q: DeserializeOwned + JsonSchema + Send + 'static,
    A: Serialize + JsonSchema,
    F: Future<Output = Result<A, Problem>> + Send + 'static,
{
    let run = move |call: Call| -> Answering {
        Box::pin(async move {
            let query = call.query()?;
            json(&handler(call, query).await?)
        })
    };
    Endpoint {
        method: Method::GET,
        path,
        name,
        says,
        permission,
        takes: Takes::Nothing,
        query: Some(describe::<Q>),
        body: None,
        answer: Some(describe::<A>),
        status: StatusCode::OK,
        run: Box::new(run),
    }
}

/// A question that is answered with a file.
pub(super) fn file<F>(
    path: &'static str,
    (name, says): Told,
    permission: Permission,
    handler: fn(Call) -> F,
) -> Endpoint
where
    F: Future<Output = Result<(String, Vec<u8>), Problem>> + Send + 'static,
{
    let run = move |call: Call| -> Answering {
        Box::pin(async move {
            let (media_type, bytes) = handler(call).await?;
            Ok(Answer::File { media_type, bytes: bytes.into() })
        })
    };
    Endpoint {
        method: Method::GET,
        path,
        name,
        says,
        permission,
        takes: Takes::Nothing,
        query: None,
        body: None,
        answer: None,
        status: StatusCode::OK,
        run: Box::new(run),
    }
}

/// Changes something; what it needs to know is JSON.
pub(super) fn post<B, A, F>(
    path: &'static str,
    (name, says): Told,
    permission: Permission,
    handler: fn(Call, B) -> F,
) -> Endpoint
where
    B: DeserializeOwned + JsonSchema + Send + 'static,
    A: Serialize + JsonSchema,
    F: Future<Output = Result<A, Problem>> + Send + 'static,
{
    let run = move |call: Call| -> Answering {
        Box::pin(async move {
            let body = call.json()?;
            json(&handler(call, body).await?)
        })
    };
    Endpoint {
        method: Method::POST,
        path,
        name,
        says,
        permission,
        takes: Takes::Json,
        query: None,
        body: Some(describe::<B>),
        answer: Some(describe::<A>),
        status: StatusCode::OK,
        run: Box::new(run),
    }
}

/// Takes bytes; what is to be known of them stands in the query.
pub(super) fn document<Q, A, F>(
    path: &'static str,
    (name, says): Told,
    permission: Permission,
    handler: fn(Call, Q) -> F,
) -> Endpoint
where
    Q: DeserializeOwned + JsonSchema + Send + 'static,
    A: Serialize + JsonSchema,
    F: Future<Output = Result<A, Problem>> + Send + 'static,
{
    Endpoint { method: Method::POST, takes: Takes::Document, ..get(path, (name, says), permission, handler) }
}

impl Endpoint {
    /// Something new is there afterwards.
    pub(super) fn creates(self) -> Self {
        Self { status: StatusCode::CREATED, ..self }
    }

    pub(super) fn bytes_max(&self) -> usize {
        match self.takes {
            Takes::Nothing => 0,
            Takes::Json => FORM_BYTES_MAX,
            Takes::Document => UPLOAD_BYTES_MAX,
        }
    }

    pub(super) fn route(self) -> Route {
        let (method, path, permission) = (self.method.clone(), self.path, self.permission);
        let bytes_max = self.bytes_max();
        let handler = serve::handler(self);
        Route { method, access: Access::Api(permission), ..Route::get(path, Access::Open, handler) }
            .carrying(bytes_max)
    }
}

fn describe<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<T>()
}

fn json<T: Serialize>(answer: &T) -> Result<Answer, Problem> {
    serde_json::to_vec(answer).map(Answer::Json).map_err(|error| {
        tracing::error!(%error, "an answer of the API cannot be written");
        Problem::fault()
    })
}
