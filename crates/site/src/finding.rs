//! The search of this node: follows the journal beside the shelf, and when it cannot, pages go on without it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use search::{Index, SearchError};
use story::{Answer, Card, Finder, JournalEntry, Question, Shelf};
use tokio::sync::Notify;

/// How long an answer waits for the search to know what pages show already; writing its index takes some ten
/// milliseconds, and a second where the disk has much to do.
const IN_STEP_WITHIN: Duration = Duration::from_secs(3);
/// Entries that it takes in within that time; an answer does not wait for more.
const NEAR: u64 = 10_000;
const BACK_OFF_MIN: Duration = Duration::from_millis(100);
const BACK_OFF_MAX: Duration = Duration::from_secs(60);

/// The index, and since when it cannot be written. What it proposes is only shown where the shelf agrees, so one that
/// stays behind proposes less and nothing wrong.
pub(crate) struct Finding {
    index: Index,
    /// Which journal it follows, counted from the start; held while entries of it are taken in.
    journal: Mutex<u64>,
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
        Self {
            index,
            journal: Mutex::default(),
            found,
            advanced: Condvar::new(),
            asked: Notify::new(),
            trouble: Mutex::default(),
        }
    }

    /// Number of the last entry it has; the journal is read on from there.
    pub(crate) fn cursor(&self) -> u64 {
        self.index.cursor()
    }

    /// Which journal it follows: what was read before it was emptied for another is refused.
    pub(crate) fn journal(&self) -> u64 {
        *self.turn()
    }

    /// Takes in entries of that journal, and says whether it did.
    pub(crate) fn take_in(&self, journal: u64, entries: &[JournalEntry]) -> bool {
        let turn = self.turn();
        *turn == journal && self.attempt(|index| index.take_in(entries))
    }

    /// Lets readers find what was taken in.
    pub(crate) fn show(&self) {
        self.attempt(Index::show);
    }

    /// Empties the index, also while it rests: what it has is of another journal.
    pub(crate) fn clear(&self) -> Result<(), SearchError> {
        let mut turn = self.turn();
        *turn += 1;
        let cleared = self.index.clear();
        *self.found() = self.index.visible();
        cleared
    }

    /// Returns when readers find what they can read: an answer is never older than the pages. One that is far behind, or
    /// in trouble, is not waited for.
    fn in_step_with(&self, shelf: &dyn Shelf) {
        let Some((seq, _)) = shelf.as_of() else { return };
        let near = |found: u64| found < seq && seq - found <= NEAR;
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

    fn attempt(&self, change: impl FnOnce(&Index) -> Result<(), SearchError>) -> bool {
        if self.rests_until().is_some() {
            return false;
        }
        let changed = change(&self.index);
        let did = changed.is_ok();
        self.note(changed);
        *self.found() = self.index.visible();
        self.advanced.notify_all();
        did
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

    /// When an index in trouble is tried again.
    pub(crate) fn rests_until(&self) -> Option<Instant> {
        self.trouble().as_ref().map(|trouble| trouble.due).filter(|due| *due > Instant::now())
    }

    fn trouble(&self) -> MutexGuard<'_, Option<Trouble>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self) -> MutexGuard<'_, u64> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
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
