//! Pictures, video and audio of the library.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AssetId, Hash, Language, Moment, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AssetKind {
    Picture,
    Video,
    Audio,
}

/// Who owns it, what may be done with it and until when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Rights {
    pub holder: String,
    pub terms: String,
    #[schemars(with = "Option<Moment>")]
    pub expires: Option<Timestamp>,
}

/// The point that every crop keeps, in thousandths of the width (from the left) and height (from the top).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FocalPoint {
    pub x: u16,
    pub y: u16,
}

impl Default for FocalPoint {
    fn default() -> Self {
        Self { x: 500, y: 500 }
    }
}

/// One file of the library and what is known about it. The bytes are the blob `hash`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Asset {
    pub id: AssetId,
    pub kind: AssetKind,
    pub hash: Hash,
    /// As HTTP says it: `image/webp`.
    pub media_type: String,
    /// Pixels; 0 for audio.
    pub width: u32,
    pub height: u32,
    #[serde(default)]
    pub duration_s: u32,
    #[serde(default)]
    pub caption: String,
    #[serde(default)]
    pub credit: String,
    #[serde(default)]
    pub alt: String,
    #[serde(default)]
    pub language: Language,
    /// The caption in other languages than its own, by language without a region.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub captions: BTreeMap<Language, String>,
    #[serde(default)]
    pub rights: Rights,
    #[serde(default)]
    pub focal_point: FocalPoint,
    /// The colour that most of it has, as `#rrggbb`, shown while it loads; empty where it is not known.
    #[serde(default)]
    pub colour: String,
    /// Where and when it was taken, as the file says (a day, or a time without a zone).
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub taken: String,
}

impl Asset {
    /// The caption for a story in a language, and what it is in: in that language where there is one, otherwise its own.
    pub fn caption_in(&self, wanted: &Language) -> (&str, Language) {
        let own = self.language.primary() == wanted.primary();
        let other = self.captions.iter().find(|(known, _)| !own && known.primary() == wanted.primary());
        match other {
            Some((_, words)) if !words.trim().is_empty() => (words, wanted.clone()),
            _ => (&self.caption, self.language.clone()),
        }
    }
}
