//! Printed pages in bounded memory: the hot path reads here and nowhere else.

pub(crate) mod compress;
pub(crate) mod entry;
pub(crate) mod flight;
pub(crate) mod head;
pub(crate) mod sheet;
mod tags;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http::StatusCode;
use quick_cache::Weighter;
use quick_cache::sync::Cache as QuickCache;

pub(crate) use entry::{Draft, Entry};
use sheet::Rack;
pub(crate) use tags::Known;
use tags::Tags;

/// Longer paths are answered but never remembered, so that nonsense cannot fill the memory.
pub(crate) const PATH_MAX: usize = 512;
/// How many unknown paths are remembered.
const UNKNOWN_MAX: usize = 8192;
/// How long one is: enough to blunt a flood, short enough to be forgotten.
const UNKNOWN_FOR: Duration = Duration::from_secs(10);
/// The part of the memory that "nothing here" pages may take. They are few: one body serves many paths.
const MISSING_SHARE: u64 = 16;
/// The part that tags of forgotten pages may take.
const TAGS_SHARE: u64 = 16;
/// The part that long bodies may take a second time, in the system.
const SHEETS_SHARE: u64 = 16;
/// What the cache itself takes for an entry.
const OVERHEAD: u64 = 128;

#[derive(Clone)]
struct ByBytes;

/// An answer and the newest journal entry it shows.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    pub(crate) entry: Arc<Entry>,
    pub(crate) made_at: u64,
}

impl Weighter<Box<str>, Printed> for ByBytes {
    fn weight(&self, path: &Box<str>, printed: &Printed) -> u64 {
        printed.entry.weight() + path.len() as u64 + OVERHEAD
    }
}

impl Weighter<[u8; 32], Arc<Entry>> for ByBytes {
    fn weight(&self, _: &[u8; 32], entry: &Arc<Entry>) -> u64 {
        entry.weight() + OVERHEAD
    }
}

/// A path where nothing is: which page says so, as of which journal entry, and until when that is believed.
#[derive(Clone)]
struct Unknown {
    made_at: u64,
    until: Instant,
    page: [u8; 32],
}

pub(crate) struct Cache {
    pages: QuickCache<Box<str>, Printed, ByBytes>,
    unknown: QuickCache<Box<str>, Unknown>,
    missing: QuickCache<[u8; 32], Arc<Entry>, ByBytes>,
    tags: Tags,
    pub(crate) rack: Arc<Rack>,
    /// Only pages are named stale one by one. That a path is unknown, moved or withdrawn is believed until the next
    /// journal entry: the addresses that lead to a story cannot be listed.
    generation: AtomicU64,
}

impl Cache {
    pub(crate) fn new(bytes: usize) -> Self {
        let bytes = bytes as u64;
        let (missing, tags, sheets) = (bytes / MISSING_SHARE, bytes / TAGS_SHARE, bytes / SHEETS_SHARE);
        // An estimate that only sizes the cache's own tables: a page with its encodings is about 32 KiB.
        let items = usize::try_from(bytes / 32_768).unwrap_or(usize::MAX).clamp(16, 1 << 20);
        Self {
            pages: QuickCache::with_weighter(items, bytes - missing - tags - sheets, ByBytes),
            unknown: QuickCache::new(UNKNOWN_MAX),
            missing: QuickCache::with_weighter(16, missing, ByBytes),
            tags: Tags::new(tags),
            rack: Rack::new(sheets),
            generation: AtomicU64::new(0),
        }
    }

    pub(crate) fn get(&self, path: &str) -> Option<Arc<Entry>> {
        match self.pages.get(path) {
            Some(printed) if printed.entry.is_over() => None,
            Some(printed) if printed.entry.status == StatusCode::OK || self.believes(printed.made_at) => {
                Some(printed.entry)
            }
            Some(_) => None,
            None => self.known_missing(path),
        }
    }

    fn known_missing(&self, path: &str) -> Option<Arc<Entry>> {
        let unknown = self.unknown.get(path)?;
        let believed = self.believes(unknown.made_at) && Instant::now() < unknown.until;
        if believed { self.missing.get(&unknown.page) } else { None }
    }

    fn believes(&self, made_at: u64) -> bool {
        made_at >= self.generation.load(Ordering::Acquire)
    }

    /// Whether the page at this path was read since it was printed.
    pub(crate) fn is_hot(&self, path: &str) -> bool {
        self.peek(path).is_some_and(|entry| entry.was_used())
    }

    /// What is printed here now, believed or not.
    pub(crate) fn peek(&self, path: &str) -> Option<Arc<Entry>> {
        self.pages.peek(path).map(|printed| printed.entry)
    }

    /// Puts the new answer in place of the old one: readers see one or the other, whole.
    pub(crate) fn insert(&self, path: &str, printed: &Printed) {
        self.tags.keep(path, &printed.entry);
        if printed.entry.status == StatusCode::NOT_FOUND {
            self.pages.remove(path);
            self.insert_unknown(path, printed);
        } else if path.len() <= PATH_MAX {
            self.pages.insert(path.into(), printed.clone());
        }
    }

    fn insert_unknown(&self, path: &str, printed: &Printed) {
        if path.len() <= PATH_MAX {
            let page = printed.entry.hash;
            let until = Instant::now() + UNKNOWN_FOR;
            self.missing.insert(page, Arc::clone(&printed.entry));
            self.unknown.insert(path.into(), Unknown { made_at: printed.made_at, until, page });
        }
    }

    /// Puts `new` in place of `old`, which shows the same, unless something else came there meanwhile.
    pub(crate) fn replace(&self, path: &str, old: &Arc<Entry>, new: &Arc<Entry>) {
        if let Some(now) = self.pages.peek(path)
            && Arc::ptr_eq(&now.entry, old)
        {
            self.pages.insert(path.into(), Printed { entry: Arc::clone(new), made_at: now.made_at });
        }
    }

    /// The "nothing here" page with these bytes, so that it is compressed once and not for each unknown path.
    pub(crate) fn missing_page(&self, hash: &[u8; 32]) -> Option<Arc<Entry>> {
        self.missing.get(hash)
    }

    pub(crate) fn remove(&self, path: &str) {
        self.tags.forget(path);
        self.pages.remove(path);
    }

    /// The tag of the page at this path, also where the page itself had to leave.
    pub(crate) fn tag(&self, path: &str) -> Option<Known> {
        self.tags.get(path)
    }

    /// From now on, no path is believed unknown on the word of an earlier entry.
    pub(crate) fn advance(&self, generation: u64) {
        self.generation.store(generation, Ordering::Release);
    }

    pub(crate) fn clear(&self) {
        self.pages.clear();
        self.tags.clear();
        self.unknown.clear();
        self.missing.clear();
    }

    /// Bytes held now.
    pub(crate) fn bytes(&self) -> u64 {
        self.pages.weight() + self.missing.weight() + self.tags.bytes()
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    pub(crate) fn unknown_paths(&self) -> usize {
        self.unknown.len()
    }
}
