//! `/fr/sitemap-<n>.xml`: every story of an edition, a thousand places a file, numbered from the oldest; and
//! `/fr/sitemap-pages.xml`: what is no story, the lists of sections, topics, authors and places among it.

use std::fmt::Display;
use std::sync::Arc;

use minijinja::context;
use serde::Serialize;
use story::{Card, Found, Page, Shelf, Subject};

use super::directory;
use crate::address::Ask;
use crate::pagination::{Pages, around};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::PictureView;

pub(super) const SIZE: u64 = 1_000;
/// Topics, authors and places, those with most stories first. A file may have 50 000 lines.
const SUBJECTS_MAX: usize = 15_000;
const FRESH_S: u32 = 60;

#[derive(Serialize)]
struct Line {
    url: String,
    /// When it last changed; empty for pages that change all day.
    changed: String,
    /// Of its lead picture.
    image: Option<String>,
}

impl Line {
    fn of(ask: &Ask, path: &str) -> Self {
        Self { url: ask.site.url(path), changed: String::new(), image: None }
    }
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    let [file] = ask.rest.as_slice() else { return None };
    let lines = match file.strip_prefix("sitemap-")?.strip_suffix(".xml")? {
        "pages" => fixed(ask, edition),
        number => stories(ask, edition, pages(edition, ask.shelf).numbered(number)?),
    };
    Some(Found::Page(page(ask, edition, lines)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let (Some(edition), Some(place)) = (ripple.edition, ripple.place) else { return };
    for number in around(place, SIZE) {
        stale.add(Rank::Sitemap, path(edition, number));
    }
    stale.add(Rank::Sitemap, path(edition, "pages"));
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    site.editions.iter().flat_map(|edition| of_edition(edition, shelf)).collect()
}

/// The sitemaps of an edition.
pub(super) fn of_edition(edition: &EditionSite, shelf: &dyn Shelf) -> Vec<String> {
    let numbers = 1..=pages(edition, shelf).count();
    [path(edition, "pages")].into_iter().chain(numbers.map(|number| path(edition, number))).collect()
}

fn pages(edition: &EditionSite, shelf: &dyn Shelf) -> Pages {
    Pages { size: SIZE, places: shelf.places(&edition.feed()) }
}

fn path(edition: &EditionSite, which: impl Display) -> String {
    format!("{}sitemap-{which}.xml", edition.front)
}

fn fixed(ask: &Ask, edition: &EditionSite) -> Vec<Line> {
    let sections = edition.edition.all_sections().map(|section| edition.section_path(section));
    let slugs =
        ["tv_slug", "corrections_slug", "archive_slug", "about_slug"].map(|slug| edition.path_of(slug));
    let subjects = Subject::ALL.into_iter().flat_map(|subject| {
        let folder = edition.subject_path(subject);
        let names = directory::most_borne(ask, edition, subject, SUBJECTS_MAX);
        let lists: Vec<_> = names.iter().map(|name| format!("{folder}{}/", name.slug)).collect();
        [folder].into_iter().chain(lists)
    });
    let paths = [edition.front.clone(), edition.stream.clone()]
        .into_iter()
        .chain(sections)
        .chain(slugs)
        .chain(subjects);
    paths.map(|path| Line::of(ask, &path)).collect()
}

fn stories(ask: &Ask, edition: &EditionSite, number: u64) -> Vec<Line> {
    let first = pages(edition, ask.shelf).first_place(number);
    let line = |card: Arc<Card>| Line {
        changed: edition.clock.moment(card.updated).iso,
        image: card.picture.as_ref().and_then(PictureView::of_card).map(|picture| ask.site.url(&picture.src)),
        ..Line::of(ask, &card.path)
    };
    ask.shelf.cards(&edition.feed(), first, SIZE).into_iter().map(|(_, card)| line(card)).collect()
}

fn page(ask: &Ask, edition: &EditionSite, mut lines: Vec<Line>) -> Page {
    // All its stories were withdrawn, and a sitemap must not be empty.
    if lines.is_empty() {
        lines.push(Line::of(ask, &edition.front));
    }
    ask.site.render("sitemap.xml", super::XML, FRESH_S, context! { lines => value(lines) })
}
