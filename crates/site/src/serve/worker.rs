//! One serving thread: its own runtime, listener and connections. The system spreads readers over the threads.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::answer::Answerer;
use super::connection::{Limits, Serving, Watch, Watched};

/// All headers of a request together. Their number is hyper's default, 100: setting any costs each request 3 %.
const HEAD_BYTES_MAX: usize = 16 << 10;
/// Prints and file reads at once in one thread.
const BLOCKING_THREADS: usize = 4;

pub(crate) struct Worker {
    pub(crate) listener: std::net::TcpListener,
    pub(crate) answerer: Arc<Answerer>,
    pub(crate) connections_max: usize,
    pub(crate) limits: Limits,
    pub(crate) grace: Duration,
    pub(crate) stop: watch::Receiver<bool>,
}

/// The connections open now.
#[derive(Default)]
struct Open {
    watches: Mutex<HashMap<u64, Arc<Watch>>>,
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
        let listener = TcpListener::from_std(self.listener.try_clone()?)?;
        let open = Arc::new(Open::default());
        let room = Arc::new(Semaphore::new(self.connections_max));
        let sweep = tokio::spawn(sweep(Arc::clone(&open), Arc::clone(&self.answerer), self.limits));
        let mut number = 0;
        while !*self.stop.borrow() {
            // Without room, readers wait in the system's queue.
            let accepted = tokio::select! {
                biased;
                _ = self.stop.changed() => continue,
                accepted = accept(&listener, &room) => accepted,
            };
            match accepted {
                Ok((socket, peer, permit)) => {
                    number += 1;
                    let _ = socket.set_nodelay(true);
                    tokio::spawn(connection(
                        socket,
                        peer,
                        permit,
                        number,
                        self.answerer.clone(),
                        open.clone(),
                    ));
                }
                Err(error) => {
                    // Mostly "too many open files": trying again at once would burn a core.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
        drop(listener);
        drop(self.listener);
        open.lock().values().for_each(|watch| watch.close());
        let all = u32::try_from(self.connections_max).unwrap_or(u32::MAX);
        let _ = tokio::time::timeout(self.grace, room.acquire_many(all)).await;
        sweep.abort();
        Ok(())
    }
}

type Accepted = (TcpStream, SocketAddr, OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> std::io::Result<Accepted> {
    let permit = Arc::clone(room).acquire_owned().await.map_err(std::io::Error::other)?;
    let (socket, peer) = listener.accept().await?;
    Ok((socket, peer, permit))
}

async fn connection(
    socket: TcpStream,
    peer: SocketAddr,
    permit: OwnedSemaphorePermit,
    number: u64,
    answerer: Arc<Answerer>,
    open: Arc<Open>,
) {
    let watch = Arc::new(Watch::new(Arc::clone(&answerer.clock)));
    open.lock().insert(number, Arc::clone(&watch));
    answerer.counts.connections.add(1);
    let service = {
        let (answerer, watch, peer) = (Arc::clone(&answerer), Arc::clone(&watch), peer.ip());
        service_fn(move |request: http::Request<Incoming>| {
            let (answerer, watch) = (Arc::clone(&answerer), Arc::clone(&watch));
            watch.answering();
            async move {
                let response = answerer.answer(&request, peer).await;
                watch.sending();
                Ok::<_, Infallible>(response)
            }
        })
    };
    let io = TokioIo::new(Watched { socket, watch: Arc::clone(&watch) });
    // Not `pipeline_flush`: hyper then loses an answer when it hangs up with unread bytes in hand.
    let http = http1::Builder::new().max_buf_size(HEAD_BYTES_MAX).serve_connection(io, service);
    Serving { http: Box::pin(http), watch, registered: false, told: false }.await;
    open.lock().remove(&number);
    drop(permit);
}

/// Keeps the clock and ends connections that are too slow, a few times within the shortest limit.
async fn sweep(open: Arc<Open>, answerer: Arc<Answerer>, limits: Limits) {
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
        let watches = open.lock();
        let late = watches.values().filter(|watch| watch.sweep(&limits)).count();
        answerer.counts.timeouts.add(late as u64);
        answerer.counts.open.set(watches.len() as u64);
    }
}

impl Open {
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Watch>>> {
        self.watches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
