//! `/fr/en-continu/`: everything an edition publishes, newest first, by hour; `/fr/en-continu/page/<n>`: its pages,
//! numbered from the oldest.

use jiff::civil;
use minijinja::context;
use serde::Serialize;
use story::{Card, Found, Page, Shelf};

use crate::address::Ask;
use crate::links;
use crate::pagination::{Pages, around};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, CardView, Head};

use super::section::{self, Range};

const SIZE: u64 = 50;
/// More than a page, so that whoever goes from the newest entries to the last full page misses none.
const NEWEST: usize = 60;
const FRESH_S: u32 = 5;

#[derive(Serialize)]
struct Day {
    name: String,
    hours: Vec<Hour>,
}

#[derive(Serialize)]
struct Hour {
    /// Names the block inside the page.
    id: String,
    name: String,
    entries: Vec<CardView>,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    let [slug, rest @ ..] = ask.rest.as_slice() else { return None };
    if *slug != edition.words.get("stream_slug") {
        return None;
    }
    let pages = pages(edition, ask.shelf);
    match rest {
        [""] => Some(Found::Page(newest(ask, edition, pages))),
        ["page", number] => Some(Found::Page(numbered(ask, edition, pages, pages.numbered(number)?))),
        _ => None,
    }
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let Some(edition) = ripple.edition else { return };
    stale.add(Rank::Stream, edition.stream.clone());
    for number in ripple.place.into_iter().flat_map(|place| around(place, SIZE)) {
        stale.add(Rank::Stream, section::page_path(&edition.stream, number));
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let of = |edition: &EditionSite| -> Vec<String> {
        let pages = (1..=pages(edition, shelf).count()).map(|n| section::page_path(&edition.stream, n));
        std::iter::once(edition.stream.clone()).chain(pages).collect()
    };
    site.editions.iter().flat_map(of).collect()
}

fn pages(edition: &EditionSite, shelf: &dyn Shelf) -> Pages {
    Pages { size: SIZE, places: shelf.places(&edition.feed()) }
}

fn newest(ask: &Ask, edition: &EditionSite, pages: Pages) -> Page {
    let cards = ask.shelf.newest(&edition.feed(), NEWEST);
    let latest = cards.iter().map(|card| card.first_published).max().map(|at| edition.clock.moment(at));
    let title = edition.words.get("stream");
    let about = edition.words.fill("stream_about", &[("title", &edition.edition.title)]);
    let head = Head::new(title, about)
        .at(ask.site, &edition.stream)
        .in_editions(ask.site, |sister| Some(sister.stream.clone()));
    let values = context! {
        title,
        latest => value(&latest),
        days => value(days(edition, &cards)),
        pages => section::newest_links(ask.shelf, edition, &edition.feed(), pages, &edition.stream),
        section_feeds => edition.section_links(),
        ..view::frame(ask.site, edition, head, &edition.stream, latest)
    };
    ask.site.render("stream.html", super::HTML, FRESH_S, values)
}

fn numbered(ask: &Ask, edition: &EditionSite, pages: Pages, number: u64) -> Page {
    let mut cards: Vec<Card> = ask
        .shelf
        .cards(&edition.feed(), pages.first_place(number), SIZE)
        .into_iter()
        .map(|(_, card)| card)
        .collect();
    let range = Range::of(edition, &cards);
    cards.reverse();
    let stream = edition.words.get("stream");
    let title = section::page_title(edition, stream, number);
    let head = Head::new(&title, &range.dates).at(ask.site, &section::page_path(&edition.stream, number));
    let values = context! {
        title,
        held => value(range),
        days => value(days(edition, &cards)),
        pages => section::numbered_links(edition, pages, &edition.stream, number),
        section_feeds => edition.section_links(),
        parent => stream,
        parent_href => links::encode(&edition.stream),
        ..view::frame(ask.site, edition, head, "", None)
    };
    ask.site.render("stream.html", super::HTML, FRESH_S, values)
}

/// Cards in the order given, grouped while day and hour stay the same.
fn days(edition: &EditionSite, cards: &[Card]) -> Vec<Day> {
    let mut days: Vec<(civil::Date, Day)> = Vec::new();
    let mut hour_now: Option<(civil::Date, i8)> = None;
    let mut blocks = 0;
    for card in cards {
        let (date, hour) = edition.clock.hour_of(card.first_published);
        if days.last().is_none_or(|(last, _)| *last != date) {
            let name = edition.clock.moment(card.first_published).full;
            days.push((date, Day { name, hours: Vec::new() }));
            hour_now = None;
        }
        let Some((_, day)) = days.last_mut() else { continue };
        if hour_now != Some((date, hour)) {
            hour_now = Some((date, hour));
            blocks += 1;
            let name = edition.clock.hour_name(hour);
            day.hours.push(Hour { id: format!("h{blocks}"), name, entries: Vec::new() });
        }
        if let Some(block) = day.hours.last_mut() {
            block.entries.push(CardView::of(card, edition));
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}
