//! Prints under way. Whoever wants a page that is being printed waits for that print; and a print that began before a
//! journal entry changed its page is done again, so that nothing older than the shelf is ever kept.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::{Cache, Entry, Printed};

/// Prints under way at once; each has a waiting reader, so more means that readers come faster than pages.
const FLIGHTS_MAX: usize = 1024;

/// Why there is no page, through no fault of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failed {
    /// Too many prints under way.
    Busy,
    /// The press or the disk failed; the log says why.
    Broken,
    /// The shelf is still being built: whether the page exists is not known yet.
    NotYet,
}

pub(crate) type Outcome = Result<Printed, Failed>;

pub(crate) struct Flight {
    /// A journal entry changed the page after this print began.
    overtaken: AtomicBool,
    outcome: watch::Sender<Option<Outcome>>,
}

impl Flight {
    pub(crate) async fn landed(&self) -> Result<Arc<Entry>, Failed> {
        let mut outcome = self.outcome.subscribe();
        match outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone().unwrap_or(Err(Failed::Broken)).map(|printed| printed.entry),
            Err(_) => Err(Failed::Broken),
        }
    }
}

/// How a reader gets the page.
pub(crate) enum Boarding {
    Ready(Arc<Entry>),
    Wait(Arc<Flight>),
    /// The caller prints.
    Lead(Arc<Flight>),
    Full,
}

#[derive(Default)]
pub(crate) struct Flights {
    under_way: Mutex<HashMap<Box<str>, Arc<Flight>>>,
}

impl Flights {
    pub(crate) fn board(&self, path: &str, cache: &Cache) -> Boarding {
        let mut under_way = self.lock();
        if let Some(flight) = under_way.get(path) {
            return Boarding::Wait(Arc::clone(flight));
        }
        // It may have landed between the caller's look and this lock.
        if let Some(entry) = cache.get(path) {
            return Boarding::Ready(entry);
        }
        if under_way.len() >= FLIGHTS_MAX {
            return Boarding::Full;
        }
        let flight =
            Arc::new(Flight { overtaken: AtomicBool::new(false), outcome: watch::Sender::new(None) });
        under_way.insert(path.into(), Arc::clone(&flight));
        Boarding::Lead(flight)
    }

    /// Prints until no entry overtook the print, keeps the page and tells all who wait.
    pub(crate) fn fly(&self, path: &str, flight: &Flight, cache: &Cache, print: impl Fn() -> Outcome) {
        let outcome = loop {
            flight.overtaken.store(false, Ordering::Release);
            let outcome = print();
            let mut under_way = self.lock();
            if flight.overtaken.load(Ordering::Acquire) {
                continue;
            }
            if let Ok(printed) = &outcome {
                cache.insert(path, printed);
            }
            under_way.remove(path);
            break outcome;
        };
        flight.outcome.send_replace(Some(outcome));
    }

    /// A print of this path that is under way will be done again.
    pub(crate) fn overtake(&self, path: &str) {
        if let Some(flight) = self.lock().get(path) {
            flight.overtaken.store(true, Ordering::Release);
        }
    }

    pub(crate) fn overtake_all(&self) {
        for flight in self.lock().values() {
            flight.overtaken.store(true, Ordering::Release);
        }
    }

    /// Puts `new` where `old` is, unless something else came there meanwhile.
    pub(crate) fn replace(&self, path: &str, old: &Arc<Entry>, new: &Arc<Entry>, cache: &Cache) {
        let _order = self.lock();
        cache.replace(path, old, new);
    }

    /// Puts a page there in step with prints under way.
    pub(crate) fn put(&self, path: &str, printed: &Printed, cache: &Cache) {
        let _order = self.lock();
        cache.insert(path, printed);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Box<str>, Arc<Flight>>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
