//! `/`: leads to the front of the default edition.

use story::{Found, Shelf};

use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Ripple, Stale};

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let at_root = matches!(ask.path, "/" | "");
    at_root.then(|| Found::Moved { path: ask.site.default_edition().front.clone() })
}

pub(super) fn stale(_: &Ripple, _: &mut Stale) {}

pub(super) fn paths(_: &Site, _: &dyn Shelf) -> Vec<String> {
    Vec::new()
}
