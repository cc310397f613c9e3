//! `/fr/rectificatifs/`: every correction and withdrawal of an edition, newest first; `…/page/<n>`: its pages, numbered
//! from the oldest.

use minijinja::{Value, context};
use serde::Serialize;
use story::{Found, Notice, Page, Shelf, Standing};

use crate::address::Ask;
use crate::dates::Moment;
use crate::links;
use crate::listing::{self, page_path};
use crate::pagination::{Pages, around};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, Head};

const SIZE: u64 = 20;
const FRESH_S: u32 = 5;

/// A notice as the page shows it.
#[derive(Serialize)]
pub(super) struct Line {
    at: Moment,
    text: String,
    href: String,
    /// Empty for a story that is not there any more.
    headline: String,
    withdrawn: bool,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    let (parts, number) = listing::split_page(&ask.rest)?;
    if parts != [edition.words.get("corrections_slug")] {
        return None;
    }
    let pages = pages(edition, ask.shelf);
    let number = number.map(|number| pages.numbered(number).ok_or(())).transpose().ok()?;
    Some(Found::Page(page(ask, edition, pages, number)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let (Some(edition), Some(id)) = (ripple.edition, ripple.entry.change.story_id()) else { return };
    let mut places = ripple.shelf.notices_of(id);
    // A kill takes the notices of the story away; where they were is not known any more.
    if ripple.entry.change.live().is_none() && ripple.was.is_some_and(|was| !was.corrections.is_empty()) {
        places.extend((0..pages(edition, ripple.shelf).count()).map(|page| page * SIZE));
    }
    if places.is_empty() {
        return;
    }
    let path = edition.path_of("corrections_slug");
    for number in places.into_iter().flat_map(|place| around(place, SIZE)) {
        stale.add(Rank::Neighbour, page_path(&path, number));
    }
    stale.add(Rank::Neighbour, path);
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let of = |edition: &EditionSite| {
        let path = edition.path_of("corrections_slug");
        let pages = 1..=pages(edition, shelf).count();
        let numbered: Vec<String> = pages.map(|number| page_path(&path, number)).collect();
        std::iter::once(path).chain(numbered)
    };
    site.editions.iter().flat_map(of).collect()
}

fn pages(edition: &EditionSite, shelf: &dyn Shelf) -> Pages {
    Pages { size: SIZE, places: shelf.notice_places(&edition.edition.id) }
}

/// The newest notices, or those of a numbered page.
fn page(ask: &Ask, edition: &EditionSite, pages: Pages, number: Option<u64>) -> Page {
    let path = edition.path_of("corrections_slug");
    let title = edition.words.get("corrections_block");
    let (here, title, first, count, links) = match number {
        None => {
            let first = pages.places.saturating_sub(SIZE);
            let links = (pages.count() > 1).then(|| {
                let name = edition.words.fill("page", &[("page", &edition.clock.number(pages.count() - 1))]);
                context! { older => links::encode(&page_path(&path, pages.count() - 1)), older_name => name,
                newest => "", fixed => "", newer => "", newer_name => "" }
            });
            (path, title.to_owned(), first, SIZE, links.unwrap_or_else(|| Value::from(())))
        }
        Some(number) => {
            let links = listing::numbered_links(edition, pages, &path, number, &path);
            let title = listing::page_title(edition, title, number);
            (page_path(&path, number), title, pages.first_place(number), SIZE, links)
        }
    };
    let mut lines = lines(ask.shelf, edition, first, count);
    lines.reverse();
    let head = Head::new(&title, edition.words.get("corrections_about")).at(ask.site, &here);
    let head = match number {
        None => head.in_editions(ask.site, |sister| Some(sister.path_of("corrections_slug"))),
        Some(_) => head,
    };
    let values = context! {
        title,
        lines => value(lines),
        pages => links,
        contact => edition.edition.contact.as_str(),
        ..view::frame(ask.site, edition, head, "", None)
    };
    ask.site.render("corrections.html", super::HTML, FRESH_S, values)
}

/// The last notices of an edition, newest first, for other pages.
pub(super) fn newest(shelf: &dyn Shelf, edition: &EditionSite, count: u64) -> Vec<Line> {
    let places = shelf.notice_places(&edition.edition.id);
    let mut lines = lines(shelf, edition, places.saturating_sub(count), count);
    lines.reverse();
    lines
}

fn lines(shelf: &dyn Shelf, edition: &EditionSite, first: u64, count: u64) -> Vec<Line> {
    let line = |notice: Notice| {
        let headline = match shelf.standing(notice.story) {
            Some(Standing::Live(story)) => story.content.headline.clone(),
            _ => String::new(),
        };
        Line {
            at: edition.clock.moment(notice.at),
            text: notice.text,
            href: links::encode(&notice.path),
            headline,
            withdrawn: notice.withdrawn,
        }
    };
    shelf.notices(&edition.edition.id, first, count).into_iter().map(line).collect()
}
