//! The page for addresses that lead nowhere: in the words of the edition they begin with, with the search and the newest
//! stories. No entry names it as stale: an address is believed to lead nowhere until the next entry, whatever that is.

use std::sync::{Mutex, PoisonError};

use minijinja::context;
use story::{Found, Page, Shelf, StoryId, Timestamp};

use crate::address::Ask;
use crate::site::{EditionSite, Site};
use crate::stale::{Ripple, Stale};
use crate::templates::value;
use crate::view::{self, Head};

const WIRE: usize = 5;
const MOST_READ: usize = 5;
const FRESH_S: u32 = 5;

/// Leaves every address to the other kinds; the printer asks for `page` when all of them have.
pub(super) fn print(_: &Ask) -> Option<Found> {
    None
}

pub(super) fn stale(_: &Ripple, _: &mut Stale) {}

pub(super) fn paths(_: &Site, _: &dyn Shelf) -> Vec<String> {
    Vec::new()
}

/// The page as it was last made: addresses that lead nowhere are many, and whoever tries them must cost little.
#[derive(Debug, Default)]
pub(crate) struct Memo(Mutex<Option<(Shown, Page)>>);

/// All that the page of an edition shows of the shelf.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    as_of: (u64, Timestamp),
    most_read: Vec<StoryId>,
}

impl Memo {
    fn get(&self, shelf: &dyn Shelf, edition: &str, make: impl FnOnce() -> Page) -> Page {
        let Some(as_of) = shelf.as_of() else { return make() };
        let shown = Shown { as_of, most_read: shelf.most_read(edition) };
        // Made outside: two who come first both make it.
        let kept = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .and_then(|(of, page)| if *of == shown { Some(page.clone()) } else { None });
        kept.unwrap_or_else(|| {
            let page = make();
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((shown, page.clone()));
            page
        })
    }
}

pub(crate) fn page(ask: &Ask) -> Page {
    let edition = ask.edition_or_default();
    edition.missing.get(ask.shelf, &edition.edition.id, || made(ask, edition))
}

fn made(ask: &Ask, edition: &EditionSite) -> Page {
    let head = Head::new(edition.words.get("missing"), edition.words.get("missing_text"));
    let values = context! {
        sections => edition.section_links(),
        wire => value(view::newest(ask.shelf, edition, WIRE)),
        most_read => value(view::most_read(ask.shelf, edition, MOST_READ)),
        ..view::frame(ask.site, edition, head, "", None)
    };
    ask.site.render("missing.html", super::HTML, FRESH_S, values)
}
