//! What the feeds of all formats have in common: which list a feed is of, and its stories.

use std::sync::Arc;

use jiff::Timestamp;
use minijinja::context;
use serde::Serialize;
use story::{Card, LiveStory, Shelf, Standing};

use crate::address::Ask;
use crate::listing::Listing;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, CardView, PictureView};

pub(super) const STORIES: usize = 30;
pub(super) const FRESH_S: u32 = 30;

/// A story as feeds show it; each format writes the same facts in its own way.
#[derive(Serialize)]
pub(super) struct Entry {
    /// Also its identifier: the address of a story never changes.
    pub url: String,
    pub headline: String,
    pub standfirst: String,
    /// The same as HTML: readers of RSS take a description for that, also where it says `<`.
    standfirst_html: String,
    pub byline: Vec<String>,
    pub section: String,
    /// RFC 3339.
    pub published: String,
    pub updated: String,
    /// RFC 822, for RSS.
    published_822: String,
    pub picture: Option<EntryPicture>,
    /// The whole text as HTML; empty in feeds of summaries.
    pub html: String,
    pub topics: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct EntryPicture {
    pub url: String,
    #[serde(flatten)]
    pub view: PictureView,
}

/// A feed: its list, its title and its entries, newest first.
pub(super) struct Feed<'a> {
    pub list: Listing<'a>,
    pub title: String,
    pub entries: Vec<Entry>,
    pub changed: Timestamp,
}

/// The feed at an address that ends with `file`.
pub(super) fn at<'a>(ask: &Ask<'a>, file: &str, whole: bool) -> Option<Feed<'a>> {
    let [parts @ .., last] = ask.rest.as_slice() else { return None };
    if *last != file {
        return None;
    }
    let list = Listing::at(ask, parts)?;
    let cards = ask.shelf.newest(&list.feed, STORIES);
    let edition = list.edition;
    let title = match list.path == edition.front {
        true => list.title.clone(),
        false => format!("{} | {}", list.title, edition.edition.title),
    };
    let changed = cards.iter().map(|card| card.updated).max().unwrap_or(Timestamp::UNIX_EPOCH);
    let entries = cards.iter().map(|card| entry(ask, edition, card, whole)).collect();
    Some(Feed { list, title, entries, changed })
}

/// Every list that an entry touches has a new feed.
pub(super) fn stale(ripple: &Ripple, stale: &mut Stale, file: &str) {
    let Some(edition) = ripple.edition else { return };
    if ripple.entry.change.story_id().is_none() || ripple.aside {
        return;
    }
    stale.add(Rank::Feed, format!("{}{file}", edition.front));
    for touched in &ripple.lists {
        stale.add(Rank::Feed, format!("{}{file}", touched.list.path));
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf, file: &str) -> Vec<String> {
    let of = |edition| {
        let all = Listing::all(edition, shelf);
        std::iter::once(Listing::edition(edition)).chain(all).map(|list| format!("{}{file}", list.path))
    };
    site.editions.iter().flat_map(of).collect()
}

fn entry(ask: &Ask, edition: &EditionSite, card: &Arc<Card>, whole: bool) -> Entry {
    let view = CardView::of(card, edition);
    let story = match ask.shelf.standing(card.id) {
        Some(Standing::Live(story)) if whole => Some(story),
        _ => None,
    };
    Entry {
        url: ask.site.url(&card.path),
        headline: view.headline.clone(),
        standfirst_html: as_html(&view.standfirst),
        standfirst: view.standfirst.clone(),
        byline: view.byline.clone(),
        section: view.section.clone(),
        published: view.published.iso.clone(),
        updated: view.updated.iso.clone(),
        published_822: rfc_822(card.first_published),
        picture: view.picture.clone().map(|view| EntryPicture { url: ask.site.url(&view.src), view }),
        html: story.as_ref().map(|story| html(ask.site, story)).unwrap_or_default(),
        topics: story.map(|story| story.content.topics.clone()).unwrap_or_default(),
    }
}

/// The text of a story as a reader of feeds shows it: no class, no script, every address whole.
fn html(site: &Site, story: &LiveStory) -> String {
    let values = context! {
        origin => site.origin.as_str(),
        blocks => value(view::blocks(&story.content.blocks, &story.assets)),
        lead => value(story.content.lead.as_ref().and_then(|lead| PictureView::of(lead, &story.assets))),
    };
    site.fragment("feed_text.html", values)
}

fn as_html(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub(super) fn rfc_822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
