//! The page for addresses that lead nowhere: in the words of the edition they begin with, with the search and the newest
//! stories. No entry names it as stale: an address is believed to lead nowhere until the next entry, whatever that is.

use minijinja::context;
use story::{Found, Page, Shelf};

use crate::address::Ask;
use crate::site::Site;
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

pub(crate) fn page(ask: &Ask) -> Page {
    let edition = ask.edition_or_default();
    let head = Head::new(edition.words.get("missing"), edition.words.get("missing_text"));
    let values = context! {
        sections => edition.section_links(),
        wire => value(view::newest(ask.shelf, edition, WIRE)),
        most_read => value(view::most_read(ask.shelf, edition, MOST_READ)),
        ..view::frame(ask.site, edition, head, "", None)
    };
    ask.site.render("missing.html", super::HTML, FRESH_S, values)
}
