//! `/sitemap.xml`: the sitemaps of all editions. It changes only when an edition begins a new one.

use minijinja::context;
use story::{Change, Found, Shelf};

use super::sitemap;
use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Rank, Ripple, Stale};

const PATH: &str = "/sitemap.xml";
const FRESH_S: u32 = 60;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    (ask.path == PATH).then(|| {
        let of = |edition| sitemap::of_edition(edition, ask.shelf);
        let urls: Vec<_> = ask.site.editions.iter().flat_map(of).map(|path| ask.site.url(&path)).collect();
        Found::Page(ask.site.render("sitemap_index.xml", super::XML, FRESH_S, context! { urls }))
    })
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let begins = ripple.place.is_some_and(|place| place.is_multiple_of(sitemap::SIZE));
    if begins && matches!(ripple.entry.change, Change::Published(_)) {
        stale.add(Rank::Sitemap, PATH);
    }
}

pub(super) fn paths(_: &Site, _: &dyn Shelf) -> Vec<String> {
    vec![PATH.to_owned()]
}
