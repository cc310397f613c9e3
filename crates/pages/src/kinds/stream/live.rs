//! The stream as open pages listen to it: an address for each part, and the events of an entry. An event holds a story
//! as the part lists it, or says that the story left; hearing one twice does no harm.

use std::sync::Arc;

use minijinja::context;
use serde::Serialize;
use serde_json::json;
use story::{Card, Feed, LiveEvent, LiveStory, Shelf};

use super::{Which, changed, days, feed, part_path, whole_parts};
use crate::kinds::coverage;
use crate::links;
use crate::site::{EditionSite, Site};
use crate::stale::Ripple;
use crate::templates::value;

/// What a page needs to listen.
#[derive(Serialize)]
pub(crate) struct Listening {
    href: String,
    /// The last entry that the page shows: it listens to what comes after.
    after: u64,
    /// "3 new stories" in every form of the language, as JSON.
    fresh: String,
    /// The language with its digits, for the number.
    locale: String,
    /// How many entries a short list holds; 0 for one that has a line above it for what is new.
    most: usize,
}

impl Listening {
    /// For a short list of everything that an edition publishes.
    pub(crate) fn short(shelf: &dyn Shelf, edition: &EditionSite, most: usize) -> Self {
        Self { most, ..Self::to(shelf, edition, Which::Everything) }
    }

    pub(super) fn to(shelf: &dyn Shelf, edition: &EditionSite, which: Which) -> Self {
        let href = links::encode(&path(edition, which));
        Self::with(href, changed(shelf, edition, which), edition.fresh.clone(), edition)
    }

    /// Of a list at this address, `fresh` being what stands above it for what is new.
    pub(crate) fn with(href: String, after: u64, fresh: String, edition: &EditionSite) -> Self {
        Self { href, after, fresh, locale: edition.clock.locale().tag().to_owned(), most: 0 }
    }
}

/// `/fr/en-continu/live`, `/fr/en-continu/region/live`.
fn path(edition: &EditionSite, which: Which) -> String {
    format!("{}live", part_path(edition, which))
}

/// The part listened to at a path.
fn part<'a>(site: &'a Site, path: &str) -> Option<(&'a EditionSite, Which<'a>)> {
    let part = path.strip_suffix("live")?;
    let edition = site.editions.iter().find(|edition| part.starts_with(&edition.stream))?;
    let which = whole_parts(edition).into_iter().find(|which| part_path(edition, *which) == part)?;
    Some((edition, which))
}

/// The number of the last entry that changed the part listened to at a path, where there is one.
pub(crate) fn live_since(site: &Site, shelf: &dyn Shelf, path: &str) -> Option<u64> {
    part(site, path).map(|(edition, which)| changed(shelf, edition, which))
}

/// What an entry tells each part of its edition's stream.
pub(crate) fn live_events(ripple: &Ripple) -> Vec<LiveEvent> {
    let (Some(edition), Some(story)) = (ripple.edition, ripple.entry.change.story_id()) else {
        return Vec::new();
    };
    let now = ripple.entry.change.live();
    let shown = now.map(|now| json!({ "story": story, "html": html(ripple.site, edition, now) }).to_string());
    let gone = json!({ "story": story }).to_string();
    let event = |which| {
        let stands = |version: Option<&LiveStory>| version.is_some_and(|one| lists(edition, which, one));
        let data = match &shown {
            Some(shown) if stands(now) => shown,
            _ if stands(ripple.was) => &gone,
            _ => return None,
        };
        Some(LiveEvent { path: path(edition, which), story, data: data.clone() })
    };
    whole_parts(edition).into_iter().filter_map(event).collect()
}

fn lists(edition: &EditionSite, which: Which, story: &LiveStory) -> bool {
    coverage::in_stream(story)
        && match which {
            Which::Everything => true,
            Which::Urgent => story.content.urgency.is_urgent(),
            Which::Section(section) if story.entry_of().is_some() => story.sections.contains(&section.id),
            Which::Section(_) => Feed::of(story).contains_key(&feed(edition, which)),
        }
}

/// The day and the hour of a story with the story alone in it.
fn html(site: &Site, edition: &EditionSite, story: &LiveStory) -> String {
    let days = days(edition, &[Arc::new(Card::of(story))]);
    site.fragment("live.html", context! { w => edition.word_values(), days => value(days) })
}
