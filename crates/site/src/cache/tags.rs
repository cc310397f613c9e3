//! Tags of pages that had to leave the memory: whoever still has such a page is told that it is unchanged without it
//! being made again, so that readers who come back cost little when there are too many of them.

use http::header::{CACHE_CONTROL, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use quick_cache::Weighter;
use quick_cache::sync::Cache as QuickCache;
use story::Version;

use super::{Entry, PATH_MAX};

/// What the table itself takes for a tag, with the two headers and the version.
const OVERHEAD: u64 = 192;

/// The part of a page's tag that all its encodings share, and what a 304 repeats of its head.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) tag: Box<str>,
    /// What the page shows, where it is a story's own.
    pub(crate) shows: Option<Version>,
    cache_control: Option<HeaderValue>,
    vary: Option<HeaderValue>,
}

impl Known {
    /// The headers of a 304, without the tag: that one is the reader's own.
    pub(crate) fn headers(&self) -> HeaderMap {
        let kept = [(CACHE_CONTROL, &self.cache_control), (VARY, &self.vary)];
        kept.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect()
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Box<str>, Known> for ByBytes {
    fn weight(&self, path: &Box<str>, known: &Known) -> u64 {
        (path.len() + known.tag.len()) as u64 + OVERHEAD
    }
}

/// In bounded memory; as exact as the pages are, since both are named stale by the same list.
pub(crate) struct Tags(QuickCache<Box<str>, Known, ByBytes>);

impl Tags {
    pub(crate) fn new(bytes: u64) -> Self {
        let items = usize::try_from(bytes / (2 * OVERHEAD)).unwrap_or(usize::MAX).clamp(16, 1 << 20);
        Self(QuickCache::with_weighter(items, bytes, ByBytes))
    }

    /// Pages alone have a tag that lasts: what is missing or moved, and what changes by itself, has none here.
    pub(crate) fn keep(&self, path: &str, entry: &Entry) {
        if entry.status != StatusCode::OK || entry.changes_by_itself() || path.len() > PATH_MAX {
            return self.forget(path);
        }
        let of_page = |name| entry.not_modified.get(&name).cloned();
        let known = Known {
            tag: entry.tag.clone(),
            shows: entry.counter.as_ref().map(|counter| counter.version),
            cache_control: of_page(CACHE_CONTROL),
            vary: of_page(VARY),
        };
        self.0.insert(path.into(), known);
    }

    pub(crate) fn get(&self, path: &str) -> Option<Known> {
        self.0.get(path)
    }

    pub(crate) fn forget(&self, path: &str) {
        self.0.remove(path);
    }

    pub(crate) fn clear(&self) {
        self.0.clear();
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.0.weight()
    }
}
