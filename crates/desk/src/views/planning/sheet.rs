//! The event that is open: what, when and where, who covers it, its stories, its notes and what was before.

use fluent_bundle::FluentValue;
use newsroom::{
    Arg, Code, Coverage, CoverageState, Event, EventRow, EventVersion, Permission, Refusal, Standing,
    StoryRow,
};
use serde::Serialize;
use story::{AccountId, EventId, Timestamp};

use super::entry::{due, kinds, late, tongue};
use super::repeats::repeats;
use super::spoken;
use super::told::{Told, label, told};
use crate::app::Names;
use crate::form::Submission;
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::views::board::slug;

/// Versions whose differences are told.
const HISTORY: usize = 12;

/// An event as it was found.
pub(crate) struct Found {
    /// A series at the time that is looked at.
    pub(crate) row: EventRow,
    /// As it is kept.
    whole: Event,
    versions: Vec<EventVersion>,
    people: Vec<(AccountId, String)>,
}

impl Found {
    pub(crate) async fn read(screen: &Screen<'_>, id: EventId) -> Result<Self, Problem> {
        let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
        let row = newsroom.event(caller, id).await?;
        Ok(Self {
            whole: row.event.clone(),
            row,
            versions: newsroom.event_versions(caller, id).await?,
            people: newsroom.people(caller).await?,
        })
    }

    /// A series at one of its times, or its next one.
    pub(crate) fn at(self, screen: &Screen<'_>, starts: Option<Timestamp>) -> Self {
        Self { row: screen.desk.newsroom.at_time(self.row, starts), ..self }
    }
}

/// What was not done, and the form that does it all the same.
#[derive(Debug, Serialize)]
pub(crate) struct Clash {
    text: String,
    /// Empty where doing it again would be refused again.
    again: Vec<(String, String)>,
}

impl Clash {
    /// A field is named as the screen names it; whoever was slower can do it all the same, now that both are seen.
    pub(crate) fn new(screen: &Screen<'_>, found: &Found, refusal: &Refusal, posted: &Submission) -> Self {
        let text = |name| match refusal.arg(name) {
            Some(Arg::Text(text)) => text.clone(),
            _ => String::new(),
        };
        if refusal.code != Code::EventChanged {
            let text = Problem::from(refusal.clone()).text(screen.visitor.messages());
            return Self { text, again: Vec::new() };
        }
        let field = label(screen, &found.row.event, &found.row.event, &text("field"));
        let said = [("name", FluentValue::from(text("name"))), ("field", FluentValue::from(field))];
        let own = |(name, _): &(String, String)| name != "csrf" && name != "version";
        Self {
            text: screen.visitor.messages().text("planning-clash", &said),
            again: posted.fields().into_iter().filter(own).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    id: String,
    version: u64,
    when: String,
    zone: Option<String>,
    /// How a series repeats, and the time that is looked at.
    repeats: Option<String>,
    on: String,
    title: String,
    language: String,
    direction: &'static str,
    place: String,
    description: String,
    private_note: String,
    own: bool,
    standing: &'static str,
    edition: String,
    section: String,
    urgency: u8,
    embargo: Option<String>,
    held: bool,
    item: Option<String>,
    coverages: Vec<Cover>,
    notes: Vec<Noted>,
    /// What the wire changed and nobody has looked at.
    news: Vec<Told>,
    history: Vec<Version>,
    undo: Option<u64>,
    people: Vec<Person>,
    editions: Vec<Named>,
    kinds: Vec<&'static str>,
    states: Vec<&'static str>,
    /// The coverage that a single key assigns, and the one whose story it starts.
    first: Option<u32>,
    start: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Cover {
    number: u32,
    kind: &'static str,
    edition: String,
    edition_name: String,
    who: Option<String>,
    assignee: String,
    due: String,
    due_input: String,
    late: bool,
    state: &'static str,
    note: String,
    story: Option<Linked>,
    mine: bool,
    may_take: bool,
    may_start: bool,
}

#[derive(Debug, Serialize)]
struct Linked {
    id: String,
    slug: String,
    headline: String,
    language: String,
    direction: &'static str,
    urgency: u8,
    state: &'static str,
}

#[derive(Debug, Serialize)]
struct Noted {
    text: String,
    by: String,
    at: String,
}

#[derive(Debug, Serialize)]
struct Version {
    number: u64,
    by: String,
    at: String,
    changes: Vec<Told>,
}

#[derive(Debug, Serialize)]
struct Person {
    id: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Named {
    id: String,
    name: String,
    language: String,
}

pub(super) async fn sheet(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    found: &Found,
) -> Result<Sheet, Problem> {
    let EventRow { id, version, event, item, .. } = &found.row;
    let mut coverages = Vec::new();
    let mut sorted: Vec<(&u32, &Coverage)> = event.coverages.iter().collect();
    sorted.sort_by_key(|(number, coverage)| (coverage.kind, **number));
    for (number, coverage) in sorted {
        coverages.push(cover(screen, clock, names, event, *number, coverage).await?);
    }
    let mut notes = Vec::new();
    let mut said: Vec<_> = event.notes.values().collect();
    said.sort_by_key(|note| note.at);
    for note in said {
        let by = names.of(note.by).await;
        notes.push(Noted { text: note.text.clone(), by, at: clock.short(note.at) });
    }
    let news = match event.news_since {
        Some(since) => {
            let before = screen.desk.newsroom.event_at(&screen.visitor.caller, *id, since).await?;
            told(screen, clock, names, &before, &found.whole).await
        }
        None => Vec::new(),
    };
    let (language, direction) = tongue(screen.desk, event);
    let open = coverages.iter().find(|cover| cover.state == "open").or(coverages.first());
    let start = coverages.iter().find(|cover| cover.may_start && cover.mine);
    let start = start.or_else(|| coverages.iter().find(|cover| cover.may_start));
    Ok(Sheet {
        id: id.to_string(),
        version: *version,
        when: when(screen, clock, event),
        zone: Some(event.zone.clone()).filter(|zone| !zone.is_empty() && *zone != clock.zone),
        repeats: event.is_series().then(|| repeats(screen, clock, &found.whole)),
        on: if event.is_series() { event.starts.to_string() } else { String::new() },
        title: event.title.clone(),
        language,
        direction,
        place: event.place.clone(),
        description: event.description.clone(),
        private_note: event.private_note.clone(),
        own: event.own,
        standing: event.standing.as_str(),
        edition: edition_name(screen, &event.edition),
        section: section_name(screen, &event.section),
        urgency: event.urgency.level(),
        embargo: event.embargo.map(|until| clock.full(until)),
        held: event.embargo.is_some_and(|until| until > clock.now()),
        item: item.map(|item| item.to_string()),
        first: open.map(|cover| cover.number),
        start: start.map(|cover| cover.number),
        coverages,
        notes,
        news,
        history: history(screen, clock, names, &found.versions).await,
        undo: (*version > 1).then_some(*version),
        people: people(&found.people),
        editions: editions(screen),
        kinds: kinds(),
        states: CoverageState::ALL.iter().map(|state| state.as_str()).collect(),
    })
}

async fn cover(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    event: &Event,
    number: u32,
    coverage: &Coverage,
) -> Result<Cover, Problem> {
    let caller = &screen.visitor.caller;
    let who = match coverage.assignee {
        Some(account) => Some(names.of(account).await),
        None => None,
    };
    let story = match coverage.story {
        Some(story) => screen.desk.newsroom.story(caller, story).await.ok().map(|view| linked(&view.row)),
        None => None,
    };
    let mine = coverage.assignee == Some(caller.account);
    let plans = caller.role.may(Permission::Plan);
    let ended = matches!(coverage.state, CoverageState::Done | CoverageState::Dropped);
    Ok(Cover {
        number,
        kind: coverage.kind.as_str(),
        edition: coverage.edition.clone(),
        edition_name: if coverage.edition.is_empty() {
            String::new()
        } else {
            edition_name(screen, &coverage.edition)
        },
        assignee: coverage.assignee.map(|account| account.to_string()).unwrap_or_default(),
        may_take: who.is_none() && !ended,
        may_start: story.is_none() && !ended && (plans || mine || who.is_none()),
        who,
        due: clock.short(due(event, coverage)),
        due_input: coverage.deadline.map(|at| clock.input(at)).unwrap_or_default(),
        late: late(event, coverage, clock.now()),
        state: coverage.state.as_str(),
        note: coverage.note.clone(),
        story,
        mine,
    })
}

fn linked(row: &StoryRow) -> Linked {
    Linked {
        id: row.id.to_string(),
        slug: slug(row),
        headline: row.headline.clone(),
        language: row.language.to_string(),
        direction: row.language.direction().as_str(),
        urgency: row.urgency.level(),
        state: row.state.name(),
    }
}

/// `Mardi 9 juin, 17:00, jusqu’à 18:30`.
fn when(screen: &Screen<'_>, clock: &Clock, event: &Event) -> String {
    let (first, last) = (clock.date(event.starts), clock.date(event.ends));
    let key = match (event.all_day, first == last, event.starts == event.ends) {
        (true, true, _) => "event-when-day",
        (true, false, _) => "event-when-days",
        (false, _, true) => "event-when-open",
        (false, true, false) => "event-when",
        (false, false, false) => "event-when-long",
    };
    let day = |date| format!("{} {}", clock.weekday(date), clock.date_text(date));
    let told = [
        ("day", day(first)),
        ("from", clock.hour(event.starts)),
        ("last", day(last)),
        ("to", clock.hour(event.ends)),
    ];
    let told: Vec<_> = told.into_iter().map(|(name, value)| (name, FluentValue::from(value))).collect();
    screen.visitor.messages().text(key, &told)
}

async fn history(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    versions: &[EventVersion],
) -> Vec<Version> {
    let mut history = Vec::new();
    for (at, version) in versions.iter().enumerate().take(HISTORY) {
        let changes = match versions.get(at + 1) {
            Some(before) => told(screen, clock, names, &before.event, &version.event).await,
            None => Vec::new(),
        };
        let by = names.of(version.by).await;
        history.push(Version { number: version.version, by, at: clock.short(version.at), changes });
    }
    history
}

fn people(people: &[(AccountId, String)]) -> Vec<Person> {
    people.iter().map(|(id, name)| Person { id: id.to_string(), name: name.clone() }).collect()
}

fn editions(screen: &Screen<'_>) -> Vec<Named> {
    let named = |edition: &story::Edition| Named {
        id: edition.id.clone(),
        name: edition.name.clone(),
        language: edition.language.to_string(),
    };
    screen.desk.config.editions.iter().map(named).collect()
}

fn edition_name(screen: &Screen<'_>, id: &str) -> String {
    let known = screen.desk.config.editions.iter().find(|edition| edition.id == id);
    known.map_or_else(|| screen.visitor.say("planning-all-editions"), |edition| edition.name.clone())
}

fn section_name(screen: &Screen<'_>, id: &str) -> String {
    let section = spoken(screen).and_then(|edition| edition.section(id));
    section.map_or_else(|| id.to_owned(), |section| section.name.clone())
}

/// The words by which a screen names an event's standing in a list of choices.
pub(super) fn standings() -> Vec<&'static str> {
    Standing::ALL.iter().map(|standing| standing.as_str()).collect()
}
