//! An answer that is given before its question was heard to the end still arrives: whatever else is sent is read and
//! thrown away, within bounds. Hanging up with unread bytes resets the connection, and the other side loses the answer
//! that it had not read yet (RFC 9112, section 9.6).

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, HttpBody as _};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use http::header;
use tokio::runtime::Handle;

use crate::access::UPLOAD_BYTES_MAX;

/// What is thrown away of one question: twice what anybody may send, and no longer than a slow line needs for most of it.
const BYTES_MAX: usize = 2 * UPLOAD_BYTES_MAX;
const TIME_MAX: Duration = Duration::from_secs(20);

pub(crate) async fn hear_out(request: Request, next: Next) -> Response {
    // Whoever waits to be told to go on sends nothing before; reading would tell them to.
    if request.body().is_end_stream() || request.headers().contains_key(header::EXPECT) {
        return next.run(request).await;
    }
    let heard = |body: Body| Body::from_stream(HeardOut(Some(body.into_data_stream())));
    next.run(request.map(heard)).await
}

/// A body of which the rest is read by itself where nobody reads it.
struct HeardOut(Option<BodyDataStream>);

impl Stream for HeardOut {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.0 else { return Poll::Ready(None) };
        let read = body.poll_next_unpin(context);
        if !matches!(read, Poll::Pending | Poll::Ready(Some(Ok(_)))) {
            self.0 = None;
        }
        read
    }
}

impl Drop for HeardOut {
    fn drop(&mut self) {
        if let (Some(rest), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(tokio::time::timeout(TIME_MAX, thrown_away(rest)));
        }
    }
}

async fn thrown_away(mut rest: BodyDataStream) {
    let mut bytes: usize = 0;
    while let Some(Ok(part)) = rest.next().await {
        bytes = bytes.saturating_add(part.len());
        if bytes > BYTES_MAX {
            return;
        }
    }
}
