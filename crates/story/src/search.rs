//! What readers ask the search of an edition, and what it answers.

use std::ops::Range;

use crate::{Card, Shelf, Timestamp};

/// A reader's question, as typed: words, `"a phrase"`, `-without`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    pub edition: String,
    pub words: String,
    /// Id of a section; its own sections count too.
    pub section: Option<String>,
    /// Slug of a topic.
    pub topic: Option<String>,
    /// First published from then…
    pub from: Option<Timestamp>,
    /// …to before then.
    pub until: Option<Timestamp>,
    pub order: Order,
    /// How many hits to pass over, and how many to give.
    pub skip: usize,
    pub take: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Best,
    Newest,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// All stories found, not only those given.
    pub total: usize,
    pub hits: Vec<Hit>,
    /// No story has the very words: these have words like them.
    pub alike: bool,
}

/// A story found, with what was asked for marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub card: Card,
    pub headline: Marked,
    /// The place in the story that answers best.
    pub passage: Marked,
    /// Names of its topics.
    pub topics: Vec<String>,
}

/// A text with some of its words marked; byte ranges in order, none overlapping.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    pub text: String,
    pub marks: Vec<Range<usize>>,
}

/// Finds live stories by their words.
pub trait Finder {
    /// Every hit is live on `shelf`.
    fn find(&self, shelf: &dyn Shelf, question: &Question) -> Answer;
    /// Headlines that hold what a reader has typed so far; the last word may be its beginning only.
    fn suggest(&self, shelf: &dyn Shelf, edition: &str, typed: &str, count: usize) -> Vec<Card>;
}
