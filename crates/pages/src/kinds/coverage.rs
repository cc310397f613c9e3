//! `/fr/region/<words>-<number>` of a live coverage: its newest entries, newest first; `…/page/<n>`: all of them, on
//! pages numbered from the oldest. An entry has its own address besides.

use std::sync::Arc;

use minijinja::{Value, context};
use serde::Serialize;
use story::{
    Block, BlockBody, Card, Feed, Found, HeadlineUse, LiveCoverage, LiveStory, Page, Shelf, Standing,
    StoryId, Timestamp, Urgency,
};

use super::article::{self, Crumb, Fix};
use super::card;
use crate::address::Ask;
use crate::dates::Moment;
use crate::listing::{self, page_path};
use crate::pagination::{Pages, around};
use crate::rich::{Run, runs};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, BlockView, Head, PictureView};
use crate::{json_ld, links};

mod live;
pub(crate) use live::{live_events, live_path, live_since};

const SIZE: u64 = 20;
/// More than a page, so that whoever goes from the newest entries to the last full page misses none.
const NEWEST: usize = 30;
/// Entries looked through for highlights, and how many of them are shown.
const HIGHLIGHT_POOL: usize = 200;
const HIGHLIGHTS: usize = 8;
const FRESH_S: u32 = 5;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let [.., "page", number] = ask.rest.as_slice() else { return None };
    let path = ask.path.strip_suffix(&format!("/page/{number}"))?;
    let id = links::trailing_id(path)?;
    let Standing::Live(story) = ask.shelf.standing(id)? else {
        // What was withdrawn is gone with all its pages.
        return article::of_story(ask, id);
    };
    story.live_coverage().filter(|_| story.path == path)?;
    let edition = ask.site.edition(&story.edition)?;
    let pages = pages(ask.shelf, id);
    let number = pages.numbered(number)?;
    Some(Found::Page(Coverage { ask, edition, story: &story }.numbered(pages, number)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let versions = [ripple.entry.change.live(), ripple.was];
    for story in versions.into_iter().flatten() {
        if story.live_coverage().is_some() {
            for number in 1..=pages(ripple.shelf, story.id).count() {
                stale.add(Rank::Article, page_path(&slashed(&story.path), number));
            }
        }
        let Some((coverage, path)) = story.entry_of() else { continue };
        stale.add(Rank::Article, path);
        let place = ripple.shelf.place(&Feed::Entries { coverage }, story.id);
        for number in place.into_iter().flat_map(|place| around(place, SIZE)) {
            stale.add(Rank::Neighbour, page_path(&slashed(path), number));
        }
    }
}

/// Numbered pages, and the entries' own addresses.
pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let of_coverage = |card: Arc<Card>| {
        let Some(Standing::Live(story)) = shelf.standing(card.id) else { return Vec::new() };
        if story.live_coverage().is_none() {
            return Vec::new();
        }
        let feed = feed(story.id);
        let numbered = (1..=pages(shelf, story.id).count()).map(|n| page_path(&slashed(&story.path), n));
        let all = shelf.cards(&feed, 0, shelf.places(&feed)).into_iter().map(|(_, card)| card.path.clone());
        numbered.chain(all.filter(|path| *path != story.path)).collect()
    };
    let of = |edition: &EditionSite| {
        let feed = edition.feed();
        shelf.cards(&feed, 0, shelf.places(&feed)).into_iter().flat_map(|(_, card)| of_coverage(card))
    };
    site.editions.iter().flat_map(of).collect()
}

/// The coverage itself stands in the first place of its entries: what changes it changes them.
fn feed(coverage: StoryId) -> Feed {
    Feed::Entries { coverage }
}

fn pages(shelf: &dyn Shelf, coverage: StoryId) -> Pages {
    Pages { size: SIZE, places: shelf.places(&feed(coverage)) }
}

fn slashed(path: &str) -> String {
    format!("{path}/")
}

/// Where an entry stands on the page of its coverage.
pub(crate) fn anchor(coverage: &str, entry: StoryId) -> String {
    format!("{}#e{entry}", links::encode(coverage))
}

/// The page of a live coverage.
pub(super) fn page(ask: &Ask, edition: &EditionSite, story: &LiveStory) -> Page {
    Coverage { ask, edition, story }.newest()
}

/// An entry as its template shows it.
#[derive(Serialize)]
struct EntryView {
    id: String,
    language: String,
    direction: &'static str,
    /// Its own address.
    href: String,
    headline: String,
    urgent: bool,
    highlight: bool,
    lead: Option<PictureView>,
    blocks: Vec<BlockView>,
    byline: Vec<String>,
    dateline: String,
    published: Moment,
    updated: Moment,
    changed: bool,
    fixes: Vec<Fix>,
}

impl EntryView {
    fn of(edition: &EditionSite, story: &LiveStory) -> Self {
        let content = &story.content;
        let language = article::language(edition, content);
        Self {
            id: story.id.to_string(),
            language: language.tag().to_owned(),
            direction: language.direction().as_str(),
            href: links::encode(&story.path),
            headline: content.headline.clone(),
            urgent: content.urgency.is_urgent(),
            highlight: content.urgency.is_highlight(),
            lead: content.lead.as_ref().and_then(|lead| PictureView::of(lead, &story.assets)),
            blocks: view::blocks(&content.blocks, &story.assets),
            byline: content.byline.iter().map(|who| who.name.clone()).collect(),
            dateline: article::dateline(content).to_owned(),
            published: edition.clock.moment(story.first_published),
            updated: edition.clock.moment(story.updated),
            changed: story.updated > story.first_published,
            fixes: article::fixes(edition, story),
        }
    }
}

/// What the coverage says of itself.
#[derive(Serialize)]
struct HeadView<'a> {
    headline: &'a str,
    standfirst: &'a str,
    open: bool,
    /// Since when it goes, or when it was closed.
    since: String,
}

/// What to know first: the lists of the coverage's own text.
#[derive(Serialize)]
struct Points {
    points: Vec<Vec<Run>>,
}

#[derive(Serialize)]
struct PinView {
    at: String,
    entry: EntryView,
}

/// A highlight, in the list beside the entries.
#[derive(Serialize)]
struct Line {
    id: String,
    href: String,
    headline: String,
    urgent: bool,
    published: Moment,
}

struct Coverage<'a> {
    ask: &'a Ask<'a>,
    edition: &'a EditionSite,
    story: &'a LiveStory,
}

impl Coverage<'_> {
    fn newest(&self) -> Page {
        let (ask, edition, story) = (self.ask, self.edition, self.story);
        let shelf = ask.shelf;
        let newest = shelf.newest(&feed(story.id), NEWEST + 1);
        let entries = self.entries(newest.into_iter().filter(|card| card.id != story.id).take(NEWEST));
        let shown: Vec<StoryId> = entries.iter().map(|entry| entry.id).collect();
        let last = entries.iter().map(|entry| entry.first_published).max();
        let updated = entries.iter().map(|entry| entry.updated).chain([story.updated]).max();
        let views: Vec<_> = entries.iter().map(|entry| EntryView::of(edition, entry)).collect();
        let mut head = self.head(&story.path);
        head.modified = updated.map(|at| edition.clock.moment(at).iso).unwrap_or_default();
        head.json_ld = json_ld::live_blog(ask.site, edition, story, &entries);
        head.oembed = super::oembed::url_for(ask.site, &story.path);
        let lead = story.content.lead.as_ref().and_then(|lead| PictureView::of(lead, &story.assets));
        let own = || lead.as_ref().map(|picture| view::image(ask.site, picture));
        head.image = match lead.as_ref().filter(|picture| picture.can_be_shared()) {
            Some(_) => own(),
            None => card::image_of_story(ask.site, story).or_else(own),
        };
        let streams = views.iter().any(|entry| view::any_streams(&entry.blocks));
        let values = context! {
            lead => value(&lead),
            last => value(last.map(|at| edition.clock.moment(at))),
            intro => value(view::blocks(&intro(&story.content.blocks), &story.assets)),
            pin => value(pin(shelf, edition, story)),
            points => value(points(story)),
            highlights => value(self.highlights(&shown)),
            listening => value(live::listening(shelf, edition, story)),
            entries => value(views),
            older => self.older(shelf),
            fixes => value(article::fixes(edition, story)),
            share => value(article::share(ask.site, story)),
            ..self.frame(head)
        };
        Page {
            streams,
            shows: Some(story.version()),
            ..ask.site.render("coverage.html", super::HTML, FRESH_S, values)
        }
    }

    fn numbered(&self, pages: Pages, number: u64) -> Page {
        let (ask, edition, story) = (self.ask, self.edition, self.story);
        let found = ask.shelf.cards(&feed(story.id), pages.first_place(number), SIZE);
        let mut entries =
            self.entries(found.into_iter().map(|(_, card)| card).filter(|card| card.id != story.id));
        let range = range(edition, &entries);
        entries.reverse();
        let views: Vec<_> = entries.iter().map(|entry| EntryView::of(edition, entry)).collect();
        let path = page_path(&slashed(&story.path), number);
        let mut head = self.head(&path);
        head.title = listing::page_title(edition, &story.content.headline, number);
        let found_as = story.content.headline_in(HeadlineUse::Search);
        head.found_as = listing::page_title(edition, found_as, number);
        let streams = views.iter().any(|entry| view::any_streams(&entry.blocks));
        let values = context! {
            title => head.title.as_str(),
            range,
            entries => value(views),
            coverage => links::encode(&story.path),
            pages => listing::numbered_links(edition, pages, &slashed(&story.path), number, &story.path),
            ..self.frame(head)
        };
        Page { streams, ..ask.site.render("coverage_page.html", super::HTML, FRESH_S, values) }
    }

    fn entries(&self, cards: impl Iterator<Item = Arc<Card>>) -> Vec<Arc<LiveStory>> {
        let live = |card: Arc<Card>| match self.ask.shelf.standing(card.id) {
            Some(Standing::Live(story)) => Some(story),
            _ => None,
        };
        cards.filter_map(live).collect()
    }

    fn head(&self, path: &str) -> Head {
        let (edition, content) = (self.edition, &self.story.content);
        let title = edition.words.fill("live_title", &[("headline", &content.headline)]);
        let mut head = Head::new(title, &content.standfirst).at(self.ask.site, path);
        let found_as = content.headline_in(HeadlineUse::Search);
        head.found_as = edition.words.fill("live_title", &[("headline", found_as)]);
        head.kind = "article";
        head.published = edition.clock.moment(self.story.first_published).iso;
        head.modified = edition.clock.moment(self.story.updated).iso;
        if let Some(section) = edition.edition.section(&content.section) {
            head.section.clone_from(&section.name);
        }
        head
    }

    fn frame(&self, head: Head) -> Value {
        let (edition, content) = (self.edition, &self.story.content);
        let section = edition.edition.section(&content.section);
        let current = section.map(|section| edition.section_path(section)).unwrap_or_default();
        let crumb = section.map(|section| Crumb { name: &section.name, href: links::encode(&current) });
        let language = article::language(edition, content);
        context! {
            crumb => value(crumb),
            kicker => content.kicker.trim(),
            language => language.tag(),
            direction => language.direction().as_str(),
            story => value(head_view(edition, self.story)),
            ..view::frame(self.ask.site, edition, head, &current, None)
        }
    }

    /// The newest highlights; those that are shown are a step away.
    fn highlights(&self, shown: &[StoryId]) -> Vec<Line> {
        let pool = self.ask.shelf.newest(&feed(self.story.id), HIGHLIGHT_POOL);
        let is = |card: &Arc<Card>| card.coverage.is_some() && card.urgency.is_highlight();
        let line = |card: Arc<Card>| Line {
            id: card.id.to_string(),
            href: if shown.contains(&card.id) { format!("#e{}", card.id) } else { links::encode(&card.path) },
            headline: if card.short.is_empty() { card.headline.clone() } else { card.short.clone() },
            urgent: card.urgency <= Urgency::URGENT,
            published: self.edition.clock.moment(card.first_published),
        };
        pool.into_iter().filter(is).take(HIGHLIGHTS).map(line).collect()
    }

    /// Under the newest entries: how many there are, and where the older ones stand.
    fn older(&self, shelf: &dyn Shelf) -> Value {
        let (edition, pages) = (self.edition, pages(shelf, self.story.id));
        let last = pages.count();
        if last < 2 {
            return Value::from(());
        }
        let cards = shelf.cards(&feed(self.story.id), pages.first_place(last - 1), SIZE);
        let entries =
            self.entries(cards.into_iter().map(|(_, card)| card).filter(|card| card.coverage.is_some()));
        context! {
            count => edition.counted("entries", usize::try_from(pages.places - 1).unwrap_or(usize::MAX)),
            href => links::encode(&page_path(&slashed(&self.story.path), last - 1)),
            name => range(edition, &entries),
        }
    }
}

/// When these entries came, as a name for where they stand.
fn range<S: std::ops::Deref<Target = LiveStory>>(edition: &EditionSite, entries: &[S]) -> String {
    let times = || entries.iter().map(|entry| entry.first_published);
    let (Some(first), Some(last)) = (times().min(), times().max()) else { return String::new() };
    let [from, to] = [first, last].map(|at| edition.clock.moment(at));
    if from.date == to.date {
        return edition.words.fill("times_range", &[("first", &from.time), ("last", &to.time)]);
    }
    edition.clock.range(&edition.words, first, last)
}

fn head_view<'a>(edition: &EditionSite, story: &'a LiveStory) -> HeadView<'a> {
    let closed = story.live_coverage().and_then(|coverage| coverage.closed);
    let at = |at: Timestamp| {
        let at = edition.clock.moment(at);
        edition.words.fill("date_time", &[("date", &at.date.short), ("time", &at.time)])
    };
    let since = match closed {
        Some(closed) => edition.words.fill("live_closed", &[("time", &at(closed))]),
        None => edition.words.fill("live_since", &[("time", &at(story.first_published))]),
    };
    HeadView {
        headline: &story.content.headline,
        standfirst: story.content.standfirst.trim(),
        open: closed.is_none(),
        since,
    }
}

fn is_list(block: &Block) -> bool {
    matches!(block.body, BlockBody::List(_))
}

fn points(story: &LiveStory) -> Points {
    let of = |block: &Block| match &block.body {
        BlockBody::List(list) => list.items.iter().filter(|item| !item.is_empty()).map(runs).collect(),
        _ => Vec::new(),
    };
    Points { points: story.content.blocks.iter().flat_map(of).collect() }
}

/// The coverage's own text without what stands among the points.
fn intro(blocks: &[Block]) -> Vec<Block> {
    blocks.iter().filter(|block| !is_list(block)).cloned().collect()
}

fn pin(shelf: &dyn Shelf, edition: &EditionSite, story: &LiveStory) -> Option<PinView> {
    let LiveCoverage { pinned: Some(pinned), .. } = story.live_coverage()? else { return None };
    match shelf.standing(pinned.entry)? {
        Standing::Live(entry) => {
            let at = edition.clock.moment(pinned.at);
            let at = edition.words.fill("live_pinned", &[("time", &at.time)]);
            Some(PinView { at, entry: EntryView::of(edition, &entry) })
        }
        Standing::Withdrawn(_) => None,
    }
}

/// Whether the stream shows a story that is an entry.
pub(crate) fn in_stream(story: &LiveStory) -> bool {
    story.entry_of().is_none() || story.content.urgency.is_highlight()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_on_the_page_of_its_coverage() {
        let id = StoryId::from_number(7);
        assert_eq!(anchor("/ar/é-1", id), format!("/ar/%C3%A9-1#e{id}"));
    }
}
