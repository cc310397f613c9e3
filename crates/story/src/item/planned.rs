//! What is going to happen and who is going to be there: events and planned coverage, as wires announce them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Moment, Timestamp};

/// When and where something happens.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Happening {
    #[schemars(with = "Option<Moment>")]
    pub starts: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Moment>")]
    pub ends: Option<Timestamp>,
    /// Days without times of day.
    #[serde(skip_serializing_if = "is_false")]
    pub all_day: bool,
    /// As RFC 5545 writes it (`FREQ=WEEKLY;BYDAY=MO`); empty where it happens once.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recurs: String,
    /// Further times, as `starts` is said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Moment>")]
    pub also: Vec<Timestamp>,
    /// Times at which it does not happen although its rule says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Moment>")]
    pub except: Vec<Timestamp>,
    /// It is one time of a series, told otherwise: the series' identifier, and when that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<Instead>,
    /// IANA time zone of the clock that it goes by, through summer and winter; empty where nobody says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// Times are those of whichever clock hangs there: they are told as if it were UTC's.
    #[serde(skip_serializing_if = "is_false")]
    pub floating: bool,
    /// How sure it is, in the sender's word: `eocstat:eos5`, `CONFIRMED`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub certainty: String,
    /// Venue first, then what it lies in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Whom to ask: names, numbers and addresses, one text each. For the desk; readers never see it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<String>,
}

/// Which time of which series it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Instead {
    pub series: String,
    #[schemars(with = "Moment")]
    pub of: Timestamp,
}

/// One thing the sender means to deliver about something that happens.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Coverage {
    /// `text`, `picture`, `video`… in the sender's word.
    pub kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline: String,
    #[schemars(with = "Option<Moment>")]
    pub due: Option<Timestamp>,
    /// How sure it is, in the sender's word: `ncostat:int`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub certainty: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Identifiers of what was delivered of it so far.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivered: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
