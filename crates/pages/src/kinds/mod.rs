//! The page kinds. A new one is a file here, its template and one line in the list below.

use std::collections::BTreeSet;

use story::{Finder, Found, Shelf};

use crate::address::{Ask, Query};
use crate::site::Site;
use crate::stale::{Ripple, Stale};

mod feeds;

const HTML: &str = "text/html; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";

/// One kind of page.
pub(crate) struct Kind {
    /// The name of its file and of its template.
    pub name: &'static str,
    /// The page, where the address is one of this kind; `None` leaves it to the others.
    pub print: fn(&Ask) -> Option<Found>,
    /// Adds every page of this kind whose bytes an entry may change.
    pub stale: fn(&Ripple, &mut Stale),
    /// Every page of this kind on a shelf.
    pub paths: fn(&Site, &dyn Shelf) -> Vec<String>,
}

macro_rules! kinds {
    ($($name:ident,)*) => {
        $(pub(crate) mod $name;)*

        pub(crate) const KINDS: &[Kind] = &[$(Kind {
            name: stringify!($name),
            print: $name::print,
            stale: $name::stale,
            paths: $name::paths,
        },)*];
    };
}

kinds! {
    about,
    archive,
    article,
    atom,
    card,
    corrections,
    coverage,
    directory,
    down,
    front,
    json_feed,
    missing,
    news_sitemap,
    oembed,
    robots,
    root,
    rss,
    rss_full,
    search,
    section,
    short,
    sitemap,
    sitemap_index,
    stream,
    subject,
    television,
    well_known,
}

/// The answer to an address that reads its query; the other kinds never see one.
pub(crate) fn answer(ask: &Ask, finder: &dyn Finder, query: &Query) -> Option<Found> {
    search::answer(ask, finder, query).or_else(|| oembed::answer(ask, query))
}

/// The addresses at which [`answer`] has one.
pub(crate) fn queried(site: &Site) -> BTreeSet<String> {
    site.editions.iter().flat_map(search::queried).chain([oembed::endpoint()]).collect()
}
