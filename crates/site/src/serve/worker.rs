//! One serving thread: its own runtime, listeners and connections. The system spreads readers over the threads.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};
use std::time::Duration;

use http::{Response, StatusCode, header};
use hyper::body::{Body as _, Incoming};
use hyper::rt::Executor;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Barrier, OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio_rustls::TlsAcceptor;

use super::addresses::{Addresses, Admission};
use super::answer::{Answerer, closing};
use super::body::Body;
use super::connection::{Carrier, LAST_HEAD, Limits, Watch, Watched, attended, served};
use super::express::{Express, Rewound};
use super::gathered::Gathered;
use super::held::Held;
use super::onward::Onward;
use super::{headers, tls};

/// All headers of a request together. Their number is hyper's default, 100: setting any costs each request 3 %.
const HEAD_BYTES_MAX: usize = 16 << 10;
/// Requests under way at once on one connection of HTTP/2.
const STREAMS_MAX: u32 = 100;
/// What HTTP/2 holds of one answer for a reader who takes it slowly.
const SEND_BYTES_MAX: usize = 64 << 10;
/// What is read of a body nobody asked for, and for how long. Clients that are told no while they still speak may miss it.
const UNASKED_BYTES_MAX: usize = 2 << 20;
const UNASKED_WAIT: Duration = Duration::from_secs(1);
const TURNED_AWAY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\ncontent-length: 0\r\n\
    cache-control: no-store\r\nconnection: close\r\n\r\n";
/// Readers who wait for a place at once, and how long: then somebody has left, or they are told to come back.
const QUEUE: usize = 64;
const QUEUE_WAIT: Duration = Duration::from_secs(1);
/// Prints and file reads at once in one thread.
const BLOCKING_THREADS: usize = 4;

pub(crate) struct Worker {
    pub(crate) doors: Vec<(std::net::TcpListener, Door)>,
    pub(crate) answerer: Arc<Answerer>,
    pub(crate) connections_max: usize,
    pub(crate) addresses: Arc<Addresses>,
    pub(crate) limits: Limits,
    /// Where the threads of a node wait for each other at the end.
    pub(crate) drained: Arc<Barrier>,
    pub(crate) grace: Duration,
    pub(crate) stop: watch::Receiver<bool>,
}

/// How readers come in.
#[derive(Clone)]
pub(crate) enum Door {
    Plain,
    /// To the same address over TLS.
    Onward(Onward),
    Tls(TlsAcceptor),
}

/// How a request came.
#[derive(Clone)]
enum Way {
    Plain,
    Onward(Onward),
    Secure,
}

impl Way {
    async fn answer<B>(
        &self,
        answerer: &Answerer,
        request: &http::Request<B>,
        peer: IpAddr,
    ) -> Response<Body> {
        match self {
            Self::Plain => answerer.answer(request, peer).await,
            Self::Onward(onward) => onward.answer(request),
            Self::Secure => {
                let mut response = answerer.answer(request, peer).await;
                let (name, value) = headers::SECURE;
                response.headers_mut().insert(name, value);
                response
            }
        }
    }
}

/// Answers a request of several where it is read; only what has to wait becomes a task of its own.
#[derive(Clone)]
struct AtOnce;

impl<F: Future<Output = ()> + Send + 'static> Executor<F> for AtOnce {
    fn execute(&self, answering: F) {
        let mut answering = Box::pin(answering);
        let mut unwoken = Context::from_waker(Waker::noop());
        if answering.as_mut().poll(&mut unwoken).is_pending() {
            tokio::spawn(answering);
        }
    }
}

/// What the connections of a thread have in common.
struct Hall {
    answerer: Arc<Answerer>,
    limits: Limits,
    room: Arc<Semaphore>,
    /// Where those wait for whom there is no room.
    queue: Arc<Semaphore>,
    addresses: Arc<Addresses>,
    number: AtomicU64,
    /// The connections open now.
    watches: Mutex<HashMap<u64, Arc<Watch>>>,
    /// Held by every connection from before the node stops; `None` from then on.
    before: Mutex<Option<mpsc::Sender<Infallible>>>,
}

impl Worker {
    /// Serves until told to stop and the grace is over.
    pub(crate) fn run(self) -> std::io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(BLOCKING_THREADS)
            .build()?;
        let grace = self.grace;
        let done = runtime.block_on(self.serve());
        // What still reads a file after the grace is left behind.
        runtime.shutdown_timeout(grace.min(Duration::from_secs(1)));
        done
    }

    async fn serve(mut self) -> std::io::Result<()> {
        let (before, left) = mpsc::channel(1);
        let hall = Arc::new(Hall {
            answerer: Arc::clone(&self.answerer),
            limits: self.limits,
            room: Arc::new(Semaphore::new(self.connections_max)),
            queue: Arc::new(Semaphore::new(QUEUE)),
            addresses: Arc::clone(&self.addresses),
            number: AtomicU64::new(0),
            watches: Mutex::default(),
            before: Mutex::new(Some(before)),
        });
        let sweep = tokio::spawn(sweep(Arc::clone(&hall)));
        let mut doors = Vec::new();
        for (listener, door) in std::mem::take(&mut self.doors) {
            let listener = TcpListener::from_std(listener)?;
            doors.push(tokio::spawn(Arc::clone(&hall).let_in(listener, door)));
        }
        // It fails when nobody is left to say "stop": then it is time too.
        let _ = self.stop.wait_for(|stop| *stop).await;
        // Whoever is here gets one more answer, which says that it is the last; meanwhile others are still let in for one,
        // so that nobody waits behind a slow reader.
        // A thread that has nobody left keeps its doors open for as long as another has: the system goes on spreading
        // readers over all of them.
        let drained = async {
            hall.close(left).await;
            self.drained.wait().await;
        };
        let _ = tokio::time::timeout(self.grace, drained).await;
        for door in doors {
            door.abort();
            let _ = door.await;
        }
        let all = u32::try_from(self.connections_max).unwrap_or(u32::MAX);
        let _ = tokio::time::timeout(LAST_HEAD.min(self.grace), hall.room.acquire_many(all)).await;
        sweep.abort();
        Ok(())
    }
}

impl Hall {
    async fn let_in(self: Arc<Self>, listener: TcpListener, door: Door) {
        loop {
            match listener.accept().await {
                Ok((socket, peer)) => {
                    let _ = socket.set_nodelay(true);
                    let Some(admission) = self.addresses.admit(peer.ip()) else {
                        self.turn_away(&socket, &door);
                        continue;
                    };
                    if let Ok(permit) = Arc::clone(&self.room).try_acquire_owned() {
                        let guest = (permit, admission);
                        tokio::spawn(Arc::clone(&self).connection(socket, peer.ip(), guest, door.clone()));
                    } else if let Ok(place) = Arc::clone(&self.queue).try_acquire_owned() {
                        let waiting = Arc::clone(&self).wait(socket, peer.ip(), admission, door.clone());
                        tokio::spawn(async move {
                            waiting.await;
                            drop(place);
                        });
                    } else {
                        self.turn_away(&socket, &door);
                    }
                }
                Err(error) => {
                    // Mostly "too many open files": trying again at once would burn a core.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    /// Takes the place of whoever has been idle for longest, or of whoever leaves in time.
    async fn wait(self: Arc<Self>, socket: TcpStream, peer: IpAddr, admission: Admission, door: Door) {
        self.make_room();
        let room = Arc::clone(&self.room).acquire_owned();
        match tokio::time::timeout(QUEUE_WAIT, room).await {
            Ok(Ok(permit)) => {
                tokio::spawn(self.connection(socket, peer, (permit, admission), door));
            }
            _ => self.turn_away(&socket, &door),
        }
    }

    /// Ends the connection that has done nothing for longest, if any does nothing.
    fn make_room(&self) {
        let watches = self.lock();
        // The clock is coarse: of those who have been idle as long, the one that came first.
        let idle = watches.iter().filter_map(|(number, watch)| Some(((watch.idle_since()?, number), watch)));
        if let Some((_, longest)) = idle.min_by_key(|(since, _)| *since) {
            longest.expire();
        }
    }

    async fn connection(
        self: Arc<Self>,
        socket: TcpStream,
        peer: IpAddr,
        guest: (OwnedSemaphorePermit, Admission),
        door: Door,
    ) {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let watch = Arc::new(Watch::new(Arc::clone(&self.answerer.clock)));
        self.lock().insert(number, Arc::clone(&watch));
        let before = self.before().clone();
        if before.is_none() {
            watch.close();
        }
        self.answerer.counts.connections.add(1);
        let socket = Watched { socket, watch: Arc::clone(&watch) };
        match door {
            Door::Plain => self.serve_http1(socket, peer, &watch, Way::Plain).await,
            Door::Onward(onward) => self.serve_http1(socket, peer, &watch, Way::Onward(onward)).await,
            // In a place of its own: it needs much, and the others would hold as much.
            Door::Tls(acceptor) => Box::pin(self.serve_tls(acceptor, socket, peer, &watch)).await,
        }
        self.lock().remove(&number);
        drop((guest, before));
    }

    async fn serve_tls(
        &self,
        acceptor: TlsAcceptor,
        socket: Watched<TcpStream>,
        peer: IpAddr,
        watch: &Arc<Watch>,
    ) {
        let shaken = tokio::time::timeout(self.limits.head, acceptor.accept(socket)).await;
        // Whoever speaks no TLS, or wants another certificate, is none of ours.
        let Ok(Ok(stream)) = shaken else { return };
        if stream.get_ref().1.alpn_protocol() == Some(tls::H2) {
            Box::pin(self.serve_http2(stream, peer, watch)).await;
        } else {
            Box::pin(self.serve_http1(stream, peer, watch, Way::Secure)).await;
        }
    }

    /// Says why, where it can be said in one piece.
    fn turn_away(&self, socket: &TcpStream, door: &Door) {
        self.answerer.counts.turned_away.add(1);
        if !matches!(door, Door::Tls(_)) {
            // Whoever closes with something unread takes its own last words back.
            let mut unread = [0; 4 << 10];
            while let Ok(1..) = socket.try_read(&mut unread) {}
            let _ = socket.try_write(TURNED_AWAY);
        }
    }

    async fn serve_http1<T>(&self, stream: T, peer: IpAddr, watch: &Arc<Watch>, way: Way)
    where
        T: Carrier,
    {
        let served = async {
            let left = match way {
                Way::Onward(_) => Some(Rewound::unread(stream)),
                Way::Plain | Way::Secure => self.express(stream, peer, watch, &way).run().await,
            };
            if let Some(stream) = left {
                self.serve_by_hyper(stream, peer, watch, way).await;
            }
        };
        attended(watch, served).await;
    }

    fn express<'a, T>(&'a self, stream: T, peer: IpAddr, watch: &'a Watch, way: &Way) -> Express<'a, T> {
        let always = if let Way::Secure = way { Some(headers::SECURE) } else { None };
        Express { stream, answerer: &self.answerer, watch, peer, always, head_max: HEAD_BYTES_MAX }
    }

    async fn serve_by_hyper<T>(&self, stream: Rewound<T>, peer: IpAddr, watch: &Arc<Watch>, way: Way)
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let answerer = Arc::clone(&self.answerer);
        let of_request = Arc::clone(watch);
        let service = service_fn(move |request: http::Request<Incoming>| {
            let (answerer, watch, way) = (Arc::clone(&answerer), Arc::clone(&of_request), way.clone());
            watch.answering();
            async move {
                let response = way.answer(&answerer, &heard_out(request).await, peer).await;
                watch.sending();
                Ok::<_, Infallible>(if watch.is_closing() { closing(response) } else { response })
            }
        });
        // Not `pipeline_flush`: hyper then loses an answer when it hangs up with unread bytes in hand.
        let http = http1::Builder::new()
            .max_buf_size(HEAD_BYTES_MAX)
            .serve_connection(TokioIo::new(stream), service);
        // How a reader leaves is the reader's business; what cannot be read hyper refuses by itself.
        match http.await {
            Err(error) if error.is_parse_too_large() => {
                self.answerer.count_unread(peer, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
            }
            Err(error) if error.is_parse() => self.answerer.count_unread(peer, StatusCode::BAD_REQUEST),
            _ => {}
        }
    }

    async fn serve_http2<T>(&self, stream: T, peer: IpAddr, watch: &Arc<Watch>)
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        watch.multiplexed();
        let answerer = Arc::clone(&self.answerer);
        let held = Held::new(watch, &answerer.counts);
        let service = service_fn(move |request: http::Request<Incoming>| {
            let (answerer, held) = (Arc::clone(&answerer), Arc::clone(&held));
            async move {
                let request = heard_out(request).await;
                let mut response = answerer.answer_within(&request, peer, &held).await;
                let (name, value) = headers::SECURE;
                response.headers_mut().insert(name, value);
                Ok::<_, Infallible>(response)
            }
        });
        let http = http2::Builder::new(AtOnce)
            .max_concurrent_streams(STREAMS_MAX)
            .max_header_list_size(HEAD_BYTES_MAX as u32)
            .max_send_buf_size(SEND_BYTES_MAX)
            .serve_connection(TokioIo::new(Gathered::new(stream, watch)), service);
        attended(watch, served(watch, http)).await;
    }

    /// Has every connection end with its next answer; returns when those that are open now have ended.
    async fn close(&self, mut left: mpsc::Receiver<Infallible>) {
        *self.before() = None;
        self.lock().values().for_each(|watch| watch.close());
        left.recv().await;
    }

    fn before(&self) -> MutexGuard<'_, Option<mpsc::Sender<Infallible>>> {
        self.before.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Watch>>> {
        self.watches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The request without its body, which is read and forgotten within bounds. Who expects leave to send one gets none.
async fn heard_out(request: http::Request<Incoming>) -> http::Request<()> {
    let (head, mut body) = request.into_parts();
    if !body.is_end_stream() && !head.headers.contains_key(header::EXPECT) {
        let forget = async {
            let mut heard = 0;
            while heard <= UNASKED_BYTES_MAX
                && let Some(Ok(frame)) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await
            {
                heard += frame.data_ref().map_or(0, bytes::Bytes::len);
            }
        };
        let _ = tokio::time::timeout(UNASKED_WAIT, forget).await;
    }
    http::Request::from_parts(head, ())
}

/// Keeps the clock and ends connections that are too slow, a few times within the shortest limit.
async fn sweep(hall: Arc<Hall>) {
    let Hall { answerer, limits, .. } = &*hall;
    let shortest = limits.idle.min(limits.head).min(limits.write);
    let every = (shortest / 4).clamp(Duration::from_millis(10), Duration::from_millis(250));
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        answerer.clock.set();
        if let Some(log) = &answerer.log {
            log.flush();
        }
        let watches = hall.lock();
        let late = watches.values().filter(|watch| watch.sweep(limits)).count();
        answerer.counts.timeouts.add(late as u64);
        answerer.counts.open.set(watches.len() as u64);
    }
}
