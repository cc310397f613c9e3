//! How a site node is set up, and why it may not start.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use search::SearchError;
use story::Language;
use tokio::sync::mpsc;

use crate::darkroom::beside;
use crate::serve::challenges::Challenges;
use crate::serve::tls::CertificateFiles;
use crate::{ShelfError, Sockets};

/// A large office behind one address; a single attacker still leaves seven eighths to others.
pub const CONNECTIONS_PER_ADDRESS: usize = 2048;

/// Settings of one site node. [`SiteConfig::new`] gives the defaults.
#[derive(Debug)]
pub struct SiteConfig {
    /// Where readers come in, with a thread for each socket.
    pub sockets: Sockets,
    /// Where readers come in over TLS, likewise; the other sockets then lead there.
    pub tls: Option<Tls>,
    /// Where metrics and health are asked; never on the readers' address.
    pub private_listen: Option<SocketAddr>,
    /// The shelf's file; may be deleted while the node is stopped.
    pub shelf: PathBuf,
    /// The folder of the search index; may be deleted as the shelf may.
    pub search: PathBuf,
    /// The language of each edition, for the search.
    pub languages: BTreeMap<String, Language>,
    /// The folder of the sizes of pictures; may be deleted while the node is stopped.
    pub renditions: PathBuf,
    /// Gets the paths that an entry changed, once readers can have them anew; whoever lags behind misses some.
    pub changed: Option<mpsc::Sender<Vec<String>>>,
    /// Memory for pages of the shelf's file.
    pub shelf_cache_bytes: usize,
    /// Memory for printed pages, compressed bodies included.
    pub cache_bytes: usize,
    /// Readers connected at once; further ones wait in the system's queue.
    pub connections_max: usize,
    /// Of these, those of one address, an IPv6 network of 64 bits being one; further ones are told to come back later. 0
    /// is no limit, for a node behind a proxy.
    pub connections_per_address: usize,
    /// Of these, readers who listen to a list; further ones are told to come back later.
    pub listeners_max: usize,
    /// From the first byte of a request to the end of its headers.
    pub header_timeout: Duration,
    /// How long a connection may do nothing between requests.
    pub idle_timeout: Duration,
    /// How long a reader may take none of the bytes waiting for it.
    pub write_timeout: Duration,
    /// How long requests under way may go on when the node is told to stop.
    pub grace: Duration,
    /// How often the journal is asked when nobody signals.
    pub poll: Duration,
    /// How often it is summed up what was read.
    pub tally: Duration,
    /// A file that gets one line per request, in the combined format.
    pub access_log: Option<PathBuf>,
}

/// The readers' site over TLS.
#[derive(Debug)]
pub struct Tls {
    pub sockets: Sockets,
    pub certificate: CertificateFiles,
    /// Scheme and host that readers of plain HTTP are led to.
    pub origin: String,
    /// What an authority may ask meanwhile over plain HTTP.
    pub challenges: Challenges,
}

impl SiteConfig {
    /// The search index is put beside the shelf.
    pub fn new(sockets: Sockets, shelf: impl Into<PathBuf>) -> Self {
        let shelf = shelf.into();
        Self {
            sockets,
            tls: None,
            private_listen: None,
            search: shelf.with_extension("search"),
            languages: BTreeMap::new(),
            changed: None,
            renditions: beside(&shelf),
            shelf,
            shelf_cache_bytes: 64 << 20,
            cache_bytes: 256 << 20,
            connections_max: 16_384,
            connections_per_address: CONNECTIONS_PER_ADDRESS,
            listeners_max: 12_288,
            // Longer than browsers keep a connection that they opened in advance (Chromium: 10 s).
            header_timeout: Duration::from_secs(15),
            idle_timeout: Duration::from_secs(75),
            write_timeout: Duration::from_secs(30),
            grace: Duration::from_secs(10),
            poll: Duration::from_millis(200),
            tally: Duration::from_secs(60),
            access_log: None,
        }
    }
}

/// Why a site node cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    #[error("cannot listen on {addr}: {error}. Is another program using the port?")]
    Listen { addr: SocketAddr, error: std::io::Error },
    #[error("the certificate {path} cannot be used: {why}")]
    Certificate { path: PathBuf, why: String },
    #[error("cannot write the access log {path}: {error}")]
    AccessLog { path: PathBuf, error: std::io::Error },
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error("a thread for readers could not be started: {0}")]
    Thread(std::io::Error),
    #[error("the site stopped serving by itself; the log says why")]
    Died,
}
