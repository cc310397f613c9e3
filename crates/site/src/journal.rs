//! The one thing the readers' side may ask of the newsroom.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use story::JournalEntry;

/// An answer that comes later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why the journal did not answer; for the log only.
#[derive(Debug)]
pub struct JournalDown(pub String);

impl fmt::Display for JournalDown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JournalDown {}

/// The ordered record of everything published. The newsroom's database has one; tests keep one in memory.
pub trait Journal: Send + Sync + 'static {
    /// The entries after `seq`, oldest first, at most `limit`.
    fn after(&self, seq: u64, limit: u32) -> Later<'_, Result<Vec<JournalEntry>, JournalDown>>;
    /// The same, to follow it: what is at hand, which may be less than there is; none only where there is none.
    fn next(&self, seq: u64, limit: u32) -> Later<'_, Result<Vec<JournalEntry>, JournalDown>> {
        self.after(seq, limit)
    }
    /// Number of the newest entry; 0 before the first.
    fn last(&self) -> Later<'_, Result<u64, JournalDown>>;
}

impl Journal for store::JournalReader {
    fn after(&self, seq: u64, limit: u32) -> Later<'_, Result<Vec<JournalEntry>, JournalDown>> {
        Box::pin(async move { Self::after(self, seq, limit).await.map_err(|error| down(&error)) })
    }

    fn next(&self, seq: u64, limit: u32) -> Later<'_, Result<Vec<JournalEntry>, JournalDown>> {
        Box::pin(async move { Self::next(self, seq, limit).await.map_err(|error| down(&error)) })
    }

    fn last(&self) -> Later<'_, Result<u64, JournalDown>> {
        Box::pin(async move { Self::last(self).await.map_err(|error| down(&error)) })
    }
}

fn down(error: &store::StoreError) -> JournalDown {
    JournalDown(error.to_string())
}
