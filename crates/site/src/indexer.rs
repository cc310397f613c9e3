//! Follows the journal for the search, behind the pages: neither waits for the other, and readers of both get the same.

use std::sync::Arc;
use std::time::{Duration, Instant};

use story::JournalEntry;
use tokio::sync::watch;

use crate::follow::{BATCH, in_time};
use crate::journal::{Journal, JournalDown};
use crate::kitchen::Kitchen;
use crate::refresh::ONE_BY_ONE_MAX;

/// How long the newest stories wait to be found where nobody looks for anything: an index is written at once after a
/// burst of publications, which it would keep waiting.
const FOUND_AFTER: Duration = Duration::from_secs(1);

pub(crate) struct Indexer {
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) kitchen: Arc<Kitchen>,
    /// The last entry that pages show; the search takes in none after it.
    pub(crate) cursor: watch::Receiver<u64>,
    pub(crate) ready: watch::Receiver<bool>,
    pub(crate) poll: Duration,
    pub(crate) stop: watch::Receiver<bool>,
}

impl Indexer {
    /// Follows until told to stop. Whoever builds a shelf has the machine alone until readers can be served.
    pub(crate) async fn run(mut self) {
        let readers_come = tokio::select! {
            ready = self.ready.wait_for(|ready| *ready) => ready.is_ok(),
            _ = self.stop.wait_for(|stop| *stop) => false,
        };
        // What was taken in and is not found yet is to be found by then.
        let mut show_at = None;
        while readers_come && !*self.stop.borrow() {
            // Seen before reading: what pages show after this ends the next wait.
            self.cursor.borrow_and_update();
            let behind = self.follow(&mut show_at).await.is_err();
            if show_at.is_some_and(|at| at <= Instant::now()) {
                show_at = None;
                self.show().await;
            }
            self.wait(&mut show_at, behind).await;
        }
    }

    /// Takes in all that pages show, reading on while it writes.
    async fn follow(&self, show_at: &mut Option<Instant>) -> Result<(), JournalDown> {
        let search = &self.kitchen.search;
        if search.rests_until().is_some() {
            return Ok(());
        }
        let journal = search.journal();
        let mut entries = self.read(search.cursor()).await?;
        while let Some(last) = entries.last().map(|entry| entry.seq)
            && !*self.stop.borrow()
        {
            let wait = if entries.len() <= ONE_BY_ONE_MAX { FOUND_AFTER } else { Duration::ZERO };
            let at = Instant::now() + wait;
            *show_at = Some(show_at.map_or(at, |earlier| earlier.min(at)));
            let kitchen = Arc::clone(&self.kitchen);
            let taking = tokio::task::spawn_blocking(move || kitchen.search.take_in(journal, &entries));
            let (taken, next) = tokio::join!(taking, self.read(last));
            if !taken.unwrap_or_else(|error| died(&error)) {
                break;
            }
            entries = next?;
        }
        Ok(())
    }

    /// What pages show after `seq`.
    async fn read(&self, seq: u64) -> Result<Vec<JournalEntry>, JournalDown> {
        let shown = self.kitchen.shelf.cursor();
        if seq >= shown {
            return Ok(Vec::new());
        }
        let mut entries = in_time(self.journal.next(seq, BATCH)).await?;
        entries.retain(|entry| entry.seq <= shown);
        Ok(entries)
    }

    async fn show(&self) {
        let kitchen = Arc::clone(&self.kitchen);
        tokio::task::spawn_blocking(move || kitchen.search.show()).await.unwrap_or_else(|error| died(&error));
    }

    /// Returns when there is something to do.
    async fn wait(&mut self, show_at: &mut Option<Instant>, behind: bool) {
        let rests = self.kitchen.search.rests_until();
        let again = rests.or_else(|| behind.then(|| Instant::now() + self.poll));
        let due = [*show_at, again].into_iter().flatten().min();
        let due = async {
            match due {
                Some(due) => tokio::time::sleep_until(due.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = due => {}
            () = self.kitchen.search.asked(), if show_at.is_some() => *show_at = Some(Instant::now()),
            Ok(()) = self.cursor.changed() => {}
            _ = self.stop.wait_for(|stop| *stop) => {}
        }
    }
}

fn died<T: Default>(error: &tokio::task::JoinError) -> T {
    tracing::error!(%error, "the search died taking in the newest stories");
    T::default()
}
