//! `/robots.txt`: everything may be read; where the sitemaps are.

use minijinja::context;
use story::{Found, Shelf};

use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Ripple, Stale};

const PATH: &str = "/robots.txt";
const FRESH_S: u32 = 3600;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    (ask.path == PATH).then(|| {
        let news = ask.site.editions.iter().map(|edition| format!("{}news-sitemap.xml", edition.front));
        let sitemaps: Vec<_> =
            ["/sitemap.xml".to_owned()].into_iter().chain(news).map(|path| ask.site.url(&path)).collect();
        Found::Page(ask.site.render(
            "robots.txt",
            "text/plain; charset=utf-8",
            FRESH_S,
            context! { sitemaps },
        ))
    })
}

pub(super) fn stale(_: &Ripple, _: &mut Stale) {}

pub(super) fn paths(_: &Site, _: &dyn Shelf) -> Vec<String> {
    vec![PATH.to_owned()]
}
