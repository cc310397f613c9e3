//! `/fr/<section>/`: a section's newest stories; `/fr/<section>/page/<n>`: its pages, numbered from the oldest, so
//! that a page keeps its stories for ever.

use minijinja::{Value, context};
use serde::Serialize;
use story::{Card, Feed, Found, Page, Section, Shelf};

use crate::address::Ask;
use crate::links;
use crate::pagination::{Pages, around};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, CardView, FeedLink, Head};

const SIZE: u64 = 20;
/// Stories above the list: one large, two stacks of two.
const PACKAGE: usize = 5;
/// More than a page, so that whoever goes from the newest stories to the last full page misses none.
const NEWEST: usize = PACKAGE + 20;
const WIRE: usize = 8;
const FRESH_S: u32 = 5;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    let [slug, rest @ ..] = ask.rest.as_slice() else { return None };
    let section = edition.section_of_slug(slug)?;
    let pages = pages(edition, section, ask.shelf);
    match rest {
        [""] => Some(Found::Page(newest(ask, edition, section, pages))),
        ["page", number] => Some(Found::Page(numbered(ask, edition, section, pages.numbered(number)?))),
        _ => None,
    }
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let Some(edition) = ripple.edition else { return };
    for touched in &ripple.sections {
        let path = edition.section_path(touched.section);
        for number in touched.place.into_iter().flat_map(|place| around(place, SIZE)) {
            stale.add(Rank::Section, page_path(&path, number));
        }
        stale.add(Rank::Section, path);
    }
    // The others show the newest entries of the edition beside their own stories.
    for section in &edition.edition.sections {
        stale.add(Rank::Neighbour, edition.section_path(section));
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let of_section = |edition: &EditionSite, section: &Section| -> Vec<String> {
        let path = edition.section_path(section);
        let pages = 1..=pages(edition, section, shelf).count();
        std::iter::once(path.clone()).chain(pages.map(|n| page_path(&path, n))).collect()
    };
    let of = |edition: &EditionSite| -> Vec<String> {
        edition.edition.sections.iter().flat_map(|section| of_section(edition, section)).collect()
    };
    site.editions.iter().flat_map(of).collect()
}

fn pages(edition: &EditionSite, section: &Section, shelf: &dyn Shelf) -> Pages {
    Pages { size: SIZE, places: shelf.places(&edition.section_feed(section)) }
}

pub(super) fn page_path(front: &str, number: u64) -> String {
    format!("{front}page/{number}")
}

fn newest(ask: &Ask, edition: &EditionSite, section: &Section, pages: Pages) -> Page {
    let feed = edition.section_feed(section);
    let cards = ask.shelf.newest(&feed, NEWEST);
    let wire = ask.shelf.newest(&edition.feed(), WIRE);
    let stamp = wire.iter().chain(&cards).map(|card| card.updated).max().map(|at| edition.clock.moment(at));
    let path = edition.section_path(section);
    let about =
        edition.words.fill("section_about", &[("section", &section.name), ("title", &edition.edition.title)]);
    let mut head = Head::new(&section.name, about).at(ask.site, &path).in_editions(ask.site, |sister| {
        sister.edition.section(&section.id).map(|section| sister.section_path(section))
    });
    head.feeds.push(feed_link(edition, section));
    let (package, list) = package(own_cards(&cards, edition));
    let values = context! {
        title => section.name.as_str(),
        package => value(package),
        list => value(list),
        wire => value(view::cards(&wire, edition)),
        pages => newest_links(ask.shelf, edition, &feed, pages, &path),
        ..view::frame(ask.site, edition, head, &path, stamp)
    };
    ask.site.render("section.html", super::HTML, FRESH_S, values)
}

/// Cards without the section's name as kicker: the page bears it already.
fn own_cards(cards: &[Card], edition: &EditionSite) -> Vec<CardView> {
    let mut cards = view::cards(cards, edition);
    for card in &mut cards {
        if card.kicker == card.section {
            card.kicker.clear();
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

fn numbered(ask: &Ask, edition: &EditionSite, section: &Section, number: u64) -> Page {
    let pages = pages(edition, section, ask.shelf);
    let found = ask.shelf.cards(&edition.section_feed(section), pages.first_place(number), SIZE);
    let mut cards: Vec<Card> = found.into_iter().map(|(_, card)| card).collect();
    let range = Range::of(edition, &cards);
    cards.reverse();
    let path = edition.section_path(section);
    let title = page_title(edition, &section.name, number);
    let mut head = Head::new(&title, &range.dates).at(ask.site, &page_path(&path, number));
    head.feeds.push(feed_link(edition, section));
    let values = context! {
        title,
        held => value(range),
        list => value(own_cards(&cards, edition)),
        pages => numbered_links(edition, pages, &path, number),
        parent => section.name.as_str(),
        parent_href => links::encode(&path),
        ..view::frame(ask.site, edition, head, &path, None)
    };
    ask.site.render("section_page.html", super::HTML, FRESH_S, values)
}

fn feed_link(edition: &EditionSite, section: &Section) -> FeedLink {
    FeedLink {
        media_type: "application/rss+xml",
        title: edition.words.fill("section_feed", &[("section", &section.name)]),
        href: format!("{}rss.xml", links::encode(&edition.section_path(section))),
    }
}

pub(super) fn page_title(edition: &EditionSite, name: &str, number: u64) -> String {
    edition.words.fill("page_of", &[("section", name), ("page", &edition.clock.number(number))])
}

/// What a numbered page holds: its days and how many stories.
#[derive(Serialize)]
pub(super) struct Range {
    /// Empty where every story has left.
    pub dates: String,
    count: String,
}

impl Range {
    pub(super) fn of(edition: &EditionSite, cards: &[Card]) -> Self {
        let first = cards.iter().map(|card| card.first_published).min();
        let last = cards.iter().map(|card| card.first_published).max();
        let dates = first.zip(last).map(|(first, last)| edition.clock.range(first, last)).unwrap_or_default();
        let number = u64::try_from(cards.len()).unwrap_or(u64::MAX);
        Self { dates, count: edition.words.count("stories", number, &edition.clock.number(number)) }
    }
}

/// Under the newest stories: where the older ones are, and that the address will keep.
pub(super) fn newest_links(
    shelf: &dyn Shelf,
    edition: &EditionSite,
    feed: &Feed,
    pages: Pages,
    front: &str,
) -> Value {
    let last = pages.count();
    if last < 2 {
        return Value::from(());
    }
    let older = last - 1;
    let cards: Vec<Card> =
        shelf.cards(feed, pages.first_place(older), pages.size).into_iter().map(|(_, card)| card).collect();
    let dates = Range::of(edition, &cards).dates;
    let number = edition.clock.number(older);
    let older_name = if dates.is_empty() {
        edition.words.fill("page", &[("page", &number)])
    } else {
        edition.words.fill("page_older", &[("page", &number), ("dates", &dates)])
    };
    context! {
        newest => edition.words.fill("page_newest", &[("page", &edition.clock.number(last))]),
        fixed => edition.words.fill("page_fixed", &[("page", &number)]),
        older_name,
        older => links::encode(&page_path(front, older)),
        newer => "",
        newer_name => "",
    }
}

/// Under a numbered page: its neighbours. The last page leads to the newest stories, so a full page changes only
/// when the next one begins.
pub(super) fn numbered_links(edition: &EditionSite, pages: Pages, front: &str, number: u64) -> Value {
    let name = |number| edition.words.fill("page", &[("page", &edition.clock.number(number))]);
    let href = |number| links::encode(&page_path(front, number));
    let is_last = number >= pages.count();
    context! {
        newest => "",
        fixed => if is_last { String::new() } else {
            edition.words.fill("page_fixed", &[("page", &edition.clock.number(number))])
        },
        older_name => if number > 1 { name(number - 1) } else { String::new() },
        older => if number > 1 { href(number - 1) } else { String::new() },
        newer_name => if is_last { edition.words.get("page_latest").to_owned() } else { name(number + 1) },
        newer => if is_last { links::encode(front) } else { href(number + 1) },
    }
}
