//! Lists of stories: an edition, a section, a topic, an author, a place. Each has an address, its newest stories,
//! pages numbered from the oldest, and feeds.

use std::sync::Arc;

use minijinja::{Value, context};
use serde::Serialize;
use story::{Card, Feed, Section, Shelf, Subject};

use crate::address::Ask;
use crate::links;
use crate::pagination::Pages;
use crate::site::EditionSite;

/// One list of stories.
pub(crate) struct Listing<'a> {
    pub edition: &'a EditionSite,
    pub kind: ListKind<'a>,
    pub feed: Feed,
    /// Ends with a slash.
    pub path: String,
    pub title: String,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum ListKind<'a> {
    Edition,
    Section(&'a Section),
    Subject(Subject),
}

impl<'a> Listing<'a> {
    pub(crate) fn edition(edition: &'a EditionSite) -> Self {
        Self {
            edition,
            kind: ListKind::Edition,
            feed: edition.feed(),
            path: edition.front.clone(),
            title: edition.edition.title.clone(),
        }
    }

    pub(crate) fn section(edition: &'a EditionSite, section: &'a Section) -> Self {
        Self {
            edition,
            kind: ListKind::Section(section),
            feed: Feed::Section { edition: edition.edition.id.clone(), section: section.id.clone() },
            path: edition.section_path(section),
            title: section.name.clone(),
        }
    }

    pub(crate) fn subject(edition: &'a EditionSite, subject: Subject, slug: &str, name: &str) -> Self {
        Self {
            edition,
            kind: ListKind::Subject(subject),
            feed: Feed::Subject { edition: edition.edition.id.clone(), subject, slug: slug.to_owned() },
            path: format!("{}{slug}/", edition.subject_path(subject)),
            title: name.to_owned(),
        }
    }

    /// The list that stands at these parts of an address: `["region"]`, `["theme", "ports"]`; none is the edition.
    pub(crate) fn at(ask: &Ask<'a>, parts: &[&str]) -> Option<Self> {
        let edition = ask.edition?;
        if parts.is_empty() {
            return Some(Self::edition(edition));
        }
        if let [word, slug] = parts
            && let Some(subject) = edition.subject_of_slug(word)
        {
            let name = ask.shelf.name(&edition.edition.id, subject, slug)?;
            return Some(Self::subject(edition, subject, slug, &name.name));
        }
        Some(Self::section(edition, edition.section_at(parts)?))
    }

    /// Every list of an edition but the edition itself.
    pub(crate) fn all(edition: &'a EditionSite, shelf: &dyn Shelf) -> Vec<Self> {
        let mut all: Vec<Self> =
            edition.edition.all_sections().map(|section| Self::section(edition, section)).collect();
        for subject in Subject::ALL {
            let names = shelf.names(&edition.edition.id, subject);
            all.extend(names.iter().map(|name| Self::subject(edition, subject, &name.slug, &name.name)));
        }
        all
    }

    pub(crate) fn pages(&self, shelf: &dyn Shelf, size: u64) -> Pages {
        Pages { size, places: shelf.places(&self.feed) }
    }

    /// Newest stories and numbered pages.
    pub(crate) fn paths(&self, shelf: &dyn Shelf, size: u64) -> Vec<String> {
        let pages = (1..=self.pages(shelf, size).count()).map(|number| page_path(&self.path, number));
        std::iter::once(self.path.clone()).chain(pages).collect()
    }
}

/// The parts of a list's address, and the number of the page, where it is `…/page/<number>`.
pub(crate) fn split_page<'p, 'a>(rest: &'p [&'a str]) -> Option<(&'p [&'a str], Option<&'a str>)> {
    match rest {
        [parts @ .., ""] => Some((parts, None)),
        [parts @ .., "page", number] => Some((parts, Some(number))),
        _ => None,
    }
}

pub(crate) fn page_path(front: &str, number: u64) -> String {
    format!("{front}page/{number}")
}

pub(crate) fn page_title(edition: &EditionSite, name: &str, number: u64) -> String {
    edition.words.fill("page_of", &[("section", name), ("page", &edition.clock.number(number))])
}

/// What a numbered page holds: its days and how many stories.
#[derive(Serialize)]
pub(crate) struct Range {
    /// Empty where every story has left.
    pub dates: String,
    count: String,
}

impl Range {
    pub(crate) fn of(edition: &EditionSite, cards: &[Arc<Card>]) -> Self {
        let first = cards.iter().map(|card| card.first_published).min();
        let last = cards.iter().map(|card| card.first_published).max();
        let range = |(first, last)| edition.clock.range(&edition.words, first, last);
        Self {
            dates: first.zip(last).map(range).unwrap_or_default(),
            count: edition.counted("stories", cards.len()),
        }
    }
}

/// Under the newest stories: where the older ones are, and that the address will keep.
pub(crate) fn newest_links(
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
    let cards: Vec<Arc<Card>> =
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
pub(crate) fn numbered_links(
    edition: &EditionSite,
    pages: Pages,
    front: &str,
    number: u64,
    newest: &str,
) -> Value {
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
        newer => if is_last { links::encode(newest) } else { href(number + 1) },
    }
}
