//! What partners are sent: one entry of the journal about a story, with who sends it, and the forms it is written in.

use crate::{JournalEntry, Language, StoryId, Timestamp};

/// One thing that a partner is told: that a story is live as it now stands, or that it was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatch {
    /// A story as it stands, or its withdrawal; never a front, a programme or an advance as such.
    pub entry: JournalEntry,
    pub story: StoryId,
    /// Scheme and host of the site, without a slash at the end.
    pub origin: String,
    /// Who sends it: the name of the edition.
    pub provider: String,
    /// Of the edition.
    pub language: Language,
    /// What a correction, a withdrawal or news of an embargo is called in that language; empty for other news.
    pub notice: String,
    /// Not to be used before. Such a story is not before readers either: it has no address yet.
    pub embargo: Option<Timestamp>,
}

impl Dispatch {
    /// The story's identifier for all partners and in all forms: an address that leads to it, and never changes.
    pub fn guid(&self) -> String {
        format!("{}/s/{}", self.origin, self.story)
    }
}

/// What a list of dispatches says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    pub title: String,
    /// Where the list itself is.
    pub href: String,
    pub origin: String,
    pub now: Timestamp,
    /// The last entry of the journal that was looked at: the next list begins behind it.
    pub next: u64,
}

/// One form in which partners get what goes live.
#[derive(Clone, Copy)]
pub struct Writer {
    /// `ninjs`, `newsml-g2`, `nitf`, `rss`.
    pub name: &'static str,
    /// As HTTP says it.
    pub media_type: &'static str,
    /// Whether its standard has a place for an embargo: what has none is given nothing that is under one.
    pub embargoes: bool,
    pub one: fn(&Dispatch) -> String,
    /// `None` where the standard has no list; without words where it has none that is empty.
    pub list: Option<fn(&Channel, &[Dispatch]) -> String>,
}
