//! `/fr/atom.xml`: the newest stories of an edition as an Atom feed (RFC 4287).

use minijinja::context;
use story::{Found, Page, Shelf};

use super::rss;
use crate::address::Ask;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;

const FILE: &str = "atom.xml";

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    (ask.rest == [FILE]).then(|| Found::Page(page(ask, edition)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    if let Some(edition) = ripple.edition {
        stale.add(Rank::Feed, path(edition));
    }
}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    site.editions.iter().map(path).collect()
}

fn path(edition: &EditionSite) -> String {
    format!("{}{FILE}", edition.front)
}

fn page(ask: &Ask, edition: &EditionSite) -> Page {
    let cards = ask.shelf.newest(&edition.feed(), rss::STORIES);
    let values = context! {
        e => edition.about(),
        w => edition.word_values(),
        page => ask.site.url(&edition.front),
        this => ask.site.url(ask.path),
        changed => edition.clock.moment(rss::changed(&cards)).iso,
        entries => value(rss::entries(ask.site, edition, &cards)),
    };
    ask.site.render("atom.xml", "application/atom+xml; charset=utf-8", rss::FRESH_S, values)
}
