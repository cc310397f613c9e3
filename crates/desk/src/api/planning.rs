//! Planning: events, who covers them until when, and the calendar that other programs follow.

use std::collections::BTreeMap;

use newsroom::{
    Coverage, CoverageKind, CoverageState, Event, EventEdit, EventFilter, EventRow, FileItem,
    ImportedCalendar, Permission, Standing,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{AccountId, EventId, ItemId, Moment, StoryId, Timestamp, Urgency};

use super::endpoint::{Call, Endpoint, document, file, get, post};
use super::ical;
use super::shapes::{Made, Nothing, Version};
use crate::problem::Problem;

/// Where a question names no time: from a month ago to a year from now.
const DAYS_BACK: i64 = 31;
const DAYS_AHEAD: i64 = 366;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{Plan, Read, TakeCoverage};
    vec![
        get(
            "/api/events",
            ("listEvents", "What is planned in a time, in the order in which it begins."),
            Read,
            list,
        ),
        post("/api/events", ("addEvent", "Puts an event into the planning."), Plan, add).creates(),
        get("/api/events/{id}", ("readEvent", "An event with its coverages."), Read, read),
        post("/api/events/{id}", ("describeEvent", "Says of an event what it is."), Plan, describe),
        post("/api/events/{id}/stand", ("standEvent", "Whether it happens."), Plan, stand),
        post("/api/events/{id}/notes", ("noteEvent", "Writes a note beside it."), TakeCoverage, note),
        post("/api/events/{id}/seen", ("seeEvent", "What the wire changed has been looked at."), Plan, seen),
        post("/api/events/{id}/undo", ("undoEvent", "Takes back what one version changed."), Plan, undo),
        post("/api/events/{id}/coverages", ("planCoverage", "One more thing to bring from it."), Plan, cover)
            .creates(),
        post("/api/events/{id}/coverages/{number}", ("changeCoverage", "All of a coverage."), Plan, change),
        post(
            "/api/events/{id}/coverages/{number}/assign",
            ("assignCoverage", "Who brings it; nobody where none is named. Reporters take what nobody has."),
            TakeCoverage,
            assign,
        ),
        post(
            "/api/events/{id}/coverages/{number}/advance",
            ("advanceCoverage", "How far it is."),
            TakeCoverage,
            advance,
        ),
        post(
            "/api/events/{id}/coverages/{number}/link",
            ("linkCoverage", "The story that it is; none where none is named."),
            TakeCoverage,
            link,
        ),
        post(
            "/api/events/{id}/coverages/{number}/start",
            ("startCoverage", "Begins the story that it is."),
            TakeCoverage,
            start,
        )
        .creates(),
        get(
            "/api/assignments",
            ("listAssignments", "What you have to deliver, the soonest first."),
            Read,
            mine,
        ),
        post(
            "/api/items/{id}/plan",
            ("planItem", "Takes an event of the wire into the planning."),
            Plan,
            item,
        )
        .creates(),
    ]
}

/// Series, and calendars on their way in and out.
pub(super) fn calendars() -> Vec<Endpoint> {
    use Permission::{Plan, Read};
    let calendar = "Events as a calendar (iCalendar, RFC 5545), for programs that follow one: they may give the token as the \
                    password of HTTP's basic authentication.";
    let edition = "The same of one edition, with what is for all.";
    vec![
        post("/api/events/{id}/skip", ("skipEvent", "One time of a series does not take place."), Plan, skip),
        post(
            "/api/events/{id}/apart",
            ("setEventApart", "Makes an event of its own of one time of a series, which leaves it out."),
            Plan,
            set_apart,
        )
        .creates(),
        document(
            "/api/events/import",
            ("importEvents", "Puts the events of a calendar file (iCalendar) into the planning."),
            Plan,
            import,
        ),
        file("/api/events.ics", ("followEvents", calendar), Read, feed),
        file("/api/editions/{edition}/events.ics", ("followEventsOfEdition", edition), Read, feed),
    ]
}

fn id(call: &Call) -> Result<EventId, Problem> {
    call.part("id")
}

/// What there is to say of an event.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Event")]
#[serde(default, deny_unknown_fields)]
struct EventShape {
    title: String,
    description: String,
    place: String,
    /// For the desk alone.
    private_note: String,
    #[schemars(with = "Moment")]
    starts: Timestamp,
    /// Not before it starts.
    #[schemars(with = "Option<Moment>")]
    ends: Option<Timestamp>,
    all_day: bool,
    /// IANA time zone of the clock at the place; empty is the newsroom's.
    zone: String,
    /// Nothing happens then: it is the newsroom's own work, to appear.
    own: bool,
    /// Empty is all.
    edition: String,
    section: String,
    #[schemars(with = "Option<Urgency>")]
    urgency: Option<Urgency>,
    #[schemars(with = "Option<Moment>")]
    embargo: Option<Timestamp>,
    standing: StandingShape,
    /// How it happens again and again: a rule of RFC 5545 (`FREQ=WEEKLY;COUNT=6`) in each line, on the zone's clock;
    /// empty where it happens once.
    recurs: String,
}

#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Standing")]
#[serde(rename_all = "lowercase")]
enum StandingShape {
    #[default]
    Planned,
    Postponed,
    Cancelled,
}

#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Coverage")]
#[serde(default, deny_unknown_fields)]
struct CoverageShape {
    kind: KindShape,
    /// Empty is the event's.
    edition: String,
    assignee: Option<AccountId>,
    #[schemars(with = "Option<Moment>")]
    deadline: Option<Timestamp>,
    state: StateShape,
    note: String,
    story: Option<StoryId>,
}

#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CoverageKind")]
#[serde(rename_all = "lowercase")]
enum KindShape {
    #[default]
    Text,
    Photo,
    Video,
    Live,
    Audio,
    Graphic,
}

#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CoverageState")]
#[serde(rename_all = "lowercase")]
enum StateShape {
    #[default]
    Open,
    Assigned,
    Working,
    Done,
    Dropped,
}

/// The same words on both sides: what is kept is written as what is said.
fn same<A: Serialize, B: for<'de> Deserialize<'de> + Default>(value: &A) -> B {
    serde_json::to_value(value).ok().and_then(|json| serde_json::from_value(json).ok()).unwrap_or_default()
}

impl EventShape {
    fn of(event: &Event) -> Self {
        let event = event.clone();
        Self {
            standing: same(&event.standing),
            title: event.title,
            description: event.description,
            place: event.place,
            private_note: event.private_note,
            starts: event.starts,
            ends: Some(event.ends),
            all_day: event.all_day,
            zone: event.zone,
            own: event.own,
            edition: event.edition,
            section: event.section,
            urgency: Some(event.urgency),
            embargo: event.embargo,
            recurs: event.recurs,
        }
    }

    fn event(self) -> Event {
        Event {
            standing: same(&self.standing),
            title: self.title,
            description: self.description,
            place: self.place,
            private_note: self.private_note,
            starts: self.starts,
            ends: self.ends.unwrap_or(self.starts),
            all_day: self.all_day,
            zone: self.zone,
            own: self.own,
            edition: self.edition,
            section: self.section,
            urgency: self.urgency.unwrap_or_default(),
            embargo: self.embargo,
            recurs: self.recurs,
            ..Event::default()
        }
    }
}

impl CoverageShape {
    fn of(coverage: &Coverage) -> Self {
        let Coverage { kind, edition, assignee, deadline, state, note, story } = coverage.clone();
        Self { kind: same(&kind), edition, assignee, deadline, state: same(&state), note, story }
    }

    fn coverage(self) -> Coverage {
        let Self { kind, edition, assignee, deadline, state, note, story } = self;
        let (kind, state): (CoverageKind, CoverageState) = (same(&kind), same(&state));
        Coverage { kind, edition, assignee, deadline, state, note, story }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct Planned {
    id: EventId,
    /// What is changed goes on from it.
    version: u64,
    by: AccountId,
    #[schemars(with = "Moment")]
    at: Timestamp,
    /// The item of the wire that announces it.
    item: Option<ItemId>,
    event: EventShape,
    coverages: BTreeMap<u32, CoverageShape>,
    notes: Vec<NoteShape>,
    /// Of a series: when it happens in the time that was asked for, or next.
    times: Vec<TimeShape>,
    /// Further times of a series, on its clock.
    also: Vec<String>,
    /// Times (`2026-06-09T10:00:00`) and days (`2026-06-09`) of its rule that it leaves out.
    skipped: Vec<String>,
}

/// One time of a series.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EventTime")]
struct TimeShape {
    #[schemars(with = "Moment")]
    starts: Timestamp,
    #[schemars(with = "Moment")]
    ends: Timestamp,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "EventNote")]
struct NoteShape {
    by: AccountId,
    #[schemars(with = "Moment")]
    at: Timestamp,
    text: String,
}

impl From<EventRow> for Planned {
    fn from(row: EventRow) -> Self {
        let EventRow { id, version, by, at, item, event } = row;
        let coverages = event.coverages.iter().map(|(number, it)| (*number, CoverageShape::of(it))).collect();
        let notes = event.notes.values().cloned().map(|it| NoteShape { by: it.by, at: it.at, text: it.text });
        let notes = notes.collect();
        let (also, skipped) = (event.also.keys().cloned().collect(), event.skipped.keys().cloned().collect());
        Self {
            times: Vec::new(),
            also,
            skipped,
            id,
            version,
            by,
            at,
            item,
            event: EventShape::of(&event),
            coverages,
            notes,
        }
    }
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// Events that are not over by then; a month ago where it is not said.
    #[schemars(with = "Option<Moment>")]
    from: Option<Timestamp>,
    /// Events that have begun before; a year from now where it is not said.
    #[schemars(with = "Option<Moment>")]
    until: Option<Timestamp>,
    edition: String,
    section: String,
    /// Words of title, place or description.
    text: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Events {
    events: Vec<Planned>,
    /// Whether there are more than are told.
    more: bool,
}

fn filter(call: &Call, asked: Asked) -> EventFilter {
    let day = |days: i64| {
        let now = call.newsroom.now();
        now.checked_add(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(now)
    };
    let Asked { from, until, edition, section, text } = asked;
    let (from, until) = (from.unwrap_or_else(|| day(-DAYS_BACK)), until.unwrap_or_else(|| day(DAYS_AHEAD)));
    EventFilter { from, until, edition, section, text }
}

async fn list(call: Call, asked: Asked) -> Result<Events, Problem> {
    let found = call.newsroom.planning(&call.caller, &filter(&call, asked)).await?;
    let mut events: Vec<Planned> = Vec::new();
    let mut series = BTreeMap::new();
    for row in found.events {
        let time = TimeShape { starts: row.event.starts, ends: row.event.ends };
        if !row.event.is_series() {
            events.push(row.into());
        } else if let Some(at) = series.get(&row.id) {
            let known: &mut Planned = &mut events[*at];
            known.times.push(time);
        } else {
            series.insert(row.id, events.len());
            // As it is kept, not as it is this time.
            let whole = call.newsroom.event(&call.caller, row.id).await?;
            events.push(Planned { times: vec![time], ..whole.into() });
        }
    }
    Ok(Events { events, more: found.more })
}

async fn add(call: Call, body: EventShape) -> Result<Made<EventId>, Problem> {
    Ok(Made { id: call.newsroom.add_event(&call.caller, body.event()).await? })
}

async fn read(call: Call, _: Nothing) -> Result<Planned, Problem> {
    let row = call.newsroom.event(&call.caller, id(&call)?).await?;
    let next = call.newsroom.at_time(row.clone(), None).event;
    let times = row.event.is_series().then_some(TimeShape { starts: next.starts, ends: next.ends });
    Ok(Planned { times: times.into_iter().collect(), ..row.into() })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Skip {
    version: u64,
    /// When the time begins.
    #[schemars(with = "Moment")]
    starts: Timestamp,
}

async fn skip(call: Call, body: Skip) -> Result<Version, Problem> {
    edited(&call, body.version, EventEdit::Skip(body.starts)).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SetApart {
    /// When the time begins.
    #[schemars(with = "Moment")]
    starts: Timestamp,
}

async fn set_apart(call: Call, body: SetApart) -> Result<Made<EventId>, Problem> {
    Ok(Made { id: call.newsroom.set_event_apart(&call.caller, id(&call)?, body.starts).await? })
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Import {
    /// File name; may be empty.
    name: String,
    /// Empty is all.
    edition: String,
    section: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ImportedEvents {
    new: Vec<EventId>,
    /// Those that were in the planning before.
    known: Vec<EventId>,
    /// How many were cancelled, or are no events.
    left_out: usize,
    problems: Vec<story::Problem>,
}

async fn import(call: Call, query: Import) -> Result<ImportedEvents, Problem> {
    let Import { name, edition, section } = query;
    let source = crate::messages::Messages::of(&call.caller.language).plain("source-desk");
    let file = FileItem { bytes: call.body.to_vec(), name, media_type: call.media_type.clone(), source };
    let ImportedCalendar { new, known, left_out, problems } =
        call.newsroom.import_calendar(&call.caller, file, &edition, &section).await?;
    Ok(ImportedEvents { new, known, left_out, problems })
}

async fn edited(call: &Call, base: u64, edit: EventEdit) -> Result<Version, Problem> {
    Ok(Version { version: call.newsroom.edit_event(&call.caller, id(call)?, base, &edit).await? })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Describe {
    /// The version that was looked at.
    version: u64,
    event: EventShape,
}

async fn describe(call: Call, body: Describe) -> Result<Version, Problem> {
    edited(&call, body.version, EventEdit::Describe(Box::new(body.event.event()))).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Stand {
    version: u64,
    standing: StandingShape,
}

async fn stand(call: Call, body: Stand) -> Result<Version, Problem> {
    let standing: Standing = same(&body.standing);
    edited(&call, body.version, EventEdit::Stand(standing)).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "NoteEvent")]
#[serde(deny_unknown_fields)]
struct NoteIt {
    version: u64,
    text: String,
}

async fn note(call: Call, body: NoteIt) -> Result<Version, Problem> {
    edited(&call, body.version, EventEdit::Note(body.text)).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "EventVersion")]
#[serde(deny_unknown_fields)]
struct At {
    version: u64,
}

async fn seen(call: Call, body: At) -> Result<Version, Problem> {
    edited(&call, body.version, EventEdit::Seen).await
}

async fn undo(call: Call, body: At) -> Result<Version, Problem> {
    edited(&call, body.version, EventEdit::Undo { version: body.version }).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Cover {
    version: u64,
    coverage: CoverageShape,
}

async fn cover(call: Call, body: Cover) -> Result<Version, Problem> {
    edited(&call, body.version, EventEdit::Cover(body.coverage.coverage())).await
}

async fn change(call: Call, body: Cover) -> Result<Version, Problem> {
    let (number, coverage) = (call.part("number")?, body.coverage.coverage());
    edited(&call, body.version, EventEdit::Change { number, coverage }).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "AssignCoverage")]
#[serde(deny_unknown_fields)]
struct Assign {
    version: u64,
    to: Option<AccountId>,
}

async fn assign(call: Call, body: Assign) -> Result<Version, Problem> {
    let number = call.part("number")?;
    edited(&call, body.version, EventEdit::Assign { number, to: body.to }).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Advance {
    version: u64,
    state: StateShape,
}

async fn advance(call: Call, body: Advance) -> Result<Version, Problem> {
    let number = call.part("number")?;
    edited(&call, body.version, EventEdit::Advance { number, state: same(&body.state) }).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "LinkCoverage")]
#[serde(deny_unknown_fields)]
struct Link {
    version: u64,
    story: Option<StoryId>,
}

async fn link(call: Call, body: Link) -> Result<Version, Problem> {
    let number = call.part("number")?;
    edited(&call, body.version, EventEdit::Link { number, story: body.story }).await
}

async fn start(call: Call, _: Nothing) -> Result<Made<StoryId>, Problem> {
    let number = call.part("number")?;
    Ok(Made { id: call.newsroom.start_coverage(&call.caller, id(&call)?, number).await? })
}

#[derive(Debug, Serialize, JsonSchema)]
struct Assignments {
    assignments: Vec<Assignment>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Assignment {
    event: Planned,
    /// The coverage's number.
    number: u32,
}

async fn mine(call: Call, _: Nothing) -> Result<Assignments, Problem> {
    let all = call.newsroom.assignments(&call.caller).await?;
    let shape = |it: newsroom::Assignment| Assignment { event: it.event.into(), number: it.number };
    Ok(Assignments { assignments: all.into_iter().map(shape).collect() })
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct PlanItem {
    /// Empty is all.
    edition: String,
    section: String,
}

async fn item(call: Call, body: PlanItem) -> Result<Made<EventId>, Problem> {
    let item: ItemId = call.part("id")?;
    Ok(Made { id: call.newsroom.plan_item(&call.caller, item, &body.edition, &body.section).await? })
}

/// Ordinary questions are bounded as well: what is told is what the screen would show.
async fn feed(call: Call) -> Result<(String, Vec<u8>), Problem> {
    let edition = call.part::<String>("edition").unwrap_or_default();
    let editions = call.newsroom.editions();
    let known = editions.iter().find(|known| edition.is_empty() || known.id == edition);
    let known = known.ok_or_else(Problem::unknown)?;
    let (name, messages) = (known.title.clone(), crate::messages::Messages::of(&known.language));
    let clock = crate::times::Clock::new(Some(known), call.newsroom.now(), messages);
    let found =
        call.newsroom.planning(&call.caller, &filter(&call, Asked { edition, ..Asked::default() })).await?;
    let names = call.newsroom.people(&call.caller).await?.into_iter().collect();
    let house = call.newsroom.editions().first().map(|edition| edition.time_zone.clone()).unwrap_or_default();
    let calendar =
        ical::Calendar { name, messages, clock, desk: call.newsroom.desk_origin().to_owned(), house, names };
    Ok(("text/calendar; charset=utf-8".to_owned(), calendar.write(&found.events).into_bytes()))
}
