//! `/fr/<section>/` and `/fr/<section>/<its own section>/`: a section's newest stories; `…/page/<n>`: its pages,
//! numbered from the oldest, so that a page keeps its stories for ever.

use std::sync::Arc;

use minijinja::context;
use serde::Serialize;
use story::{Card, Found, Page, Section, Shelf};

use crate::address::Ask;
use crate::links;
use crate::listing::{self, ListKind, Listing, Range, page_path};
use crate::pagination::{Pages, around};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, CardView, FeedLink, Head};

pub(super) const SIZE: u64 = 20;
/// Stories above the list: one large, two stacks of two.
const PACKAGE: usize = 5;
/// More than a page, so that whoever goes from the newest stories to the last full page misses none.
const NEWEST: usize = PACKAGE + 20;
const WIRE: usize = 8;
const MOST_READ: usize = 5;
const FRESH_S: u32 = 5;

/// A section of the section, as a filter above its stories.
#[derive(Serialize)]
struct Part {
    name: String,
    href: String,
    current: bool,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let (parts, number) = listing::split_page(&ask.rest)?;
    let list = Listing::at(ask, parts)?;
    let ListKind::Section(section) = list.kind else { return None };
    let pages = list.pages(ask.shelf, SIZE);
    Some(Found::Page(match number {
        None => newest_page(ask, &list, section, pages),
        Some(number) => numbered(ask, &list, pages, pages.numbered(number)?),
    }))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    for touched in &ripple.lists {
        if matches!(touched.list.kind, ListKind::Section(_)) {
            let path = &touched.list.path;
            for number in touched.place.into_iter().flat_map(|place| around(place, SIZE)) {
                stale.add(Rank::Section, page_path(path, number));
            }
            stale.add(Rank::Section, path.as_str());
        }
    }
    // The others show the newest entries of the edition beside their own stories.
    let Some(edition) = ripple.edition.filter(|_| !ripple.aside) else { return };
    for section in edition.edition.all_sections() {
        stale.add(Rank::Neighbour, edition.section_path(section));
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let lists = site
        .editions
        .iter()
        .flat_map(|edition| edition.edition.all_sections().map(|section| Listing::section(edition, section)));
    lists.flat_map(|list| list.paths(shelf, SIZE)).collect()
}

/// The pages that show what is newest, and what is read most.
pub(crate) fn newest(edition: &EditionSite) -> Vec<String> {
    edition.edition.all_sections().map(|section| edition.section_path(section)).collect()
}

fn newest_page(ask: &Ask, list: &Listing, section: &Section, pages: Pages) -> Page {
    let edition = list.edition;
    let cards = ask.shelf.newest(&list.feed, NEWEST);
    let wire = ask.shelf.newest(&edition.feed(), WIRE);
    let stamp = wire.iter().chain(&cards).map(|card| card.updated).max().map(|at| edition.clock.moment(at));
    let about =
        edition.words.fill("section_about", &[("section", &section.name), ("title", &edition.edition.title)]);
    let mut head = Head::new(&section.name, about).at(ask.site, &list.path).in_editions(ask.site, |sister| {
        sister.edition.section(&section.id).map(|section| sister.section_path(section))
    });
    head.feeds.push(feed_link(list));
    let (package, more) = package(own_cards(&cards, edition));
    let values = context! {
        title => section.name.as_str(),
        parent => value(parent(edition, section)),
        parts => value(parts(edition, section)),
        package => value(package),
        list => value(more),
        wire => value(view::cards(&wire, edition)),
        most_read => value(view::most_read(ask.shelf, edition, MOST_READ)),
        archive => links::encode(&edition.path_of("archive_slug")),
        pages => listing::newest_links(ask.shelf, edition, &list.feed, pages, &list.path),
        ..view::frame(ask.site, edition, head, &menu_path(edition, section), stamp)
    };
    ask.site.render("section.html", super::HTML, FRESH_S, values)
}

/// The menu marks the section that this one belongs to.
fn menu_path(edition: &EditionSite, section: &Section) -> String {
    edition.section_path(edition.edition.parent(&section.id).unwrap_or(section))
}

fn parent(edition: &EditionSite, section: &Section) -> Option<Part> {
    let parent = edition.edition.parent(&section.id)?;
    Some(part(edition, parent, false))
}

fn part(edition: &EditionSite, section: &Section, current: bool) -> Part {
    Part { name: section.name.clone(), href: links::encode(&edition.section_path(section)), current }
}

/// The whole section and its own sections, where it has some.
fn parts(edition: &EditionSite, section: &Section) -> Vec<Part> {
    let whole = edition.edition.parent(&section.id).unwrap_or(section);
    if whole.sections.is_empty() {
        return Vec::new();
    }
    let all = Part {
        name: edition.words.get("stream_everything").to_owned(),
        ..part(edition, whole, whole.id == section.id)
    };
    let own = whole.sections.iter().map(|inner| part(edition, inner, inner.id == section.id));
    std::iter::once(all).chain(own).collect()
}

/// Cards without the section's name as kicker: the page bears it already.
fn own_cards(cards: &[Arc<Card>], edition: &EditionSite) -> Vec<CardView> {
    let mut cards = view::cards(cards, edition);
    for card in &mut cards {
        if card.kicker == card.section {
            *card = card.but(|card| card.kicker.clear());
        }
    }
    cards
}

/// The stories above the list, the first one with a picture leading, and the others.
fn package(mut cards: Vec<CardView>) -> (Vec<CardView>, Vec<CardView>) {
    let list = cards.split_off(cards.len().min(PACKAGE));
    if let Some(pictured) = cards.iter().position(|card| card.picture.is_some()) {
        let lead = cards.remove(pictured);
        cards.insert(0, lead);
    }
    (cards, list)
}

fn numbered(ask: &Ask, list: &Listing, pages: Pages, number: u64) -> Page {
    let found = ask.shelf.cards(&list.feed, pages.first_place(number), SIZE);
    let cards: Vec<Arc<Card>> = found.into_iter().map(|(_, card)| card).collect();
    numbered_page(ask, list, pages, number, cards)
}

/// A page of a list that keeps its address: its stories, newest first.
pub(super) fn numbered_page(
    ask: &Ask,
    list: &Listing,
    pages: Pages,
    number: u64,
    mut cards: Vec<Arc<Card>>,
) -> Page {
    let edition = list.edition;
    let range = Range::of(edition, &cards);
    cards.reverse();
    let title = listing::page_title(edition, &list.title, number);
    let mut head = Head::new(&title, &range.dates).at(ask.site, &page_path(&list.path, number));
    head.feeds.push(feed_link(list));
    let values = context! {
        title,
        held => value(range),
        list => value(own_cards(&cards, edition)),
        pages => listing::numbered_links(edition, pages, &list.path, number, &list.path),
        parent => list.title.as_str(),
        parent_href => links::encode(&list.path),
        ..view::frame(ask.site, edition, head, &list.path, None)
    };
    ask.site.render("section_page.html", super::HTML, FRESH_S, values)
}

pub(super) fn feed_link(list: &Listing) -> FeedLink {
    FeedLink {
        media_type: "application/rss+xml",
        title: list.edition.words.fill("section_feed", &[("section", &list.title)]),
        href: format!("{}rss.xml", links::encode(&list.path)),
    }
}
