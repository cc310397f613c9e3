//! `/fr/`: the front of an edition, as the desk made it up, filled by itself where it did not.

use std::sync::Arc;

use jiff::SignedDuration;
use minijinja::context;
use serde::Serialize;
use story::{Area, Card, Found, Page, Place, Section, Shelf, Timestamp};

use super::{corrections, stream, television};
use crate::address::Ask;
use crate::listing::Listing;
use crate::makeup::{Makeup, is_opinion};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, CardView, Head};
use crate::{json_ld, links};

const WIRE: usize = 10;
const BESIDE: u16 = 3;
/// The second row: two with pictures, then stacks of three.
const PICTURED: u16 = 2;
const SECOND: u16 = 8;
const STACK: usize = 3;
/// A block on its own holds one large story, a stack of three and a stack of six; others stand in columns.
const BLOCK: u16 = 10;
const BLOCK_MIN: usize = 6;
const BLOCKS_MAX: usize = 2;
const COLUMN: u16 = 3;
const OPINIONS: u16 = 4;
const FILMS: usize = 5;
const MOST_READ: usize = 5;
const FIXES: u64 = 3;
/// How long a flash stands above everything: until the edition has news that is so much younger. What happens in other
/// editions does not change this page.
const ALERT_AGE_MAX: SignedDuration = SignedDuration::from_mins(60);
const FRESH_S: u32 = 5;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    (ask.rest == [""]).then(|| Found::Page(page(ask, edition)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    if let Some(edition) = ripple.edition.filter(|_| !ripple.aside) {
        stale.add(Rank::Front, edition.front.clone());
    }
}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    site.editions.iter().flat_map(newest).collect()
}

/// The pages that show what is newest, and what is read most.
pub(crate) fn newest(edition: &EditionSite) -> Vec<String> {
    vec![edition.front.clone()]
}

/// Every place of the page, and what stands there.
pub(crate) fn places(shelf: &dyn Shelf, edition: &EditionSite) -> Vec<Place> {
    let mut makeup = Makeup::of(shelf, edition);
    Filled::of(&mut makeup, edition);
    makeup.places()
}

/// All that stands in a place, by the part of the page; filled in this order, so that nothing stands twice.
struct Filled {
    lead: Option<CardView>,
    beside: Vec<CardView>,
    pictured: Vec<CardView>,
    others: Vec<CardView>,
    sections: Sections,
    look: Vec<CardView>,
}

impl Filled {
    fn of(makeup: &mut Makeup, edition: &EditionSite) -> Self {
        let lead = makeup.lead();
        let beside = beside(makeup, lead.as_ref());
        let pictured =
            makeup.fill(&Area::Second, 0..PICTURED, |card| card.picture.is_some() && !is_opinion(card));
        let others = makeup.fill(&Area::Second, PICTURED..SECOND, |card| !is_opinion(card));
        let sections = sections(makeup, edition);
        let look = look(makeup);
        Self { lead, beside, pictured, others, sections, look }
    }
}

/// A section on the front.
#[derive(Serialize)]
struct Block {
    id: String,
    name: String,
    href: String,
    cards: Vec<CardView>,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    name: String,
    href: String,
}

fn page(ask: &Ask, edition: &EditionSite) -> Page {
    let mut makeup = Makeup::of(ask.shelf, edition);
    let newest = makeup.pool.iter().map(|card| card.updated).max();
    let stamp = newest.map(|at| edition.clock.moment(at));
    let wire = stream::newest_cards(ask.shelf, edition, WIRE);
    let Filled { lead, beside, pictured, others, sections, look } = Filled::of(&mut makeup, edition);
    let mut head = Head::new(edition.words.get("front"), edition.words.get("tagline"))
        .at(ask.site, &edition.front)
        .in_editions(ask.site, |sister| Some(sister.front.clone()));
    head.json_ld = json_ld::organization(ask.site, edition);
    let values = context! {
        alert => value(alert(newest, edition, &makeup.pool, lead.as_ref())),
        lead => value(lead),
        beside => value(beside),
        wire => value(wire),
        live => value(stream::Listening::short(ask.shelf, edition, WIRE)),
        pictured => value(pictured),
        stacks => value(others.chunks(STACK).collect::<Vec<_>>()),
        blocks => value(sections.blocks),
        look => value(look),
        opinion => value(sections.opinion),
        rows => value(rows(sections.columns)),
        films => value(television::videos(ask.shelf, edition, FILMS)),
        television => links::encode(&edition.path_of("tv_slug")),
        most_read => value(view::most_read(ask.shelf, edition, MOST_READ)),
        fixes => value(corrections::newest(ask.shelf, edition, FIXES)),
        corrections => links::encode(&edition.path_of("corrections_slug")),
        ..view::frame(ask.site, edition, head, &edition.front, stamp)
    };
    ask.site.render("front.html", super::HTML, FRESH_S, values)
}

/// A flash of the last hour, unless it opens the page anyway.
fn alert(
    newest: Option<Timestamp>,
    edition: &EditionSite,
    pool: &[Arc<Card>],
    lead: Option<&CardView>,
) -> Option<CardView> {
    let newest = newest?;
    let is_flash = |card: &&Arc<Card>| {
        card.urgency == story::Urgency::FLASH && newest.duration_since(card.updated) <= ALERT_AGE_MAX
    };
    let flash = CardView::of(pool.iter().find(is_flash)?, edition);
    lead.is_none_or(|lead| lead.href != flash.href).then_some(flash)
}

/// Lines under the opening, from its section: those without a picture first, the others can stand elsewhere.
fn beside(makeup: &mut Makeup, lead: Option<&CardView>) -> Vec<CardView> {
    let section = lead.map(|lead| lead.section_id.clone()).unwrap_or_default();
    let near = |card: &Card| card.section == section;
    let lines = makeup.fill(&Area::Beside, 0..BESIDE, |card| near(card) && card.picture.is_none());
    if lines.is_empty() { makeup.fill(&Area::Beside, 0..1, near) } else { lines }
}

/// A story told in pictures, and three more that a picture tells best.
fn look(makeup: &mut Makeup) -> Vec<CardView> {
    let main = makeup.fill(&Area::Pictures, 0..1, |card| card.gallery && card.picture.is_some());
    if main.is_empty() {
        return main;
    }
    let fits = |card: &Card| card.picture.is_some() && !is_opinion(card);
    let side = makeup.fill(&Area::Pictures, 1..4, fits);
    main.into_iter().chain(side).collect()
}

#[derive(Default)]
struct Sections {
    blocks: Vec<Block>,
    opinion: Option<Block>,
    columns: Vec<Block>,
}

fn sections(makeup: &mut Makeup, edition: &EditionSite) -> Sections {
    let mut sections = Sections::default();
    for section in &edition.edition.sections {
        let opinion = section.id == "opinion";
        let room = sections.blocks.len() < BLOCKS_MAX;
        let list = Listing::section(edition, section);
        let cards = makeup.section(&list, &section.id, |free, pictured| match opinion {
            true => OPINIONS,
            false if room && free >= BLOCK_MIN && pictured => BLOCK,
            false => COLUMN,
        });
        let in_block = cards.len() > usize::from(COLUMN);
        if cards.is_empty() {
            continue;
        }
        let block = block(edition, section, &list, cards);
        match () {
            () if opinion => sections.opinion = Some(block),
            () if in_block => sections.blocks.push(block),
            () => sections.columns.push(block),
        }
    }
    sections
}

fn block(edition: &EditionSite, section: &Section, list: &Listing, cards: Vec<CardView>) -> Block {
    let part = |inner: &Section| Part {
        name: inner.name.clone(),
        href: links::encode(&edition.section_path(inner)),
    };
    Block {
        id: format!("b-{}", section.slug),
        name: section.name.clone(),
        href: links::encode(&list.path),
        cards,
        parts: section.sections.iter().map(part).collect(),
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
