//! `atom.xml` under an edition, section, topic, author or place: its newest stories as an Atom feed (RFC 4287).

use minijinja::context;
use story::{Found, Shelf};

use super::feeds;
use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Ripple, Stale};
use crate::templates::value;

const FILE: &str = "atom.xml";

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let feed = feeds::at(ask, FILE, false)?;
    let edition = feed.list.edition;
    let values = context! {
        title => feed.title,
        e => edition.about(),
        w => edition.word_values(),
        page => ask.site.url(&feed.list.path),
        this => ask.site.url(ask.path),
        hub => ask.site.hub.as_str(),
        changed => edition.clock.moment(feed.changed).iso,
        entries => value(feed.entries),
    };
    Some(Found::Page(ask.site.render(
        "atom.xml",
        "application/atom+xml; charset=utf-8",
        feeds::FRESH_S,
        values,
    )))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    feeds::stale(ripple, stale, FILE);
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    feeds::paths(site, shelf, FILE)
}
