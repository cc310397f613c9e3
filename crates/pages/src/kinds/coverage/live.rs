//! A live coverage as open pages listen to it, at `…/live`. An event holds an entry as the page lists it, or says that it
//! left, or holds what the coverage says of itself; hearing one twice does no harm. No event holds words of another
//! story than its own and the one that was pinned: what is withdrawn is in none that is still told.

use minijinja::context;
use serde_json::{Value, json};
use story::{LiveEvent, LiveStory, Shelf, Standing, StoryId};

use super::{EntryView, feed, head_view, pin, points};
use crate::kinds::stream::Listening;
use crate::links;
use crate::site::{EditionSite, Site};
use crate::stale::Ripple;
use crate::templates::value;

pub(super) fn listening(shelf: &dyn Shelf, edition: &EditionSite, story: &LiveStory) -> Listening {
    Listening::with(
        links::encode(&live_path(&story.path)),
        shelf.changed(&feed(story.id)),
        edition.words.forms("new_entries"),
        edition,
    )
}

/// Where a coverage tells of its changes.
pub(crate) fn live_path(coverage: &str) -> String {
    format!("{coverage}/live")
}

/// The number of the last entry of the journal that changed the coverage listened to at a path, where there is one.
pub(crate) fn live_since(shelf: &dyn Shelf, path: &str) -> Option<u64> {
    let coverage = path.strip_suffix("/live")?;
    let Standing::Live(story) = shelf.standing(links::trailing_id(coverage)?)? else { return None };
    story.live_coverage().filter(|_| story.path == coverage)?;
    Some(shelf.changed(&feed(story.id)))
}

/// What a journal entry tells those who have its coverage open.
pub(crate) fn live_events(ripple: &Ripple) -> Vec<LiveEvent> {
    let (Some(edition), Some(story)) = (ripple.edition, ripple.entry.change.story_id()) else {
        return Vec::new();
    };
    let now = ripple.entry.change.live();
    let Some(version) = now.or(ripple.was) else { return Vec::new() };
    let (coverage, data) = match version.entry_of() {
        Some((of, coverage)) => {
            (coverage, now.map_or_else(|| json!({ "story": story }), |now| entry(ripple, edition, of, now)))
        }
        None if version.live_coverage().is_some() => {
            let data = match now {
                Some(now) => json!({ "story": story, "parts": parts(ripple, edition, now) }),
                // There is a notice in its place.
                None => json!({ "story": story, "over": true }),
            };
            (version.path.as_str(), data)
        }
        None => return Vec::new(),
    };
    vec![LiveEvent { path: live_path(coverage), story, data: data.to_string() }]
}

fn entry(ripple: &Ripple, edition: &EditionSite, coverage: StoryId, story: &LiveStory) -> Value {
    let html = fragment(
        ripple.site,
        edition,
        "coverage_entry.html",
        context! { x => value(EntryView::of(edition, story)) },
    );
    let mut data = json!({ "story": story.id, "html": html });
    if let Some(Standing::Live(whole)) = ripple.shelf.standing(coverage)
        && whole
            .live_coverage()
            .and_then(|coverage| coverage.pinned)
            .is_some_and(|pinned| pinned.entry == story.id)
    {
        data["parts"] = json!({ "pin": pinned(ripple, edition, &whole) });
    }
    data
}

/// What stands on the page beside the entries, by the name of its place.
fn parts(ripple: &Ripple, edition: &EditionSite, story: &LiveStory) -> Value {
    let (site, head) = (ripple.site, head_view(edition, story));
    json!({
        "head": fragment(site, edition, "coverage_head.html", context! { story => value(head) }),
        "points": fragment(site, edition, "coverage_points.html", context! { points => value(points(story)) }),
        "pin": pinned(ripple, edition, story),
    })
}

fn pinned(ripple: &Ripple, edition: &EditionSite, story: &LiveStory) -> String {
    let pin = pin(ripple.shelf, edition, story);
    fragment(ripple.site, edition, "coverage_pin.html", context! { pin => value(pin) })
}

fn fragment(site: &Site, edition: &EditionSite, template: &str, shown: minijinja::Value) -> String {
    let around = context! { w => edition.word_values(), e => edition.about(), theme => edition.theme() };
    site.fragment(template, context! { ..shown, ..around })
}
