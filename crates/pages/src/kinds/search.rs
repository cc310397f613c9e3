//! `/fr/recherche`: the form; with a question, the stories that answer it. `/fr/recherche/suggestions?q=…` gives
//! headlines for what is typed so far, as browsers ask for them (OpenSearch Suggestions 1.0).

use jiff::ToSpan;
use jiff::civil::Date;
use minijinja::context;
use serde::Serialize;
use serde_json::json;
use story::{Answer, Finder, Found, Hit, Marked, Order, Page, Question, Section, Shelf, Subject};

use crate::address::{Ask, Query};
use crate::links;
use crate::site::{EditionSite, Site};
use crate::stale::{Ripple, Stale};
use crate::templates::value;
use crate::view::{self, CardView, Head};

/// Hits on a page, and how many such pages there are at most.
const SIZE: usize = 20;
const PAGES_MAX: usize = 100;
const SUGGESTED: usize = 8;
const NEAR_SHOWN: usize = 8;
/// The form depends on nothing but the edition.
const FRESH_S: u32 = 3600;
/// Beside the search's own address.
const SUGGESTIONS: &str = "suggestions";
const JSON: &str = "application/x-suggestions+json";
const DESCRIPTION: &str = "application/opensearchdescription+xml";

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    Some(Found::Page(match Place::of(ask, edition)? {
        Place::Page => page(ask, edition, &Asked::default(), None),
        Place::Suggestions => suggestions("", &[], ask.site),
        Place::Description => description(ask.site, edition),
    }))
}

/// The same addresses with a query.
pub(super) fn answer(ask: &Ask, finder: &dyn Finder, query: &Query) -> Option<Found> {
    let edition = ask.edition?;
    let asked = Asked::of(edition, query);
    Some(Found::Page(match Place::of(ask, edition)? {
        Place::Page if asked.words.trim().is_empty() => page(ask, edition, &asked, None),
        Place::Page => {
            let answer = finder.find(ask.shelf, &asked.question(edition));
            page(ask, edition, &asked, Some(&answer))
        }
        Place::Suggestions => {
            let cards = finder.suggest(ask.shelf, &edition.edition.id, &asked.words, SUGGESTED);
            suggestions(&asked.words, &cards, ask.site)
        }
        Place::Description => description(ask.site, edition),
    }))
}

pub(super) fn stale(_: &Ripple, _: &mut Stale) {}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    let of = |edition: &EditionSite| queried(edition).into_iter().chain([description_path(edition)]);
    site.editions.iter().flat_map(of).collect()
}

/// The addresses that read their query.
pub(super) fn queried(edition: &EditionSite) -> [String; 2] {
    let page = edition.search_path();
    [format!("{page}/{SUGGESTIONS}"), page]
}

enum Place {
    Page,
    Suggestions,
    Description,
}

impl Place {
    fn of(ask: &Ask, edition: &EditionSite) -> Option<Self> {
        let slug = edition.words.get("search_slug");
        match ask.rest.as_slice() {
            [last] if *last == slug => Some(Self::Page),
            [last] if *last == DESCRIPTION_FILE => Some(Self::Description),
            [first, last] if *first == slug && *last == SUGGESTIONS => Some(Self::Suggestions),
            _ => None,
        }
    }
}

const DESCRIPTION_FILE: &str = "opensearch.xml";

pub(crate) fn description_path(edition: &EditionSite) -> String {
    format!("{}{DESCRIPTION_FILE}", edition.front)
}

/// What the form holds, as the reader filled it in.
#[derive(Debug, Default, Serialize)]
struct Asked {
    words: String,
    section: String,
    /// Its name in addresses, and as it was typed.
    topic: String,
    typed_topic: String,
    from: String,
    to: String,
    newest: bool,
    #[serde(skip)]
    page: usize,
}

impl Asked {
    fn of(edition: &EditionSite, query: &Query) -> Self {
        let page = query.get("page").parse().unwrap_or(1_usize).clamp(1, PAGES_MAX);
        let day = |name| date(query.get(name)).map(|_| query.get(name).to_owned()).unwrap_or_default();
        let section = query.get("section");
        Self {
            words: query.get("q").to_owned(),
            section: edition.edition.section(section).map(|section| section.id.clone()).unwrap_or_default(),
            topic: story::slug(query.get("topic")),
            typed_topic: query.get("topic").to_owned(),
            from: day("from"),
            to: day("to"),
            newest: query.get("order") == "newest",
            page,
        }
    }

    fn question(&self, edition: &EditionSite) -> Question {
        let given = |text: &String| (!text.is_empty()).then(|| text.clone());
        let start = |date| edition.clock.start_of(date);
        Question {
            edition: edition.edition.id.clone(),
            words: self.words.clone(),
            section: given(&self.section),
            topic: given(&self.topic),
            from: date(&self.from).map(start),
            until: date(&self.to).and_then(|last| last.checked_add(1.day()).ok()).map(start),
            order: if self.newest { Order::Newest } else { Order::Best },
            skip: (self.page - 1) * SIZE,
            take: SIZE,
        }
    }

    fn is_narrowed(&self) -> bool {
        [&self.section, &self.topic, &self.from, &self.to].into_iter().any(|part| !part.is_empty())
    }

    /// The same question, on another page of its answer.
    fn href(&self, edition: &EditionSite, page: usize) -> String {
        let order = if self.newest { "newest" } else { "" };
        let page = if page > 1 { page.to_string() } else { String::new() };
        let parts = [
            ("q", &self.words),
            ("section", &self.section),
            ("topic", &self.topic),
            ("from", &self.from),
            ("to", &self.to),
            ("order", &order.to_owned()),
            ("page", &page),
        ];
        let given = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> =
            given.map(|(name, value)| format!("{name}={}", links::encode_value(value))).collect();
        format!("{}?{}", links::encode(&edition.search_path()), query.join("&"))
    }
}

fn date(text: &str) -> Option<Date> {
    text.parse().ok().filter(|date: &Date| (1..=9998).contains(&date.year()))
}

/// A piece of a text, marked or not.
#[derive(Serialize)]
struct Piece<'a> {
    text: &'a str,
    marked: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    card: CardView,
    headline: Vec<Piece<'a>>,
    passage: Vec<Piece<'a>>,
}

#[derive(Serialize)]
struct Choice<'a> {
    id: &'a str,
    name: &'a str,
    inner: bool,
    chosen: bool,
}

fn page(ask: &Ask, edition: &EditionSite, asked: &Asked, answer: Option<&Answer>) -> Page {
    let words = &edition.words;
    let quoted =
        format!("{}{}{}", edition.edition.quotes.open, asked.words.trim(), edition.edition.quotes.close);
    let title = match answer {
        None => words.get("search_title").to_owned(),
        Some(Answer { total: 0, .. }) => words.fill("search_none", &[("words", &quoted)]),
        Some(answer) => {
            words.count(edition.clock.locale(), "results", answer.total as u64, &[("words", &quoted)])
        }
    };
    let about = words.fill("search_in", &[("title", &edition.edition.title)]);
    let mut head = Head::new(&title, &about);
    if answer.is_none() && asked.words.is_empty() {
        head = head
            .at(ask.site, &edition.search_path())
            .in_editions(ask.site, |other| Some(other.search_path()));
    }
    let hits = answer.map_or(&[][..], |answer| &answer.hits);
    let values = context! {
        asked => value(asked),
        action => links::encode(&edition.search_path()),
        suggestions => links::encode(&format!("{}/{SUGGESTIONS}", edition.search_path())),
        sections => value(choices(edition, &asked.section)),
        about => about,
        answered => answer.is_some(),
        title => title,
        narrowed => asked.is_narrowed(),
        hits => value(hits.iter().map(|hit| shown(hit, edition)).collect::<Vec<_>>()),
        near => value(near(edition, hits)),
        pages => value(answer.map(|answer| turns(edition, asked, answer.total, hits.len()))),
        ..view::frame(ask.site, edition, head, "", None)
    };
    ask.site.render("search.html", super::HTML, if answer.is_some() { 0 } else { FRESH_S }, values)
}

fn choices<'a>(edition: &'a EditionSite, chosen: &str) -> Vec<Choice<'a>> {
    let choice = |section: &'a Section, inner| Choice {
        id: &section.id,
        name: &section.name,
        inner,
        chosen: section.id == chosen,
    };
    let of = |section: &'a Section| {
        let own = section.sections.iter().map(move |inner| choice(inner, true));
        std::iter::once(choice(section, false)).chain(own)
    };
    edition.edition.sections.iter().flat_map(of).collect()
}

fn shown<'a>(hit: &'a Hit, edition: &EditionSite) -> Shown<'a> {
    Shown {
        card: CardView::once(&hit.card, edition),
        headline: pieces(&hit.headline),
        passage: pieces(&hit.passage),
    }
}

fn pieces(marked: &Marked) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in &marked.marks {
        pieces.push(Piece { text: &marked.text[at..mark.start], marked: false });
        pieces.push(Piece { text: &marked.text[mark.clone()], marked: true });
        at = mark.end;
    }
    pieces.push(Piece { text: &marked.text[at..], marked: false });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[derive(Serialize)]
struct Near {
    name: String,
    href: String,
}

/// The topics that the stories found have most often.
fn near(edition: &EditionSite, hits: &[Hit]) -> Vec<Near> {
    let mut counted: Vec<(String, &str, usize)> = Vec::new();
    for topic in hits.iter().flat_map(|hit| &hit.topics) {
        let slug = story::slug(topic);
        match counted.iter_mut().find(|(known, ..)| *known == slug) {
            Some((.., count)) => *count += 1,
            None if slug.is_empty() => {}
            None => counted.push((slug, topic, 1)),
        }
    }
    counted.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    let front = edition.subject_path(Subject::Topic);
    let topic = |(slug, name, _): (String, &str, usize)| Near {
        name: name.to_owned(),
        href: links::encode(&format!("{front}{slug}/")),
    };
    counted.into_iter().take(NEAR_SHOWN).map(topic).collect()
}

/// Which of the hits are shown, and where the others are.
#[derive(Serialize)]
struct Turns {
    shown: String,
    previous: String,
    next: String,
}

fn turns(edition: &EditionSite, asked: &Asked, total: usize, here: usize) -> Turns {
    let first = (asked.page - 1) * SIZE;
    let number = |number: usize| edition.clock.number(number as u64);
    let range = [("first", &number(first + 1)), ("last", &number(first + here)), ("total", &number(total))];
    let range = range.map(|(name, text)| (name, text.as_str()));
    let more = first + SIZE < total && asked.page < PAGES_MAX;
    Turns {
        shown: if here > 0 { edition.words.fill("search_shown", &range) } else { String::new() },
        previous: if asked.page > 1 { asked.href(edition, asked.page - 1) } else { String::new() },
        next: if more { asked.href(edition, asked.page + 1) } else { String::new() },
    }
}

fn suggestions(typed: &str, cards: &[story::Card], site: &Site) -> Page {
    let headlines: Vec<&str> = cards.iter().map(|card| card.headline.as_str()).collect();
    let addresses: Vec<String> = cards.iter().map(|card| site.url(&card.path)).collect();
    let sections: Vec<&str> = cards.iter().map(|card| card.kicker.as_str()).collect();
    let body = json!([typed, headlines, sections, addresses]).to_string().into_bytes();
    Page::new(JSON, body, 0)
}

/// How browsers add the search to theirs (OpenSearch 1.1 draft 6).
fn description(site: &Site, edition: &EditionSite) -> Page {
    let search = site.url(&edition.search_path());
    let values = context! {
        title => edition.edition.title.as_str(),
        about => edition.words.fill("search_in", &[("title", &edition.edition.title)]),
        language => edition.edition.language.tag(),
        search => search.as_str(),
        suggestions => format!("{search}/{SUGGESTIONS}"),
        own => site.url(&description_path(edition)),
        icon => edition.theme().get_attr("icon").ok(),
        origin => site.origin.as_str(),
    };
    site.render("opensearch.xml", DESCRIPTION, FRESH_S, values)
}
