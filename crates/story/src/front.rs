//! What a newsroom decides about an edition besides its stories: who stands where on the front, and what is on air.

use serde::{Deserialize, Serialize};

use crate::{AssetId, StoryId, Timestamp};

/// The front of an edition as the desk made it up. Slots that nobody filled fill themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Front {
    pub edition: String,
    pub slots: Vec<Slot>,
}

/// One place of the front, and the story that stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub area: Area,
    /// Which place of the area, from 0.
    pub position: u16,
    pub story: StoryId,
    /// The front's own headline; empty means the story's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// A picture of the story to show instead of its lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<AssetId>,
}

/// A part of the front.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// The opening.
    Lead,
    /// Headlines under the opening.
    Beside,
    /// The row below.
    Second,
    /// The block of a section, by the section's id.
    Section(String),
}

/// What an edition's television shows, in order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Programme {
    pub edition: String,
    pub broadcasts: Vec<Broadcast>,
}

/// One broadcast; it lasts until the next one begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broadcast {
    pub at: Timestamp,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}
