//! Who has a live coverage open at the desk, and who writes in its composer. One node knows its own people; a screen that
//! asks for news is open.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use newsroom::Caller;
use story::{AccountId, StoryId};

/// Between two questions a screen is away for a moment, and longer where it is loaded anew.
const AWAY: Duration = Duration::from_secs(8);
/// Whoever has typed nothing for so long reads.
const TYPED: Duration = Duration::from_secs(10);

#[derive(Debug, Default)]
pub(crate) struct Present(Mutex<HashMap<StoryId, BTreeMap<AccountId, Seen>>>);

#[derive(Debug)]
struct Seen {
    name: String,
    /// Questions that wait for an answer.
    open: usize,
    last: Instant,
    typed: Option<Instant>,
}

/// Somebody who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub account: AccountId,
    pub name: String,
    pub writes: bool,
}

/// A screen that waits for news. Dropped, it waits no more.
pub(crate) struct Open {
    present: Arc<Present>,
    coverage: StoryId,
    account: AccountId,
}

impl Present {
    pub(crate) fn open(self: &Arc<Self>, coverage: StoryId, caller: &Caller) -> Open {
        self.seen(coverage, caller, Instant::now(), |seen| seen.open += 1);
        Open { present: Arc::clone(self), coverage, account: caller.account }
    }

    /// Somebody typed in the composer.
    pub(crate) fn typed(&self, coverage: StoryId, caller: &Caller) {
        let now = Instant::now();
        self.seen(coverage, caller, now, |seen| seen.typed = Some(now));
    }

    /// Everybody who is there, in the order in which they came to the newsroom.
    pub(crate) fn there(&self, coverage: StoryId) -> Vec<Person> {
        self.there_at(coverage, Instant::now())
    }

    fn there_at(&self, coverage: StoryId, now: Instant) -> Vec<Person> {
        let mut all = self.held();
        let Some(people) = all.get_mut(&coverage) else { return Vec::new() };
        people.retain(|_, seen| seen.open > 0 || now.saturating_duration_since(seen.last) < AWAY);
        let person = |(account, seen): (&AccountId, &Seen)| Person {
            account: *account,
            name: seen.name.clone(),
            writes: seen.typed.is_some_and(|typed| now.saturating_duration_since(typed) < TYPED),
        };
        let there: Vec<Person> = people.iter().map(person).collect();
        if there.is_empty() {
            all.remove(&coverage);
        }
        there
    }

    fn seen(&self, coverage: StoryId, caller: &Caller, now: Instant, change: impl FnOnce(&mut Seen)) {
        let mut all = self.held();
        let new = || Seen { name: caller.name.clone(), open: 0, last: now, typed: None };
        let seen = all.entry(coverage).or_default().entry(caller.account).or_insert_with(new);
        seen.last = now;
        change(seen);
    }

    /// A map that is whole after every line: a panic elsewhere does not spoil it.
    fn held(&self) -> MutexGuard<'_, HashMap<StoryId, BTreeMap<AccountId, Seen>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut all = self.present.held();
        if let Some(seen) = all.get_mut(&self.coverage).and_then(|people| people.get_mut(&self.account)) {
            seen.open = seen.open.saturating_sub(1);
            seen.last = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asks_is_there_and_a_little_longer_and_whoever_typed_writes() {
        let (present, coverage, caller) =
            (Arc::new(Present::default()), StoryId::from_number(7), Caller::system());
        let now = Instant::now();
        let there = |later: Duration| present.there_at(coverage, now + later);
        assert_eq!(there(Duration::ZERO), []);
        let two = [(); 2].map(|()| present.open(coverage, &caller));
        assert_eq!(there(3 * AWAY).len(), 1, "one person with two windows, however long they wait");
        present.typed(coverage, &caller);
        assert!(there(TYPED / 2)[0].writes && !there(2 * TYPED)[0].writes);
        drop(two);
        assert_eq!(there(AWAY / 2).len(), 1);
        assert_eq!(there(2 * AWAY), [], "and is forgotten");
        assert_eq!(there(Duration::ZERO), []);
    }
}
