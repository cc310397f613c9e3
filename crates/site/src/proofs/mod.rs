//! Proofs for those who decide what goes out: the press and the shelf of this node, asked what would be and what was.
//! *Invariant:* nothing that is asked here changes what readers get.

mod past;
mod stood;
mod trial;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use http::StatusCode;
use http::header::CONTENT_TYPE;
use story::{
    Audience, Change, Found, Front, Hash, Name, Page, PictureFormat, Place, Press, Proofs, Rendition, Shelf,
    Stood, StoryId, Subject, Timestamp,
};
use tokio::runtime::Handle;

use crate::journal::Journal;
use crate::kitchen::{Kitchen, reason};
use crate::{ShelfFile, Snapshot};
use past::Past;
use trial::TrialShelf;

/// Where proofs are pulled. Its answers block, some for as long as the journal is: ask it from where that may be.
pub struct ProofRoom {
    /// It ends with the node.
    kitchen: Weak<Kitchen>,
    journal: Arc<dyn Journal>,
    /// One at a time: reading a long journal twice at once helps nobody.
    past: Mutex<Past>,
    runtime: Handle,
}

impl ProofRoom {
    pub(crate) fn new(kitchen: &Arc<Kitchen>, journal: Arc<dyn Journal>) -> Self {
        let past = Mutex::new(Past::beside(kitchen.shelf.path()));
        Self { kitchen: Arc::downgrade(kitchen), journal, past, runtime: Handle::current() }
    }

    fn kitchen(&self) -> Result<Arc<Kitchen>, String> {
        self.kitchen.upgrade().ok_or_else(|| "the node has stopped".to_owned())
    }

    fn shelf_at<'a>(&self, past: &'a mut Past, at: Timestamp) -> Result<&'a ShelfFile, String> {
        past.at(at, |after, limit| {
            self.runtime.block_on(self.journal.after(after, limit)).map_err(|down| down.to_string())
        })
    }

    /// Asks the press over what readers see now, with this front.
    fn on_trial<T>(
        &self,
        front: &Front,
        ask: impl FnOnce(&dyn Press, &TrialShelf) -> T,
    ) -> Result<T, String> {
        let kitchen = self.kitchen()?;
        let snapshot = kitchen.shelf.snapshot().map_err(|error| error.to_string())?;
        let shelf = TrialShelf { shelf: &snapshot, front: Some(front), now: snapshot.now() };
        asked(&snapshot, || ask(&*kitchen.press(), &shelf))
    }
}

fn print_front(press: &dyn Press, shelf: &dyn Shelf, edition: &str) -> Result<Page, String> {
    let path = press.front_path(edition).ok_or_else(|| format!("no edition is called {edition}"))?;
    match press.print(shelf, &path) {
        Found::Page(page) => Ok(page),
        other => Err(format!("{path} is no page: {other:?}")),
    }
}

impl Proofs for ProofRoom {
    fn places(&self, front: &Front) -> Result<Vec<Place>, String> {
        self.on_trial(front, |press, shelf| press.places(shelf, &front.edition))
    }

    fn page(&self, front: &Front) -> Result<Page, String> {
        self.on_trial(front, |press, shelf| print_front(press, shelf, &front.edition))?
    }

    fn stale(&self, changes: &[Change]) -> Result<Vec<String>, String> {
        let kitchen = self.kitchen()?;
        let press = kitchen.press();
        let now = kitchen.shelf.snapshot().map_err(|error| error.to_string())?;
        asked(&now, || {
            let (mut declared, mut seen, mut pages) = (Vec::<String>::new(), 0, Vec::new());
            let done = kitchen.shelf.as_if(changes, |then, entry, before| {
                for path in press.stale(then, entry, before) {
                    if !declared.contains(&path) {
                        declared.push(path);
                    }
                }
                seen += 1;
                if seen == changes.len() {
                    pages = declared.iter().map(|path| press.outline(then, path)).collect();
                }
            });
            done.map_err(|error| error.to_string())?;
            // More is declared than changes: whoever decides is told of what does. What readers have now is printed when
            // nobody waits for the shelf any more.
            let then = declared.into_iter().zip(pages);
            Ok(then.filter(|(path, page)| press.outline(&now, path) != *page).map(|(path, _)| path).collect())
        })?
    }

    fn topics(&self, edition: &str) -> Result<Vec<Name>, String> {
        let kitchen = self.kitchen()?;
        let snapshot = kitchen.shelf.snapshot().map_err(|error| error.to_string())?;
        asked(&snapshot, || snapshot.names(edition, Subject::Topic))
    }

    fn seen(&self, edition: &str, at: Timestamp) -> Result<Option<Page>, String> {
        let press = self.kitchen()?.press();
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = self.shelf_at(&mut past, at)?;
        let snapshot = shelf.snapshot().map_err(|error| error.to_string())?;
        if snapshot.cursor() == 0 {
            return Ok(None);
        }
        let then = TrialShelf { shelf: &snapshot, front: None, now: at };
        asked(&snapshot, || print_front(&*press, &then, edition))?.map(Some)
    }

    fn stood(&self, story: StoryId, at: Option<Timestamp>) -> Result<Stood, String> {
        let kitchen = self.kitchen()?;
        let press = kitchen.press();
        let Some(at) = at else { return stood::stood(&*press, &kitchen.shelf, story, None) };
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        stood::stood(&*press, self.shelf_at(&mut past, at)?, story, Some(at))
    }

    fn audience(&self, page: &str) -> Result<Audience, String> {
        let kitchen = self.kitchen()?;
        let path = kitchen.press().live_path(page);
        Ok(path.map(|path| kitchen.live.audience(&path)).unwrap_or_default())
    }

    fn file(&self, path: &str) -> Option<(String, Vec<u8>)> {
        let entry = self.runtime.block_on(self.kitchen().ok()?.fetch(path)).ok()?;
        let media_type = entry.identity.head.get(&CONTENT_TYPE)?.to_str().ok()?.to_owned();
        let bytes = match &entry.file {
            Some(file) => std::fs::read(&file.path).ok()?,
            None => entry.identity.body.to_vec(),
        };
        (entry.status == StatusCode::OK).then_some((media_type, bytes))
    }

    fn size(&self, hash: &Hash, width: u32) -> Result<Vec<u8>, String> {
        let rendition = Rendition { hash: hash.clone(), width, format: PictureFormat::WebP };
        let made = catch_unwind(AssertUnwindSafe(|| self.kitchen()?.small(&rendition)));
        made.map_err(|panic| reason(&*panic).to_owned())?
    }
}

/// An answer, unless the press panicked or the disk failed meanwhile.
fn asked<T>(snapshot: &Snapshot, ask: impl FnOnce() -> T) -> Result<T, String> {
    let answer = catch_unwind(AssertUnwindSafe(ask)).map_err(|panic| reason(&*panic).to_owned())?;
    match snapshot.fault() {
        Some(fault) => Err(fault.to_string()),
        None => Ok(answer),
    }
}
