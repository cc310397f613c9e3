//! `/fr/archives/`: the months of an edition; `/fr/archives/2026-06`: its days; `/fr/archives/2026-06-09`: everything
//! published on a day of the edition's own clock, hour by hour, at an address that keeps. Months are those of the
//! edition's calendar (`/fa/بایگانی/1405-03`); the address of a day is Gregorian everywhere.

use jiff::Timestamp;
use jiff::civil::Date;
use minijinja::context;
use serde::Serialize;
use story::{Found, Page, Shelf};

use super::stream;
use crate::address::Ask;
use crate::almanac::Month;
use crate::links;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, Head};

const FRESH_S: u32 = 60;

/// A year, month or day, and how many stories it holds.
#[derive(Serialize)]
struct Span {
    name: String,
    href: String,
    stories: String,
}

#[derive(Serialize)]
struct Year {
    name: String,
    months: Vec<Span>,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    let [slug, rest @ ..] = ask.rest.as_slice() else { return None };
    if *slug != edition.words.get("archive_slug") {
        return None;
    }
    match rest {
        [""] => Some(Found::Page(years(ask, edition))),
        [key] if key.len() == 7 => month(ask, edition, edition.clock.month_at(key)?).map(Found::Page),
        [date] => day(ask, edition, parse(date)?).map(Found::Page),
        _ => None,
    }
}

/// A date as addresses write it: one day has one address.
fn parse(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.strftime("%Y-%m-%d").to_string() == text).then_some(date)
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let Some(edition) = ripple.edition else { return };
    let stories = [ripple.entry.change.live(), ripple.was].into_iter().flatten();
    for published in stories.map(|story| story.first_published) {
        let (date, _) = edition.clock.hour_of(published);
        stale.add(Rank::Neighbour, day_path(edition, date));
        stale.add(Rank::Neighbour, month_path(edition, edition.clock.month_of(date)));
        stale.add(Rank::Neighbour, edition.path_of("archive_slug"));
        // The days around it begin or cease to have a neighbour.
        for other in neighbours(edition, ripple.shelf, date).into_iter().flatten() {
            stale.add(Rank::Neighbour, day_path(edition, other));
        }
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let of = |edition: &EditionSite| {
        let all = shelf.published_at(&edition.edition.id, Timestamp::MIN, Timestamp::MAX);
        let mut days: Vec<Date> = all.into_iter().map(|at| edition.clock.hour_of(at).0).collect();
        days.dedup();
        let mut paths = vec![edition.path_of("archive_slug")];
        paths.extend(days.iter().map(|date| day_path(edition, *date)));
        paths.extend(days.iter().map(|date| month_path(edition, edition.clock.month_of(*date))));
        paths.dedup();
        paths
    };
    site.editions.iter().flat_map(of).collect()
}

pub(super) fn day_path(edition: &EditionSite, date: Date) -> String {
    format!("{}{}", edition.path_of("archive_slug"), date.strftime("%Y-%m-%d"))
}

fn month_path(edition: &EditionSite, month: Month) -> String {
    format!("{}{}", edition.path_of("archive_slug"), month.key())
}

fn years(ask: &Ask, edition: &EditionSite) -> Page {
    let id = &edition.edition.id;
    let times = ask.shelf.published_at(id, Timestamp::MIN, Timestamp::MAX);
    let days = counted(times.iter().map(|at| edition.clock.hour_of(*at).0));
    let mut years: Vec<(i32, Year)> = Vec::new();
    for (month, count) in by_month(edition, &days).into_iter().rev() {
        let line = Span {
            name: edition.clock.month(&month),
            href: links::encode(&month_path(edition, month)),
            stories: edition.counted("stories", count),
        };
        match years.last_mut() {
            Some((year, last)) if *year == month.year => last.months.push(line),
            _ => {
                let name = edition.clock.year(&month);
                years.push((month.year, Year { name, months: vec![line] }));
            }
        }
    }
    let years: Vec<Year> = years.into_iter().map(|(_, year)| year).collect();
    let path = edition.path_of("archive_slug");
    let head = head(ask, edition, edition.words.get("archive"), &path)
        .in_editions(ask.site, |sister| Some(sister.path_of("archive_slug")));
    let values = context! {
        title => edition.words.get("archive"),
        years => value(years),
        ..view::frame(ask.site, edition, head, "", None)
    };
    ask.site.render("archive.html", super::HTML, FRESH_S, values)
}

fn month(ask: &Ask, edition: &EditionSite, month: Month) -> Option<Page> {
    let (from, until) = (edition.clock.start_of(month.first), edition.clock.start_of(month.next));
    let times = ask.shelf.published_at(&edition.edition.id, from, until);
    let days = counted(times.iter().map(|at| edition.clock.hour_of(*at).0));
    let line = |(date, count): (Date, usize)| Span {
        name: edition.clock.day(date).full.clone(),
        href: links::encode(&day_path(edition, date)),
        stories: edition.counted("stories", count),
    };
    let days: Vec<Span> = days.into_iter().rev().map(line).collect();
    if days.is_empty() {
        return None;
    }
    let title = edition.clock.month(&month);
    let head = head(ask, edition, &title, &month_path(edition, month));
    let values = context! {
        title,
        days => value(days),
        parent => edition.words.get("archive"),
        parent_href => links::encode(&edition.path_of("archive_slug")),
        ..view::frame(ask.site, edition, head, "", None)
    };
    Some(ask.site.render("archive.html", super::HTML, FRESH_S, values))
}

fn day(ask: &Ask, edition: &EditionSite, date: Date) -> Option<Page> {
    let (from, until) = bounds(edition, date)?;
    let mut cards = ask.shelf.published(&edition.edition.id, from, until);
    if cards.is_empty() {
        return None;
    }
    cards.reverse();
    let name = edition.clock.day(date);
    let month = edition.clock.month_of(date);
    let [before, after] = neighbours(edition, ask.shelf, date);
    let link = |other: Option<Date>, word: &str| {
        other.map(|other| Span {
            name: format!("{} ({})", edition.words.get(word), edition.clock.day(other).short),
            href: links::encode(&day_path(edition, other)),
            stories: String::new(),
        })
    };
    let head = head(ask, edition, &name.full, &day_path(edition, date));
    let values = context! {
        title => name.full.as_str(),
        count => edition.counted("stories", cards.len()),
        days => value(stream::hours_of_day(edition, &cards)),
        before => value(link(before, "day_before")),
        after => value(link(after, "day_after")),
        parent => edition.clock.month(&month),
        parent_href => links::encode(&month_path(edition, month)),
        ..view::frame(ask.site, edition, head, "", None)
    };
    Some(ask.site.render("day.html", super::HTML, FRESH_S, values))
}

fn head(ask: &Ask, edition: &EditionSite, title: &str, path: &str) -> Head {
    let about = edition.words.fill("archive_about", &[("title", &edition.edition.title)]);
    Head::new(title, about).at(ask.site, path)
}

fn bounds(edition: &EditionSite, date: Date) -> Option<(Timestamp, Timestamp)> {
    Some((edition.clock.start_of(date), edition.clock.start_of(date.tomorrow().ok()?)))
}

/// The last day before and the first day after that have a story.
fn neighbours(edition: &EditionSite, shelf: &dyn Shelf, date: Date) -> [Option<Date>; 2] {
    let Some((from, until)) = bounds(edition, date) else { return [None, None] };
    let around = shelf.published_around(&edition.edition.id, from, until);
    around.map(|at| at.map(|at| edition.clock.hour_of(at).0))
}

/// How often each date comes, in the order met.
fn counted(dates: impl Iterator<Item = Date>) -> Vec<(Date, usize)> {
    let mut counts: Vec<(Date, usize)> = Vec::new();
    for date in dates {
        match counts.last_mut() {
            Some((last, count)) if *last == date => *count += 1,
            _ => counts.push((date, 1)),
        }
    }
    counts
}

/// The months that some days lie in, and how many stories each has.
fn by_month(edition: &EditionSite, days: &[(Date, usize)]) -> Vec<(Month, usize)> {
    let mut months: Vec<(Month, usize)> = Vec::new();
    for (date, count) in days {
        match months.last_mut() {
            Some((month, total)) if (month.first..month.next).contains(date) => *total += count,
            _ => months.push((edition.clock.month_of(*date), *count)),
        }
    }
    months
}
