//! What an item says it is about and how it hangs together with others: subjects, places of origin, relations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    #[default]
    Text,
    Picture,
    Graphic,
    Video,
    Audio,
    /// A list of other items, in an order.
    Package,
    /// Something that will happen, or happened.
    Event,
    /// What the sender plans to deliver.
    Planning,
    /// A person, organisation, place or idea; a list of them.
    Concept,
}

impl ItemKind {
    pub fn is_text(&self) -> bool {
        *self == Self::Text
    }
}

/// A thing an item is about, as a vocabulary names it. Code, name or both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CodedSubject {
    /// `20000256`, `15073031`, `SPO`; without the name of its list.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The list that the code is from: `medtop`, `subj`, an address; empty where nobody says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scheme: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Where an item was written or made, as its sender says it apart from the dateline.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Located {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// A name or an ISO 3166 code, as the sender wrote it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
}

impl Located {
    pub fn is_empty(&self) -> bool {
        self.city.is_empty() && self.region.is_empty() && self.country.is_empty()
    }
}

/// In what way another item belongs to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// This item takes the place of the other: an update, a write-through.
    Replaces,
    /// This item says what was wrong in the other.
    Corrects,
    /// This item withdraws the other.
    Cancels,
    /// This item goes on where the other stopped: a take.
    Continues,
    TranslationOf,
    /// The other is a part of this one: a picture, a member of a package.
    Includes,
    /// This item is a part of the other.
    PartOf,
    #[default]
    SeeAlso,
}

/// Another item, or a page, that this one points to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Related {
    pub relation: Relation,
    /// Its identifier on the wire; empty where only an address is known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub guid: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub href: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
}
