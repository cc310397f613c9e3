//! The journal: the ordered record of everything published, corrected and killed. Readers' side sees nothing else.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Asset, Content, Front, InCoverage, LiveCoverage, Moment, Programme, StoryId, Timestamp};

/// A public notice of what was wrong and what is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    #[schemars(with = "Moment")]
    pub at: Timestamp,
    pub notice: String,
}

/// Everything readers may see of one story, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveStory {
    pub id: StoryId,
    /// The edition's id: `fr`.
    pub edition: String,
    /// Address on the site, fixed at first publication: `/fr/region/le-port-rouvre-0abc…`.
    pub path: String,
    /// Addresses at which readers may know it from before it came here, without a slash at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<String>,
    /// Of a translation, the number of the story that was translated first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<StoryId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<InCoverage>,
    /// The sections it is listed in: its own, and the one that section belongs to.
    #[serde(default)]
    pub sections: Vec<String>,
    /// Which revision this is.
    pub revision: u64,
    pub first_published: Timestamp,
    pub updated: Timestamp,
    pub corrections: Vec<Correction>,
    pub content: Content,
    /// The assets that `content` shows.
    pub assets: Vec<Asset>,
}

/// A story as one of its revisions says it: what readers have at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub story: StoryId,
    pub revision: u64,
}

impl LiveStory {
    pub fn version(&self) -> Version {
        Version { story: self.id, revision: self.revision }
    }

    /// What it says as a live coverage, where it is one.
    pub fn live_coverage(&self) -> Option<&LiveCoverage> {
        match &self.coverage {
            Some(InCoverage::Whole(coverage)) => Some(coverage),
            _ => None,
        }
    }

    /// The coverage that it is an entry of, and where that stands.
    pub fn entry_of(&self) -> Option<(StoryId, &str)> {
        match &self.coverage {
            Some(InCoverage::Entry { of, path }) => Some((*of, path)),
            _ => None,
        }
    }
}

/// What is left for readers of a killed story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    pub id: StoryId,
    pub edition: String,
    pub path: String,
    pub at: Timestamp,
    pub reason: String,
}

/// A story that is on the schedule and under an embargo: partners who may have it ahead get that revision. For readers
/// it is nothing yet, so not a word of the story stands here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advance {
    pub id: StoryId,
    pub edition: String,
    /// The one that passed the gate.
    pub revision: u64,
    /// When it goes out here, the end of its embargo at the earliest; none where it no longer will: whoever has it
    /// must drop it.
    pub until: Option<Timestamp>,
}

/// What one journal entry did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    Published(LiveStory),
    Updated(LiveStory),
    /// The last of the story's corrections is the notice of this entry.
    Corrected(LiveStory),
    Killed(Withdrawal),
    /// What is under embargo was made ready, moved or taken back.
    Advanced(Advance),
    /// The front of an edition was made up anew.
    Front(Front),
    /// What an edition's television shows.
    Programme(Programme),
}

impl Change {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Published(_) => "published",
            Self::Updated(_) => "updated",
            Self::Corrected(_) => "corrected",
            Self::Killed(_) => "killed",
            Self::Advanced(_) => "advanced",
            Self::Front(_) => "front",
            Self::Programme(_) => "programme",
        }
    }

    /// The story that it changed for readers, where it changed one.
    pub fn story_id(&self) -> Option<StoryId> {
        match self {
            Self::Published(story) | Self::Updated(story) | Self::Corrected(story) => Some(story.id),
            Self::Killed(withdrawal) => Some(withdrawal.id),
            Self::Advanced(_) | Self::Front(_) | Self::Programme(_) => None,
        }
    }

    /// The story it is about, be it before readers or not.
    pub fn about(&self) -> Option<StoryId> {
        match self {
            Self::Advanced(advance) => Some(advance.id),
            _ => self.story_id(),
        }
    }

    pub fn edition(&self) -> &str {
        match self {
            Self::Published(story) | Self::Updated(story) | Self::Corrected(story) => &story.edition,
            Self::Killed(withdrawal) => &withdrawal.edition,
            Self::Advanced(advance) => &advance.edition,
            Self::Front(front) => &front.edition,
            Self::Programme(programme) => &programme.edition,
        }
    }

    /// The story readers see after this, where it is about one and did not withdraw it.
    pub fn live(&self) -> Option<&LiveStory> {
        match self {
            Self::Published(story) | Self::Updated(story) | Self::Corrected(story) => Some(story),
            Self::Killed(_) | Self::Advanced(_) | Self::Front(_) | Self::Programme(_) => None,
        }
    }
}

/// One entry. Sequence numbers start at 1, have no gap, and follow the order of commits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    pub seq: u64,
    pub at: Timestamp,
    #[serde(flatten)]
    pub change: Change,
}
