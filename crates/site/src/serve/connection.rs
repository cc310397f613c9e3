//! One connection and the watch kept on it: too slow, idle too long, or told to end. The watch costs a request a few
//! stores; a sweep a few times a second looks at all connections of a thread.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use super::clock::Clock;

/// Between requests.
const IDLE: u8 = 0;
/// Bytes of a request came, not all of its head.
const HEAD: u8 = 1;
/// The answer is being made.
const ANSWERING: u8 = 2;
/// Bytes of an answer are on their way.
const SENDING: u8 = 3;

/// Later than any time.
const NEVER: u64 = u64::MAX;

/// How long a node that stops waits for the request of whoever has just come in, and for one more of whoever was here.
pub(crate) const LAST_HEAD: Duration = Duration::from_millis(500);

/// How long each phase may last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) idle: Duration,
    pub(crate) head: Duration,
    pub(crate) write: Duration,
}

/// What is known about a connection from outside.
pub(crate) struct Watch {
    clock: Arc<Clock>,
    phase: AtomicU8,
    since_ms: AtomicU64,
    expired: AtomicBool,
    closing: AtomicBool,
    /// Several requests at once (HTTP/2): none of them is the connection's phase.
    multiplexed: AtomicBool,
    /// How often such a connection was looked after.
    turns: AtomicU32,
    /// Since when the system takes none of what is to be written there; `NEVER` while it does.
    blocked_ms: AtomicU64,
    /// Pieces of their answers that the reader has yet to take, and when it last took any of them.
    owed: AtomicU32,
    taken_ms: AtomicU64,
    waker: Mutex<Option<Waker>>,
}

impl Watch {
    pub(crate) fn new(clock: Arc<Clock>) -> Self {
        let since_ms = AtomicU64::new(clock.ticks_ms());
        Self {
            clock,
            // A new connection owes us a request, not a rest.
            phase: AtomicU8::new(HEAD),
            since_ms,
            expired: AtomicBool::new(false),
            closing: AtomicBool::new(false),
            multiplexed: AtomicBool::new(false),
            turns: AtomicU32::new(0),
            blocked_ms: AtomicU64::new(NEVER),
            owed: AtomicU32::new(0),
            taken_ms: AtomicU64::new(0),
            waker: Mutex::new(None),
        }
    }

    /// From now on whoever sends anything is not idle, and the protocol itself bounds the heads of requests.
    pub(crate) fn multiplexed(&self) {
        self.multiplexed.store(true, Ordering::Relaxed);
        self.enter(IDLE);
    }

    /// Called before a multiplexed connection is looked after.
    pub(crate) fn begins_turn(&self) {
        self.turns.fetch_add(1, Ordering::Relaxed);
    }

    /// The turn that it is.
    pub(crate) fn turn(&self) -> u32 {
        self.turns.load(Ordering::Relaxed)
    }

    /// Called with what became of writing to such a connection.
    pub(crate) fn tried<T>(&self, writing: &Poll<T>) {
        if writing.is_ready() {
            self.blocked_ms.store(NEVER, Ordering::Relaxed);
        } else if self.blocked_ms.load(Ordering::Relaxed) == NEVER {
            self.blocked_ms.store(self.clock.ticks_ms(), Ordering::Relaxed);
        }
    }

    /// Called when bytes came. Later bytes of the same head do not start its time anew.
    fn read(&self) {
        if self.is_in(IDLE) {
            self.enter(if self.multiplexed.load(Ordering::Relaxed) { IDLE } else { HEAD });
        }
    }

    /// Called when bytes of the next request are there already.
    pub(crate) fn reading(&self) {
        self.enter(HEAD);
    }

    /// Called when a whole request head was read.
    pub(crate) fn answering(&self) {
        self.enter(ANSWERING);
    }

    /// Called when there is an answer to send.
    pub(crate) fn sending(&self) {
        self.enter(SENDING);
    }

    /// Called when there is another piece that the reader of a multiplexed connection is to take.
    pub(crate) fn owes(&self) {
        if self.owed.fetch_add(1, Ordering::Relaxed) == 0 {
            self.takes();
        }
    }

    /// Called when some of such a piece was taken. Nothing else that is read or written is progress.
    pub(crate) fn takes(&self) {
        self.taken_ms.store(self.clock.ticks_ms(), Ordering::Relaxed);
    }

    /// Called when a piece is gone.
    pub(crate) fn owes_less(&self) {
        self.owed.fetch_sub(1, Ordering::Relaxed);
    }

    fn enter(&self, phase: u8) {
        self.phase.store(phase, Ordering::Relaxed);
        self.since_ms.store(self.clock.ticks_ms(), Ordering::Relaxed);
    }

    fn is_in(&self, phase: u8) -> bool {
        self.phase.load(Ordering::Relaxed) == phase
    }

    /// Ends the connection if it lasted too long in its phase; true when it did.
    pub(crate) fn sweep(&self, limits: &Limits) -> bool {
        let lasted = |since_ms: &AtomicU64| {
            let since_ms = since_ms.load(Ordering::Relaxed);
            Duration::from_millis(self.clock.ticks_ms().saturating_sub(since_ms))
        };
        let untaken = self.owed.load(Ordering::Relaxed) > 0 && lasted(&self.taken_ms) > limits.write;
        let stuck = untaken || lasted(&self.blocked_ms) > limits.write;
        let slow = self.limit(limits).is_some_and(|limit| lasted(&self.since_ms) > limit);
        let late = (stuck || slow) && self.expire();
        // Who leaves because the node stops was not slow.
        late && !self.is_closing()
    }

    /// Since when it has been idle, where it is.
    pub(crate) fn idle_since(&self) -> Option<u64> {
        let idle = self.is_in(IDLE) && !self.expired.load(Ordering::Relaxed);
        idle.then(|| self.since_ms.load(Ordering::Relaxed))
    }

    /// Ends the connection now; true where nothing else did.
    pub(crate) fn expire(&self) -> bool {
        let first = !self.expired.swap(true, Ordering::Relaxed);
        if first {
            self.wake();
        }
        first
    }

    /// How long it may stay in its phase.
    fn limit(&self, limits: &Limits) -> Option<Duration> {
        match self.phase.load(Ordering::Relaxed) {
            IDLE if self.is_closing() => Some(limits.idle.min(LAST_HEAD)),
            IDLE => Some(limits.idle),
            HEAD if self.is_closing() => Some(limits.head.min(LAST_HEAD)),
            HEAD => Some(limits.head),
            SENDING => Some(limits.write),
            // Ours to finish, not the reader's.
            _ => None,
        }
    }

    /// Ends the connection with the next answer, which says so: the request may be on its way already. Without one it ends
    /// soon.
    pub(crate) fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        if self.is_in(IDLE) {
            self.enter(IDLE);
        }
        self.wake();
    }

    /// Whether it is to end after the request under way.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    fn wake(&self) {
        if let Some(waker) = &*self.waker.lock().unwrap_or_else(PoisonError::into_inner) {
            waker.wake_by_ref();
        }
    }

    fn register(&self, waker: &Waker) {
        *self.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(waker.clone());
    }
}

/// The socket, telling the watch what happens on it.
pub(crate) struct Watched<T> {
    pub(crate) socket: T,
    pub(crate) watch: Arc<Watch>,
}

impl<T: AsyncRead + Unpin> AsyncRead for Watched<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.socket).poll_read(cx, buffer);
        if polled.is_ready() && buffer.filled().len() > before {
            self.watch.read();
        }
        polled
    }
}

impl<T: AsyncWrite + Unpin> Watched<T> {
    fn wrote(&self, polled: &Poll<std::io::Result<usize>>) {
        if matches!(polled, Poll::Ready(Ok(1..))) {
            self.watch.sending();
        }
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Watched<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let polled = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.wrote(&polled);
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let polled = Pin::new(&mut self.socket).poll_write_vectored(cx, pieces);
        self.wrote(&polled);
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        let polled = Pin::new(&mut self.socket).poll_flush(cx);
        // hyper flushes when it has nothing left to write.
        if polled.is_ready() && self.watch.is_in(SENDING) {
            self.watch.enter(IDLE);
        }
        polled
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

/// A way to a reader.
pub(crate) trait Carrier: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    /// The socket, where bytes go out as they are.
    fn bare(&self) -> Option<&TcpStream>;
}

impl Carrier for Watched<TcpStream> {
    fn bare(&self) -> Option<&TcpStream> {
        Some(&self.socket)
    }
}

impl Carrier for TlsStream<Watched<TcpStream>> {
    fn bare(&self) -> Option<&TcpStream> {
        None
    }
}

/// Goes on until it is done; `None` when the watch ended it.
pub(crate) async fn attended<F: Future>(watch: &Watch, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut registered = false;
    let attended = poll_fn(|cx| {
        // A task's waker stays the same for its life.
        if !registered {
            watch.register(cx.waker());
            registered = true;
        }
        if watch.expired.load(Ordering::Relaxed) {
            return Poll::Ready(None);
        }
        future.as_mut().poll(cx).map(Some)
    });
    attended.await
}

/// Serves requests until the reader leaves, or it was told to close and has answered; a protocol that can say so before
/// the next request says so.
pub(crate) async fn served<C: GracefulConnection>(watch: &Watch, http: C) {
    let mut http = Box::pin(http);
    let mut told = false;
    let served = poll_fn(|cx| {
        watch.begins_turn();
        if !told && watch.is_closing() {
            told = true;
            http.as_mut().graceful_shutdown();
        }
        // How a reader leaves is the reader's business.
        http.as_mut().poll(cx).map(drop)
    });
    served.await;
}
