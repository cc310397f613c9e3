//! Readings that are added up nowhere yet: kept here while the database is away, in bounded memory.

use std::cmp::Reverse;
use std::time::Duration;

use super::{NotAdded, Read, Readings};
use crate::metrics::Metrics;

/// Added in one transaction: publications wait behind it for some milliseconds at most.
const AT_ONCE: usize = 1_000;
/// Longer than whoever writes waits for their turn. Nobody knows whether what took longer was added.
const WITHIN: Duration = Duration::from_secs(120);
/// Versions kept, some ten megabytes; beyond it, those that were read least are lost.
const VERSIONS_MAX: usize = 100_000;

#[derive(Default)]
pub(super) struct Unkept {
    read: Read,
    /// The last try failed: a long trouble is one line of the log.
    failing: bool,
}

impl Unkept {
    /// Takes note of what was read; how many readings are lost for want of room.
    pub(super) fn note(&mut self, read: Read) -> u64 {
        for (version, times) in read {
            *self.read.entry(version).or_default() += times;
        }
        if self.read.len() <= VERSIONS_MAX {
            return 0;
        }
        let mut ranked: Vec<_> = std::mem::take(&mut self.read).into_iter().collect();
        ranked.sort_by_key(|(_, times)| Reverse(*times));
        let lost = ranked.split_off(VERSIONS_MAX);
        self.read = ranked.into_iter().collect();
        lost.iter().map(|(_, times)| times).sum()
    }

    pub(super) fn readings(&self) -> u64 {
        self.read.values().sum()
    }

    /// Has all of it added up; what is not stays for the next time.
    pub(super) async fn add_to(&mut self, readings: &dyn Readings, metrics: &Metrics) {
        while !self.read.is_empty() {
            let some: Read =
                self.read.iter().take(AT_ONCE).map(|(version, times)| (*version, *times)).collect();
            let added = tokio::time::timeout(WITHIN, readings.add(&some)).await;
            let late = |_| Err(NotAdded::Perhaps("it took too long".to_owned()));
            let count = match added.unwrap_or_else(late) {
                Ok(()) => &metrics.readings_kept,
                Err(NotAdded::Not(why)) => return self.fails(&why),
                Err(NotAdded::Perhaps(why)) => {
                    tracing::warn!(why, "whether readings were added is not known; they are not added again");
                    &metrics.readings_lost
                }
            };
            count.add(some.values().sum());
            self.read.retain(|version, _| !some.contains_key(version));
        }
        if std::mem::take(&mut self.failing) {
            tracing::info!("what was read meanwhile is added");
        }
    }

    fn fails(&mut self, why: &str) {
        if !std::mem::replace(&mut self.failing, true) {
            tracing::warn!(why, "what is read cannot be added up now; it is kept in memory until it can");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use story::{StoryId, Version};

    use super::*;
    use crate::journal::Later;

    /// Adds up as long as it is told to.
    #[derive(Default)]
    struct Book {
        answers: Mutex<Vec<NotAdded>>,
        read: Mutex<Read>,
        largest: Mutex<usize>,
    }

    impl Readings for Book {
        fn add<'a>(&'a self, read: &'a Read) -> Later<'a, Result<(), NotAdded>> {
            Box::pin(async move {
                if let Some(failure) = self.answers.lock().unwrap().pop() {
                    return Err(failure);
                }
                let mut largest = self.largest.lock().unwrap();
                *largest = read.len().max(*largest);
                for (version, times) in read {
                    *self.read.lock().unwrap().entry(*version).or_default() += times;
                }
                Ok(())
            })
        }
    }

    fn version(story: u64) -> Version {
        Version { story: StoryId::from_number(story), revision: 1 }
    }

    #[tokio::test]
    async fn what_could_not_be_added_is_added_later_and_once() {
        let (book, metrics, mut unkept) = (Book::default(), Metrics::default(), Unkept::default());
        book.answers.lock().unwrap().push(NotAdded::Not("it is away".into()));
        unkept.note(Read::from([(version(1), 3)]));
        unkept.add_to(&book, &metrics).await;
        assert!(unkept.failing && book.read.lock().unwrap().is_empty());
        unkept.note(Read::from([(version(1), 2), (version(2), 1)]));
        unkept.add_to(&book, &metrics).await;
        unkept.add_to(&book, &metrics).await;
        assert_eq!(*book.read.lock().unwrap(), Read::from([(version(1), 5), (version(2), 1)]));
        assert!(!unkept.failing);
        assert_eq!((metrics.readings_kept.get(), metrics.readings_lost.get()), (6, 0));
    }

    #[tokio::test]
    async fn what_may_have_been_added_is_not_added_again_and_the_rest_is() {
        let (book, metrics, mut unkept) = (Book::default(), Metrics::default(), Unkept::default());
        book.answers.lock().unwrap().push(NotAdded::Perhaps("the line was cut".into()));
        unkept.note((0..AT_ONCE as u64 + 5).map(|story| (version(story), 1)).collect());
        unkept.add_to(&book, &metrics).await;
        assert_eq!(book.read.lock().unwrap().len(), 5);
        assert_eq!((metrics.readings_kept.get(), metrics.readings_lost.get()), (5, AT_ONCE as u64));
        assert_eq!(unkept.readings(), 0);
    }

    #[tokio::test]
    async fn no_more_is_added_at_once_and_no_more_is_kept_than_so_many() {
        let (book, metrics, mut unkept) = (Book::default(), Metrics::default(), Unkept::default());
        let many = VERSIONS_MAX as u64 + 10;
        let lost = unkept.note((1..=many).map(|story| (version(story), story)).collect());
        assert_eq!(lost, (1..=10).sum::<u64>());
        unkept.add_to(&book, &metrics).await;
        assert_eq!(*book.largest.lock().unwrap(), AT_ONCE);
        let read = book.read.lock().unwrap();
        assert_eq!((read.len(), read.get(&version(11))), (VERSIONS_MAX, Some(&11)));
    }
}
