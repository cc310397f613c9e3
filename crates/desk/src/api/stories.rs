//! Stories: lists, words, revisions, findings, what the wire says of them.

use newsroom::{
    CreateStory, HistoryRevision, Permission, Prospect, Refusal, SaveRevision, Show, StoryQuestion,
    StoryView, WireAlert, WireDecision,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{
    AccountId, Acknowledgement, AssetId, Content, ItemId, Moment, Report, State, StoryId, Timestamp,
};

use super::endpoint::{Call, Endpoint, get, post};
use super::shapes::{Made, Nothing, Numbered, Reason, RevisionLine, Stories, StoryHead, next, page};
use crate::problem::Problem;
use crate::views::outcome::Outcome;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{Acknowledge, Read, WriteOwn};
    vec![
        get("/api/stories", ("listStories", "Stories, the last changed first."), Read, list),
        post("/api/stories", ("createStory", "Begins a draft."), WriteOwn, create).creates(),
        get("/api/stories/{id}", ("getStory", "A story and its newest revision."), Read, story),
        get("/api/stories/{id}/revisions", ("listRevisions", "Every revision, without words."), Read, revisions),
        post(
            "/api/stories/{id}/revisions",
            ("saveRevision", "Writes a revision on another. Where a newer one is there, yours is kept beside it and the answer is a conflict."),
            WriteOwn,
            save,
        )
        .creates(),
        get("/api/stories/{id}/revisions/{number}", ("getRevision", "One revision."), Read, revision),
        post(
            "/api/stories/{id}/revisions/{number}/restore",
            ("restoreRevision", "Makes an old revision the newest again."),
            WriteOwn,
            restore,
        )
        .creates(),
        get(
            "/api/stories/{id}/preflight",
            ("preflightStory", "What the story would meet on its way out now, and what readers would get."),
            Read,
            preflight,
        ),
        post(
            "/api/stories/{id}/findings/apply",
            ("applySuggestion", "Writes what a finding suggests as a new revision."),
            WriteOwn,
            apply,
        )
        .creates(),
        post(
            "/api/stories/{id}/findings/acknowledge",
            ("acknowledgeFinding", "Answers for a finding: it blocks no more."),
            Acknowledge,
            acknowledge,
        ),
        post(
            "/api/stories/{id}/findings/reopen",
            ("reopenFinding", "Withdraws such an answer."),
            Acknowledge,
            reopen,
        ),
        get("/api/stories/{id}/items", ("listItemsOfStory", "The wire items it is built from."), Read, items),
        get(
            "/api/stories/{id}/alerts",
            ("listAlerts", "What happened on the wire to what it is built from."),
            Read,
            alerts,
        ),
        post(
            "/api/stories/{id}/alerts/decide",
            ("decideAlert", "Says what such an alert means for the story."),
            WriteOwn,
            decide,
        ),
    ]
}

pub(super) fn id(call: &Call) -> Result<StoryId, Problem> {
    call.part("id")
}

/// The story as it stands now.
pub(super) async fn head(call: &Call, story: StoryId) -> Result<StoryHead, Problem> {
    let row = call.newsroom.story_row(&call.caller, story).await?;
    Ok(StoryHead::of(row, &call.desk.config.site_origin))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Listed {
    edition: Option<String>,
    section: Option<String>,
    state: Option<StateName>,
    show: Option<Show>,
    /// Whose work: `me`, `nobody`, or the number of an account.
    assignee: Option<String>,
    /// This urgent or more, 1 to 8.
    urgency_max: Option<u8>,
    /// Words of the text.
    text: Option<String>,
    /// Where the page starts: the `next` of the one before.
    from: Option<String>,
    /// Rows of the page, 50 where it is not said, 200 at most.
    limit: Option<u32>,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum StateName {
    Draft,
    InDesk,
    Scheduled,
    Live,
    Withdrawn,
    Spiked,
}

impl StateName {
    fn word(self) -> &'static str {
        match self {
            Self::Draft => State::Draft.name(),
            Self::InDesk => State::InDesk.name(),
            Self::Scheduled => "scheduled",
            Self::Live => State::Live.name(),
            Self::Withdrawn => "withdrawn",
            Self::Spiked => State::Spiked.name(),
        }
    }
}

async fn list(call: Call, asked: Listed) -> Result<Stories, Problem> {
    let (from, limit) = page(asked.from.as_ref(), asked.limit)?;
    let question = StoryQuestion {
        edition: asked.edition,
        section: asked.section,
        state: asked.state.map(|state| state.word().to_owned()),
        show: asked.show,
        assignee: asked.assignee,
        urgency_max: asked.urgency_max,
        text: asked.text,
    };
    let filter = question.filter(&call.caller, call.newsroom.now());
    let found = call.newsroom.stories(&call.caller, &filter, from, limit).await?;
    let site = &call.desk.config.site_origin;
    let stories = found.rows.into_iter().map(|row| StoryHead::of(row, site)).collect();
    Ok(Stories { stories, next: next(found.next) })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Create {
    pub edition: String,
    #[serde(default)]
    pub content: Content,
}

async fn create(call: Call, body: Create) -> Result<Made<StoryId>, Problem> {
    let create = CreateStory { edition: body.edition, content: body.content };
    Ok(Made { id: call.newsroom.create_story(&call.caller, create).await? })
}

#[derive(Debug, Serialize, JsonSchema)]
struct Story {
    #[serde(flatten)]
    head: StoryHead,
    revision: HistoryRevision,
}

async fn story(call: Call, _: Nothing) -> Result<Story, Problem> {
    let view = call.newsroom.story(&call.caller, id(&call)?).await?;
    let head = StoryHead::of(view.row, &call.desk.config.site_origin);
    let revision = call.newsroom.whole_revision(&call.caller, view.revision).await?;
    Ok(Story { head, revision })
}

#[derive(Debug, Serialize, JsonSchema)]
struct Revisions {
    revisions: Vec<RevisionLine>,
}

async fn revisions(call: Call, _: Nothing) -> Result<Revisions, Problem> {
    let all = call.newsroom.revisions(&call.caller, id(&call)?).await?;
    Ok(Revisions { revisions: all.into_iter().map(RevisionLine::from).collect() })
}

async fn revision(call: Call, _: Nothing) -> Result<HistoryRevision, Problem> {
    let revision = call.newsroom.revision(&call.caller, id(&call)?, call.part("number")?).await?;
    Ok(call.newsroom.whole_revision(&call.caller, revision).await?)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Save {
    /// The revision that was read before writing.
    base: u64,
    #[serde(default)]
    note: String,
    content: Content,
}

async fn save(call: Call, body: Save) -> Result<Numbered, Problem> {
    let Save { base, note, content } = body;
    let save = SaveRevision { story: id(&call)?, base, version: 0, note, content };
    Ok(Numbered { number: call.newsroom.save_revision(&call.caller, save).await?.number })
}

async fn restore(call: Call, _: Nothing) -> Result<Numbered, Problem> {
    let number = call.part("number")?;
    Ok(Numbered { number: call.newsroom.restore_revision(&call.caller, id(&call)?, number).await?.number })
}

#[derive(Debug, Serialize, JsonSchema)]
struct Preflight {
    /// The revision that was looked at.
    revision: u64,
    report: Report,
    acknowledged: Vec<Acknowledgement>,
    /// Fingerprints of the findings that block.
    blocking: Vec<String>,
    /// Everything else that refuses publication.
    refusals: Vec<Reason>,
    /// What should be looked at and refuses nothing.
    warnings: Vec<Reason>,
    /// The rules that looked at it and found nothing.
    passed: Vec<&'static str>,
    /// When it would go out: now, at its scheduled time, or after its embargo.
    #[schemars(with = "Moment")]
    at: Timestamp,
    /// `None` where it cannot be moved so, or where this node's site has no answer.
    readers: Option<ForReaders>,
}

/// What would change for readers.
#[derive(Debug, Serialize, JsonSchema)]
struct ForReaders {
    /// Where the story will stand; `None` where it will not.
    path: Option<String>,
    /// Addresses of the pages that change, most read first.
    pages: Vec<String>,
    /// Of the feeds and sitemaps.
    feeds: Vec<String>,
    headline: String,
    standfirst: String,
    /// The picture that lists show.
    picture: Option<AssetId>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Step {
    /// It goes out, or an update does.
    #[default]
    Out,
    /// An update with a notice of what was wrong.
    Correction,
    Kill,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PreflightAsk {
    /// What is meant to be done.
    #[serde(default)]
    step: Step,
}

async fn preflight(call: Call, ask: PreflightAsk) -> Result<Preflight, Problem> {
    let (id, caller) = (id(&call)?, &call.caller);
    let found = call.newsroom.preflight(caller, id).await?;
    let StoryView { row, revision } = call.newsroom.story(caller, id).await?;
    let prospect = match ask.step {
        Step::Out => Prospect::Out,
        Step::Correction => Prospect::Correction { notice: String::new() },
        Step::Kill => Prospect::Kill { reason: "…".to_owned() },
    };
    let outcome = Outcome::of_story(&call.desk, caller, id, &prospect).await?;
    let readers = outcome.map(|outcome| ForReaders {
        path: outcome.address,
        pages: outcome.pages,
        feeds: outcome.feeds,
        headline: revision.content.headline,
        standfirst: revision.content.standfirst,
        picture: outcome.picture.map(|picture| picture.asset),
    });
    let due = match row.state {
        State::Scheduled { at } => Some(at),
        _ => None,
    };
    let reasons = |list: &[Refusal]| list.iter().map(|one| Reason::of(one, &caller.language)).collect();
    Ok(Preflight {
        revision: found.revision,
        blocking: found.blocking.iter().map(|finding| finding.fingerprint.clone()).collect(),
        refusals: reasons(&found.refusals),
        warnings: reasons(&found.warnings),
        passed: found.passed.iter().map(|card| card.id).collect(),
        report: found.report,
        acknowledged: found.acknowledged,
        at: [due, row.embargo].into_iter().flatten().fold(call.newsroom.now(), Timestamp::max),
        readers,
    })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Apply {
    fingerprint: String,
    /// Which of the finding's suggestions, from 0.
    #[serde(default)]
    suggestion: usize,
}

async fn apply(call: Call, body: Apply) -> Result<Numbered, Problem> {
    let Apply { fingerprint, suggestion } = body;
    let number =
        call.newsroom.apply_suggestion(&call.caller, id(&call)?, &fingerprint, suggestion).await?.number;
    Ok(Numbered { number })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Acknowledge {
    fingerprint: String,
    reason: String,
}

async fn acknowledge(call: Call, body: Acknowledge) -> Result<Nothing, Problem> {
    let Acknowledge { fingerprint, reason } = body;
    call.newsroom.acknowledge_finding(&call.caller, id(&call)?, &fingerprint, reason).await?;
    Ok(Nothing {})
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reopen {
    fingerprint: String,
}

async fn reopen(call: Call, body: Reopen) -> Result<Nothing, Problem> {
    call.newsroom.withdraw_acknowledgement(&call.caller, id(&call)?, &body.fingerprint).await?;
    Ok(Nothing {})
}

#[derive(Debug, Serialize, JsonSchema)]
struct BuiltFrom {
    items: Vec<BuiltFromItem>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct BuiltFromItem {
    item: ItemId,
    by: AccountId,
    #[schemars(with = "Moment")]
    at: Timestamp,
}

async fn items(call: Call, _: Nothing) -> Result<BuiltFrom, Problem> {
    let story = id(&call)?;
    call.newsroom.story_row(&call.caller, story).await?;
    let all = call.newsroom.items_of_story(&call.caller, story).await?;
    let line = |one: newsroom::StoryItem| BuiltFromItem { item: one.item, by: one.by, at: one.at };
    Ok(BuiltFrom { items: all.into_iter().map(line).collect() })
}

#[derive(Debug, Serialize, JsonSchema)]
struct Alerts {
    alerts: Vec<Alert>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Alert {
    item: ItemId,
    /// `kill`, `doubtful-kill`, `correction`, `embargo` or `update`.
    change: String,
    #[schemars(with = "Moment")]
    at: Timestamp,
    decided: Option<Decided>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Decided {
    decision: String,
    reason: String,
    by: AccountId,
    #[schemars(with = "Moment")]
    at: Timestamp,
}

impl From<WireAlert> for Alert {
    fn from(it: WireAlert) -> Self {
        let decided = |it: newsroom::Decision| Decided {
            decision: it.decision,
            reason: it.reason,
            by: it.by,
            at: it.at,
        };
        Self { item: it.item, change: it.change, at: it.at, decided: it.decided.map(decided) }
    }
}

async fn alerts(call: Call, _: Nothing) -> Result<Alerts, Problem> {
    let story = id(&call)?;
    call.newsroom.story_row(&call.caller, story).await?;
    let all = call.newsroom.wire_alerts(&call.caller, story).await?;
    Ok(Alerts { alerts: all.into_iter().map(Alert::from).collect() })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Decide {
    item: ItemId,
    decision: Meaning,
    reason: String,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Meaning {
    /// The story is right as it is.
    Stands,
    /// The story was changed accordingly.
    Mended,
}

async fn decide(call: Call, body: Decide) -> Result<Nothing, Problem> {
    let decision = match body.decision {
        Meaning::Stands => WireDecision::Stands,
        Meaning::Mended => WireDecision::Mended,
    };
    let (story, caller) = (id(&call)?, &call.caller);
    call.newsroom.decide_wire_alert(caller, story, body.item, decision, body.reason).await?;
    Ok(Nothing {})
}
