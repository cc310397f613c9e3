//! `/fr/en-continu/`: everything an edition publishes, newest first, by hour; `…/<section>/` and `…/urgents/`: a part
//! of it; `…/page/<n>`: its pages, numbered from the oldest.

use std::sync::Arc;

use jiff::civil;
use minijinja::context;
use serde::Serialize;
use story::{Card, Feed, Found, Page, Section, Shelf};

use super::{archive, coverage};
use crate::address::Ask;
use crate::links;
use crate::listing::{self, ListKind, Listing, Range};
use crate::pagination::{Pages, around};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{CardView, Head};
use crate::view::{frame, most_read};

mod live;
pub(crate) use live::{Listening, live_events, live_since};

const SIZE: u64 = 50;
/// More than a page, so that whoever goes from the newest entries to the last full page misses none.
const NEWEST: usize = 60;
/// Entries looked through for urgent ones.
const URGENT_POOL: usize = 500;
const MOST_READ: usize = 5;
const FRESH_S: u32 = 5;

#[derive(Serialize)]
pub(super) struct Day {
    /// Names the block inside the page.
    id: String,
    name: String,
    hours: Vec<Hour>,
}

#[derive(Serialize)]
pub(super) struct Hour {
    /// Names the block inside the page.
    id: String,
    name: String,
    /// Where the hour stands for ever; empty on that page itself.
    href: String,
    entries: Vec<CardView>,
}

/// A part of the stream, as a filter above it.
#[derive(Serialize)]
struct Part {
    name: String,
    href: String,
    current: bool,
}

#[derive(Clone, Copy)]
enum Which<'a> {
    Everything,
    Urgent,
    Section(&'a Section),
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    let [slug, rest @ ..] = ask.rest.as_slice() else { return None };
    if *slug != edition.words.get("stream_slug") {
        return None;
    }
    let pages = pages(edition, ask.shelf);
    match rest {
        [""] => Some(Found::Page(newest_page(ask, edition, pages, Which::Everything))),
        ["page", number] => Some(Found::Page(numbered(ask, edition, pages, pages.numbered(number)?))),
        [part, ""] if *part == urgent_slug(edition) => {
            Some(Found::Page(newest_page(ask, edition, pages, Which::Urgent)))
        }
        [part, ""] => {
            let section = edition.section_at(&[*part])?;
            Some(Found::Page(newest_page(ask, edition, pages, Which::Section(section))))
        }
        _ => None,
    }
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let Some(edition) = ripple.edition else { return };
    if ripple.entry.change.story_id().is_none() || ripple.aside {
        return;
    }
    stale.add(Rank::Stream, edition.stream.clone());
    for number in ripple.place.into_iter().flat_map(|place| around(place, SIZE)) {
        stale.add(Rank::Stream, listing::page_path(&edition.stream, number));
    }
    for touched in &ripple.lists {
        if let ListKind::Section(section) = touched.list.kind {
            stale.add(Rank::Stream, part_path(edition, Which::Section(section)));
        }
    }
    // Every part listens to the highlights of coverages.
    let mut versions = [ripple.entry.change.live(), ripple.was].into_iter().flatten();
    if versions.any(|story| story.entry_of().is_some()) {
        newest(edition).into_iter().for_each(|path| stale.add(Rank::Stream, path));
    }
    stale.add(Rank::Stream, part_path(edition, Which::Urgent));
    // Every part shows what is read most.
    let id = ripple.entry.change.story_id();
    if id.is_some_and(|id| ripple.shelf.most_read(&edition.edition.id).contains(&id)) {
        newest(edition).into_iter().for_each(|path| stale.add(Rank::Stream, path));
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let of = |edition: &EditionSite| -> Vec<String> {
        let pages = (1..=pages(edition, shelf).count()).map(|n| listing::page_path(&edition.stream, n));
        newest(edition).into_iter().chain(pages).collect()
    };
    site.editions.iter().flat_map(of).collect()
}

/// The pages that show what is newest, and what is read most.
pub(crate) fn newest(edition: &EditionSite) -> Vec<String> {
    whole_parts(edition).into_iter().map(|which| part_path(edition, which)).collect()
}

fn pages(edition: &EditionSite, shelf: &dyn Shelf) -> Pages {
    Pages { size: SIZE, places: shelf.places(&edition.feed()) }
}

fn urgent_slug(edition: &EditionSite) -> String {
    story::slug(edition.words.get("stream_urgent"))
}

fn part_path(edition: &EditionSite, which: Which) -> String {
    match which {
        Which::Everything => edition.stream.clone(),
        Which::Urgent => format!("{}{}/", edition.stream, urgent_slug(edition)),
        Which::Section(section) => format!("{}{}/", edition.stream, section.slug),
    }
}

/// The feed that a part is taken from.
fn feed(edition: &EditionSite, which: Which) -> Feed {
    match which {
        Which::Everything | Which::Urgent => edition.feed(),
        Which::Section(section) => Listing::section(edition, section).feed,
    }
}

fn whole_parts(edition: &EditionSite) -> Vec<Which<'_>> {
    let sections = edition.edition.sections.iter().map(Which::Section);
    [Which::Everything, Which::Urgent].into_iter().chain(sections).collect()
}

fn parts(edition: &EditionSite, current: &str) -> Vec<Part> {
    let part = |which| {
        let path = part_path(edition, which);
        let name = match which {
            Which::Everything => edition.words.get("stream_everything"),
            Which::Urgent => edition.words.get("stream_urgent"),
            Which::Section(section) => &section.name,
        };
        Part { name: name.to_owned(), current: path == current, href: links::encode(&path) }
    };
    whole_parts(edition).into_iter().map(part).collect()
}

/// What is newest of everything, for lists beside other things.
pub(crate) fn newest_cards(shelf: &dyn Shelf, edition: &EditionSite, count: usize) -> Vec<CardView> {
    let cards = cards(shelf, edition, Which::Everything);
    cards.iter().take(count).map(|card| view(edition, card)).collect()
}

/// Stories, and among them those entries of live coverages that nobody should miss.
fn cards(shelf: &dyn Shelf, edition: &EditionSite, which: Which) -> Vec<Arc<Card>> {
    let pool = match which {
        Which::Everything | Which::Section(_) => NEWEST,
        Which::Urgent => URGENT_POOL,
    };
    let stories = shelf.newest(&feed(edition, which), pool).into_iter();
    let highlights = shelf.newest(&highlights(edition), pool).into_iter();
    let own = |card: &Arc<Card>| match which {
        Which::Everything => true,
        Which::Urgent => card.urgency.is_urgent(),
        Which::Section(section) => edition.edition.listed_in(&card.section).contains(&section.id),
    };
    let (mut stories, mut highlights) = (
        stories.filter(|card| !matches!(which, Which::Urgent) || own(card)).peekable(),
        highlights.filter(own).peekable(),
    );
    let next = || match (stories.peek(), highlights.peek()) {
        (Some(story), Some(highlight)) if highlight.first_published < story.first_published => stories.next(),
        (_, Some(_)) => highlights.next(),
        _ => stories.next(),
    };
    std::iter::from_fn(next).take(NEWEST).collect()
}

fn highlights(edition: &EditionSite) -> Feed {
    Feed::Highlights { edition: edition.edition.id.clone() }
}

/// The number of the last entry of the journal that changed a part.
fn changed(shelf: &dyn Shelf, edition: &EditionSite, which: Which) -> u64 {
    shelf.changed(&feed(edition, which)).max(shelf.changed(&highlights(edition)))
}

/// A story as the stream lists it: an entry leads to its place in the coverage.
fn view(edition: &EditionSite, card: &Arc<Card>) -> CardView {
    let shown = CardView::of(card, edition);
    match &card.coverage {
        Some(path) => shown.but(|shown| shown.href = coverage::anchor(path, card.id)),
        None => shown,
    }
}

fn newest_page(ask: &Ask, edition: &EditionSite, pages: Pages, which: Which) -> Page {
    let cards = cards(ask.shelf, edition, which);
    let latest = cards.iter().map(|card| card.first_published).max().map(|at| edition.clock.moment(at));
    let stream = edition.words.get("stream");
    let title = match which {
        Which::Everything => stream.to_owned(),
        Which::Urgent => format!("{stream}: {}", edition.words.get("stream_urgent")),
        Which::Section(section) => format!("{stream}: {}", section.name),
    };
    let path = part_path(edition, which);
    let live = Listening::to(ask.shelf, edition, which);
    let about = edition.words.fill("stream_about", &[("title", &edition.edition.title)]);
    let head = Head::new(&title, about).at(ask.site, &path);
    let (head, links) = match which {
        Which::Everything => (
            head.in_editions(ask.site, |sister| Some(sister.stream.clone())),
            listing::newest_links(ask.shelf, edition, &edition.feed(), pages, &edition.stream),
        ),
        _ => (head, minijinja::Value::from(())),
    };
    let values = context! {
        title,
        latest => value(&latest),
        days => value(days(edition, &cards)),
        live => value(live),
        parts => value(parts(edition, &path)),
        pages => links,
        most_read => value(most_read(ask.shelf, edition, MOST_READ)),
        section_feeds => edition.section_links(),
        archive => links::encode(&edition.path_of("archive_slug")),
        ..frame(ask.site, edition, head, &edition.stream, latest)
    };
    ask.site.render("stream.html", super::HTML, FRESH_S, values)
}

fn numbered(ask: &Ask, edition: &EditionSite, pages: Pages, number: u64) -> Page {
    let found = ask.shelf.cards(&edition.feed(), pages.first_place(number), SIZE);
    let mut cards: Vec<Arc<Card>> = found.into_iter().map(|(_, card)| card).collect();
    let range = Range::of(edition, &cards);
    cards.reverse();
    let stream = edition.words.get("stream");
    let title = listing::page_title(edition, stream, number);
    let head = Head::new(&title, &range.dates).at(ask.site, &listing::page_path(&edition.stream, number));
    let values = context! {
        title,
        held => value(range),
        days => value(days(edition, &cards)),
        pages => listing::numbered_links(edition, pages, &edition.stream, number, &edition.stream),
        section_feeds => edition.section_links(),
        archive => links::encode(&edition.path_of("archive_slug")),
        parent => stream,
        parent_href => links::encode(&edition.stream),
        ..frame(ask.site, edition, head, "", None)
    };
    ask.site.render("stream.html", super::HTML, FRESH_S, values)
}

/// Cards in the order given, grouped while day and hour stay the same; each hour leads to its place in the archive.
fn days(edition: &EditionSite, cards: &[Arc<Card>]) -> Vec<Day> {
    let mut days: Vec<(civil::Date, Day)> = Vec::new();
    for card in cards {
        let (date, hour) = edition.clock.hour_of(card.first_published);
        if days.last().is_none_or(|(last, _)| *last != date) {
            let name = edition.clock.day(date).full.clone();
            days.push((date, Day { id: format!("d{}", date.strftime("%Y%m%d")), name, hours: Vec::new() }));
        }
        let Some((_, day)) = days.last_mut() else { continue };
        let id = format!("h{}-{hour}", date.strftime("%Y%m%d"));
        if day.hours.last().is_none_or(|last| last.id != id) {
            let href = format!("{}#{}", links::encode(&archive::day_path(edition, date)), hour_id(hour));
            let name = edition.clock.hour_name(hour);
            day.hours.push(Hour { id, name, href, entries: Vec::new() });
        }
        if let Some(block) = day.hours.last_mut() {
            block.entries.push(view(edition, card));
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn hour_id(hour: i8) -> String {
    format!("h{hour}")
}

/// The hours of one day on the page that is their own.
pub(super) fn hours_of_day(edition: &EditionSite, cards: &[Arc<Card>]) -> Vec<Day> {
    let mut days = days(edition, cards);
    for hour in days.iter_mut().flat_map(|day| &mut day.hours) {
        hour.href.clear();
        let (_, number) = hour.id.rsplit_once('-').unwrap_or_default();
        hour.id = format!("h{number}");
    }
    days
}
