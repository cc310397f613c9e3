//! A site node as a whole: starts its parts, knows their addresses, stops them in order.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, RwLock};
use std::thread::JoinHandle as Thread;
use std::time::Duration;

use story::Press;
use tokio::sync::{Barrier, Semaphore, mpsc, watch};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::cache::Cache;
use crate::cache::flight::Flights;
use crate::darkroom::Darkroom;
use crate::finding::Finding;
use crate::follow::{Follower, Progress};
use crate::indexer::Indexer;
use crate::journal::Journal;
use crate::kitchen::{ANSWERS_AT_ONCE, Kitchen};
use crate::live::Live;
use crate::metrics::Metrics;
use crate::polish::Polisher;
use crate::proofs::ProofRoom;
use crate::readings::{Counters, Readings, Sweep};
use crate::serve::access_log::{AccessLog, LogFile};
use crate::serve::addresses::Addresses;
use crate::serve::answer::Answerer;
use crate::serve::clock::{self, Clock, Stamp};
use crate::serve::connection::Limits;
use crate::serve::onward::Onward;
use crate::serve::private;
use crate::serve::sockets;
use crate::serve::tls::Certificate;
use crate::serve::worker::{Door, Worker};
use crate::{ShelfFile, SiteConfig, SiteError, Tls};

/// How long a node that stops waits for work that no reader waits for, and how often it looks.
const LAST_WORK_MAX: Duration = Duration::from_secs(10);
/// How long readers wait at the start for what came while the node was away.
const CATCH_UP_WITHIN: Duration = Duration::from_secs(2);

/// A node that runs. Dropping it stops it without waiting.
pub struct SiteHandle {
    /// Where readers come in; the real port where the configuration said 0.
    pub addr: SocketAddr,
    pub private_addr: Option<SocketAddr>,
    /// Number of the last journal entry whose pages readers get: once it is *n*, nobody gets anything older.
    pub cursor: watch::Receiver<u64>,
    /// Whether readers may be sent here.
    pub ready: watch::Receiver<bool>,
    kitchen: Arc<Kitchen>,
    /// Ends when nobody has the kitchen any more and all in it is closed.
    closed: mpsc::Receiver<Infallible>,
    journal: Arc<dyn Journal>,
    stop: watch::Sender<bool>,
    /// The journal is followed for as long as anybody is answered.
    stop_following: watch::Sender<bool>,
    workers: Vec<Thread<()>>,
    tasks: Vec<JoinHandle<()>>,
    deaths: mpsc::UnboundedReceiver<()>,
}

impl SiteHandle {
    /// Stops accepting, finishes requests under way within the configured grace, has what was read added up, saves the
    /// shelf and closes it.
    pub async fn stop(mut self) {
        self.tell_to_stop();
        let workers = std::mem::take(&mut self.workers);
        let joined = tokio::task::spawn_blocking(move || {
            for worker in workers {
                let _ = worker.join();
            }
        });
        let _ = joined.await;
        self.stop_following.send_replace(true);
        for task in std::mem::take(&mut self.tasks) {
            let _ = task.await;
        }
        // Whoever polishes a page or makes a size of a picture is at the last one; the shelf is closed behind them.
        let (_, never) = mpsc::channel(1);
        let mut closed = std::mem::replace(&mut self.closed, never);
        drop(self);
        let _ = tokio::time::timeout(LAST_WORK_MAX, closed.recv()).await;
    }

    fn tell_to_stop(&self) {
        self.stop.send_replace(true);
        self.kitchen.live.close();
    }

    /// Where the press can be changed while readers are served.
    pub fn press_room(&self) -> PressRoom {
        PressRoom { kitchen: Arc::clone(&self.kitchen) }
    }

    /// Where those who make up fronts see what readers would get.
    pub fn proof_room(&self) -> ProofRoom {
        ProofRoom::new(&self.kitchen, Arc::clone(&self.journal))
    }

    /// Returns when a serving thread ended without being told to.
    pub async fn died(&mut self) {
        self.deaths.recv().await;
    }
}

/// Changes the press of a running node.
#[derive(Clone)]
pub struct PressRoom {
    kitchen: Arc<Kitchen>,
}

impl PressRoom {
    /// Prints with another press from now on, after trying it on a page of each kind. Refused, it changes nothing, and
    /// the answer says which page failed and why.
    pub async fn set(&self, press: Arc<dyn Press>) -> Result<(), String> {
        let kitchen = Arc::clone(&self.kitchen);
        let set = tokio::task::spawn_blocking(move || kitchen.set_press(press));
        set.await.unwrap_or_else(|error| Err(error.to_string()))
    }
}

impl Drop for SiteHandle {
    fn drop(&mut self) {
        self.tell_to_stop();
        self.stop_following.send_replace(true);
    }
}

/// Starts a node. Readers are served once the shelf holds what the journal holds: nobody is shown what was withdrawn
/// meanwhile. Where that takes long, or the journal does not answer, they are served from the shelf as it is.
pub async fn start(
    mut config: SiteConfig,
    press: Arc<dyn Press>,
    journal: impl Journal,
    committed: Option<watch::Receiver<u64>>,
    readings: impl Readings,
    blobs: store::Blobs,
) -> Result<SiteHandle, SiteError> {
    let (kitchen, closed) = kitchen(&config, press, blobs).await?;
    config.connections_max = sockets::room_for(config.connections_max);
    let (stop, stopped) = watch::channel(false);
    let (stop_following, not_followed) = watch::channel(false);
    let (ready, is_ready) = watch::channel(false);
    let (cursor, cursor_now) = watch::channel(kitchen.shelf.cursor());

    let addr = config.sockets.addr();
    let tls = config.tls.take().map(Secured::of).transpose()?;
    let certificate = tls.as_ref().map(|tls| Arc::clone(&tls.certificate));
    let doors = doors(std::mem::take(&mut config.sockets.listeners), tls);
    let private = bind_private(config.private_listen).await?;
    let mut tasks = Vec::new();
    let private_addr = private.as_ref().map(|(addr, _)| *addr);
    if let Some((_, listener)) = private {
        let serving = private::serve(listener, Arc::clone(&kitchen), is_ready.clone(), stopped.clone());
        tasks.push(tokio::spawn(serving));
    }
    if let Some(certificate) = certificate {
        tasks.push(tokio::spawn(certificate.keep(stopped.clone())));
    }
    let sweep = Sweep::new(&kitchen, readings, config.tally, not_followed.clone());
    tasks.push(tokio::spawn(sweep.run()));
    let journal: Arc<dyn Journal> = Arc::new(journal);
    let (asked, mut answered) = watch::channel(false);
    let indexer = Indexer {
        journal: Arc::clone(&journal),
        kitchen: Arc::clone(&kitchen),
        cursor: cursor_now.clone(),
        ready: is_ready.clone(),
        poll: config.poll,
        stop: not_followed.clone(),
    };
    let follower = Follower {
        journal: Arc::clone(&journal),
        kitchen: Arc::clone(&kitchen),
        committed,
        poll: config.poll,
        progress: Progress { cursor, ready, asked },
        stop: not_followed,
    };
    tasks.push(tokio::spawn(follower.run()));
    tasks.push(tokio::spawn(indexer.run()));
    let _ = tokio::time::timeout(CATCH_UP_WITHIN, answered.wait_for(|answered| *answered)).await;
    let (workers, deaths) = start_workers(&config, &kitchen, doors, &stopped)?;
    tracing::info!(%addr, workers = workers.len(), "readers are served");
    Ok(SiteHandle {
        addr,
        private_addr,
        cursor: cursor_now,
        ready: is_ready,
        kitchen,
        closed,
        journal,
        stop,
        stop_following,
        workers,
        tasks,
        deaths,
    })
}

async fn kitchen(
    config: &SiteConfig,
    press: Arc<dyn Press>,
    blobs: store::Blobs,
) -> Result<(Arc<Kitchen>, mpsc::Receiver<Infallible>), SiteError> {
    let (path, bytes) = (config.shelf.clone(), config.shelf_cache_bytes);
    let (folder, languages) = (config.search.clone(), config.languages.clone());
    let opened = tokio::task::spawn_blocking(move || -> Result<_, SiteError> {
        Ok((ShelfFile::open(&path, bytes)?, search::Index::open(&folder, languages)?))
    });
    let (shelf, search) = opened.await.map_err(|_| SiteError::Died)??;
    if shelf.cursor() == 0 {
        // It may be of another journal.
        search.clear()?;
    }
    let metrics = Arc::new(Metrics::for_workers(config.sockets.listeners.len()));
    metrics.cursor.set(shelf.cursor());
    let (polisher, wishes) = Polisher::new();
    let (darkroom, chores) = Darkroom::new(config.renditions.clone(), blobs, Arc::clone(&metrics));
    let (open, closed) = mpsc::channel(1);
    let kitchen = Arc::new(Kitchen {
        press: RwLock::new(press),
        building: AtomicBool::new(shelf.cursor() == 0 || !shelf.is_whole()),
        shelf,
        search: Finding::new(search),
        cache: Cache::new(config.cache_bytes),
        counters: Counters::default(),
        flights: Flights::default(),
        live: Live::new(config.listeners_max, config.connections_per_address),
        metrics,
        polisher,
        answering: Arc::new(Semaphore::new(ANSWERS_AT_ONCE)),
        last_good: Mutex::default(),
        changed: config.changed.clone(),
        darkroom,
        changing: Mutex::default(),
        _open: open,
    });
    wishes.work(Arc::downgrade(&kitchen)).map_err(SiteError::Thread)?;
    chores.work(&Arc::downgrade(&kitchen)).map_err(SiteError::Thread)?;
    Ok((kitchen, closed))
}

async fn bind_private(
    addr: Option<SocketAddr>,
) -> Result<Option<(SocketAddr, tokio::net::TcpListener)>, SiteError> {
    let Some(addr) = addr else { return Ok(None) };
    let failed = |error| SiteError::Listen { addr, error };
    let listener = tokio::net::TcpListener::bind(addr).await.map_err(failed)?;
    Ok(Some((listener.local_addr().map_err(failed)?, listener)))
}

/// What serving over TLS needs, ready.
struct Secured {
    listeners: Vec<std::net::TcpListener>,
    certificate: Arc<Certificate>,
    acceptor: TlsAcceptor,
    onward: Onward,
}

impl Secured {
    fn of(tls: Tls) -> Result<Self, SiteError> {
        let certificate = Certificate::read(tls.certificate)?;
        let acceptor = certificate.acceptor()?;
        let onward = Onward { origin: tls.origin.into(), challenges: tls.challenges };
        Ok(Self { listeners: tls.sockets.listeners, certificate, acceptor, onward })
    }
}

type Doors = Vec<(std::net::TcpListener, Door)>;

/// The doors of each serving thread.
fn doors(plain: Vec<std::net::TcpListener>, tls: Option<Secured>) -> Vec<Doors> {
    let onward = tls.as_ref().map_or(Door::Plain, |tls| Door::Onward(tls.onward.clone()));
    let mut doors: Vec<Doors> = plain.into_iter().map(|listener| vec![(listener, onward.clone())]).collect();
    if let Some(tls) = tls {
        for (doors, listener) in doors.iter_mut().zip(tls.listeners) {
            doors.push((listener, Door::Tls(tls.acceptor.clone())));
        }
    }
    doors
}

type Workers = (Vec<Thread<()>>, mpsc::UnboundedReceiver<()>);

fn start_workers(
    config: &SiteConfig,
    kitchen: &Arc<Kitchen>,
    doors: Vec<Doors>,
    stopped: &watch::Receiver<bool>,
) -> Result<Workers, SiteError> {
    let log = match &config.access_log {
        Some(path) => {
            Some(LogFile::open(path).map_err(|error| SiteError::AccessLog { path: path.clone(), error })?)
        }
        None => None,
    };
    let clock = Arc::new(Clock::new());
    let addresses = Addresses::new(config.connections_per_address);
    let (death, deaths) = mpsc::unbounded_channel();
    let mut workers = Vec::new();
    let count = doors.len();
    let drained = Arc::new(Barrier::new(count));
    for (number, doors) in doors.into_iter().enumerate() {
        let worker = Worker {
            doors,
            answerer: Arc::new(Answerer {
                kitchen: Arc::clone(kitchen),
                counts: Arc::clone(&kitchen.metrics.workers[number]),
                clock: Arc::clone(&clock),
                date: Mutex::new(Stamp::written_as(clock::date)),
                log: log
                    .clone()
                    .map(|file| AccessLog::new(file, Arc::clone(&clock), Arc::clone(&kitchen.metrics))),
            }),
            connections_max: (config.connections_max / count).max(1),
            addresses: Arc::clone(&addresses),
            drained: Arc::clone(&drained),
            limits: Limits {
                idle: config.idle_timeout,
                head: config.header_timeout,
                write: config.write_timeout,
            },
            grace: config.grace,
            stop: stopped.clone(),
        };
        workers.push(start_worker(number, worker, death.clone())?);
    }
    Ok((workers, deaths))
}

fn start_worker(
    number: usize,
    worker: Worker,
    death: mpsc::UnboundedSender<()>,
) -> Result<Thread<()>, SiteError> {
    let stop = worker.stop.clone();
    let run = move || {
        // Dropped on a panic too.
        let _death = Death { death, stop };
        if let Err(error) = worker.run() {
            tracing::error!(%error, "a serving thread could not start");
        }
    };
    std::thread::Builder::new().name(format!("site-{number}")).spawn(run).map_err(SiteError::Thread)
}

/// Tells that its thread ended, unless it was told to.
struct Death {
    death: mpsc::UnboundedSender<()>,
    stop: watch::Receiver<bool>,
}

impl Drop for Death {
    fn drop(&mut self) {
        if !*self.stop.borrow() {
            let _ = self.death.send(());
        }
    }
}
