//! What several routes take and give. Times are RFC 3339; numbers of rows that may be large are written as text.

use newsroom::{Cursor, Filed, Refusal, RevisionHead, StoryRow};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use story::{
    AccountId, Correction, ItemId, Language, LiveCoverage, Moment, Problem as Unread, State, StoryId,
    Timestamp, Urgency,
};

use crate::problem::{Problem, args_of};

/// Asks for nothing in particular, or says nothing more.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// The number of a text that was just written.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Version {
    pub version: u64,
}

/// Rows of a page where nobody says how many.
const ROWS: u32 = 50;
const ROWS_MAX: u32 = 200;

/// How many rows a page is to have, and where it starts.
pub(super) fn page(from: Option<&String>, limit: Option<u32>) -> Result<(Option<Cursor>, u32), Problem> {
    let from = from.map(|text| text.parse::<Cursor>().map_err(|bad| Problem::unfit_query(&bad.to_string())));
    Ok((from.transpose()?, limit.unwrap_or(ROWS).clamp(1, ROWS_MAX)))
}

pub(super) fn next(cursor: Option<Cursor>) -> Option<String> {
    cursor.map(|cursor| cursor.to_string())
}

/// Where a story stands, without its words.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StoryHead {
    pub id: StoryId,
    pub edition: String,
    #[serde(flatten)]
    pub state: State,
    pub headline: String,
    pub slugline: String,
    pub section: String,
    pub language: Language,
    pub urgency: Urgency,
    /// The newest revision.
    pub head: u64,
    /// The revision that readers see.
    pub live: Option<u64>,
    /// Its address on the site, from its first publication on.
    pub url: Option<String>,
    /// It goes out by no path before this.
    #[schemars(with = "Option<Moment>")]
    pub embargo: Option<Timestamp>,
    #[schemars(with = "Option<Moment>")]
    pub first_published: Option<Timestamp>,
    #[schemars(with = "Option<Moment>")]
    pub updated: Option<Timestamp>,
    pub corrections: Vec<Correction>,
    #[schemars(with = "Moment")]
    pub created: Timestamp,
    #[schemars(with = "Moment")]
    pub changed: Timestamp,
    pub created_by: AccountId,
    /// Who works on it.
    pub assignee: Option<AccountId>,
    /// Until when it is wanted.
    #[schemars(with = "Option<Moment>")]
    pub deadline: Option<Timestamp>,
    /// Words of the newest revision.
    pub words: u64,
    /// How many findings nobody answered for, where the checks have looked at the newest revision.
    pub findings: Option<FindingCount>,
    /// The item it was taken from.
    pub from_item: Option<ItemId>,
    /// What it shares with its translations.
    pub translation: Option<StoryId>,
    /// The live coverage that it is an entry of.
    pub entry_of: Option<StoryId>,
    /// What it says as a live coverage, where it is one.
    pub coverage: Option<LiveCoverage>,
}

/// A list of stories.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Stories {
    pub stories: Vec<StoryHead>,
    pub next: Option<String>,
}

/// How many findings of each weight.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FindingCount {
    errors: u64,
    warnings: u64,
    remarks: u64,
}

impl StoryHead {
    pub(super) fn of(row: StoryRow, site: &str) -> Self {
        Self {
            id: row.id,
            edition: row.edition,
            state: row.state,
            headline: row.headline,
            slugline: row.slugline,
            section: row.section,
            language: row.language,
            urgency: row.urgency,
            head: row.head,
            live: row.live,
            url: row.path.map(|path| format!("{site}{path}")),
            embargo: row.embargo,
            first_published: row.first_published,
            updated: row.updated,
            corrections: row.corrections,
            created: row.created,
            changed: row.changed,
            created_by: row.created_by,
            assignee: row.assignee,
            deadline: row.deadline,
            words: row.length,
            findings: row.tally.map(|it| FindingCount {
                errors: it.errors,
                warnings: it.warnings,
                remarks: it.remarks,
            }),
            from_item: row.from_item,
            translation: row.translation,
            entry_of: row.entry_of,
            coverage: row.coverage,
        }
    }
}

/// One revision in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RevisionHead")]
pub(super) struct RevisionLine {
    number: u64,
    base: Option<u64>,
    author: AccountId,
    #[schemars(with = "Moment")]
    at: Timestamp,
    note: String,
    beside: bool,
    headline: String,
    /// What it was sealed with, in 64 hexadecimal digits; nothing where an earlier version wrote it and it is still to be sealed.
    seal: Option<String>,
    /// How often readers were given it, up to a minute ago; nothing where it was never on screen, or was before that was
    /// counted.
    read: Option<u64>,
}

impl From<RevisionHead> for RevisionLine {
    fn from(it: RevisionHead) -> Self {
        let RevisionHead { number, base, author, at, note, beside, headline, seal, read, .. } = it;
        Self { number, base, author, at, note, beside, headline, seal, read }
    }
}

/// The revision that was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Numbered {
    pub number: u64,
}

/// What was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Made<T> {
    pub id: T,
}

/// A reason why something would not be done.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Reason {
    /// As in the list of problems.
    code: &'static str,
    detail: String,
    args: Map<String, Value>,
}

impl Reason {
    pub(super) fn of(refusal: &Refusal, language: &Language) -> Self {
        let args = args_of(refusal).into_iter().collect();
        Self { code: refusal.code.slug(), detail: refusal.text(language), args }
    }
}

/// What became of a delivery.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Filed")]
pub(super) struct FiledShape {
    items: Vec<FiledLine>,
    /// What could not be read.
    problems: Vec<Unread>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FiledItem")]
struct FiledLine {
    id: ItemId,
    /// It was here before.
    already: bool,
}

impl From<Filed> for FiledShape {
    fn from(filed: Filed) -> Self {
        let line = |item: newsroom::FiledItem| FiledLine { id: item.id, already: item.already };
        Self { items: filed.items.into_iter().map(line).collect(), problems: filed.problems }
    }
}

/// A way in that was just made. It is shown this once.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Put {
    pub id: String,
    /// Where a new one was asked for.
    pub token: Option<String>,
}
