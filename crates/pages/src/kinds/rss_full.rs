//! `rss-full.xml`: the feeds of `rss.xml` with the whole text of each story.

use story::{Found, Shelf};

use super::{feeds, rss};
use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Ripple, Stale};

const FILE: &str = "rss-full.xml";

pub(super) fn print(ask: &Ask) -> Option<Found> {
    rss::rss(ask, FILE, true)
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    feeds::stale(ripple, stale, FILE);
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    feeds::paths(site, shelf, FILE)
}
