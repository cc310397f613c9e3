//! `/fr/sitemap-<n>.xml`: every story of an edition, a thousand places a file, numbered from the oldest.

use minijinja::context;
use serde::Serialize;
use story::{Found, Page, Shelf};

use crate::address::Ask;
use crate::pagination::{Pages, around};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;

pub(super) const SIZE: u64 = 1_000;
const FRESH_S: u32 = 60;

#[derive(Serialize)]
struct Line {
    url: String,
    /// When it last changed; empty for pages that change all day.
    changed: String,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    let [file] = ask.rest.as_slice() else { return None };
    let number = file.strip_prefix("sitemap-")?.strip_suffix(".xml")?;
    let number = pages(edition, ask.shelf).numbered(number)?;
    Some(Found::Page(page(ask, edition, number)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let (Some(edition), Some(place)) = (ripple.edition, ripple.place) else { return };
    for number in around(place, SIZE) {
        stale.add(Rank::Sitemap, path(edition, number));
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    site.editions.iter().flat_map(|edition| of_edition(edition, shelf)).collect()
}

/// The sitemaps of an edition; the first is there before the first story.
pub(super) fn of_edition(edition: &EditionSite, shelf: &dyn Shelf) -> Vec<String> {
    (1..=pages(edition, shelf).count()).map(|number| path(edition, number)).collect()
}

fn pages(edition: &EditionSite, shelf: &dyn Shelf) -> Pages {
    Pages { size: SIZE, places: shelf.places(&edition.feed()).max(1) }
}

fn path(edition: &EditionSite, number: u64) -> String {
    format!("{}sitemap-{number}.xml", edition.front)
}

fn page(ask: &Ask, edition: &EditionSite, number: u64) -> Page {
    let first = pages(edition, ask.shelf).first_place(number);
    let mut lines = Vec::new();
    // A sitemap must not be empty, and the first is the place for what is no story.
    if number == 1 {
        lines.extend([&edition.front, &edition.stream].map(|path| line(ask.site.url(path))));
        let sections = edition.edition.sections.iter();
        lines.extend(sections.map(|section| line(ask.site.url(&edition.section_path(section)))));
    }
    for (_, card) in ask.shelf.cards(&edition.feed(), first, SIZE) {
        lines.push(Line { url: ask.site.url(&card.path), changed: edition.clock.moment(card.updated).iso });
    }
    if lines.is_empty() {
        lines.push(line(ask.site.url(&edition.front)));
    }
    ask.site.render("sitemap.xml", super::XML, FRESH_S, context! { lines => value(lines) })
}

fn line(url: String) -> Line {
    Line { url, changed: String::new() }
}
