//! Compresses pages that are read a second time, as well as can be, away from readers and publications.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Weak};

use crate::cache::Entry;
use crate::cache::compress::{BROTLI_BEST, brotli};
use crate::kitchen::Kitchen;

/// Pages waiting; when it is full, a page simply stays as it is until it is printed and read again.
const QUEUE: usize = 256;
/// The best brotli takes about 2 ms per KiB: larger bodies are not worth a core.
const SIZE_MAX: usize = 1 << 20;

type Wish = (String, Weak<Entry>);

/// The way in.
pub(crate) struct Polisher {
    queue: SyncSender<Wish>,
}

/// The other end, until the work starts.
pub(crate) struct Wishes(Receiver<Wish>);

impl Polisher {
    pub(crate) fn new() -> (Self, Wishes) {
        let (queue, wishes) = sync_channel(QUEUE);
        (Self { queue }, Wishes(wishes))
    }

    pub(crate) fn ask(&self, path: &str, entry: &Arc<Entry>) {
        if entry.brotli.is_some() && entry.identity.body.len() <= SIZE_MAX {
            let _ = self.queue.try_send((path.to_owned(), Arc::downgrade(entry)));
        }
    }
}

impl Wishes {
    /// Works until the kitchen is gone.
    pub(crate) fn work(self, kitchen: Weak<Kitchen>) -> std::io::Result<()> {
        let work = move || {
            for (path, entry) in self.0 {
                let Some(kitchen) = kitchen.upgrade() else { return };
                // Gone from the cache already: nobody would see the result.
                let Some(entry) = entry.upgrade() else { continue };
                polish(&kitchen, &path, &entry);
            }
        };
        std::thread::Builder::new().name("site-polish".into()).spawn(work).map(drop)
    }
}

fn polish(kitchen: &Kitchen, path: &str, entry: &Arc<Entry>) {
    let quick = entry.brotli.as_ref().map_or(0, |variant| variant.body.len());
    if let Some(best) = brotli(&entry.identity.body, BROTLI_BEST).filter(|best| best.len() < quick) {
        let polished = Arc::new(entry.polished(best));
        kitchen.flights.replace(path, entry, &polished, &kitchen.cache);
    }
}
