//! A request of the API from the door to the answer: token, permission, size, idempotency key, handler, problem.
//!
//! *Invariant:* no cookie counts here, and nothing is read of a request before its token was found good.

use std::sync::Arc;

use axum::RequestPartsExt as _;
use axum::body::Body;
use axum::extract::{RawPathParams, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use base64::Engine as _;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use newsroom::{Begun, Caller, OpenToken, Run};

use super::endpoint::{Answer, Call, Endpoint, Takes};
use super::problem;
use crate::app::Desk;
use crate::guard::client;
use crate::messages::Messages;
use crate::problem::Problem;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// On an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

pub(super) fn handler(endpoint: Endpoint) -> MethodRouter<Desk> {
    let filter = match endpoint.method {
        Method::POST => MethodFilter::POST,
        _ => MethodFilter::GET,
    };
    let endpoint = Arc::new(endpoint);
    on(filter, move |State(desk): State<Desk>, request: Request| answer(endpoint, desk, request))
}

async fn answer(endpoint: Arc<Endpoint>, desk: Desk, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let stranger = problem::language(&parts.headers, None, &desk);
    let asked = async {
        let (token, caller) = whose(&desk, &parts).await?;
        let messages = problem::language(&parts.headers, Some(&caller.language), &desk);
        let caller = Caller { language: messages.language(), ..caller };
        caller.needs(endpoint.permission)?;
        let path = parts.extract::<RawPathParams>().await.map_err(|_| Problem::unknown())?;
        let path = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let (body, media_type) = sent(&endpoint, &parts, body).await?;
        let newsroom = desk.newsroom.clone();
        let call =
            Call { desk: desk.clone(), newsroom, caller, uri: parts.uri.clone(), path, body, media_type };
        Ok::<_, Problem>((token, messages, call))
    };
    let (token, messages, call) = match asked.await {
        Ok(asked) => asked,
        Err(problem) => {
            let mut answer = problem::answer(&desk, stranger, &problem);
            if problem.status == StatusCode::UNAUTHORIZED && parts.method.is_safe() {
                // Calendars send a password only where they are asked for one.
                answer.headers_mut().append(header::WWW_AUTHENTICATE, BASIC);
            }
            return answer;
        }
    };
    match key(&endpoint, &parts) {
        None => done(&endpoint, messages, call).await.into_response(),
        Some(key) => once(endpoint, messages, call, (token, key), &parts).await,
    }
}

const BASIC: HeaderValue = HeaderValue::from_static("Basic realm=\"marbre\", charset=\"UTF-8\"");

/// The caller behind the token of a request.
async fn whose(desk: &Desk, parts: &Parts) -> Result<(u64, Caller), Problem> {
    let sent = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = sent.unwrap_or_default().split_once(' ').unwrap_or_default();
    let token = match scheme.to_ascii_lowercase().as_str() {
        "bearer" => token.trim().to_owned(),
        // Browsers send these by themselves, also for a page of another site.
        "basic" if parts.method.is_safe() => password(token.trim()).unwrap_or_default(),
        _ => String::new(),
    };
    let OpenToken { id, caller } = desk.newsroom.use_token(&token, &client(desk, parts)).await?;
    Ok((id, caller))
}

/// Calendars and feed readers know no other way than a name and a password (RFC 7617). The name counts for nothing.
fn password(credentials: &str) -> Option<String> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(credentials).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    Some(text.split_once(':')?.1.to_owned())
}

async fn sent(endpoint: &Endpoint, parts: &Parts, body: Body) -> Result<(Bytes, String), Problem> {
    let media_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default().to_owned();
    if endpoint.takes == Takes::Nothing {
        return Ok((Bytes::new(), media_type));
    }
    let bytes_max = endpoint.bytes_max();
    let body = axum::body::to_bytes(body, bytes_max).await.map_err(|_| Problem::too_large(bytes_max))?;
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_json = essence == "application/json" || essence.ends_with("+json");
    if endpoint.takes == Takes::Json && !body.is_empty() && !is_json {
        return Err(Problem::not_json());
    }
    Ok((body, media_type))
}

fn key(endpoint: &Endpoint, parts: &Parts) -> Option<String> {
    let value = parts.headers.get(KEY).filter(|_| endpoint.method == Method::POST)?;
    // What is no text is no key either, and is refused as an empty one is.
    let word = value.to_str().unwrap_or_default().trim();
    // The draft writes it as a string of structured fields, in quotation marks; many clients leave them out.
    let bare = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')).unwrap_or(word);
    Some(bare.to_owned())
}

/// What is told of a request: status, and words or a file.
struct Done {
    status: StatusCode,
    answer: Answer,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let problem = self.status.is_client_error() || self.status.is_server_error();
        let mut answer = match self.answer {
            Answer::Json(bytes) => {
                let kind = if problem { problem::MEDIA_TYPE } else { "application/json" };
                (self.status, [(header::CONTENT_TYPE, kind)], bytes).into_response()
            }
            Answer::File { media_type, bytes } => {
                let kind = HeaderValue::from_str(&media_type);
                let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
                let apart = HeaderValue::from_static("attachment");
                (self.status, [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, apart)], bytes)
                    .into_response()
            }
        };
        answer.headers_mut().extend(self.headers);
        answer
    }
}

async fn done(endpoint: &Endpoint, messages: &'static Messages, call: Call) -> Done {
    let desk = call.desk.clone();
    match (endpoint.run)(call).await {
        Ok(answer) => Done { status: endpoint.status, answer, headers: Vec::new() },
        Err(problem) => {
            let (body, headers) = problem::told(&desk, messages, &problem);
            Done { status: problem.status, answer: Answer::Json(body), headers }
        }
    }
}

/// Under a key: done once, and answered as often as it is asked.
async fn once(
    endpoint: Arc<Endpoint>,
    messages: &'static Messages,
    call: Call,
    (token, key): (u64, String),
    parts: &Parts,
) -> Response {
    let mut request = format!("{} {} {}\n", parts.method, parts.uri, call.media_type).into_bytes();
    request.extend_from_slice(&call.body);
    let desk = call.desk.clone();
    match desk.newsroom.begin_request(token, &key, &request).await {
        Ok(Begun::Run(run)) => {
            // Whoever hangs up meanwhile finds the answer when asking again.
            let call = Call { newsroom: run.newsroom(), ..call };
            let worked = tokio::spawn(async move { kept(&endpoint, messages, call, run).await });
            match worked.await {
                Ok(done) => done.into_response(),
                Err(_) => problem::answer(&desk, messages, &Problem::fault()),
            }
        }
        Ok(Begun::Again { status, body }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            let headers = vec![(REPLAYED, HeaderValue::from_static("true"))];
            Done { status, answer: Answer::Json(body.into_bytes()), headers }.into_response()
        }
        Err(error) => problem::answer(&desk, messages, &error.into()),
    }
}

async fn kept(endpoint: &Endpoint, messages: &'static Messages, call: Call, run: Run) -> Done {
    let done = done(endpoint, messages, call).await;
    let passing = done.status.is_server_error() || done.status == StatusCode::TOO_MANY_REQUESTS;
    let kept = match &done.answer {
        Answer::Json(body) if !passing => {
            run.keep(done.status.as_u16(), &String::from_utf8_lossy(body)).await
        }
        _ => run.forget().await,
    };
    // What was done stays done, and its marks say so: whoever asks again is not served twice.
    if kept.is_err() {
        tracing::warn!("an answer of the API could not be kept");
    }
    done
}
