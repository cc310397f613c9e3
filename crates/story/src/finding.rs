//! What a desk check says about a story.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AccountId, Content, Field, HouseRules, Language, Moment, Span, StoryId, Timestamp};

/// How much a finding matters. `Error` stops publication until fixed or acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Info,
    Warn,
    Error,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// The words a finding is about. A finding may have several targets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    pub field: Field,
    /// UTF-8 bytes in the text of `field`.
    pub span: Span,
    /// The words themselves.
    pub text: String,
}

/// What the finding rests on: other words of the story, the calendar, a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What this evidence is, in the journalist's language ("calendar", "the body says").
    pub note: String,
    pub text: String,
    /// Where in the story, when it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Target>,
}

/// A change of words at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    pub field: Field,
    pub span: Span,
    pub text: String,
}

/// A way to mend it, applied whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Suggestion {
    /// What the button says: `Écrire « mardi 9 juin »`.
    pub label: String,
    pub edits: Vec<Edit>,
}

/// What one rule says about one place of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule's id, named for the fault: `weekday-mismatch`.
    pub rule: String,
    pub version: u16,
    pub severity: Severity,
    /// Thousandths: how sure the rule is, from judged data.
    pub confidence: u16,
    /// What is wrong, one line, in the language asked for.
    pub message: String,
    /// Why it matters and how the rule came to it.
    pub explanation: String,
    pub targets: Vec<Target>,
    pub evidence: Vec<Evidence>,
    pub suggestions: Vec<Suggestion>,
    /// The same for the same fault in the same words, wherever they moved; changes when they change.
    pub fingerprint: String,
}

/// A rule that did not answer: it panicked or overran its budget. It never blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleFailure {
    pub rule: String,
    pub reason: String,
}

/// What is checked, and what is known around it. The rules read nothing else.
#[derive(Clone, Copy)]
pub struct CheckInput<'a> {
    pub content: &'a Content,
    /// When it goes (or went) out; "today" for every date in the story.
    pub published: Timestamp,
    /// IANA name of the edition's time zone: the day is counted there. Empty means UTC.
    pub time_zone: &'a str,
    /// ISO 3166 code of the country that readers need not be told about; empty when there is none.
    pub home_country: &'a str,
    /// The language that messages are written in.
    pub speak: &'a Language,
    /// How much each rule may weigh here.
    pub levels: &'a Levels,
    /// The newsroom's own rules.
    pub house: Option<&'a HouseRules>,
    /// What the newsroom published before, where that is known.
    pub archive: Option<&'a dyn Archive>,
    /// Which story this is, so that it is not taken for an earlier one.
    pub story: Option<StoryId>,
    /// What the rules keep from one check to the next. It makes them faster, never other.
    pub memory: Option<&'a Memory>,
}

/// What a newsroom published, as its rules keep it: names, headlines, pictures. The newsroom feeds it from the journal
/// and never looks inside.
pub trait Archive: Any + Send + Sync {
    /// Stories beyond which the one learnt earliest goes: of a longer past only so many are worth reading.
    fn stories_max(&self) -> u32;
    /// Takes a story in, or its newest version in place of the one before.
    fn learn(&mut self, story: StoryId, at: Timestamp, content: &Content);
    /// Lets a story go: it was withdrawn.
    fn forget(&mut self, story: StoryId);
    /// Names what it holds: the same name means the same answers.
    fn version(&self) -> String;
    fn as_any(&self) -> &dyn Any;
}

/// What a rule set keeps between checks: nobody else looks inside.
pub struct Memory(Box<dyn Any + Send + Sync>);

impl Memory {
    pub fn new(inside: impl Any + Send + Sync) -> Self {
        Self(Box::new(inside))
    }

    pub fn get<T: Any>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory")
    }
}

/// The most that the findings of a rule may weigh. `Off` keeps the rule from running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Off,
    Info,
    Warn,
    Error,
}

impl Level {
    /// The severity of a finding at this level; `None` when the rule is off.
    pub fn at_most(self, severity: Severity) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(severity.min(Severity::Info)),
            Self::Warn => Some(severity.min(Severity::Warn)),
            Self::Error => Some(severity),
        }
    }
}

/// What a newsroom decided about rules, by their ids; a rule that it says nothing of is as it ships.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Levels(pub BTreeMap<String, Level>);

impl Levels {
    /// Every rule as it ships.
    pub fn as_shipped() -> &'static Self {
        static AS_SHIPPED: Levels = Levels(BTreeMap::new());
        &AS_SHIPPED
    }

    pub fn of(&self, rule: &str, stage: Stage) -> Level {
        self.0.get(rule).copied().unwrap_or(match stage {
            Stage::Live => Level::Error,
            Stage::Trial => Level::Info,
            Stage::Off => Level::Off,
        })
    }
}

/// How far a rule has come. It is promoted when judged data bear it out; its page says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Weighs what it says.
    Live,
    /// Never weighs more than `Info` until a newsroom raises it.
    Trial,
    /// Does not run until a newsroom turns it on.
    Off,
}

/// Everything the rules said, in a fixed order: same input, same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    pub findings: Vec<Finding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<RuleFailure>,
    /// Which rules and tables answered: the same name means the same answer.
    pub rule_set: String,
}

/// Somebody took responsibility for a finding. It holds while the fingerprint stays the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Acknowledgement {
    pub fingerprint: String,
    pub rule: String,
    pub by: AccountId,
    #[schemars(with = "Moment")]
    pub at: Timestamp,
    pub reason: String,
}
