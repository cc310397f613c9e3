//! An item: one thing as a wire delivered it. Immutable; its raw bytes are kept beside it.

mod described;
mod planned;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use described::{CodedSubject, ItemKind, Located, Related, Relation};
pub use planned::{Coverage, Happening, Instead};

use crate::{Block, Content, Language, Moment, Picture, Signature, SourceCredit, Timestamp, Urgency};

/// Whether the sender still stands by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// A stable word for the kind of problem: `bad-date`, `missing-headline`, `truncated`.
    pub code: String,
    /// Where: an element path, a line number, a field.
    pub place: String,
    /// What, and what was done about it.
    pub message: String,
}

/// One thing as a wire delivered it, in our words. Everything is optional: wires are what they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Item {
    /// The sender's identifier, the same for all versions (without version where the standard allows).
    pub guid: String,
    pub version: String,
    /// The agency or site that sent it.
    pub provider: String,
    /// Name of the format it was read as: the `Format::name`.
    pub format: String,
    #[serde(skip_serializing_if = "ItemKind::is_text")]
    pub kind: ItemKind,
    pub status: ItemStatus,
    pub language: Language,
    pub headline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline_short: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline_alert: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline_search: String,
    pub kicker: String,
    pub standfirst: String,
    pub byline: Vec<Signature>,
    pub dateline: String,
    pub slugline: String,
    pub urgency: Urgency,
    /// How soon the sender transmitted it, where that is said apart from the urgency: 1 (first) to 9.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<u8>,
    #[schemars(with = "Option<Moment>")]
    pub created: Option<Timestamp>,
    /// When this version was made; what "newest" means on the wire.
    #[schemars(with = "Option<Moment>")]
    pub updated: Option<Timestamp>,
    #[schemars(with = "Option<Moment>")]
    pub embargo: Option<Timestamp>,
    /// From then on the sender does not want it shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Moment>")]
    pub expires: Option<Timestamp>,
    /// The sender's words for sections or categories, in the sender's order.
    pub sections: Vec<String>,
    /// What it is about, in words: names of subjects and keywords.
    pub topics: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<CodedSubject>,
    /// News, feature, interview, tables… in the sender's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub genres: Vec<String>,
    pub places: Vec<String>,
    pub people: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
    #[serde(skip_serializing_if = "Located::is_empty")]
    pub located: Located,
    pub sources: Vec<SourceCredit>,
    /// The words by which the sender wants to be named.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub credit: String,
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
    /// Everything it points to, those it replaces included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// `1ST LEAD`, `REFILE`, `Correction`: what this version is, in the sender's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<String>,
    /// The words behind the slugline that tell this take from the others.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub take_key: String,
    /// Its number on the wire that day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sequence: String,
    /// As the sender counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word_count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happening: Option<Happening>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coverages: Vec<Coverage>,
    /// What the sender says and we have no word for, by its own name: `ISIN`, `Ticker Symbol`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<String, String>,
}

impl Item {
    /// The story that a journalist starts from when taking this item. Notes, status and rights stay behind.
    pub fn to_content(&self) -> Content {
        Content {
            language: self.language.clone(),
            headline: self.headline.clone(),
            headline_short: self.headline_short.clone(),
            headline_alert: self.headline_alert.clone(),
            headline_search: self.headline_search.clone(),
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
