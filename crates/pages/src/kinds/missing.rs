//! The page for addresses that lead nowhere: in the words of the edition they begin with. It shows nothing from the
//! shelf, so that it is the same until the address leads somewhere.

use minijinja::context;
use story::{Found, Page, Shelf};

use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Ripple, Stale};
use crate::view::{self, Head};

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
        ..view::frame(ask.site, edition, head, "", None)
    };
    ask.site.render("missing.html", super::HTML, FRESH_S, values)
}
