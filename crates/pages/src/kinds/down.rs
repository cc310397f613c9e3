//! What readers get where a page cannot be made: its last good copy under a notice, or a page that says so, with the
//! newest stories where the shelf can still be read. Without a shelf it is made from the edition's words alone, so that
//! it can be made whatever else fails.

use jiff::Timestamp;
use minijinja::context;
use story::{Found, Page, Shelf};

use crate::address::Ask;
use crate::links;
use crate::site::{EditionSite, Site};
use crate::stale::{Ripple, Stale};
use crate::templates::value;
use crate::view;

const WIRE: usize = 5;
/// The notice stands above everything, right before this.
const MASTHEAD: &str = "<header class=\"mast";

/// No address leads here.
pub(super) fn print(_: &Ask) -> Option<Found> {
    None
}

pub(super) fn stale(_: &Ripple, _: &mut Stale) {}

pub(super) fn paths(_: &Site, _: &dyn Shelf) -> Vec<String> {
    Vec::new()
}

pub(crate) fn page(
    site: &Site,
    edition: &EditionSite,
    shelf: Option<&dyn Shelf>,
    path: &str,
    last: Option<(&[u8], Timestamp)>,
) -> Page {
    let last = last.and_then(|(body, at)| Some((std::str::from_utf8(body).ok()?, at)));
    let body = last.and_then(|(body, at)| {
        let head = body.find(MASTHEAD)?;
        let at = edition.clock.moment(at);
        let notice =
            site.fragment("stale.html", context! { w => edition.word_values(), at => at.time.as_str() });
        Some([&body[..head], &notice, &body[head..]].concat())
    });
    let body = body.unwrap_or_else(|| {
        let values = context! {
            e => edition.about(), w => edition.word_values(), theme => edition.theme(),
            front => edition.front_href(), here => links::encode(path),
            wire => value(shelf.map(|shelf| view::newest(shelf, edition, WIRE))),
        };
        site.fragment("down.html", values)
    });
    Page::new(super::HTML, body.into_bytes(), 0)
}
