//! Fronts: what readers see, the draft, who changed what, putting it out. And the editions there are.

use newsroom::{FrontChange, FrontEdit, FrontEvent, FrontMoment, Permission};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{AccountId, AssetId, Front, Moment, Spot, StoryId, Timestamp};

use super::endpoint::{Call, Endpoint, get, post};
use super::shapes::Nothing;
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{EditFronts, Publish, Read, Schedule};
    vec![
        get("/api/editions", ("listEditions", "The editions and their sections."), Read, editions),
        get("/api/fronts/{edition}", ("getFront", "The front that readers see, and its draft."), Read, front),
        get(
            "/api/fronts/{edition}/history",
            ("listFrontHistory", "Who changed what, newest first."),
            Read,
            history,
        ),
        get(
            "/api/fronts/{edition}/drafts/{version}",
            ("getFrontDraft", "A version of the draft."),
            Read,
            draft,
        ),
        get(
            "/api/fronts/{edition}/published/{entry}",
            ("getPublishedFront", "A front as it went out."),
            Read,
            published,
        ),
        post("/api/fronts/{edition}/edit", ("editFront", "Does one thing to the draft."), EditFronts, edit),
        post(
            "/api/fronts/{edition}/publish",
            ("publishFront", "Shows the draft to readers."),
            Publish,
            publish,
        ),
        post(
            "/api/fronts/{edition}/schedule",
            ("scheduleFront", "Has the draft go out by itself at a time."),
            Schedule,
            schedule,
        ),
        post(
            "/api/fronts/{edition}/unschedule",
            ("unscheduleFront", "Takes it off the schedule."),
            Schedule,
            unschedule,
        ),
    ]
}

fn edition(call: &Call) -> Result<String, Problem> {
    let name: String = call.part("edition")?;
    let known = call.desk.config.editions.iter().any(|edition| edition.id == name);
    if known { Ok(name) } else { Err(Problem::unknown()) }
}

#[derive(Debug, Serialize, JsonSchema)]
struct Editions {
    editions: Vec<EditionLine>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct EditionLine {
    id: String,
    name: String,
    title: String,
    language: String,
    time_zone: String,
    sections: Vec<SectionLine>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SectionLine {
    id: String,
    name: String,
}

async fn editions(call: Call, _: Nothing) -> Result<Editions, Problem> {
    let section = |it: &story::Section| SectionLine { id: it.id.clone(), name: it.name.clone() };
    let line = |it: &story::Edition| EditionLine {
        id: it.id.clone(),
        name: it.name.clone(),
        title: it.title.clone(),
        language: it.language.to_string(),
        time_zone: it.time_zone.clone(),
        sections: it.sections.iter().map(section).collect(),
    };
    Ok(Editions { editions: call.desk.config.editions.iter().map(line).collect() })
}

#[derive(Debug, Serialize, JsonSchema)]
struct View {
    draft: Draft,
    /// `None` where nothing was put out yet.
    live: Option<Live>,
    scheduled: Vec<Scheduled>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Draft {
    /// 0 where nobody has begun one: it is what readers see then.
    version: u64,
    front: Front,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Live {
    /// The number of the journal's entry.
    entry: u64,
    #[schemars(with = "Moment")]
    at: Timestamp,
    front: Front,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Scheduled {
    #[schemars(with = "Moment")]
    at: Timestamp,
    version: u64,
    by: AccountId,
}

fn live(it: newsroom::PublishedFront) -> Live {
    Live { entry: it.seq, at: it.at, front: it.front }
}

async fn front(call: Call, _: Nothing) -> Result<View, Problem> {
    let view = call.newsroom.front(&call.caller, &edition(&call)?).await?;
    let scheduled = |it: newsroom::ScheduledFront| Scheduled { at: it.due, version: it.version, by: it.by };
    Ok(View {
        draft: Draft { version: view.draft.version, front: view.draft.front },
        live: view.live.map(live),
        scheduled: view.scheduled.into_iter().map(scheduled).collect(),
    })
}

#[derive(Debug, Serialize, JsonSchema)]
struct History {
    moments: Vec<HistoryLine>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct HistoryLine {
    #[schemars(with = "Moment")]
    at: Timestamp,
    by: Option<AccountId>,
    /// A version of the draft.
    version: Option<u64>,
    /// A journal entry: it went out.
    entry: Option<u64>,
    changes: Vec<Change>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Change {
    change: &'static str,
    story: StoryId,
    /// As in `section:sport/2`: where it is, or came to.
    spot: String,
    /// Where it came from.
    from: Option<String>,
    /// The front's own headline.
    headline: Option<String>,
}

impl From<FrontChange> for Change {
    fn from(it: FrontChange) -> Self {
        let story = it.story();
        let at =
            |change, spot: Spot| Self { change, story, spot: spot.to_string(), from: None, headline: None };
        match it {
            FrontChange::Entered { spot, .. } => at("entered", spot),
            FrontChange::Left { spot, .. } => at("left", spot),
            FrontChange::Moved { from, to, .. } => Self { from: Some(from.to_string()), ..at("moved", to) },
            FrontChange::Headline { spot, after, .. } => {
                Self { headline: Some(after), ..at("headline", spot) }
            }
            FrontChange::Picture { spot, .. } => at("picture", spot),
        }
    }
}

async fn history(call: Call, _: Nothing) -> Result<History, Problem> {
    let line = |it: FrontMoment| {
        let (version, entry, changes) = match it.what {
            FrontEvent::Drafted { version, changes } => (Some(version), None, changes),
            FrontEvent::Published { seq } => (None, Some(seq), Vec::new()),
        };
        let changes = changes.into_iter().map(Change::from).collect();
        HistoryLine { at: it.at, by: it.by, version, entry, changes }
    };
    let all = call.newsroom.front_history(&call.caller, &edition(&call)?).await?;
    Ok(History { moments: all.into_iter().map(line).collect() })
}

async fn draft(call: Call, _: Nothing) -> Result<Draft, Problem> {
    let version = call.part("version")?;
    Ok(Draft { version, front: call.newsroom.front_draft(&call.caller, &edition(&call)?, version).await? })
}

async fn published(call: Call, _: Nothing) -> Result<Live, Problem> {
    Ok(live(call.newsroom.front_entry(&call.caller, &edition(&call)?, call.part("entry")?).await?))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Edit {
    /// The version that was looked at. What others did since stays, where it is elsewhere.
    base: u64,
    edit: Todo,
}

/// One place of a front, as text: `lead/0`, `section:sport/2`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^(lead|beside|second|pictures|section:[^/]+)/[0-9]{1,4}$"))]
struct SpotName(#[schemars(with = "String")] Spot);

impl TryFrom<String> for SpotName {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| format!("'{text}' is no place of a front"))
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
enum Todo {
    /// Puts a story in a place; one that stood elsewhere changes places with what stands there.
    Place { story: StoryId, spot: SpotName },
    /// Leaves a place to fill itself.
    Empty { spot: SpotName },
    /// As `place`, under a headline of the front's own and with a picture of its choice.
    Dress {
        story: StoryId,
        spot: SpotName,
        #[serde(default)]
        headline: String,
        picture: Option<AssetId>,
    },
    /// Leaves all places to fill themselves.
    Clear,
    /// Takes back what one version changed.
    Undo { version: u64 },
    /// Makes it as a version was.
    Restore { version: u64 },
    /// Makes it as readers once saw it.
    RestorePublished { entry: u64 },
}

impl From<Todo> for FrontEdit {
    fn from(it: Todo) -> Self {
        match it {
            Todo::Place { story, spot } => Self::Place { story, spot: spot.0 },
            Todo::Empty { spot } => Self::Empty { spot: spot.0 },
            Todo::Dress { story, spot, headline, picture } => {
                Self::Dress { story, spot: spot.0, headline, picture }
            }
            Todo::Clear => Self::Clear,
            Todo::Undo { version } => Self::Undo { version },
            Todo::Restore { version } => Self::Restore { version },
            Todo::RestorePublished { entry } => Self::RestorePublished { seq: entry },
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct Version {
    version: u64,
}

async fn edit(call: Call, body: Edit) -> Result<Version, Problem> {
    let (edition, edit) = (edition(&call)?, body.edit.into());
    Ok(Version { version: call.newsroom.edit_front(&call.caller, &edition, body.base, &edit).await? })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PutOut {
    /// The version of the draft that was looked at.
    version: u64,
    /// The entry of the front that readers saw meanwhile; 0 where there is none.
    live: u64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Entry {
    /// The number of the journal's entry.
    entry: u64,
}

async fn publish(call: Call, body: PutOut) -> Result<Entry, Problem> {
    let (edition, PutOut { version, live }) = (edition(&call)?, body);
    Ok(Entry { entry: call.newsroom.publish_front_draft(&call.caller, &edition, version, live).await? })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PutOutAt {
    version: u64,
    #[schemars(with = "Moment")]
    at: Timestamp,
}

async fn schedule(call: Call, body: PutOutAt) -> Result<Nothing, Problem> {
    call.newsroom.schedule_front(&call.caller, &edition(&call)?, body.version, body.at).await?;
    Ok(Nothing {})
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OffAt {
    #[schemars(with = "Moment")]
    at: Timestamp,
}

async fn unschedule(call: Call, body: OffAt) -> Result<Nothing, Problem> {
    call.newsroom.unschedule_front(&call.caller, &edition(&call)?, body.at).await?;
    Ok(Nothing {})
}
