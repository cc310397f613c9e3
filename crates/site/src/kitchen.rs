//! Where pages are made: the press prints from the shelf, the result is compressed and kept in the cache.

use std::any::Any;
use std::collections::HashMap;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderValue, StatusCode};
use story::{Found, Hash, Page, Press, Rendition, Shelf, Timestamp};
use tokio::sync::{Semaphore, mpsc};
use tracing::instrument;

use crate::cache::entry::Source;
use crate::cache::flight::{Boarding, Failed, Flight, Flights, Outcome};
use crate::cache::{Cache, Draft, Entry, Printed};
use crate::darkroom::Darkroom;
use crate::finding::Finding;
use crate::live::{List, Live};
use crate::metrics::Metrics;
use crate::polish::Polisher;
use crate::readings::Counters;
use crate::serve::headers;
use crate::{Medium, ShelfFile, SiteError, Snapshot};

/// Larger blobs are streamed from their file instead of being held.
const HELD_BLOB_MAX: u64 = 512 << 10;
/// Questions answered at once, and how long one waits for its turn.
pub(crate) const ANSWERS_AT_ONCE: usize = 4;
const ANSWER_WITHIN: Duration = Duration::from_secs(2);
/// Last good copies kept, some tens of kilobytes each.
const LAST_GOOD_MAX: usize = 256;

pub(crate) struct Kitchen {
    pub(crate) press: RwLock<Arc<dyn Press>>,
    pub(crate) shelf: ShelfFile,
    pub(crate) search: Finding,
    pub(crate) cache: Cache,
    pub(crate) counters: Counters,
    pub(crate) flights: Flights,
    pub(crate) live: Live,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) polisher: Polisher,
    pub(crate) darkroom: Darkroom,
    /// The shelf began empty and has not caught up: a page it does not know may well exist.
    pub(crate) building: AtomicBool,
    /// Turns for those who ask questions.
    pub(crate) answering: Arc<Semaphore>,
    /// Pages that could be made once and cannot now, as they were.
    pub(crate) last_good: Mutex<HashMap<String, Arc<Entry>>>,
    /// Who wants to hear which pages changed.
    pub(crate) changed: Option<mpsc::Sender<Vec<String>>>,
    /// Held by whoever changes what the shelf says until the cache says the same.
    pub(crate) changing: Mutex<()>,
    /// The last of all to be dropped: whoever has the other end hears that shelf and search are closed.
    pub(crate) _open: mpsc::Sender<Infallible>,
}

impl Kitchen {
    /// Empties the shelf and the search, for another journal.
    pub(crate) fn clear(&self) -> Result<(), SiteError> {
        self.search.clear()?;
        self.shelf.clear()?;
        self.live.end_all();
        Ok(())
    }

    pub(crate) fn press(&self) -> Arc<dyn Press> {
        Arc::clone(&self.press.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Prints with another press from now on, after it was tried on a page of each kind; refused with what failed, it
    /// changes nothing.
    pub(crate) fn set_press(&self, press: Arc<dyn Press>) -> Result<(), String> {
        let snapshot = self.shelf.snapshot().map_err(|error| error.to_string())?;
        for path in press.trial_paths(&snapshot) {
            catch_unwind(AssertUnwindSafe(|| press.print(&snapshot, &path)))
                .map_err(|panic| format!("{path} could not be printed: {}", reason(&*panic)))?;
        }
        let _changing = self.changing();
        *self.press.write().unwrap_or_else(PoisonError::into_inner) = press;
        self.forget_all();
        Ok(())
    }

    /// Keeps a page that cannot be printed any more, for as long as it cannot.
    pub(crate) fn keep_last(&self, path: &str, entry: Arc<Entry>) {
        let mut kept = self.last_good();
        if entry.is_good_page() && kept.len() < LAST_GOOD_MAX {
            kept.insert(path.to_owned(), entry);
        }
    }

    pub(crate) fn last_good(&self) -> MutexGuard<'_, HashMap<String, Arc<Entry>>> {
        self.last_good.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What readers get instead of a page that cannot be made; files have no such page.
    pub(crate) fn down(&self, path: &str) -> Option<Arc<Entry>> {
        if ["/media/", "/_/"].iter().any(|files| path.starts_with(files)) {
            return None;
        }
        let kept = self.last_good().get(path).cloned();
        // One whose time is over still lies there.
        let last = kept.or_else(|| self.cache.peek(path).filter(|entry| entry.is_good_page()));
        let at =
            |entry: &Entry| i64::try_from(entry.modified_s).ok().and_then(|s| Timestamp::from_second(s).ok());
        let copy = last.as_ref().and_then(|entry| Some((&*entry.identity.body, at(entry)?)));
        let print = |shelf: Option<&dyn Shelf>| {
            catch_unwind(AssertUnwindSafe(|| self.press().down(shelf, path, copy))).ok()
        };
        let page = self.known().and_then(|shelf| print(Some(&shelf)).filter(|_| shelf.fault().is_none()));
        let page = page.or_else(|| print(None))?;
        let mut draft = Draft::page(StatusCode::SERVICE_UNAVAILABLE, page);
        draft.cache_control = HeaderValue::from_static("no-store");
        Some(Arc::new(Entry::new(&draft, None)))
    }

    /// What stands on the shelf, unless it is still being built: it may hold what was withdrawn since.
    fn known(&self) -> Option<Snapshot> {
        self.shelf.snapshot().ok().filter(|_| !self.building.load(Ordering::Acquire))
    }

    /// The page if it is in memory.
    pub(crate) fn look(&self, path: &str) -> Option<Arc<Entry>> {
        let entry = self.cache.get(path)?;
        self.touch(path, &entry);
        Some(entry)
    }

    /// The page, printed if need be; asked at the same time by many, it is printed once.
    pub(crate) async fn fetch(self: &Arc<Self>, path: &str) -> Result<Arc<Entry>, Failed> {
        let entry = match self.flights.board(path, &self.cache) {
            Boarding::Ready(entry) => entry,
            Boarding::Full => return Err(Failed::Busy),
            Boarding::Wait(flight) => flight.landed().await?,
            Boarding::Lead(flight) => {
                let (kitchen, path, own) = (Arc::clone(self), path.to_owned(), Arc::clone(&flight));
                // Goes on when this reader leaves: others may be waiting.
                tokio::task::spawn_blocking(move || kitchen.fly(path, own));
                flight.landed().await?
            }
        };
        self.touch(path, &entry);
        Ok(entry)
    }

    /// Prints here; a size of a picture that is not there yet, in the darkroom: pages must not wait behind it.
    fn fly(self: Arc<Self>, path: String, flight: Arc<Flight>) {
        let takes_long = self.takes_long(&path);
        let kitchen = Arc::clone(&self);
        let fly = move || kitchen.flights.fly(&path, &flight, &kitchen.cache, || kitchen.print(&path));
        if takes_long { self.darkroom.ask(Box::new(fly)) } else { fly() }
    }

    fn takes_long(&self, path: &str) -> bool {
        let Some(rendition) = rendition(path) else { return false };
        let shown = self.shelf.snapshot().is_ok_and(|snapshot| offered(&rendition, &snapshot));
        shown && self.darkroom.takes_long(&rendition)
    }

    fn touch(&self, path: &str, entry: &Arc<Entry>) {
        if entry.touch() {
            self.polisher.ask(path, entry);
        }
    }

    /// The list that tells of its changes at this path.
    pub(crate) fn list(&self, path: &str) -> Option<Arc<List>> {
        self.live.list(path, || self.press().live_since(&self.shelf.snapshot().ok()?, path))
    }

    /// The answer to a question, which is asked too rarely to be kept.
    pub(crate) async fn answer(self: &Arc<Self>, path: &str, query: &str) -> Result<Arc<Entry>, Failed> {
        let turn = tokio::time::timeout(ANSWER_WITHIN, Arc::clone(&self.answering).acquire_owned());
        let Ok(Ok(turn)) = turn.await else { return Err(Failed::Busy) };
        let (kitchen, path, query) = (Arc::clone(self), path.to_owned(), query.to_owned());
        let answered = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            catch_unwind(AssertUnwindSafe(|| kitchen.answer_now(&path, &query)))
        });
        answered.await.ok().and_then(Result::ok).unwrap_or_else(|| {
            tracing::error!("answering a question panicked");
            Err(Failed::Broken)
        })
    }

    fn answer_now(&self, path: &str, query: &str) -> Result<Arc<Entry>, Failed> {
        if self.building.load(Ordering::Acquire) {
            return Err(Failed::NotYet);
        }
        let snapshot = self.shelf.snapshot().map_err(|error| broken(path, &error))?;
        let (status, page) = match self.press().answer(&snapshot, &self.search, path, query) {
            Found::Page(page) => (StatusCode::OK, page),
            Found::Gone(page) => (StatusCode::GONE, page),
            Found::Missing(page) => (StatusCode::NOT_FOUND, page),
            Found::Moved { path } => return Ok(Arc::new(Entry::moved(&path))),
        };
        match snapshot.fault() {
            Some(fault) => Err(broken(path, &fault)),
            None => Ok(Arc::new(Entry::new(&Draft::page(status, page), None))),
        }
    }

    /// Prints from the shelf as it is now. Never panics: a press that does is reported and the page is "broken".
    #[instrument(skip(self))]
    pub(crate) fn print(&self, path: &str) -> Outcome {
        let start = Instant::now();
        let printed = catch_unwind(AssertUnwindSafe(|| self.print_any(path))).unwrap_or_else(|panic| {
            tracing::error!(path, why = reason(&*panic), "printing this page panicked");
            Err(Failed::Broken)
        });
        if printed.is_ok() {
            self.last_good().remove(path);
        }
        if let Err(Failed::Broken) = printed {
            self.metrics.renders_failed.add(1);
        }
        self.metrics.render.record(start.elapsed());
        printed
    }

    fn print_any(&self, path: &str) -> Outcome {
        let snapshot = self.shelf.snapshot().map_err(|error| broken(path, &error))?;
        let made_at = snapshot.cursor();
        let file = path.strip_prefix("/_/").and_then(|name| self.press().file(name));
        let entry = if let Some((media_type, bytes)) = file {
            let draft = Draft::immutable(media_type, Source::Bytes(Bytes::from(bytes.into_owned())));
            Arc::new(Entry::new(&draft, None))
        } else if let Some(medium) = shown_blob(path, &snapshot) {
            let file = self.darkroom.original(&medium.hash, &medium.media_type);
            let file = file.map_err(|error| broken(path, &error))?;
            Arc::new(Entry::new(&bytes_of(path, &medium.hash, &medium.media_type, file)?, None))
        } else if let Some(rendition) = rendition(path).filter(|rendition| offered(rendition, &snapshot)) {
            Arc::new(self.rendition(path, &rendition)?)
        } else {
            self.page(path, &snapshot)?
        };
        match snapshot.fault() {
            Some(fault) => Err(broken(path, &fault)),
            None => Ok(Printed { entry, made_at }),
        }
    }

    fn page(&self, path: &str, snapshot: &Snapshot) -> Result<Arc<Entry>, Failed> {
        if self.building.load(Ordering::Acquire) {
            return Err(Failed::NotYet);
        }
        let entry = |status, page: Page| {
            let counter = page.shows.map(|version| self.counters.of(version));
            let draft = Draft { counter, ..Draft::page(status, page) };
            Arc::new(Entry::new(&draft, self.cache.peek(path).as_deref()))
        };
        match self.press().print(snapshot, path) {
            Found::Page(page) => Ok(entry(StatusCode::OK, page)),
            Found::Gone(page) => Ok(entry(StatusCode::GONE, page)),
            Found::Moved { path } => Ok(Arc::new(Entry::moved(&path))),
            Found::Missing(page) => Ok(self.missing(page)),
        }
    }

    fn missing(&self, page: Page) -> Arc<Entry> {
        let hash = *blake3::hash(&page.body).as_bytes();
        let known = self.cache.missing_page(&hash);
        known.unwrap_or_else(|| Arc::new(Entry::new(&Draft::page(StatusCode::NOT_FOUND, page), None)))
    }

    /// For the desk: readers may not see it yet.
    pub(crate) fn small(&self, rendition: &Rendition) -> Result<Vec<u8>, String> {
        let path = self.darkroom.obtain(rendition).map_err(|error| error.to_string())?;
        std::fs::read(path).map_err(|error| error.to_string())
    }

    fn rendition(&self, path: &str, rendition: &Rendition) -> Result<Entry, Failed> {
        let print = self.darkroom.print(rendition).map_err(|error| broken(path, &error))?;
        let mut draft = bytes_of(path, &rendition.hash, print.media_type, print.path)?;
        if !print.for_good {
            draft.cache_control = HeaderValue::from_static("max-age=60");
        }
        Ok(Entry::new(&draft, None))
    }
}

/// A file that never changes, held where it is small.
fn bytes_of(path: &str, hash: &Hash, media_type: &str, file: PathBuf) -> Result<Draft, Failed> {
    let about = std::fs::metadata(&file).map_err(|error| broken(path, &error))?;
    let source = if about.len() <= HELD_BLOB_MAX {
        Source::Bytes(std::fs::read(&file).map_err(|error| broken(path, &error))?.into())
    } else {
        // Several sizes of one picture must not share a tag.
        let tag = blake3::hash(format!("{hash} {path} {}", about.len()).as_bytes());
        Source::File(FileSource { path: file, len: about.len(), hash: *tag.as_bytes() })
    };
    let written = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let mut draft = Draft::immutable(media_type, source);
    draft.modified_s = written.map(|at| at.as_secs());
    draft.ranges = true;
    Ok(draft)
}

/// A body that stays in its file.
#[derive(Debug, Clone)]
pub(crate) struct FileSource {
    pub(crate) path: PathBuf,
    pub(crate) len: u64,
    pub(crate) hash: [u8; 32],
}

impl Draft {
    fn page(status: StatusCode, page: Page) -> Self {
        Self {
            status,
            media_type: page.media_type.to_owned(),
            source: Source::Bytes(page.body.into()),
            cache_control: headers::fresh_for(page.fresh_s),
            modified_s: None,
            ranges: false,
            location: None,
            until: page.until,
            streams: page.streams,
            counter: None,
        }
    }

    fn immutable(media_type: &str, source: Source) -> Self {
        Self {
            status: StatusCode::OK,
            media_type: media_type.to_owned(),
            source,
            cache_control: HeaderValue::from_static("max-age=31536000, immutable"),
            modified_s: None,
            ranges: false,
            location: None,
            until: None,
            streams: false,
            counter: None,
        }
    }
}

/// The name under which what is at this address is kept in the cache. A blob has one whatever ending its address has,
/// its hash, so that one removal hides it everywhere; it has no slash, so it is no address by itself. The sizes of a
/// picture are few and known, so each is kept under its address: see [`Medium::keys`].
pub(crate) fn key(path: &str) -> &str {
    blob_hash(path).unwrap_or(path)
}

fn blob_hash(path: &str) -> Option<&str> {
    let (hash, ending) = path.strip_prefix("/media/")?.split_once('.')?;
    let ending_fine = (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    (ending_fine && hash.parse::<Hash>().is_ok()).then_some(hash)
}

fn shown_blob(key: &str, snapshot: &Snapshot) -> Option<Medium> {
    snapshot.medium(&key.parse().ok()?)
}

fn rendition(path: &str) -> Option<Rendition> {
    path.strip_prefix("/media/")?.parse().ok()
}

/// Whether a live story shows the picture and readers are offered it in this size.
fn offered(rendition: &Rendition, snapshot: &Snapshot) -> bool {
    let widths = |medium: Medium| Rendition::widths(&medium.media_type, medium.width);
    snapshot.medium(&rendition.hash).is_some_and(|medium| widths(medium).contains(&rendition.width))
}

/// What a panic said.
pub(crate) fn reason(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked")
}

fn broken(path: &str, error: &dyn std::fmt::Display) -> Failed {
    tracing::error!(path, %error, "this page could not be printed");
    Failed::Broken
}
