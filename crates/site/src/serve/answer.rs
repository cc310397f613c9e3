//! One request, one answer. A page in memory is answered without waiting for anything.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, LAST_MODIFIED, RANGE, RETRY_AFTER, TRANSFER_ENCODING, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Version};

use super::access_log::{AccessLog, Line};
use super::body::Body;
use super::clock::{Clock, Stamp};
use super::held::{Held, HeldBody};
use super::host::misaddressed;
use super::listen::{self, Listener};
use super::path::{BadPath, decode};
use super::range::{Wanted, wanted};
use super::{conditional, negotiate};
use crate::cache::Entry;
use crate::cache::flight::Failed;
use crate::kitchen::{Kitchen, key};
use crate::metrics::WorkerCounts;

const ALLOWED: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// An answer, and the page in memory that it was made from, if it was.
type Made = (Response<Body>, Option<Arc<Entry>>);

/// All that one serving thread needs to answer.
pub(crate) struct Answerer {
    pub(crate) kitchen: Arc<Kitchen>,
    pub(crate) counts: Arc<WorkerCounts>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) log: Option<AccessLog>,
    /// The `Date` of answers. Never contended: it is this thread's.
    pub(crate) date: Mutex<Stamp>,
}

impl Answerer {
    /// `peer` is whom it is for.
    pub(crate) async fn answer<B>(&self, request: &Request<B>, peer: IpAddr) -> Response<Body> {
        let (mut response, page) = self.response(request, peer).await;
        if has_body(request.headers()) && request.version() <= Version::HTTP_11 {
            // We read no bodies; what follows on this connection could be one, so nothing is read after it.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        self.count(&Line::of(request, peer), response.status(), response.body().len(), page.as_deref());
        response
    }

    /// The answer to one of several requests of a connection, once the connection has room for it.
    pub(crate) async fn answer_within<B>(
        &self,
        request: &Request<B>,
        peer: IpAddr,
        held: &Arc<Held>,
    ) -> Response<HeldBody> {
        let (mut response, mut page) = self.response(request, peer).await;
        let mut room = held.room(response.body());
        if room.is_none() {
            // Who waits holds nothing, and gets what there is by then.
            let len = response.body().len();
            drop((response, page));
            room = Some(held.room_in_time(usize::try_from(len).unwrap_or(usize::MAX)).await);
            (response, page) = self.response(request, peer).await;
        }
        self.count(&Line::of(request, peer), response.status(), response.body().len(), page.as_deref());
        response.map(|body| HeldBody::new(body, held, room.flatten()))
    }

    async fn response<B>(&self, request: &Request<B>, peer: IpAddr) -> Made {
        match self.at_once(request) {
            Ok(made) => made,
            Err(path) => self.printed(request, &path, peer).await,
        }
    }

    /// The answer, or the path of a page that must be printed first.
    fn at_once<'r, B>(&self, request: &'r Request<B>) -> Result<Made, Cow<'r, str>> {
        let path = match asked(request) {
            Ok(path) => path,
            Err(refused) => return Ok((*refused, None)),
        };
        if question(request, &self.kitchen, &path).is_some() {
            return Err(path);
        }
        match self.kitchen.look(key(&path)) {
            Some(entry) => {
                self.counts.hits.add(1);
                Ok((self.send(request, &entry), Some(entry)))
            }
            None => Err(path),
        }
    }

    async fn printed<B>(&self, request: &Request<B>, path: &str, peer: IpAddr) -> Made {
        if let Some(response) = self.listened(request, path, peer) {
            return (response, None);
        }
        let has = request.headers().get(IF_NONE_MATCH).map(HeaderValue::as_bytes);
        match self.made(request.method(), path, question(request, &self.kitchen, path), has).await {
            Ok(entry) => (self.send(request, &entry), Some(entry)),
            Err(refused) => (refused, None),
        }
    }

    /// Prints what is at this path, or says why not; `has`: tags of what the reader has of it.
    pub(crate) async fn made(
        &self,
        method: &Method,
        path: &str,
        query: Option<&str>,
        has: Option<&[u8]>,
    ) -> Result<Arc<Entry>, Response<Body>> {
        if let (None, Some(unchanged)) = (query, has.and_then(|tags| self.unchanged(method, path, tags))) {
            return Err(unchanged);
        }
        self.counts.misses.add(1);
        let made = match query {
            Some(query) => self.kitchen.answer(path, query).await,
            None => self.kitchen.fetch(key(path)).await,
        };
        match made {
            Ok(entry) => Ok(entry),
            Err(Failed::Busy) => Err(later("1", "Too many readers at once. Please try again.")),
            Err(Failed::NotYet | Failed::Broken) => self.kitchen.down(path).ok_or_else(|| {
                refusal(StatusCode::INTERNAL_SERVER_ERROR, "This could not be made. It was reported.")
            }),
        }
    }

    /// A 304 for a page that left the memory, where the reader has it as it still is.
    fn unchanged(&self, method: &Method, path: &str, tags: &[u8]) -> Option<Response<Body>> {
        let known = self.kitchen.cache.tag(key(path))?;
        let current = HeaderValue::from_str(&format!("\"{}\"", known.tag)).ok()?;
        let tag = conditional::matching(tags, &current, &known.tag)?;
        if let Some(version) = known.shows.filter(|_| *method == Method::GET) {
            self.kitchen.counters.of(version).count();
        }
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.headers_mut() = known.headers();
        response.headers_mut().insert(ETAG, tag);
        Some(response)
    }

    /// The events of a list, where this is the address of one.
    fn listened<B>(&self, request: &Request<B>, path: &str, peer: IpAddr) -> Option<Response<Body>> {
        let list = self.kitchen.list(path)?;
        let Some(seat) = self.kitchen.live.seat(peer) else {
            return Some(later("30", "Too many readers listen at once. Please come back later."));
        };
        // A number beyond the journal is of another journal: whoever has it starts anew.
        let cursor = self.kitchen.shelf.cursor();
        let at = listen::place(request).map_or(cursor, |at| if at > cursor { 0 } else { at });
        Some(listen::response(request, Listener::of(list, at, listen::comes_again(request), seat)))
    }

    fn send<B>(&self, request: &Request<B>, entry: &Entry) -> Response<Body> {
        let accepted = request.headers().get_all(ACCEPT_ENCODING).iter().map(HeaderValue::as_bytes);
        let Some(variant) = negotiate::choose(accepted, entry) else {
            let mut response = refusal(StatusCode::NOT_ACCEPTABLE, "No encoding that this client accepts.");
            response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Encoding"));
            return response;
        };
        if entry.status == StatusCode::OK {
            let range =
                request.headers().get(RANGE).filter(|_| entry.ranges && request.method() == Method::GET);
            let chosen = if range.is_some() { &entry.identity } else { variant };
            if conditional::is_another(request.headers(), entry, chosen) {
                return refusal(StatusCode::PRECONDITION_FAILED, "This is not what you have any more.");
            }
            if let Some(tag) = conditional::not_modified(request.headers(), entry, variant) {
                return self.not_modified(entry, tag);
            }
            if let Some(range) = range
                && conditional::range_allowed(request.headers(), entry)
                && let Some(part) = part(range, entry)
            {
                return part;
            }
        }
        let mut response = Response::new(Body::empty());
        *response.status_mut() = entry.status;
        *response.headers_mut() = variant.head.map();
        self.withhold_date(&mut response, entry);
        if request.method() == Method::HEAD {
            return response;
        }
        match &entry.file {
            None => *response.body_mut() = Body::Bytes(variant.body.clone()),
            Some(file) => match Body::file(&file.path, 0, file.len) {
                Ok(body) => *response.body_mut() = body,
                Err(error) => return unreadable(&error),
            },
        }
        response
    }

    fn not_modified(&self, entry: &Entry, tag: HeaderValue) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.headers_mut() = entry.not_modified.map();
        response.headers_mut().insert(ETAG, tag);
        self.withhold_date(&mut response, entry);
        response
    }

    fn withhold_date(&self, response: &mut Response<Body>, entry: &Entry) {
        if self.is_new(entry) {
            response.headers_mut().remove(LAST_MODIFIED);
        }
    }

    /// Within the second in which a page changed, its date does not tell it from what it was: no date is given.
    pub(crate) fn is_new(&self, entry: &Entry) -> bool {
        self.clock.now_s() <= entry.modified_s
    }

    /// Adds the `Date` of an answer to its head.
    pub(crate) fn push_date(&self, head: &mut Vec<u8>) {
        let mut date = self.date.lock().unwrap_or_else(PoisonError::into_inner);
        head.extend_from_slice(date.at(&self.clock).as_bytes());
    }

    /// Counts and logs what was no request.
    pub(crate) fn count_unread(&self, peer: IpAddr, status: StatusCode) {
        self.counts.responses[4].add(1);
        if let Some(log) = &self.log {
            log.write_unread(peer, status);
        }
    }

    /// Counts and logs an answer; `bytes` are those of its body, `page` what it was made from. Who gets a page, or is
    /// told that it is still what they have, reads it.
    pub(crate) fn count(&self, request: &Line<'_>, status: StatusCode, bytes: u64, page: Option<&Entry>) {
        if let Some(counter) = page.and_then(|page| page.counter.as_deref())
            && *request.method == Method::GET
            && matches!(status, StatusCode::OK | StatusCode::NOT_MODIFIED)
        {
            counter.count();
        }
        let class = usize::from(status.as_u16() / 100).min(5);
        self.counts.responses[class].add(1);
        if status == StatusCode::NOT_MODIFIED {
            self.counts.not_modified.add(1);
        }
        self.counts.body_bytes.add(bytes);
        if let Some(log) = &self.log {
            log.write(request, status, bytes);
        }
    }
}

/// The path of what is asked for, or why nobody gets that.
fn asked<B>(request: &Request<B>) -> Result<Cow<'_, str>, Box<Response<Body>>> {
    if let Some(why) = misaddressed(request) {
        return Err(closing(refusal(StatusCode::BAD_REQUEST, why)).into());
    }
    match *request.method() {
        Method::GET | Method::HEAD => {}
        Method::OPTIONS => return Err(options().into()),
        _ => return Err(not_allowed().into()),
    }
    let refused = |bad| match bad {
        BadPath::TooLong => refusal(StatusCode::URI_TOO_LONG, "This address is too long."),
        BadPath::Malformed => refusal(StatusCode::BAD_REQUEST, "This address is malformed."),
    };
    decode(request.uri().path()).map_err(|bad| refused(bad).into())
}

/// The query, where this path reads it. Elsewhere it is ignored: one page has one address.
fn question<'r, B>(request: &'r Request<B>, kitchen: &Kitchen, path: &str) -> Option<&'r str> {
    let query = request.uri().query().filter(|query| !query.is_empty())?;
    kitchen.press().reads_queries(path).then_some(query)
}

/// One part of a body that has ranges; `None` where the whole is to be sent.
fn part(range: &HeaderValue, entry: &Entry) -> Option<Response<Body>> {
    let len = entry.len();
    let (first, last) = match wanted(range, len) {
        Wanted::Whole => return None,
        Wanted::Part { first, last } => (first, last),
        Wanted::Nothing => {
            let mut response = refusal(StatusCode::RANGE_NOT_SATISFIABLE, "There is nothing in this range.");
            insert(response.headers_mut(), CONTENT_RANGE, &format!("bytes */{len}"));
            return Some(response);
        }
    };
    let count = last - first + 1;
    let body = match &entry.file {
        Some(file) => Body::file(&file.path, first, count),
        None => Ok(Body::Bytes(slice(&entry.identity.body, first, count))),
    };
    let mut response = match body {
        Ok(body) => Response::new(body),
        Err(error) => return Some(unreadable(&error)),
    };
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    *response.headers_mut() = entry.identity.head.map();
    insert(response.headers_mut(), CONTENT_RANGE, &format!("bytes {first}-{last}/{len}"));
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(count));
    Some(response)
}

fn slice(body: &Bytes, first: u64, count: u64) -> Bytes {
    let first = usize::try_from(first).unwrap_or(usize::MAX).min(body.len());
    let count = usize::try_from(count).unwrap_or(usize::MAX).min(body.len() - first);
    body.slice(first..first + count)
}

fn has_body(headers: &HeaderMap) -> bool {
    headers.contains_key(TRANSFER_ENCODING) || headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0")
}

fn options() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, ALLOWED);
    response
}

fn not_allowed() -> Response<Body> {
    let mut response = refusal(StatusCode::METHOD_NOT_ALLOWED, "Pages can only be read here.");
    response.headers_mut().insert(ALLOW, ALLOWED);
    response
}

fn later(seconds: &'static str, why: &'static str) -> Response<Body> {
    let mut response = refusal(StatusCode::SERVICE_UNAVAILABLE, why);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
    response
}

fn unreadable(error: &std::io::Error) -> Response<Body> {
    tracing::error!(%error, "a file that readers may see cannot be read");
    refusal(StatusCode::INTERNAL_SERVER_ERROR, "This file could not be read. It was reported.")
}

pub(super) fn closing(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

/// For what is no page: wrong requests and faults, in plain words.
pub(crate) fn refusal(status: StatusCode, why: &'static str) -> Response<Body> {
    said(status, Bytes::from_static(why.as_bytes()))
}

/// A few words that nobody keeps.
pub(super) fn said(status: StatusCode, words: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(words.len()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    *response.body_mut() = Body::Bytes(words);
    response
}

pub(super) fn insert(headers: &mut HeaderMap, name: http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
