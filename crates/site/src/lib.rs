//! Readers' side: follows the journal into the shelf, prints pages when they are asked for, and serves them.
//! It sees the journal and nothing else, so a draft cannot leak and the newsroom's database may be down.

mod shelf;

pub use shelf::{Applied, ShelfError, ShelfFile, Snapshot};
