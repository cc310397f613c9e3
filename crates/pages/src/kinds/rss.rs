//! `/fr/rss.xml` and `/fr/<section>/rss.xml`: the newest stories as RSS 2.0, in summary.

use jiff::Timestamp;
use minijinja::context;
use serde::Serialize;
use story::{Card, Feed, Found, Page, Shelf};

use crate::address::Ask;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{CardView, PictureView};

const FILE: &str = "rss.xml";
pub(super) const STORIES: usize = 30;
pub(super) const FRESH_S: u32 = 30;

/// A story as feeds show it; RSS and Atom write the same facts in their own way.
#[derive(Serialize)]
pub(super) struct Entry {
    url: String,
    headline: String,
    standfirst: String,
    byline: Vec<String>,
    section: String,
    /// RFC 3339, for Atom.
    published: String,
    updated: String,
    /// RFC 822, for RSS.
    published_822: String,
    picture: Option<EntryPicture>,
}

#[derive(Serialize)]
struct EntryPicture {
    url: String,
    media_type: String,
    #[serde(flatten)]
    view: PictureView,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    match ask.rest.as_slice() {
        [FILE] => {
            let title = edition.edition.title.clone();
            Some(Found::Page(page(ask, edition, &edition.feed(), title, &edition.front)))
        }
        [slug, FILE] => {
            let section = edition.section_of_slug(slug)?;
            let title = format!("{} | {}", section.name, edition.edition.title);
            let path = edition.section_path(section);
            Some(Found::Page(page(ask, edition, &edition.section_feed(section), title, &path)))
        }
        _ => None,
    }
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let Some(edition) = ripple.edition else { return };
    stale.add(Rank::Feed, format!("{}{FILE}", edition.front));
    for touched in &ripple.sections {
        stale.add(Rank::Feed, format!("{}{FILE}", edition.section_path(touched.section)));
    }
}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    let of = |edition: &EditionSite| -> Vec<String> {
        let sections = edition.edition.sections.iter().map(|section| edition.section_path(section));
        std::iter::once(edition.front.clone()).chain(sections).map(|path| format!("{path}{FILE}")).collect()
    };
    site.editions.iter().flat_map(of).collect()
}

pub(super) fn entries(site: &Site, edition: &EditionSite, cards: &[Card]) -> Vec<Entry> {
    cards.iter().map(|card| entry(site, card, CardView::of(card, edition))).collect()
}

fn entry(site: &Site, card: &Card, view: CardView) -> Entry {
    let media_type = || card.picture.as_ref().map_or_else(String::new, |picture| picture.media_type.clone());
    Entry {
        url: site.url(&card.path),
        headline: view.headline,
        standfirst: view.standfirst,
        byline: view.byline,
        section: view.section,
        published: view.published.iso,
        updated: view.updated.iso,
        published_822: rfc_822(card.first_published),
        picture: view.picture.map(|view| EntryPicture {
            url: site.url(&view.src),
            media_type: media_type(),
            view,
        }),
    }
}

/// When the newest change of these stories was; the epoch for none, so that an empty feed never changes.
pub(super) fn changed(cards: &[Card]) -> Timestamp {
    cards.iter().map(|card| card.updated).max().unwrap_or(Timestamp::UNIX_EPOCH)
}

fn rfc_822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn page(ask: &Ask, edition: &EditionSite, feed: &Feed, title: String, path: &str) -> Page {
    let cards = ask.shelf.newest(feed, STORIES);
    let values = context! {
        title,
        e => edition.about(),
        w => edition.word_values(),
        page => ask.site.url(path),
        this => ask.site.url(ask.path),
        changed => rfc_822(changed(&cards)),
        entries => value(entries(ask.site, edition, &cards)),
    };
    ask.site.render("rss.xml", "application/rss+xml; charset=utf-8", FRESH_S, values)
}
