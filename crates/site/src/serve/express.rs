//! The short way of HTTP/1.1: a plain request for a page in memory is answered from the bytes that were made with the
//! page, without building a request and an answer out of them. Whatever else comes is left to hyper, from its first byte.

use std::io::{Error, ErrorKind, IoSlice};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes, BytesMut};
use http::header::ETAG;
use http::{HeaderName, HeaderValue, Method, StatusCode, Version};
use rustix::fs::sendfile;
use rustix::net::{SendFlags, send};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, Interest, ReadBuf};
use tokio::net::TcpStream;

use super::access_log::Line;
use super::answer::Answerer;
use super::body::Body;
use super::connection::{Carrier, Watch};
use super::plain::{self, Plain, Read};
use super::{conditional, negotiate};
use crate::cache::Entry;
use crate::cache::entry::Variant;
use crate::cache::head::{self, push_line};
use crate::cache::sheet::Sheet;
use crate::kitchen::key;

/// Room for the requests of nearly all browsers; what needs more gets it.
const ROOM: usize = 4 << 10;

/// One connection on the short way.
pub(crate) struct Express<'a, T> {
    pub(crate) stream: T,
    pub(crate) answerer: &'a Answerer,
    pub(crate) watch: &'a Watch,
    pub(crate) peer: IpAddr,
    /// A header that every answer on this connection carries.
    pub(crate) always: Option<(HeaderName, HeaderValue)>,
    /// All headers of a request together.
    pub(crate) head_max: usize,
}

impl<T: Carrier> Express<'_, T> {
    /// Answers until something comes that is not plain: the stream, that request first. `None` when the connection ended.
    pub(crate) async fn run(mut self) -> Option<Rewound<T>> {
        let mut came = BytesMut::with_capacity(ROOM);
        let mut head = Vec::with_capacity(1024);
        loop {
            match plain::read(&came) {
                Read::Plain(request, len) => {
                    self.watch.answering();
                    let Some(rest) = self.answer(&request, &mut head).await else { break };
                    let leaves = self.finish(&mut head);
                    self.send(&head, &rest).await.ok()?;
                    came.advance(len);
                    if leaves {
                        return None;
                    }
                    if !came.is_empty() {
                        self.watch.reading();
                    }
                }
                Read::Part if came.len() < self.head_max => self.read(&mut came).await?,
                Read::Part | Read::Other => break,
            }
        }
        Some(Rewound { first: came.freeze(), stream: self.stream })
    }

    async fn read(&mut self, came: &mut BytesMut) -> Option<()> {
        came.reserve(ROOM - came.len().min(ROOM - 1));
        matches!(self.stream.read_buf(came).await, Ok(1..)).then_some(())
    }

    async fn send(&mut self, head: &[u8], rest: &Rest) -> std::io::Result<()> {
        match (rest, self.stream.bare()) {
            (Rest::Sheet(sheet), Some(tcp)) => hand_over(self.watch, tcp, head, sheet).await?,
            (Rest::Sheet(_), None) => unreachable!("only bare sockets get sheets"),
            (Rest::Bytes(body), _) => write(&mut self.stream, head, body).await?,
        }
        self.stream.flush().await
    }

    /// Writes the head of the answer and returns its body. `None` where the request reads a query, a file or events.
    async fn answer(&self, request: &Plain<'_>, head: &mut Vec<u8>) -> Option<Rest> {
        let kitchen = &self.answerer.kitchen;
        let path = &*request.path;
        if request.asks && kitchen.press().reads_queries(path) {
            return None;
        }
        head.clear();
        if let Some(entry) = kitchen.look(key(path)) {
            self.answerer.counts.hits.add(1);
            return self.page(request, &entry, head);
        }
        if kitchen.list(path).is_some() {
            return None;
        }
        let method = method(request);
        match self.answerer.made(method, path, None, request.if_none_match).await {
            Ok(entry) => self.page(request, &entry, head),
            Err(refused) => {
                let (parts, Body::Bytes(body)) = refused.into_parts() else { return None };
                head::write(parts.status, &parts.headers, head);
                Some(self.counted(request, parts.status, Rest::Bytes(body), None))
            }
        }
    }

    fn page(&self, request: &Plain<'_>, entry: &Entry, head: &mut Vec<u8>) -> Option<Rest> {
        let variant = negotiate::choose(request.accept_encoding, entry).filter(|_| entry.file.is_none())?;
        let ok = entry.status == StatusCode::OK;
        let tag = request
            .if_none_match
            .filter(|_| ok)
            .and_then(|tags| conditional::matching(tags, variant.head.get(&ETAG)?, &entry.tag));
        let undated = self.answerer.is_new(entry);
        let (status, body) = match tag {
            Some(tag) => {
                entry.not_modified.write(undated, head);
                push_line(head, &ETAG, &tag);
                (StatusCode::NOT_MODIFIED, Rest::Bytes(Bytes::new()))
            }
            None => {
                variant.head.write(undated, head);
                (entry.status, self.rest(entry, variant))
            }
        };
        Some(self.counted(request, status, body, Some(entry)))
    }

    fn rest(&self, entry: &Entry, variant: &Variant) -> Rest {
        let as_it_is = std::ptr::eq(variant, &raw const entry.identity) && self.stream.bare().is_some();
        let sheet = as_it_is.then(|| entry.sheet(&self.answerer.kitchen.cache.rack)).flatten();
        sheet.map_or_else(|| Rest::Bytes(variant.body.clone()), Rest::Sheet)
    }

    /// Counts and logs the answer; the part of the body that is sent.
    fn counted(&self, request: &Plain<'_>, status: StatusCode, rest: Rest, page: Option<&Entry>) -> Rest {
        let line = Line {
            peer: self.peer,
            method: method(request),
            target: request.target,
            version: Version::HTTP_11,
            referer: request.referer,
            user_agent: request.user_agent,
        };
        let rest = if request.head { Rest::Bytes(Bytes::new()) } else { rest };
        self.answerer.count(&line, status, rest.len(), page);
        rest
    }

    /// Ends the head; whether the connection ends with this answer.
    fn finish(&self, head: &mut Vec<u8>) -> bool {
        let leaves = self.watch.is_closing();
        if leaves {
            head.extend_from_slice(b"connection: close\r\n");
        }
        if let Some((name, value)) = &self.always {
            push_line(head, name, value);
        }
        self.answerer.push_date(head);
        head.extend_from_slice(b"\r\n");
        leaves
    }
}

fn method(request: &Plain<'_>) -> &'static Method {
    if request.head { &Method::HEAD } else { &Method::GET }
}

/// What goes after the head.
enum Rest {
    Bytes(Bytes),
    Sheet(Arc<Sheet>),
}

impl Rest {
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Sheet(sheet) => sheet.len(),
        }
    }
}

async fn write<T: AsyncWrite + Unpin>(stream: &mut T, head: &[u8], body: &[u8]) -> std::io::Result<()> {
    if body.is_empty() {
        // One piece costs the system less when it is told so.
        return stream.write_all(head).await;
    }
    let mut pieces = [IoSlice::new(head), IoSlice::new(body)];
    let mut left = &mut pieces[..];
    while !left.is_empty() {
        let n = stream.write_vectored(left).await?;
        if n == 0 {
            return Err(ErrorKind::WriteZero.into());
        }
        IoSlice::advance_slices(&mut left, n);
    }
    Ok(())
}

/// Has the system send a body that it holds, in one go with the head where there is room.
async fn hand_over(watch: &Watch, tcp: &TcpStream, mut head: &[u8], sheet: &Sheet) -> std::io::Result<()> {
    while !head.is_empty() {
        let flags = SendFlags::MORE | SendFlags::NOSIGNAL;
        let sent = tcp.async_io(Interest::WRITABLE, || Ok(send(tcp, head, flags)?)).await?;
        watch.sending();
        head = &head[sent..];
    }
    let mut at = 0;
    while at < sheet.len() {
        let left = usize::try_from(sheet.len() - at).unwrap_or(usize::MAX);
        let sent =
            tcp.async_io(Interest::WRITABLE, || Ok(sendfile(tcp, sheet, Some(&mut at), left)?)).await?;
        if sent == 0 {
            return Err(ErrorKind::WriteZero.into());
        }
        watch.sending();
    }
    Ok(())
}

/// A stream of which some bytes were read already.
pub(crate) struct Rewound<T> {
    first: Bytes,
    stream: T,
}

impl<T> Rewound<T> {
    /// Nothing was read yet.
    pub(crate) fn unread(stream: T) -> Self {
        Self { first: Bytes::new(), stream }
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Rewound<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        if self.first.is_empty() {
            return Pin::new(&mut self.stream).poll_read(cx, buffer);
        }
        let len = self.first.len().min(buffer.remaining());
        buffer.put_slice(&self.first.split_to(len));
        if self.first.is_empty() {
            // Lets go of the room.
            self.first = Bytes::new();
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Rewound<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize, Error>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<Result<usize, Error>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
