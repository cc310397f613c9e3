//! One counter for each version of which a page is in use. It outlives the page: what is read of a page that is printed
//! anew, packed, forgotten or withdrawn is in the count.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use story::Version;

use super::Read;

/// Of one version, since somebody asked.
#[derive(Debug)]
pub(crate) struct Counter {
    pub(crate) version: Version,
    times: AtomicU64,
}

impl Counter {
    /// It was read once more.
    pub(crate) fn count(&self) {
        self.times.fetch_add(1, Ordering::Relaxed);
    }
}

#[derive(Debug, Default)]
pub(crate) struct Counters(Mutex<HashMap<Version, Arc<Counter>>>);

impl Counters {
    /// The one that all pages of a version share.
    pub(crate) fn of(&self, version: Version) -> Arc<Counter> {
        let new = || Arc::new(Counter { version, times: AtomicU64::new(0) });
        Arc::clone(self.known().entry(version).or_insert_with(new))
    }

    /// What was read since the last time that this was asked. Counters that no page has any more are let go.
    pub(crate) fn take(&self) -> Read {
        let mut read = Read::new();
        self.known().retain(|version, counter| {
            // Asked first: whoever has one still may count after it was read.
            let in_use = Arc::get_mut(counter).is_none();
            // A counter at rest is not written to: its line stays where the threads that serve have it.
            if counter.times.load(Ordering::Relaxed) > 0 {
                read.insert(*version, counter.times.swap(0, Ordering::Relaxed));
            }
            in_use
        });
        read
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Version, Arc<Counter>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use story::StoryId;

    use super::*;

    fn version(revision: u64) -> Version {
        Version { story: StoryId::from_number(7), revision }
    }

    #[test]
    fn what_was_read_is_told_once_though_the_page_is_gone() {
        let counters = Counters::default();
        let (first, again) = (counters.of(version(1)), counters.of(version(1)));
        first.count();
        again.count();
        counters.of(version(2)).count();
        drop((first, again));
        assert_eq!(counters.take(), Read::from([(version(1), 2), (version(2), 1)]));
        assert_eq!(counters.take(), Read::new());
    }

    #[test]
    fn a_counter_is_let_go_with_the_last_page_that_has_it_and_not_before() {
        let counters = Counters::default();
        let page = counters.of(version(1));
        drop(counters.of(version(2)));
        counters.take();
        assert_eq!(counters.known().len(), 1);
        page.count();
        assert_eq!(counters.take(), Read::from([(version(1), 1)]));
        drop(page);
        counters.take();
        assert!(counters.known().is_empty());
    }

    #[test]
    fn nothing_is_lost_or_told_twice_while_pages_come_and_go() {
        const TIMES: u64 = 20_000;
        let counters = Counters::default();
        let read = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..3)
                .map(|_| scope.spawn(|| (0..TIMES).for_each(|n| counters.of(version(n % 3)).count())))
                .collect();
            let mut read = 0;
            while threads.iter().any(|thread| !thread.is_finished()) {
                read += counters.take().values().sum::<u64>();
            }
            read
        });
        assert_eq!(read + counters.take().values().sum::<u64>(), 3 * TIMES);
    }
}
