//! Follows the journal: woken by a signal and by a timer, so that a lost signal is a delay; keeps its place on the
//! shelf, so that a crash is a replay; serves on while the journal is away.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use story::{Change, JournalEntry};
use tokio::sync::watch;

use crate::journal::{Journal, JournalDown};
use crate::kitchen::Kitchen;

/// Entries read at once. A thousand stories are some 10 MB.
pub(crate) const BATCH: u32 = 2000;
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
const BACK_OFF_MAX: Duration = Duration::from_secs(5);
/// How long an idle shelf may be ahead of the disk, where no story was withdrawn; a crash then replays that much.
const PERSIST_AFTER: Duration = Duration::from_secs(30);
const PROGRESS_EVERY: Duration = Duration::from_secs(2);

/// What the follower tells the rest of the node.
pub(crate) struct Progress {
    pub(crate) cursor: watch::Sender<u64>,
    pub(crate) ready: watch::Sender<bool>,
    /// The journal was asked: the shelf holds all there was, or that cannot be hoped for now.
    pub(crate) asked: watch::Sender<bool>,
}

pub(crate) struct Follower {
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) kitchen: Arc<Kitchen>,
    pub(crate) committed: Option<watch::Receiver<u64>>,
    pub(crate) poll: Duration,
    pub(crate) progress: Progress,
    pub(crate) stop: watch::Receiver<bool>,
}

/// What came of asking the journal once.
enum Step {
    Applied,
    CaughtUp,
    Failed(String),
}

/// What the follower remembers between two steps.
struct State {
    /// The journal is known to be the one the shelf was built from.
    verified: bool,
    /// The last trouble logged, so that a long one is one line.
    trouble: Option<String>,
    back_off: Duration,
    /// The shelf is ahead of the disk; when it is to be saved.
    save_at: Option<Instant>,
    /// What comes next, where many entries follow each other: read while the last ones were taken in.
    ahead: Vec<JournalEntry>,
    told: Instant,
}

impl State {
    /// These are to be saved in a while; what was withdrawn must not come back with a crash, so as soon as there is time.
    fn save_by(&mut self, entries: &[JournalEntry]) {
        let kills = entries.iter().any(|entry| matches!(entry.change, Change::Killed(_)));
        let at = Instant::now() + if kills { Duration::ZERO } else { PERSIST_AFTER };
        self.save_at = Some(self.save_at.map_or(at, |earlier| earlier.min(at)));
    }
}

impl Follower {
    /// Follows until told to stop.
    pub(crate) async fn run(mut self) {
        let mut state = State {
            verified: false,
            trouble: None,
            back_off: self.poll,
            save_at: None,
            ahead: Vec::new(),
            told: Instant::now(),
        };
        while !*self.stop.borrow() {
            let step = self.step(&mut state).await;
            let pause = self.settle(step, &mut state).await;
            if !pause.is_zero() {
                self.wait(pause).await;
            }
        }
        self.persist(&mut state).await;
    }

    async fn step(&mut self, state: &mut State) -> Step {
        // Seen before reading: a commit after this wakes the next wait.
        if let Some(committed) = &mut self.committed {
            let last = *committed.borrow_and_update();
            self.kitchen.metrics.journal_last.set(last);
        }
        let entries = match self.next(state).await {
            Ok(entries) => entries,
            Err(JournalDown(why)) => {
                self.kitchen.metrics.journal_up.set(0);
                // It may come back as another one: a backup put in its place.
                state.verified = false;
                return Step::Failed(format!("the journal does not answer: {why}"));
            }
        };
        self.kitchen.metrics.journal_up.set(1);
        let Some(last) = entries.last().map(|entry| entry.seq) else { return Step::CaughtUp };
        let known = self.kitchen.metrics.journal_last.get();
        self.kitchen.metrics.journal_last.set(known.max(last));
        self.take_in(entries, state).await
    }

    async fn next(&self, state: &mut State) -> Result<Vec<JournalEntry>, JournalDown> {
        let ahead = std::mem::take(&mut state.ahead);
        if state.verified && ahead.first().is_some_and(|entry| entry.seq == self.kitchen.shelf.cursor() + 1) {
            return Ok(ahead);
        }
        if !state.verified {
            self.verify().await?;
            state.verified = true;
        }
        in_time(self.journal.next(self.kitchen.shelf.cursor(), BATCH)).await
    }

    /// Empties the shelf when the journal is not the one it was built from: a restored backup, another newsroom.
    async fn verify(&self) -> Result<(), JournalDown> {
        let cursor = self.kitchen.shelf.cursor();
        if cursor == 0 {
            return Ok(());
        }
        let there = in_time(self.journal.after(cursor - 1, 1)).await?;
        if there.first().is_some_and(|entry| self.kitchen.shelf.ends_with(entry)) {
            return Ok(());
        }
        tracing::warn!(cursor, "the journal is not the one this shelf was built from: it is built anew");
        let kitchen = Arc::clone(&self.kitchen);
        let cleared = tokio::task::spawn_blocking(move || {
            kitchen.building.store(true, Ordering::Release);
            let cleared = kitchen.clear();
            kitchen.forget_all();
            cleared
        });
        match cleared.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(JournalDown(error.to_string())),
            Err(error) => Err(JournalDown(error.to_string())),
        }
    }

    /// Takes in entries while the next ones are read.
    async fn take_in(&self, entries: Vec<JournalEntry>, state: &mut State) -> Step {
        state.save_by(&entries);
        let more = entries.last().map(|last| last.seq).filter(|_| entries.len() == BATCH as usize);
        let kitchen = Arc::clone(&self.kitchen);
        let taking = tokio::task::spawn_blocking(move || kitchen.take_in(&entries));
        if let Some(last) = more {
            // Should it fail, the next step reads again, and says so.
            state.ahead = in_time(self.journal.after(last, BATCH)).await.unwrap_or_default();
        }
        let taken = taking.await;
        self.progress.cursor.send_replace(self.kitchen.shelf.cursor());
        match taken {
            Ok(Ok(())) => Step::Applied,
            Ok(Err(error)) => Step::Failed(error.to_string()),
            Err(error) => Step::Failed(format!("taking in entries failed: {error}")),
        }
    }

    /// Logs a change of state once, and says how long to wait before the next step.
    async fn settle(&self, step: Step, state: &mut State) -> Duration {
        if !matches!(step, Step::Applied) || self.kitchen.building.load(Ordering::Acquire) {
            self.progress.asked.send_replace(true);
        }
        match step {
            Step::Failed(why) => self.failed(why, state),
            Step::Applied => {
                self.tell_progress(state);
                self.recovered(state);
                Duration::ZERO
            }
            Step::CaughtUp => {
                self.recovered(state);
                self.mark_whole().await;
                self.progress.ready.send_replace(true);
                if state.save_at.is_some_and(|at| at <= Instant::now()) {
                    self.persist(state).await;
                }
                self.poll
            }
        }
    }

    /// What the shelf does not know is not there, from now on.
    async fn mark_whole(&self) {
        if !self.kitchen.building.swap(false, Ordering::AcqRel) {
            return;
        }
        let shelf = self.kitchen.shelf.clone();
        let marked =
            tokio::task::spawn_blocking(move || shelf.mark_whole().map_err(|error| error.to_string()));
        if let Err(why) = marked.await.unwrap_or_else(|error| Err(error.to_string())) {
            tracing::error!(
                why,
                "that the shelf is whole could not be written down; a restart will see to it"
            );
        }
    }

    fn failed(&self, why: String, state: &mut State) -> Duration {
        let pause = state.back_off;
        state.back_off = (pause * 2).min(BACK_OFF_MAX);
        if state.trouble.is_none() {
            tracing::warn!(
                why,
                "following the journal is interrupted; readers are served what is on the shelf"
            );
        }
        state.trouble = Some(why);
        // What is there is worth serving; waiting for the journal would take the site down with it.
        if self.kitchen.shelf.cursor() > 0 && !self.kitchen.building.load(Ordering::Acquire) {
            self.progress.ready.send_replace(true);
        }
        pause
    }

    fn recovered(&self, state: &mut State) {
        state.back_off = self.poll;
        if state.trouble.take().is_some() {
            tracing::info!(cursor = self.kitchen.shelf.cursor(), "following the journal again");
        }
    }

    fn tell_progress(&self, state: &mut State) {
        if !*self.progress.ready.borrow() && state.told.elapsed() >= PROGRESS_EVERY {
            state.told = Instant::now();
            tracing::info!(cursor = self.kitchen.shelf.cursor(), "building the shelf from the journal");
        }
    }

    async fn persist(&self, state: &mut State) {
        if state.save_at.take().is_none() {
            return;
        }
        let shelf = self.kitchen.shelf.clone();
        let saved = tokio::task::spawn_blocking(move || shelf.persist().map_err(|error| error.to_string()));
        if let Err(why) = saved.await.unwrap_or_else(|error| Err(error.to_string())) {
            tracing::error!(why, "the shelf could not be saved; a restart will replay more");
        }
    }

    async fn wait(&mut self, at_most: Duration) {
        let signal = async {
            match &mut self.committed {
                Some(committed) => committed.changed().await.is_ok(),
                None => std::future::pending().await,
            }
        };
        let signal_lives = tokio::select! {
            lives = signal => lives,
            _ = self.stop.changed() => true,
            () = tokio::time::sleep(at_most) => true,
        };
        if !signal_lives {
            self.committed = None;
        }
    }
}

pub(crate) async fn in_time<T>(
    answer: impl Future<Output = Result<T, JournalDown>>,
) -> Result<T, JournalDown> {
    match tokio::time::timeout(ANSWER_WITHIN, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(JournalDown(format!("no answer within {} s", ANSWER_WITHIN.as_secs()))),
    }
}
