//! A request for a page: the path cut into the parts that page kinds look at.

use std::collections::BTreeMap;

use story::Shelf;

use crate::site::{EditionSite, Site};

/// What is asked for, and what it may be answered from.
pub(crate) struct Ask<'a> {
    pub site: &'a Site,
    pub shelf: &'a dyn Shelf,
    /// The whole path, percent-decoded.
    pub path: &'a str,
    /// The edition whose id is the path's first part.
    pub edition: Option<&'a EditionSite>,
    /// The parts after the edition, or all parts where the first is no edition: `/fr/region/` gives `region` and
    /// an empty part, `/robots.txt` gives `robots.txt`.
    pub rest: Vec<&'a str>,
    /// Only whether the page changes is asked: a picture need not be drawn.
    pub outline: bool,
}

impl<'a> Ask<'a> {
    pub(crate) fn new(site: &'a Site, shelf: &'a dyn Shelf, path: &'a str) -> Self {
        let mut rest: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        // `/fr` is no page of the edition: it is told apart from `/fr/` so that one page has one address.
        let edition = (rest.len() > 1).then(|| site.edition(rest[0])).flatten();
        if edition.is_some() {
            rest.remove(0);
        }
        Self { site, shelf, path, edition, rest, outline: false }
    }

    /// The edition whose words an error page is written in.
    pub(crate) fn edition_or_default(&self) -> &'a EditionSite {
        self.edition.unwrap_or_else(|| self.site.default_edition())
    }
}

/// What stands behind the question mark of an address: names and values, of each name the first.
pub(crate) struct Query(BTreeMap<String, String>);

impl Query {
    pub(crate) fn of(text: &str) -> Self {
        let mut values = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            values.entry(name.into_owned()).or_insert_with(|| value.into_owned());
        }
        Self(values)
    }

    /// The value; empty where it is not given.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}
