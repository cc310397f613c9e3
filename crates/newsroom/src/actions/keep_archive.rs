//! The job that keeps the rules' archive up with the journal: woken by a signal and by a timer, from a cursor.

use std::future::Future;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use story::JournalEntry;

use super::AFTER_READERS;
use crate::{Fault, Newsroom, Result};

/// Entries read at one time: the first round reads as many stories as the archive holds.
const ENTRIES: u32 = 500;
/// The longest that a publication waits to be known when its signal is lost or another process made it.
const PAUSE_MAX: Duration = Duration::from_secs(5);

impl Newsroom {
    /// Runs until `shutdown`. Faults are logged where they happen; the next round tries again.
    pub async fn keep_archive(&self, shutdown: impl Future<Output = ()> + Send) {
        let mut committed = self.store.committed();
        tokio::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => return,
                // The error is in the log; there is nobody to hand it to.
                learnt = self.learn_published() => drop(learnt),
            }
            tokio::select! {
                () = &mut shutdown => return,
                _ = committed.changed() => tokio::time::sleep(AFTER_READERS).await,
                () = tokio::time::sleep(PAUSE_MAX) => {}
            }
        }
    }

    /// Teaches the rules what was published, corrected and killed since the last time.
    pub async fn learn_published(&self) -> Result<()> {
        let journal = self.store.journal();
        // Held to the end: entries are learnt in their order, whoever asks.
        let mut learnt = self.shared.archive_at.lock().await;
        if *learnt == 0 {
            let held = self.shared.archive.read().unwrap_or_else(PoisonError::into_inner).stories_max();
            *learnt = journal.before_last_stories(held).await?;
        }
        loop {
            let entries = journal.after(*learnt, ENTRIES).await?;
            let Some(last) = entries.last().map(|entry| entry.seq) else { return Ok(()) };
            self.learn(entries).await?;
            *learnt = last;
        }
    }

    /// In a thread of its own, and the archive is held for one story at a time: a first start learns for seconds.
    async fn learn(&self, entries: Vec<JournalEntry>) -> Result<()> {
        let archive = Arc::clone(&self.shared.archive);
        let learning = tokio::task::spawn_blocking(move || {
            for entry in entries {
                let mut archive = archive.write().unwrap_or_else(PoisonError::into_inner);
                match (entry.change.live(), entry.change.story_id()) {
                    (Some(live), _) => archive.learn(live.id, live.first_published, &live.content),
                    (None, Some(withdrawn)) => archive.forget(withdrawn),
                    // Not about a story.
                    (None, None) => {}
                }
            }
        });
        Ok(learning.await.map_err(|error| Fault::new("learn-published", error))?)
    }
}
