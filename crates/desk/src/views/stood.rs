//! Where readers found a story, in the words of the screen.

use serde::Serialize;
use story::{Stood, StoryId, Timestamp};

use super::front::place;
use super::outcome::is_feed;
use crate::page::Screen;

#[derive(Debug, Serialize)]
pub(crate) struct Places {
    /// Its place on the front; nothing where it stood in none.
    spot: Option<String>,
    /// The desk put it there; otherwise the place filled itself.
    placed: bool,
    /// Scheme and host of the addresses.
    site: String,
    /// Addresses of what is read in a browser, most read first.
    pages: Vec<String>,
    /// Of what programs read.
    feeds: Vec<String>,
    /// It is now, and no moment of the past.
    now: bool,
}

/// Now, or at a time. Nothing where the press has no answer, and the log says why.
pub(crate) async fn places(screen: &Screen<'_>, story: StoryId, at: Option<Timestamp>) -> Option<Places> {
    let stood = screen.desk.proof(move |proofs| proofs.stood(story, at)).await;
    let Stood { spot, pages } = stood.ok()?;
    let named = screen
        .edition
        .zip(spot)
        .map(|(edition, (spot, placed))| (place(screen.visitor.messages(), edition, &spot), placed));
    let (feeds, pages) = pages.into_iter().partition(|path| is_feed(path));
    let placed = named.as_ref().is_some_and(|(_, placed)| *placed);
    let (spot, site) = (named.map(|(name, _)| name), screen.desk.config.site_origin.clone());
    Some(Places { spot, placed, site, pages, feeds, now: at.is_none() })
}
