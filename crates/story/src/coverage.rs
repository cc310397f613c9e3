//! Live coverage: a story that is told in entries while it happens. An entry is a story of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Moment, StoryId, Timestamp};

/// What a story that has entries says of itself beside its words. Its own blocks are what readers should know first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct LiveCoverage {
    /// The entry that stands above the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<Pinned>,
    /// Since when it gets no entries any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Moment>")]
    pub closed: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pinned {
    pub entry: StoryId,
    #[schemars(with = "Moment")]
    pub at: Timestamp,
}

/// What a live story has to do with live coverage, where it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum InCoverage {
    /// It is one.
    Whole(LiveCoverage),
    /// It is an entry of this one, which stands at this address.
    Entry { of: StoryId, path: String },
}
