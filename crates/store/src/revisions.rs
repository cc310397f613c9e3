//! Revisions: what a story said at each save. Written once, never changed.

use story::{AccountId, Content, StoryId, Timestamp};

/// One save of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub story: StoryId,
    /// From 1, in the order of saves.
    pub number: u64,
    /// The revision it was written from.
    pub base: Option<u64>,
    pub author: AccountId,
    pub at: Timestamp,
    pub note: String,
    /// Kept from a conflict: its words are safe, but it is not on the main line.
    pub beside: bool,
    pub content: Content,
}

/// A revision as a history lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionHead {
    pub story: StoryId,
    pub number: u64,
    pub base: Option<u64>,
    pub author: AccountId,
    pub at: Timestamp,
    pub note: String,
    pub beside: bool,
    pub headline: String,
}
