//! An item: one thing as a wire delivered it. Immutable; its raw bytes are kept beside it.

use serde::{Deserialize, Serialize};

use crate::{Block, Content, Language, Picture, Signature, SourceCredit, Timestamp, Urgency};

/// Whether the sender still stands by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemStatus {
    #[default]
    Usable,
    /// Not to be used for now.
    Withheld,
    /// Killed by the sender.
    Canceled,
}

/// Something in the bytes that could not be read as it should; the rest of the item stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A stable word for the kind of problem: `bad-date`, `missing-headline`, `truncated`.
    pub code: String,
    /// Where: an element path, a line number, a field.
    pub place: String,
    /// What, and what was done about it.
    pub message: String,
}

/// One thing as a wire delivered it, in our words. Everything is optional: wires are what they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// The sender's identifier, the same for all versions (without version where the standard allows).
    pub guid: String,
    pub version: String,
    /// The agency or site that sent it.
    pub provider: String,
    /// Name of the format it was read as: the `Format::name`.
    pub format: String,
    pub status: ItemStatus,
    pub language: Language,
    pub headline: String,
    pub kicker: String,
    pub standfirst: String,
    pub byline: Vec<Signature>,
    pub dateline: String,
    pub slugline: String,
    pub urgency: Urgency,
    pub created: Option<Timestamp>,
    /// When this version was made; what "newest" means on the wire.
    pub updated: Option<Timestamp>,
    pub embargo: Option<Timestamp>,
    /// The sender's words for sections or categories, in the sender's order.
    pub sections: Vec<String>,
    pub topics: Vec<String>,
    pub places: Vec<String>,
    pub people: Vec<String>,
    pub sources: Vec<SourceCredit>,
    pub lead: Option<Picture>,
    pub blocks: Vec<Block>,
    /// For editors; never published.
    pub editors_note: String,
    /// For the receiving desk only; never published, never shown outside it.
    pub private_note: String,
    pub copyright: String,
    pub usage_terms: String,
    /// Where the sender shows it to readers.
    pub href: String,
    /// Identifiers of items this one updates, corrects or cancels.
    pub replaces: Vec<String>,
}

impl Item {
    /// The story that a journalist starts from when taking this item. Notes, status and rights stay behind.
    pub fn to_content(&self) -> Content {
        Content {
            language: self.language.clone(),
            headline: self.headline.clone(),
            kicker: self.kicker.clone(),
            standfirst: self.standfirst.clone(),
            byline: self.byline.clone(),
            dateline: self.dateline.clone(),
            slugline: self.slugline.clone(),
            urgency: self.urgency,
            section: String::new(),
            topics: self.topics.clone(),
            places: self.places.clone(),
            people: self.people.clone(),
            sources: self.sources.clone(),
            lead: self.lead.clone(),
            blocks: self.blocks.clone(),
        }
    }
}
