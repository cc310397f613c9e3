//! Readers' side: follows the journal into the shelf, prints pages when they are asked for, and serves them.
//! It sees the journal, adds to how often something was read, and knows nothing else of the newsroom: a draft cannot
//! leak, and its database may be down.
//!
//! *Invariant:* no page is served from before an entry whose number [`SiteHandle::cursor`] has told.
//! *Invariant:* a page in memory is sent without a lock held, a file opened, or a byte compressed.

mod cache;
mod config;
mod darkroom;
mod finding;
mod follow;
mod indexer;
mod journal;
mod kitchen;
mod live;
mod metrics;
mod node;
mod polish;
mod proofs;
mod readings;
mod refresh;
mod serve;
mod shelf;
mod tally;

pub use config::{CONNECTIONS_PER_ADDRESS, SiteConfig, SiteError, Tls};
pub use journal::{Journal, JournalDown, Later};
pub use node::{PressRoom, SiteHandle, start};
pub use proofs::ProofRoom;
pub use readings::{NotAdded, Read, Readings};
pub use serve::challenges::Challenges;
pub use serve::sockets::Sockets;
pub use serve::tls::CertificateFiles;
pub use shelf::{Applied, Medium, ShelfError, ShelfFile, Snapshot};
