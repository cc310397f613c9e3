//! Stories as the newsroom works on them: where each stands, and the lists of the desk.

use story::{AccountId, Correction, ItemId, Language, State, StoryId, Timestamp, Urgency};

/// Where one story stands. The words are in its revisions; a few are copied here for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRow {
    pub id: StoryId,
    pub edition: String,
    pub state: State,
    /// It goes out by no path before this.
    pub embargo: Option<Timestamp>,
    /// The newest revision on the main line.
    pub head: u64,
    /// The revision that readers see.
    pub live: Option<u64>,
    /// Its address on the site, fixed at first publication.
    pub path: Option<String>,
    pub first_published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub corrections: Vec<Correction>,
    pub created: Timestamp,
    /// The last time anything about it changed: lists are sorted by it.
    pub changed: Timestamp,
    pub created_by: AccountId,
    pub from_item: Option<ItemId>,
    /// Copied from the head revision for lists.
    pub headline: String,
    pub slugline: String,
    pub section: String,
    pub urgency: Urgency,
    pub language: Language,
}

/// Which stories a list shows; what is empty does not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryFilter {
    pub edition: Option<String>,
    /// Names of states, as `State::name` gives them; none means all.
    pub states: Vec<String>,
    pub section: Option<String>,
    /// Words of the headline or slugline, in any case.
    pub text: String,
}
