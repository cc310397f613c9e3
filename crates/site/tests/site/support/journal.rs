//! A journal in memory that can be taken away and given back.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use site::{Journal, JournalDown, Later};
use story::{Change, JournalEntry};
use tokio::sync::watch;

use super::at;

#[derive(Clone)]
pub(crate) struct MemoryJournal {
    state: Arc<Mutex<State>>,
    committed: Arc<watch::Sender<u64>>,
}

#[derive(Default)]
struct State {
    entries: Vec<JournalEntry>,
    down: bool,
    /// How long it takes over an answer.
    slowness: Duration,
    /// Times it was asked for entries.
    asked: u64,
}

impl Default for MemoryJournal {
    fn default() -> Self {
        Self { state: Arc::default(), committed: Arc::new(watch::Sender::new(0)) }
    }
}

impl MemoryJournal {
    pub(crate) fn add(&self, change: Change) -> u64 {
        let seq = self.add_silently(change);
        self.committed.send_replace(seq);
        seq
    }

    /// As another process would: nobody is woken.
    pub(crate) fn add_silently(&self, change: Change) -> u64 {
        let mut state = self.state.lock().unwrap();
        let seq = state.entries.len() as u64 + 1;
        state.entries.push(JournalEntry { seq, at: at(seq as i64), change });
        seq
    }

    pub(crate) fn signal(&self) -> watch::Receiver<u64> {
        self.committed.subscribe()
    }

    pub(crate) fn set_down(&self, down: bool) {
        self.state.lock().unwrap().down = down;
    }

    pub(crate) fn answer_after(&self, slowness: Duration) {
        self.state.lock().unwrap().slowness = slowness;
    }

    pub(crate) fn asked(&self) -> u64 {
        self.state.lock().unwrap().asked
    }
}

impl Journal for MemoryJournal {
    fn after(&self, seq: u64, limit: u32) -> Later<'_, Result<Vec<JournalEntry>, JournalDown>> {
        let mut state = self.state.lock().unwrap();
        state.asked += 1;
        let answer = if state.down {
            Err(JournalDown("the database was stopped by this test".into()))
        } else {
            Ok(state.entries.iter().skip(seq as usize).take(limit as usize).cloned().collect())
        };
        let slowness = state.slowness;
        Box::pin(async move {
            if !slowness.is_zero() {
                tokio::time::sleep(slowness).await;
            }
            answer
        })
    }

    fn last(&self) -> Later<'_, Result<u64, JournalDown>> {
        let last = self.state.lock().unwrap().entries.len() as u64;
        Box::pin(std::future::ready(Ok(last)))
    }
}
