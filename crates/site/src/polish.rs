//! Compresses pages that are read a second time, as well as can be, when readers and publications leave time for it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::cache::Entry;
use crate::cache::compress::brotli;
use crate::kitchen::Kitchen;

/// Pages waiting; when it is full, a page simply stays as it is until it is printed and read again.
const QUEUE: usize = 256;
/// The best brotli takes about 2 ms per KiB: larger bodies are not worth a core.
const SIZE_MAX: usize = 1 << 20;
/// A page that changes again within this is not packed: publications come in bursts, and readers wait for those.
const SETTLED: Duration = Duration::from_secs(1);

struct Wish {
    at: Instant,
    path: String,
    entry: Weak<Entry>,
}

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
        if entry.gzip.is_some() && entry.brotli.is_none() && entry.identity.body.len() <= SIZE_MAX {
            let wish = Wish { at: Instant::now(), path: path.to_owned(), entry: Arc::downgrade(entry) };
            let _ = self.queue.try_send(wish);
        }
    }
}

impl Wishes {
    /// Works until the kitchen is gone: one thread packs when nobody else wants to work, and holds nothing that others
    /// wait for; another puts what it made in its place.
    pub(crate) fn work(self, kitchen: Weak<Kitchen>) -> std::io::Result<()> {
        let (made, packed) = sync_channel::<(String, Weak<Entry>, Bytes)>(QUEUE);
        let pack = move || {
            // On Linux this is the thread's own; where it is refused, the work is done as before.
            let _ = rustix::process::nice(19);
            for Wish { at, path, entry: wanted } in self.0 {
                std::thread::sleep(SETTLED.saturating_sub(at.elapsed()));
                // Gone from the cache already: nobody would see the result.
                let Some(entry) = wanted.upgrade() else { continue };
                let quick = entry.gzip.as_ref().map_or(0, |variant| variant.body.len());
                let Some(best) = brotli(&entry.identity.body).filter(|best| best.len() < quick) else {
                    continue;
                };
                if made.send((path, wanted, best)).is_err() {
                    return;
                }
            }
        };
        let put = move || {
            for (path, entry, best) in packed {
                let Some(kitchen) = kitchen.upgrade() else { return };
                let Some(entry) = entry.upgrade() else { continue };
                let polished = Arc::new(entry.polished(best));
                kitchen.flights.replace(&path, &entry, &polished, &kitchen.cache);
            }
        };
        std::thread::Builder::new().name("site-pack".into()).spawn(pack)?;
        std::thread::Builder::new().name("site-polish".into()).spawn(put).map(drop)
    }
}
