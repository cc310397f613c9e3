//! In front of every handler: session, role, form token, size; behind every handler: the page for what was refused.
//!
//! *Invariant:* no handler of a route that is not open runs without a live session, and none that changes anything
//! runs without the session's form token.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::{
    ConnectInfo, DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request, State,
};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, header};
use newsroom::{Caller, Client, Code, OpenSession, Refusal};

use crate::access::Access;
use crate::app::Desk;
use crate::cookies;
use crate::form::{Submission, Upload};
use crate::form_token;
use crate::page;
use crate::problem::Problem;
use crate::visitor::{Taste, Visitor};

/// Where somebody is led who has to set up a second step before anything else.
pub(crate) const SECOND_STEP: &str = "/settings/second-step";

/// What the guard knows about the route it stands in front of.
#[derive(Clone)]
pub(crate) struct Post {
    pub desk: Desk,
    pub access: Access,
    pub bytes_max: usize,
}

/// The middleware.
pub(crate) async fn guard(State(post): State<Post>, request: Request, next: Next) -> Response {
    if matches!(post.access, Access::Token | Access::Api(_)) {
        // The handler knows who asks before it reads what is sent.
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let client = client(&post.desk, &parts);
    let session = match session(&post.desk, &parts.headers, &client).await {
        Ok(session) => session,
        Err(problem) => return page::of_problem(&post.desk, &taste(&post, &parts, None), None, &problem),
    };
    let taste = taste(&post, &parts, session.as_ref().map(|(open, _)| &open.caller));
    let visitor = session.map(|(open, token)| visitor(open, token, &post, taste.clone()));
    parts.extensions.insert(taste.clone());
    parts.extensions.insert(client);
    if let Some(visitor) = &visitor {
        parts.extensions.insert(visitor.clone());
    }
    let answer = match turned_away(post.access, visitor.as_ref(), &parts) {
        Some(answer) => answer,
        None => match pass(&post, visitor.as_ref(), parts, body).await {
            Ok(request) => next.run(request).await,
            Err(problem) => problem.into_response(),
        },
    };
    match answer.extensions().get::<Problem>() {
        Some(problem) => {
            // Whoever was signed out while they waited is nobody.
            let known = visitor.as_ref().filter(|_| problem.status != StatusCode::UNAUTHORIZED);
            page::of_problem(&post.desk, &taste, known, problem)
        }
        None => answer,
    }
}

fn taste(post: &Post, parts: &Parts, caller: Option<&Caller>) -> Taste {
    let newsroom = post.desk.edition("").map(|edition| &edition.language);
    Taste::of(&parts.headers, caller.map(|caller| &caller.language), newsroom)
}

/// Findings are explained in the language of the screen they stand on.
fn visitor(open: OpenSession, token: String, post: &Post, taste: Taste) -> Visitor {
    let caller = Caller { language: taste.messages.language(), ..open.caller };
    Visitor { caller, session: open.id, csrf: open.csrf, taste, token, access: post.access }
}

/// Without an address (a test, a socket of the machine) all count as one.
pub(crate) fn client(desk: &Desk, parts: &Parts) -> Client {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let speaker = |peer: &SocketAddr| desk.config.proxies.speaker(peer.ip(), &parts.headers).to_string();
    let address = peer.map_or_else(String::new, |ConnectInfo(peer)| speaker(peer));
    let browser = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Client::new(&address, browser.unwrap_or_default())
}

async fn session(
    desk: &Desk,
    headers: &HeaderMap,
    client: &Client,
) -> Result<Option<(OpenSession, String)>, Problem> {
    let Some(token) = cookies::read(headers, cookies::SESSION) else { return Ok(None) };
    let open = desk.newsroom.use_session(&token, client).await?;
    Ok(open.map(|open| (open, token)))
}

/// The request as the handler gets it: a posted form read, bounded, and shown to be ours.
async fn pass(post: &Post, visitor: Option<&Visitor>, parts: Parts, body: Body) -> Result<Request, Problem> {
    if parts.method != Method::POST {
        return Ok(Request::from_parts(parts, Body::empty()));
    }
    if comes_from_elsewhere(&parts.headers) {
        return Err(Problem::csrf());
    }
    let token = match visitor.filter(|_| post.access != Access::Open) {
        Some(visitor) => visitor.csrf.clone(),
        // Before sign-in there is no session: the form repeats a cookie that only our own page can have set.
        None => cookies::read(&parts.headers, cookies::GATE).unwrap_or_default(),
    };
    let (mut parts, submission) = read_form(parts, body, post.bytes_max).await?;
    if !form_token::means(&submission.get("csrf").unwrap_or_default(), &token) {
        return Err(Problem::csrf());
    }
    parts.extensions.insert(submission);
    Ok(Request::from_parts(parts, Body::empty()))
}

/// The answer to somebody who may not come in here; `None` for those who may.
fn turned_away(access: Access, visitor: Option<&Visitor>, parts: &Parts) -> Option<Response> {
    let post = parts.method == Method::POST;
    match (access, visitor) {
        (Access::Open | Access::Token | Access::Api(_), _) | (Access::Arriving, Some(_)) => None,
        (_, Some(visitor)) if visitor.caller.scopes.is_arriving() => Some(match post {
            false => Redirect::to(SECOND_STEP).into_response(),
            true => Problem::from(Refusal::new(Code::SecondStepNeeded)).into_response(),
        }),
        (Access::SignedIn, Some(_)) => None,
        (Access::May(permission), Some(visitor)) => {
            visitor.caller.needs(permission).err().map(|refusal| Problem::from(refusal).into_response())
        }
        (_, None) if !post => {
            let next = parts.uri.path_and_query().map_or("/", |path| path.as_str());
            let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
            Some(Redirect::to(&format!("/sign-in?next={next}")).into_response())
        }
        (_, None) => Some(Problem::signed_out().into_response()),
    }
}

/// Browsers say where a form was sent from; those that do not are held by the token alone.
pub(crate) fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
}

async fn read_form(parts: Parts, body: Body, bytes_max: usize) -> Result<(Parts, Submission), Problem> {
    let body = axum::body::to_bytes(body, bytes_max).await.map_err(|_| Problem::too_large(bytes_max))?;
    let media_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default().to_ascii_lowercase();
    if media_type.starts_with("multipart/form-data") {
        return read_multipart(parts, body).await;
    }
    if !media_type.starts_with("application/x-www-form-urlencoded") {
        return Err(Problem::unreadable());
    }
    let mut submission = Submission::default();
    for (name, value) in form_urlencoded::parse(&body) {
        submission.push(&name, &value);
    }
    Ok((parts, submission))
}

/// Parts of one form; a story of a hundred blocks has about a thousand.
const PARTS_MAX: usize = 20_000;

pub(crate) async fn read_multipart(parts: Parts, body: Bytes) -> Result<(Parts, Submission), Problem> {
    let mut request = Request::new(Body::from(body));
    *request.headers_mut() = parts.headers.clone();
    // The whole body is bounded already.
    DefaultBodyLimit::disable().apply(&mut request);
    let unreadable = |_| Problem::unreadable();
    let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| Problem::unreadable())?;
    let mut submission = Submission::default();
    let mut count = 0;
    while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
        count += 1;
        if count > PARTS_MAX {
            return Err(Problem::unreadable());
        }
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let media_type = field.content_type().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| Problem::unreadable())?;
        match file {
            // A file field left empty.
            Some(_) if bytes.is_empty() => {}
            Some(file) => {
                submission.uploads.push(Upload {
                    field: name,
                    name: file,
                    media_type,
                    bytes: bytes.to_vec(),
                });
            }
            None => submission.push(&name, &String::from_utf8_lossy(&bytes)),
        }
    }
    Ok((parts, submission))
}

/// The posted form, for handlers.
pub(crate) struct Posted(pub Submission);

impl<S: Sync> FromRequestParts<S> for Posted {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.remove::<Submission>().map(Self).ok_or_else(Problem::unreadable)
    }
}
