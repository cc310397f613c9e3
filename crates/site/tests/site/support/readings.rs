//! A place where readings are added up, in memory, that can be taken away and given back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use site::{Later, NotAdded, Read, Readings};
use story::Version;

use super::id;

#[derive(Clone, Default)]
pub(crate) struct MemoryReadings {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    read: Read,
    down: bool,
    /// Times that somebody came to add something.
    asked: u64,
}

impl MemoryReadings {
    /// How often each revision of a story was read.
    pub(crate) fn of(&self, number: u64) -> BTreeMap<u64, u64> {
        let state = self.state.lock().unwrap();
        let own = state.read.iter().filter(|(version, _)| version.story == id(number));
        own.map(|(Version { revision, .. }, times)| (*revision, *times)).collect()
    }

    pub(crate) fn set_down(&self, down: bool) {
        self.state.lock().unwrap().down = down;
    }

    pub(crate) fn asked(&self) -> u64 {
        self.state.lock().unwrap().asked
    }
}

impl Readings for MemoryReadings {
    fn add<'a>(&'a self, read: &'a Read) -> Later<'a, Result<(), NotAdded>> {
        let mut state = self.state.lock().unwrap();
        state.asked += 1;
        let answer = if state.down {
            Err(NotAdded::Not("the database was stopped by this test".into()))
        } else {
            for (version, times) in read {
                *state.read.entry(*version).or_default() += times;
            }
            Ok(())
        };
        Box::pin(async { answer })
    }
}
