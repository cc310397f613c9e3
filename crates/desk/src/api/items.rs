//! The wire: what arrived, taking it, filing by hand, what could not be read.

use newsroom::{
    Arrival, ArrivalFilter, Arrived, DeadLetter, FileItem, Handling, MergeItem, Permission, TakeItem,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{AccountId, Item, ItemId, Moment, Problem as Unread, Report, StoryId, Timestamp};

use super::endpoint::{Call, Endpoint, document, file, get, post};
use super::shapes::{FiledShape, Made, Nothing, Numbered, next, page};
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{FileItems, Read, TakeItems};
    vec![
        get("/api/items", ("listItems", "What arrived, the newest first."), Read, list),
        document(
            "/api/items",
            ("fileItem", "Files a delivery, in any format that a wire may have."),
            FileItems,
            filed,
        )
        .creates(),
        get("/api/items/{id}", ("getItem", "One item, whole."), Read, item),
        file("/api/items/{id}/raw", ("getRawItem", "The bytes as they were delivered."), Read, raw),
        get("/api/items/{id}/findings", ("checkItem", "What the desk checks say of it."), Read, findings),
        post("/api/items/{id}/take", ("takeItem", "Makes a draft of it."), TakeItems, take).creates(),
        post(
            "/api/items/{id}/merge",
            ("mergeItem", "Puts it into a story as a new revision."),
            TakeItems,
            merge,
        )
        .creates(),
        post("/api/items/{id}/handle", ("handleItem", "Marks it new, read or ignored."), TakeItems, handle),
        get("/api/letters", ("listLetters", "Deliveries that could not be read whole."), Read, letters),
        post("/api/letters/{id}/replay", ("replayLetter", "Reads one again."), FileItems, replay),
        post("/api/letters/{id}/settle", ("settleLetter", "Puts one away."), FileItems, settle),
    ]
}

fn id(call: &Call) -> Result<ItemId, Problem> {
    call.part("id")
}

/// What narrows the wire; what is left out narrows nothing.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Question {
    source: Option<String>,
    provider: Option<String>,
    /// The edition whose desk it is for.
    desk: Option<String>,
    language: Option<String>,
    kind: Option<String>,
    handling: Option<Handled>,
    /// This urgent or more, 1 to 8.
    urgency_max: Option<u8>,
    /// Only what was marked by a rule.
    alerts: Option<bool>,
    /// Older versions of an item, too.
    versions: Option<bool>,
    /// Words of it.
    text: Option<String>,
}

impl From<Question> for ArrivalFilter {
    fn from(it: Question) -> Self {
        Self {
            source: it.source.unwrap_or_default(),
            provider: it.provider.unwrap_or_default(),
            desk: it.desk.unwrap_or_default(),
            language: it.language.unwrap_or_default(),
            kind: it.kind.unwrap_or_default(),
            handling: it.handling.map(|handled| Handling::from(handled).to_string()).unwrap_or_default(),
            urgency_max: it.urgency_max.unwrap_or_default(),
            alerts: it.alerts.unwrap_or_default(),
            versions: it.versions.unwrap_or_default(),
            text: it.text.unwrap_or_default(),
        }
    }
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Handled {
    New,
    Read,
    Taken,
    Ignored,
}

impl From<Handled> for Handling {
    fn from(it: Handled) -> Self {
        match it {
            Handled::New => Self::New,
            Handled::Read => Self::Read,
            Handled::Taken => Self::Taken,
            Handled::Ignored => Self::Ignored,
        }
    }
}

impl From<Handling> for Handled {
    fn from(it: Handling) -> Self {
        match it {
            Handling::New => Self::New,
            Handling::Read => Self::Read,
            Handling::Taken => Self::Taken,
            Handling::Ignored => Self::Ignored,
        }
    }
}

/// As [`Question`], with a page. Not flattened: a query has no numbers then.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Listed {
    source: Option<String>,
    provider: Option<String>,
    /// The edition whose desk it is for.
    desk: Option<String>,
    language: Option<String>,
    kind: Option<String>,
    handling: Option<Handled>,
    /// This urgent or more, 1 to 8.
    urgency_max: Option<u8>,
    alerts: Option<bool>,
    versions: Option<bool>,
    /// Words of it.
    text: Option<String>,
    /// Where the page starts: the `next` of the one before.
    from: Option<String>,
    /// Rows of the page, 50 where it is not said, 200 at most.
    limit: Option<u32>,
}

/// One item of a list.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemLine {
    id: ItemId,
    #[schemars(with = "Moment")]
    received: Timestamp,
    source: String,
    provider: String,
    desk: String,
    kind: String,
    language: String,
    urgency: u8,
    /// Marked by a rule.
    alert: bool,
    handling: Handled,
    /// No newer version of it has arrived.
    newest: bool,
    headline: String,
    slugline: String,
}

impl From<Arrived> for ItemLine {
    fn from(it: Arrived) -> Self {
        let Arrived { arrival, row } = it;
        Self {
            id: arrival.item,
            received: arrival.received,
            source: arrival.source,
            provider: arrival.provider,
            desk: arrival.desk,
            kind: arrival.kind,
            language: arrival.language,
            urgency: arrival.urgency,
            alert: arrival.alert,
            handling: arrival.handling.into(),
            newest: arrival.newest,
            headline: row.item.headline,
            slugline: row.item.slugline,
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct Items {
    items: Vec<ItemLine>,
    next: Option<String>,
}

async fn list(call: Call, asked: Listed) -> Result<Items, Problem> {
    let (from, limit) = page(asked.from.as_ref(), asked.limit)?;
    let Listed {
        source, provider, desk, language, kind, handling, urgency_max, alerts, versions, text, ..
    } = asked;
    let question =
        Question { source, provider, desk, language, kind, handling, urgency_max, alerts, versions, text };
    let found = call.newsroom.arrivals(&call.caller, &question.into(), from, limit).await?;
    Ok(Items { items: found.rows.into_iter().map(ItemLine::from).collect(), next: next(found.next) })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Delivery {
    /// The name of the file.
    #[serde(default)]
    name: String,
    /// Whom it is from; the owner's name where it is not said.
    #[serde(default)]
    source: String,
}

async fn filed(call: Call, query: Delivery) -> Result<FiledShape, Problem> {
    let Call { newsroom, caller, body, media_type, .. } = call;
    let source = Some(query.source).filter(|source| !source.trim().is_empty());
    let source = source.unwrap_or_else(|| caller.name.clone());
    let file = FileItem { bytes: body.to_vec(), name: query.name, media_type, source };
    Ok(newsroom.file_item(&caller, file).await?.into())
}

#[derive(Debug, Serialize, JsonSchema)]
struct Whole {
    id: ItemId,
    #[schemars(with = "Moment")]
    received: Timestamp,
    source: String,
    handling: Option<Handled>,
    taken: Option<Taken>,
    item: Item,
    /// What could not be read.
    problems: Vec<Unread>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Taken {
    story: StoryId,
    by: AccountId,
    #[schemars(with = "Moment")]
    at: Timestamp,
}

async fn item(call: Call, _: Nothing) -> Result<Whole, Problem> {
    let row = call.newsroom.item(&call.caller, id(&call)?).await?;
    let arrival: Option<Arrival> = call.newsroom.arrival(&call.caller, row.id).await?;
    let taken = row.taken.map(|taken| Taken { story: taken.story, by: taken.by, at: taken.at });
    Ok(Whole {
        id: row.id,
        received: row.received,
        source: row.source,
        handling: arrival.map(|arrival| arrival.handling.into()),
        taken,
        item: row.item,
        problems: row.problems,
    })
}

/// As bytes of no kind: a browser that is led here runs nothing.
async fn raw(call: Call) -> Result<(String, Vec<u8>), Problem> {
    let bytes = call.newsroom.raw_of_item(&call.caller, id(&call)?).await?;
    Ok(("application/octet-stream".to_owned(), bytes))
}

async fn findings(call: Call, _: Nothing) -> Result<Report, Problem> {
    let row = call.newsroom.item(&call.caller, id(&call)?).await?;
    Ok(call.newsroom.check_item(&call.caller, &row).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Take {
    edition: String,
    #[serde(default)]
    section: String,
    /// Whether its words are to be translated for that edition.
    #[serde(default)]
    translate: bool,
}

async fn take(call: Call, body: Take) -> Result<Made<StoryId>, Problem> {
    let take = TakeItem { edition: body.edition, section: body.section, translate: body.translate };
    Ok(Made { id: call.newsroom.take_item(&call.caller, id(&call)?, take).await? })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Merge {
    story: StoryId,
}

async fn merge(call: Call, body: Merge) -> Result<Numbered, Problem> {
    let merge = MergeItem { item: id(&call)?, story: body.story };
    Ok(Numbered { number: call.newsroom.merge_item(&call.caller, merge).await?.number })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Handle {
    handling: Handled,
}

async fn handle(call: Call, body: Handle) -> Result<Nothing, Problem> {
    call.newsroom.handle_item(&call.caller, id(&call)?, body.handling.into()).await?;
    Ok(Nothing {})
}

impl From<ArrivalFilter> for Question {
    fn from(it: ArrivalFilter) -> Self {
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            source: said(it.source),
            provider: said(it.provider),
            desk: said(it.desk),
            language: said(it.language),
            kind: said(it.kind),
            handling: it.handling.parse::<Handling>().ok().map(Handled::from),
            urgency_max: Some(it.urgency_max).filter(|most| *most > 0),
            alerts: Some(it.alerts).filter(|only| *only),
            versions: Some(it.versions).filter(|too| *too),
            text: said(it.text),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct Letters {
    letters: Vec<Letter>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Letter {
    id: String,
    source: String,
    name: String,
    media_type: String,
    problems: Vec<Unread>,
    #[schemars(with = "Moment")]
    at: Timestamp,
    #[schemars(with = "Option<Moment>")]
    settled: Option<Timestamp>,
}

async fn letters(call: Call, _: Nothing) -> Result<Letters, Problem> {
    let shape = |it: DeadLetter| Letter {
        id: it.id.to_string(),
        source: it.source,
        name: it.name,
        media_type: it.media_type,
        problems: it.problems,
        at: it.at,
        settled: it.settled,
    };
    let all = call.newsroom.dead_letters(&call.caller).await?;
    Ok(Letters { letters: all.into_iter().map(shape).collect() })
}

async fn replay(call: Call, _: Nothing) -> Result<FiledShape, Problem> {
    Ok(call.newsroom.replay_letter(&call.caller, call.part("id")?).await?.into())
}

async fn settle(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.settle_letter(&call.caller, call.part("id")?).await?;
    Ok(Nothing {})
}
