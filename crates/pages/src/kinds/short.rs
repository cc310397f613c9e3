//! `/s/<number>`: the short address of a story, for where few letters fit; it leads to the story's own.

use story::{Found, Shelf, StoryId};

use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Rank, Ripple, Stale};

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let ["s", number] = ask.rest.as_slice() else { return None };
    if ask.edition.is_some() {
        return None;
    }
    super::article::of_story(ask, number.parse().ok()?)
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    if let Some(id) = ripple.entry.change.story_id() {
        stale.add(Rank::Neighbour, path(id));
    }
}

/// It leads to pages and is none.
pub(super) fn paths(_: &Site, _: &dyn Shelf) -> Vec<String> {
    Vec::new()
}

pub(crate) fn path(id: StoryId) -> String {
    format!("/s/{id}")
}
