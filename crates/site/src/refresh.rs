//! What a journal entry changes in the cache: pages that are read are printed anew at once, the others forgotten.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use story::{Change, JournalEntry, Standing, StoryId, Timestamp};
use tracing::instrument;

use crate::kitchen::Kitchen;
use crate::{Medium, ShelfError, Snapshot};

/// More entries than this at once is catching up: naming each one's pages would cost more than printing them anew.
pub(crate) const ONE_BY_ONE_MAX: usize = 32;

/// The pages that some entries changed, most read first, each once.
#[derive(Default)]
struct Stale<'e> {
    paths: Vec<String>,
    /// Pictures and films that no live story shows any more.
    hidden: Vec<Medium>,
    /// What open pages are to be told of, once the pages are printed: each entry, what stood before it, and the shelf
    /// right after it.
    news: Vec<(&'e JournalEntry, Option<Standing>, Snapshot)>,
    /// A story was withdrawn: nothing that may show it is served until printed anew.
    at_once: bool,
    /// The press could not say which.
    all: bool,
}

impl Kitchen {
    /// Puts entries on the shelf and makes the cache follow. When it returns, readers get nothing older.
    #[instrument(skip_all, fields(entries = entries.len(), last = entries.last().map(|entry| entry.seq)))]
    pub(crate) fn take_in(&self, entries: &[JournalEntry]) -> Result<(), ShelfError> {
        let _changing = self.changing();
        let cursor = self.shelf.cursor();
        let new = entries.iter().position(|entry| entry.seq > cursor).unwrap_or(entries.len());
        let entries = &entries[new..];
        let taken = if entries.len() > ONE_BY_ONE_MAX {
            let taken = self.shelf.apply_all(entries);
            self.forget_all();
            self.have_all_read_again();
            taken
        } else {
            let mut stale = Stale::default();
            let taken = entries.iter().try_for_each(|entry| self.apply_one(entry, &mut stale));
            self.refresh(&stale);
            let told = |(entry, before, shelf): &(&JournalEntry, Option<Standing>, Snapshot)| {
                self.tell_open(entry, before.as_ref(), shelf)
            };
            if stale.all || !stale.news.iter().all(told) {
                self.have_all_read_again();
            }
            self.tell(stale.paths);
            taken
        };
        self.count(entries);
        taken
    }

    /// What is read most from now on, by edition; the pages that show it follow.
    pub(crate) fn show_most_read(&self, most_read: BTreeMap<String, Vec<StoryId>>) {
        let _changing = self.changing();
        if self.shelf.set_most_read(most_read) {
            self.refresh(&Stale { paths: self.press().most_read_pages(), ..Stale::default() });
        }
    }

    /// Has open pages read anew what cannot be told change by change.
    fn have_all_read_again(&self) {
        let Ok(snapshot) = self.shelf.snapshot() else { return self.live.skip(|_| self.shelf.cursor()) };
        let press = self.press();
        self.live.skip(|path| press.live_since(&snapshot, path).unwrap_or_else(|| self.shelf.cursor()));
    }

    fn tell(&self, paths: Vec<String>) {
        if let Some(changed) = &self.changed
            && !paths.is_empty()
            && changed.try_send(paths).is_err()
        {
            tracing::warn!("nobody takes the list of changed pages; this one is dropped");
        }
    }

    pub(crate) fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells open pages what the entry changed on them; whether that is known.
    fn tell_open(&self, entry: &JournalEntry, before: Option<&Standing>, shelf: &Snapshot) -> bool {
        let Some(events) = self.known_of(entry, shelf, || self.press().live_events(shelf, entry, before))
        else {
            return false;
        };
        let under_way = Duration::try_from(Timestamp::now().duration_since(entry.at)).unwrap_or_default();
        self.live.tell(entry.seq, under_way, events);
        true
    }

    fn apply_one<'e>(&self, entry: &'e JournalEntry, stale: &mut Stale<'e>) -> Result<(), ShelfError> {
        let mut applied = self.shelf.apply(entry)?;
        stale.at_once |= matches!(entry.change, Change::Killed(_));
        stale.hidden.append(&mut applied.hidden);
        // Once on the shelf, it must reach readers whatever else fails.
        let known = self.shelf.snapshot().ok().and_then(|shelf| {
            let before = applied.before.as_ref();
            let paths = self.known_of(entry, &shelf, || self.press().stale(&shelf, entry, before))?;
            Some((paths, shelf))
        });
        match known {
            Some((paths, shelf)) => {
                for path in paths {
                    if !stale.paths.contains(&path) {
                        stale.paths.push(path);
                    }
                }
                stale.news.push((entry, applied.before, shelf));
            }
            None => stale.all = true,
        }
        Ok(())
    }

    /// What the press says of an entry; nothing where it fell over, or the shelf did not answer.
    fn known_of<T>(&self, entry: &JournalEntry, shelf: &Snapshot, ask: impl FnOnce() -> T) -> Option<T> {
        let answer = catch_unwind(AssertUnwindSafe(ask)).ok().filter(|_| shelf.fault().is_none());
        if answer.is_none() {
            tracing::error!(seq = entry.seq, "what this entry changes is not known; all is made anew");
        }
        answer
    }

    fn refresh(&self, stale: &Stale) {
        stale.hidden.iter().for_each(|medium| self.darkroom.forget(&medium.hash));
        if stale.all {
            return self.forget_all();
        }
        self.cache.advance(self.shelf.cursor());
        for key in stale.hidden.iter().flat_map(Medium::keys) {
            self.flights.overtake(&key);
            self.cache.remove(&key);
        }
        let mut hot = Vec::new();
        for path in &stale.paths {
            self.flights.overtake(path);
            if stale.at_once {
                self.last_good().remove(path);
            }
            let is_hot = self.cache.is_hot(path);
            if is_hot {
                hot.push(path);
            }
            if stale.at_once || !is_hot {
                self.cache.remove(path);
            }
        }
        for path in hot {
            match self.print(path) {
                Ok(printed) => self.flights.put(path, &printed, &self.cache),
                Err(_) => {
                    if let Some(last) = self.cache.peek(path) {
                        self.keep_last(path, last);
                    }
                    self.cache.remove(path);
                }
            }
        }
    }

    pub(crate) fn forget_all(&self) {
        self.cache.advance(self.shelf.cursor());
        self.flights.overtake_all();
        self.cache.clear();
        self.last_good().clear();
    }

    fn count(&self, entries: &[JournalEntry]) {
        let cursor = self.shelf.cursor();
        self.metrics.cursor.set(cursor);
        let now = Timestamp::now();
        for entry in entries.iter().filter(|entry| entry.seq <= cursor) {
            self.metrics.entries_applied.add(1);
            if let Ok(took) = Duration::try_from(now.duration_since(entry.at))
                && entries.len() <= ONE_BY_ONE_MAX
            {
                self.metrics.visible.record(took);
            }
        }
    }
}
