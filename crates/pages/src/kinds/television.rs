//! `/fr/direct-tv/`: the edition's television live, what is on air and what comes, and videos to watch again. It is
//! printed anew when the next broadcast begins.

use jiff::Timestamp;
use minijinja::context;
use serde::Serialize;
use story::{Broadcast, Found, Page, Shelf};

use crate::address::Ask;
use crate::dates::Moment;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, CardView, Head};

const SLUG: &str = "tv_slug";
/// Newest stories looked through for videos.
const POOL: usize = 200;
const REPLAYS: usize = 8;
/// Broadcasts shown before the one on air.
const BEFORE: usize = 2;
const FRESH_S: u32 = 5;

#[derive(Serialize)]
pub(super) struct Slot {
    at: Moment,
    title: String,
    about: String,
    now: bool,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    (ask.rest == [edition.words.get(SLUG), ""]).then(|| Found::Page(page(ask, edition)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let touched = |edition: &EditionSite| {
        let own = ripple.edition.is_some_and(|own| own.edition.id == edition.edition.id);
        // Its clock moves on with the journal's.
        own || ripple.shelf.programme(&edition.edition.id).is_some()
    };
    for edition in ripple.site.editions.iter().filter(|edition| touched(edition)) {
        stale.add(Rank::Neighbour, edition.path_of(SLUG));
    }
}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    site.editions.iter().map(|edition| edition.path_of(SLUG)).collect()
}

fn page(ask: &Ask, edition: &EditionSite) -> Page {
    let (programme, until) = programme(ask.shelf, edition);
    let on_air = programme.iter().find(|slot| slot.now).map(|slot| (slot.title.clone(), slot.about.clone()));
    let replays = videos(ask.shelf, edition, REPLAYS);
    let title = edition.words.get("tv");
    let path = edition.path_of(SLUG);
    let about = edition.words.fill("tv_about", &[("title", &edition.edition.title)]);
    let head = Head::new(title, about)
        .at(ask.site, &path)
        .in_editions(ask.site, |sister| Some(sister.path_of(SLUG)));
    let values = context! {
        title => edition.edition.television.as_ref().map_or(title, |tv| tv.title.as_str()),
        stream_address => edition.edition.television.as_ref().map_or("", |tv| tv.stream.as_str()),
        on_air => value(on_air),
        programme => value(programme),
        replays => value(replays),
        ..view::frame(ask.site, edition, head, &path, None)
    };
    let streams = edition.edition.television.is_some();
    Page { until, streams, ..ask.site.render("television.html", super::HTML, FRESH_S, values) }
}

/// The broadcasts from shortly before now on, and when the next one begins.
fn programme(shelf: &dyn Shelf, edition: &EditionSite) -> (Vec<Slot>, Option<Timestamp>) {
    let now = shelf.now();
    let mut broadcasts: Vec<Broadcast> =
        shelf.programme(&edition.edition.id).map(|programme| programme.broadcasts).unwrap_or_default();
    broadcasts.sort_by_key(|broadcast| broadcast.at);
    let on_air = broadcasts.iter().rposition(|broadcast| broadcast.at <= now);
    let next = broadcasts.iter().map(|broadcast| broadcast.at).find(|at| *at > now);
    let first = on_air.map_or(0, |at| at.saturating_sub(BEFORE));
    let slot = |(n, broadcast): (usize, Broadcast)| Slot {
        at: edition.clock.moment(broadcast.at),
        title: broadcast.title,
        about: broadcast.about,
        now: Some(n) == on_air,
    };
    (broadcasts.into_iter().enumerate().skip(first).map(slot).collect(), next)
}

/// The newest stories with a video and a picture to stand for it.
pub(super) fn videos(shelf: &dyn Shelf, edition: &EditionSite, count: usize) -> Vec<CardView> {
    let pool = shelf.newest(&edition.feed(), POOL);
    let films = pool.iter().filter(|card| card.video_s.is_some() && card.picture.is_some());
    view::cards(films.take(count), edition)
}
