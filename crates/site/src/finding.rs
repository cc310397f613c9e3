//! The search of this node: follows the journal beside the shelf, and when it cannot, pages go on without it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use search::{Index, SearchError};
use story::{Answer, Card, Finder, JournalEntry, Question, Shelf};
use tokio::sync::Notify;

use crate::refresh::ONE_BY_ONE_MAX;

/// How long an answer waits for the search to know what pages show already; writing its index takes some ten
/// milliseconds, and a second where the disk has much to do.
const IN_STEP_WITHIN: Duration = Duration::from_secs(3);
const BACK_OFF_MIN: Duration = Duration::from_millis(100);
const BACK_OFF_MAX: Duration = Duration::from_secs(60);

/// The index, and since when it cannot be written. What it proposes is only shown where the shelf agrees, so one that
/// stays behind proposes less and nothing wrong.
pub(crate) struct Finding {
    index: Index,
    /// Number of the last journal entry that readers find, and who waits for a later one.
    found: Mutex<u64>,
    advanced: Condvar,
    /// Somebody looks for something, and would not find what pages show already.
    asked: Notify,
    trouble: Mutex<Option<Trouble>>,
}

struct Trouble {
    /// When the index is tried again, and how long after that.
    due: Instant,
    pause: Duration,
}

impl Finding {
    pub(crate) fn new(index: Index) -> Self {
        let found = Mutex::new(index.cursor());
        Self { index, found, advanced: Condvar::new(), asked: Notify::new(), trouble: Mutex::default() }
    }

    /// After which entry the journal must be read so that shelf and search miss nothing; an index in trouble does not
    /// hold up the shelf until it is tried again.
    pub(crate) fn reads_after(&self, shelf: u64) -> u64 {
        if self.rests() { shelf } else { shelf.min(self.index.cursor()) }
    }

    /// Takes in entries of the journal unless it rests, or waits for earlier ones that it missed while it did.
    pub(crate) fn take_in(&self, entries: &[JournalEntry]) {
        let follows = entries.first().is_none_or(|first| first.seq <= self.index.cursor() + 1);
        if follows {
            self.attempt(|index| index.take_in(entries));
        }
    }

    /// Lets readers find what was taken in.
    pub(crate) fn show(&self) {
        self.attempt(Index::show);
    }

    /// Empties the index, also while it rests: what it has is of another journal.
    pub(crate) fn clear(&self) -> Result<(), SearchError> {
        let cleared = self.index.clear();
        *self.found() = self.index.visible();
        cleared
    }

    /// Returns when readers find what they can read: an answer is never older than the pages. One that is far behind, or
    /// in trouble, is not waited for.
    fn in_step_with(&self, shelf: &dyn Shelf) {
        let Some((seq, _)) = shelf.as_of() else { return };
        let near = |found: u64| found < seq && seq - found <= ONE_BY_ONE_MAX as u64;
        let waits = |found: &mut u64| near(*found) && self.trouble().is_none();
        if near(*self.found()) {
            self.asked.notify_one();
        }
        drop(self.advanced.wait_timeout_while(self.found(), IN_STEP_WITHIN, waits));
    }

    /// Returns when somebody asks for what cannot be found yet.
    pub(crate) async fn asked(&self) {
        self.asked.notified().await;
    }

    fn attempt(&self, change: impl FnOnce(&Index) -> Result<(), SearchError>) {
        if self.rests() {
            return;
        }
        let changed = change(&self.index);
        self.note(changed);
        *self.found() = self.index.visible();
        self.advanced.notify_all();
    }

    fn note(&self, changed: Result<(), SearchError>) {
        let mut trouble = self.trouble();
        match (changed, &mut *trouble) {
            (Ok(()), None) => {}
            (Ok(()), Some(_)) => {
                *trouble = None;
                tracing::info!(cursor = self.index.cursor(), "the search follows the journal again");
            }
            (Err(error), None) => {
                *trouble = Some(Trouble { due: Instant::now() + BACK_OFF_MIN, pause: BACK_OFF_MIN });
                tracing::error!(%error, "the search does not know the newest stories");
            }
            (Err(_), Some(Trouble { due, pause })) => {
                *pause = (*pause * 2).min(BACK_OFF_MAX);
                *due = Instant::now() + *pause;
            }
        }
    }

    fn rests(&self) -> bool {
        self.trouble().as_ref().is_some_and(|trouble| trouble.due > Instant::now())
    }

    fn trouble(&self) -> MutexGuard<'_, Option<Trouble>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn found(&self) -> MutexGuard<'_, u64> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Finder for Finding {
    fn find(&self, shelf: &dyn Shelf, question: &Question) -> Answer {
        self.in_step_with(shelf);
        self.index.find(shelf, question)
    }

    fn suggest(&self, shelf: &dyn Shelf, edition: &str, typed: &str, count: usize) -> Vec<Card> {
        self.in_step_with(shelf);
        self.index.suggest(shelf, edition, typed, count)
    }
}
