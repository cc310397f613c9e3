//! Questions to lists that are asked every day: what may be asked of the stories, and which lists keep questions.

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::StoryFilter;
use story::{AccountId, Timestamp};

use crate::Caller;

/// A list that keeps questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresetList {
    Wires,
    Stories,
}

impl PresetList {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wires => "wires",
            Self::Stories => "stories",
        }
    }
}

/// What every desk asks several times an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Show {
    /// In the works, and the caller's to do.
    Mine,
    /// Its deadline is over and it is not with the readers.
    Late,
    /// A finding blocks it.
    Blocked,
    Scheduled,
    /// It went out, or out again, within half a day.
    Published,
}

impl Show {
    pub const ALL: [Self; 5] = [Self::Mine, Self::Late, Self::Blocked, Self::Scheduled, Self::Published];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Late => "late",
            Self::Blocked => "blocked",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
        }
    }
}

/// A question to the stories. What is empty does not narrow it; it means today what it says today.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StoryQuestion {
    pub edition: Option<String>,
    pub section: Option<String>,
    /// The name of a state.
    pub state: Option<String>,
    pub show: Option<Show>,
    /// Whose work: `me`, `nobody`, or the number of an account.
    pub assignee: Option<String>,
    /// This urgent or more, 1 to 8.
    pub urgency_max: Option<u8>,
    /// Words of the text.
    pub text: Option<String>,
}

/// How long something just went out.
const JUST: SignedDuration = SignedDuration::from_hours(12);
const WORKS: &[&str] = &["draft", "in-desk", "scheduled"];

impl StoryQuestion {
    /// What it asks when `caller` asks it now.
    pub fn filter(&self, caller: &Caller, now: Timestamp) -> StoryFilter {
        let mut filter = StoryFilter {
            edition: self.edition.clone(),
            section: self.section.clone(),
            text: self.text.clone().unwrap_or_default(),
            assignee: self.assignee.as_deref().and_then(|word| whose(word, caller)),
            urgency_max: self.urgency_max.unwrap_or_default(),
            ..StoryFilter::default()
        };
        let states: &[&str] = match self.show {
            None => &[],
            Some(Show::Mine) => {
                filter.assignee = Some(Some(caller.account));
                WORKS
            }
            Some(Show::Late) => {
                filter.wanted_by = Some(now);
                &["draft", "in-desk"]
            }
            Some(Show::Blocked) => {
                filter.blocked = true;
                WORKS
            }
            Some(Show::Scheduled) => &["scheduled"],
            Some(Show::Published) => {
                filter.out_since = Some(now.saturating_sub(JUST).unwrap_or(now));
                &["live"]
            }
        };
        filter.states = match &self.state {
            Some(state) => vec![state.clone()],
            None => states.iter().map(|state| (*state).to_owned()).collect(),
        };
        filter
    }
}

fn whose(word: &str, caller: &Caller) -> Option<Option<AccountId>> {
    match word {
        "me" => Some(Some(caller.account)),
        "nobody" => Some(None),
        _ => word.parse().ok().map(Some),
    }
}
