//! `rss.xml` under an edition, section, topic, author or place: its newest stories as RSS 2.0, in summary.

use minijinja::context;
use story::{Found, Shelf};

use super::feeds;
use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Ripple, Stale};
use crate::templates::value;

const FILE: &str = "rss.xml";

pub(super) fn print(ask: &Ask) -> Option<Found> {
    rss(ask, FILE, false)
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    feeds::stale(ripple, stale, FILE);
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    feeds::paths(site, shelf, FILE)
}

pub(super) fn rss(ask: &Ask, file: &str, whole: bool) -> Option<Found> {
    let feed = feeds::at(ask, file, whole)?;
    let edition = feed.list.edition;
    let values = context! {
        title => feed.title,
        e => edition.about(),
        w => edition.word_values(),
        page => ask.site.url(&feed.list.path),
        this => ask.site.url(ask.path),
        hub => ask.site.hub.as_str(),
        changed => feeds::rfc_822(feed.changed),
        entries => value(feed.entries),
    };
    Some(Found::Page(ask.site.render(
        "rss.xml",
        "application/rss+xml; charset=utf-8",
        feeds::FRESH_S,
        values,
    )))
}
