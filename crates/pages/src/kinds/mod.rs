//! The page kinds. A new one is a file here, its template and one line in the list below.

use story::{Found, Shelf};

use crate::address::Ask;
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
    corrections,
    directory,
    front,
    json_feed,
    missing,
    news_sitemap,
    robots,
    root,
    rss,
    rss_full,
    section,
    sitemap,
    sitemap_index,
    stream,
    subject,
    television,
}
