//! `/fr/`: the front of an edition, filled by itself: the most urgent of the newest stories leads, then the newest,
//! then each section.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::SignedDuration;
use minijinja::context;
use serde::Serialize;
use story::{Card, Found, Page, Section, Shelf, Standing, StoryId};

use crate::address::Ask;
use crate::dates::Moment;
use crate::links;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, CardView, Head};

/// Newest stories considered for the top of the page.
const POOL: usize = 40;
/// How long after its last change a story may lead, counted back from the newest change of all.
const LEAD_AGE_MAX: SignedDuration = SignedDuration::from_hours(8);
const WIRE: usize = 10;
const ASIDES: usize = 3;
const FIXES: usize = 3;
/// Newest stories considered for a section's block.
const SECTION_POOL: usize = 24;
/// A block on its own holds one large story, a stack of three and a stack of six; others stand in columns.
const BLOCK: usize = 10;
const BLOCK_MIN: usize = 6;
const BLOCKS_MAX: usize = 2;
const COLUMN: usize = 3;
const OPINIONS: usize = 4;
const FRESH_S: u32 = 5;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    (ask.rest == [""]).then(|| Found::Page(page(ask, edition)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    if let Some(edition) = ripple.edition {
        stale.add(Rank::Front, edition.front.clone());
    }
}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    site.editions.iter().map(|edition| edition.front.clone()).collect()
}

/// A section on the front.
#[derive(Serialize)]
struct Block {
    id: String,
    name: String,
    href: String,
    cards: Vec<CardView>,
}

#[derive(Serialize)]
struct Fix {
    at: Moment,
    notice: String,
    href: String,
}

fn page(ask: &Ask, edition: &EditionSite) -> Page {
    let pool = ask.shelf.newest(&edition.feed(), POOL);
    let stamp = pool.iter().map(|card| card.updated).max().map(|at| edition.clock.moment(at));
    let mut shown = BTreeSet::new();
    let lead = lead(&pool);
    shown.extend(lead.map(|card| card.id));
    let asides = asides(&pool, &mut shown, lead);
    let pictured = take(&pool, &mut shown, 2, |card| card.picture.is_some() && !is_opinion(card));
    let others = take(&pool, &mut shown, 6, |card| !is_opinion(card));
    let sections = sections(ask, edition, &mut shown);
    let head = Head::new(edition.words.get("front"), edition.words.get("tagline"))
        .at(ask.site, &edition.front)
        .in_editions(ask.site, |sister| Some(sister.front.clone()));
    let values = context! {
        lead => value(lead.map(|card| CardView::of(card, edition))),
        asides => value(view::cards(asides, edition)),
        wire => value(view::cards(pool.iter().take(WIRE), edition)),
        pictured => value(view::cards(pictured, edition)),
        stacks => value(others.chunks(3).map(|stack| view::cards(stack.iter().copied(), edition)).collect::<Vec<_>>()),
        blocks => value(sections.blocks),
        opinion => value(sections.opinion),
        rows => value(rows(sections.columns)),
        fixes => value(fixes(ask.shelf, edition, &pool)),
        ..view::frame(ask.site, edition, head, &edition.front, stamp)
    };
    ask.site.render("front.html", super::HTML, FRESH_S, values)
}

/// The most urgent of those that changed lately; among equals one with a picture, then the one that changed last.
fn lead(pool: &[Card]) -> Option<&Card> {
    let newest = pool.iter().map(|card| card.updated).max()?;
    let may_lead = |card: &&Card| !is_opinion(card) && newest.duration_since(card.updated) <= LEAD_AGE_MAX;
    let order = |card: &&Card| (card.urgency, card.picture.is_none(), Reverse(card.updated));
    pool.iter().filter(may_lead).min_by_key(order).or_else(|| pool.first())
}

/// Lines under the lead, from its section: those without a picture first, the others can stand elsewhere.
fn asides<'a>(pool: &'a [Card], shown: &mut BTreeSet<StoryId>, lead: Option<&Card>) -> Vec<&'a Card> {
    let beside = |card: &Card| lead.is_some_and(|lead| lead.section == card.section);
    let mut asides = take(pool, shown, ASIDES, |card| beside(card) && card.picture.is_none());
    if asides.is_empty() {
        asides = take(pool, shown, 1, beside);
    }
    asides
}

fn is_opinion(card: &Card) -> bool {
    card.section == "opinion"
}

/// Takes stories that are not on the page yet.
fn take<'a>(
    pool: &'a [Card],
    shown: &mut BTreeSet<StoryId>,
    count: usize,
    fits: impl Fn(&Card) -> bool,
) -> Vec<&'a Card> {
    let free = pool.iter().filter(|card| !shown.contains(&card.id) && fits(card));
    let taken: Vec<_> = free.take(count).collect();
    shown.extend(taken.iter().map(|card| card.id));
    taken
}

#[derive(Default)]
struct Sections {
    blocks: Vec<Block>,
    opinion: Option<Block>,
    columns: Vec<Block>,
}

fn sections(ask: &Ask, edition: &EditionSite, shown: &mut BTreeSet<StoryId>) -> Sections {
    let mut sections = Sections::default();
    for section in &edition.edition.sections {
        let pool = ask.shelf.newest(&edition.section_feed(section), SECTION_POOL);
        let free = pool.iter().filter(|card| !shown.contains(&card.id)).count();
        let pictured = pool.iter().any(|card| card.picture.is_some() && !shown.contains(&card.id));
        let in_block = sections.blocks.len() < BLOCKS_MAX && free >= BLOCK_MIN && pictured;
        let count = match section.id.as_str() {
            "opinion" => OPINIONS,
            _ if in_block => BLOCK,
            _ => COLUMN,
        };
        let mut cards = take(&pool, shown, 1, |card| card.picture.is_some());
        cards.extend(take(&pool, shown, count - cards.len(), |_| true));
        if cards.is_empty() {
            continue;
        }
        let block = block(edition, section, &cards);
        match section.id.as_str() {
            "opinion" => sections.opinion = Some(block),
            _ if in_block => sections.blocks.push(block),
            _ => sections.columns.push(block),
        }
    }
    sections
}

fn block(edition: &EditionSite, section: &Section, cards: &[&Card]) -> Block {
    Block {
        id: format!("b-{}", section.slug),
        name: section.name.clone(),
        href: links::encode(&edition.section_path(section)),
        cards: view::cards(cards.iter().copied(), edition),
    }
}

/// Columns in rows of at most four, as even as can be: a row of one would stretch over the page.
fn rows(columns: Vec<Block>) -> Vec<Vec<Block>> {
    let rows = columns.len().div_ceil(4).max(1);
    let length = columns.len().div_ceil(rows).max(1);
    let mut made: Vec<Vec<Block>> = Vec::new();
    for column in columns {
        match made.last_mut() {
            Some(row) if row.len() < length => row.push(column),
            _ => made.push(vec![column]),
        }
    }
    made
}

/// The last notices of the corrected stories in the pool.
fn fixes(shelf: &dyn Shelf, edition: &EditionSite, pool: &[Card]) -> Vec<Fix> {
    let fix = |card: &Card| {
        let Some(Standing::Live(story)) = shelf.standing(card.id) else { return None };
        let last = story.corrections.last()?;
        Some(Fix {
            at: edition.clock.moment(last.at),
            notice: last.notice.clone(),
            href: links::encode(&card.path),
        })
    };
    pool.iter().filter(|card| card.corrected).filter_map(fix).take(FIXES).collect()
}
