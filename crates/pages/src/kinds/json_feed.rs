//! `feed.json` under an edition, section, topic, author or place: its newest stories as a JSON Feed 1.1, in full.

use serde_json::{Value, json};
use story::{Found, Page, Shelf};

use super::feeds::{self, Entry};
use crate::address::Ask;
use crate::clean;
use crate::site::Site;
use crate::stale::{Ripple, Stale};

const FILE: &str = "feed.json";

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let feed = feeds::at(ask, FILE, true)?;
    let edition = feed.list.edition;
    let mut json = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": edition.words.get("tagline"),
        "language": edition.edition.language.tag(),
        "home_page_url": ask.site.url(&feed.list.path),
        "feed_url": ask.site.url(ask.path),
        "authors": [{ "name": edition.edition.title, "url": ask.site.url(&edition.front) }],
        "items": feed.entries.iter().map(item).collect::<Value>(),
    });
    if !ask.site.hub.is_empty() {
        json["hubs"] = json!([{ "type": "WebSub", "url": ask.site.hub }]);
    }
    let body = clean::json(&json).into_bytes();
    let media_type = "application/feed+json; charset=utf-8";
    Some(Found::Page(Page::new(media_type, body, feeds::FRESH_S)))
}

fn item(entry: &Entry) -> Value {
    let mut item = json!({
        "id": entry.url,
        "url": entry.url,
        "title": entry.headline,
        "content_html": entry.html,
        "summary": entry.standfirst,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": entry.byline.iter().map(|name| json!({ "name": name })).collect::<Value>(),
        "tags": std::iter::once(&entry.section).chain(&entry.topics).filter(|tag| !tag.is_empty()).collect::<Vec<_>>(),
    });
    if let Some(picture) = &entry.picture {
        item["image"] = json!(picture.url);
    }
    item
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    feeds::stale(ripple, stale, FILE);
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    feeds::paths(site, shelf, FILE)
}
