//! What one revision of a story says.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Block, BlockBody, BlockId, Language, Picture};

/// Who signs, and in what part ("photos", "à Ostrande").
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Signature {
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// Where facts came from, as readers are told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct SourceCredit {
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub href: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// 1 (flash) to 8 (background), as IPTC counts it; 5 when nobody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "u8", into = "u8")]
#[schemars(extend("minimum" = 1, "maximum" = 8))]
pub struct Urgency(u8);

impl Urgency {
    pub const FLASH: Self = Self(1);
    /// Readers are told that it is urgent from here on.
    pub const URGENT: Self = Self(2);
    /// In a live coverage: what whoever comes late should not miss.
    pub const HIGHLIGHT: Self = Self(3);
    pub const NORMAL: Self = Self(5);

    pub fn level(self) -> u8 {
        self.0
    }

    pub fn is_urgent(self) -> bool {
        self <= Self::URGENT
    }

    pub fn is_highlight(self) -> bool {
        self <= Self::HIGHLIGHT
    }
}

impl Default for Urgency {
    fn default() -> Self {
        Self::NORMAL
    }
}

impl TryFrom<u8> for Urgency {
    type Error = String;
    fn try_from(level: u8) -> Result<Self, String> {
        if (1..=8).contains(&level) {
            Ok(Self(level))
        } else {
            Err(format!("urgency {level} is not between 1 and 8"))
        }
    }
}

impl From<Urgency> for u8 {
    fn from(urgency: Urgency) -> u8 {
        urgency.0
    }
}

/// Everything a revision says: immutable once saved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Content {
    pub language: Language,
    pub headline: String,
    /// Where there is little room; empty: the headline. So are the next two.
    pub headline_short: String,
    /// Over an alert.
    pub headline_alert: String,
    /// Over the page in what search engines list.
    pub headline_search: String,
    pub kicker: String,
    pub standfirst: String,
    pub byline: Vec<Signature>,
    /// Place (and sometimes day) the story is filed from.
    pub dateline: String,
    /// The working name of the story on the desk; readers never see it.
    pub slugline: String,
    pub urgency: Urgency,
    /// Section of the edition, by its id.
    pub section: String,
    pub topics: Vec<String>,
    pub places: Vec<String>,
    pub people: Vec<String>,
    pub sources: Vec<SourceCredit>,
    /// The picture above the text.
    pub lead: Option<Picture>,
    pub blocks: Vec<Block>,
}

impl Content {
    /// A number no block of this content has.
    pub fn next_block_id(&self) -> BlockId {
        let last = self.blocks.iter().map(|block| block.id).max().unwrap_or_default();
        // Whoever sends a form may name the last number there is.
        last.checked_add(1).unwrap_or_else(|| (1..last).find(|id| self.block(*id).is_none()).unwrap_or(last))
    }

    pub fn push(&mut self, body: BlockBody) {
        let id = self.next_block_id();
        self.blocks.push(Block { id, body });
    }

    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// Every picture shown, the lead first, then in reading order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.lead.iter().chain(self.blocks.iter().flat_map(|block| match &block.body {
            BlockBody::Picture(picture) => std::slice::from_ref(picture),
            BlockBody::Gallery(gallery) => gallery.pictures.as_slice(),
            BlockBody::Video(video) => std::slice::from_ref(&video.poster),
            _ => &[],
        }))
    }

    /// Words of the body (paragraphs, quotes, lists), for length and reading time.
    pub fn word_count(&self) -> usize {
        self.fields()
            .filter(|field| field.role.is_body())
            .map(|field| field.text.split_whitespace().count())
            .sum()
    }
}
