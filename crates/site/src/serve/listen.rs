//! Server-sent events (HTML Living Standard, 9.2): what a list tells, until the reader leaves.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, VARY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use hyper::body::Frame;
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep};

use super::body::Body;
use crate::live::{List, Next, Seat};

/// A line that says nothing, so that whoever is gone is noticed and nobody between us takes the silence for an end.
const BEAT: &[u8] = b":\n\n";
const BEAT_EVERY: Duration = Duration::from_secs(20);
/// The first thing sent: how long a reader who lost us waits before coming back.
const RETRY: &[u8] = b"retry: 3000\n\n";

/// The events of a list from a place in it on.
pub(crate) struct Listener {
    list: Arc<List>,
    at: u64,
    greeted: bool,
    change: Change,
    beat: Pin<Box<Sleep>>,
    _seat: Seat,
}

type Change = Pin<Box<dyn Future<Output = Option<watch::Receiver<()>>> + Send>>;

impl Listener {
    /// Of a page that comes `again`, or of one that was just opened.
    pub(crate) fn of(list: Arc<List>, at: u64, again: bool, seat: Seat) -> Self {
        let change = change(list.changes(again));
        Self { list, at, greeted: false, change, beat: Box::pin(sleep(BEAT_EVERY)), _seat: seat }
    }

    pub(crate) fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        let sent = |bytes| Poll::Ready(Some(Ok(Frame::data(bytes))));
        if !std::mem::replace(&mut self.greeted, true) {
            return sent(Bytes::from_static(RETRY));
        }
        loop {
            match self.list.after(self.at) {
                Next::Event { seq, bytes } => {
                    self.at = seq;
                    return sent(bytes);
                }
                Next::End => return Poll::Ready(None),
                Next::Nothing => {}
            }
            match self.change.as_mut().poll(cx) {
                Poll::Ready(Some(changes)) => self.change = change(changes),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending if self.beat.as_mut().poll(cx).is_ready() => {
                    self.beat.as_mut().reset(Instant::now() + BEAT_EVERY);
                    return sent(Bytes::from_static(BEAT));
                }
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// A change after those that `changes` has seen.
fn change(mut changes: watch::Receiver<()>) -> Change {
    Box::pin(async move { changes.changed().await.ok().map(|()| changes) })
}

/// Whether a browser comes back to what it listened to.
pub(crate) fn comes_again<B>(request: &Request<B>) -> bool {
    request.headers().contains_key("last-event-id")
}

/// Where a reader was: as the browser says when it comes back, else as the page said.
pub(crate) fn place<B>(request: &Request<B>) -> Option<u64> {
    let again = request.headers().get("last-event-id").and_then(|id| id.to_str().ok()?.trim().parse().ok());
    let of_page = || {
        let query = request.uri().query()?;
        query.split('&').find_map(|pair| pair.strip_prefix("after="))?.parse().ok()
    };
    again.or_else(of_page)
}

pub(crate) fn response<B>(request: &Request<B>, listener: Listener) -> Response<Body> {
    let body = if request.method() == Method::HEAD { Body::empty() } else { Body::Live(listener) };
    let mut response = Response::new(body);
    add_headers(response.headers_mut());
    response
}

fn add_headers(headers: &mut HeaderMap) {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("Last-Event-ID"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Proxies such as nginx hold answers back until they have a bufferful.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
}
