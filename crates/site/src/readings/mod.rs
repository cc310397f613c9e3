//! How often each version of a story is read: counted where pages are served, added up where the newsroom can see it.
//! Nothing is known of who read: no address, no name, no time.

mod counters;
mod sweep;
mod unkept;

use std::collections::BTreeMap;
use std::fmt;

use story::Version;

use crate::journal::Later;
pub(crate) use counters::{Counter, Counters};
pub(crate) use sweep::Sweep;

/// How often something was read, by version.
pub type Read = BTreeMap<Version, u64>;

/// Why readings were not added; for the log only.
#[derive(Debug)]
pub enum NotAdded {
    /// Nothing of it was added: it is tried again.
    Not(String),
    /// It may have been added or not, so it is never tried again: rather a few too little than some twice.
    Perhaps(String),
}

impl fmt::Display for NotAdded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Not(why) | Self::Perhaps(why)) = self;
        f.write_str(why)
    }
}

/// Where readings are added up. The newsroom's database has such a place; tests keep one in memory.
pub trait Readings: Send + Sync + 'static {
    /// Adds to what is known, all of it or nothing.
    fn add<'a>(&'a self, read: &'a Read) -> Later<'a, Result<(), NotAdded>>;
}

impl Readings for store::ReadingsWriter {
    fn add<'a>(&'a self, read: &'a Read) -> Later<'a, Result<(), NotAdded>> {
        Box::pin(async move {
            Self::add(self, read).await.map_err(|error| match error {
                store::StoreError::Unconfirmed { .. } => NotAdded::Perhaps(error.to_string()),
                _ => NotAdded::Not(error.to_string()),
            })
        })
    }
}
