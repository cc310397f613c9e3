//! An event and a coverage in a line, wherever they are listed.

use newsroom::{Coverage, CoverageKind, CoverageState, Event, EventRow, Standing};
use serde::Serialize;
use story::Timestamp;

use crate::app::{Desk, Names, initials};
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;

/// An event in its day.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    id: String,
    href: String,
    /// Its hour; empty where it lasts all day or began on a day before.
    pub(super) time: String,
    iso: String,
    #[serde(skip)]
    pub(super) starts: Timestamp,
    pub(super) all_day: bool,
    /// It began on a day before this one.
    pub(super) goes_on: bool,
    title: String,
    language: String,
    direction: &'static str,
    place: String,
    own: bool,
    again: bool,
    standing: &'static str,
    embargo: Option<String>,
    letters: Vec<Letter>,
    who: String,
    /// Something is needed, and nobody is there at all.
    nobody: bool,
    pub(super) current: bool,
}

/// A coverage as its letter.
#[derive(Debug, Serialize)]
struct Letter {
    kind: &'static str,
    /// `y` somebody has it, `q` nobody has, empty it was dropped.
    look: &'static str,
    state: &'static str,
}

/// The language of an event's words: its edition's.
pub(super) fn tongue(desk: &Desk, event: &Event) -> (String, &'static str) {
    let edition = desk.config.editions.iter().find(|edition| edition.id == event.edition);
    match edition.map(|edition| &edition.language) {
        Some(language) => (language.to_string(), language.direction().as_str()),
        None => (String::new(), "auto"),
    }
}

pub(super) async fn entry(
    desk: &Desk,
    clock: &Clock,
    names: &mut Names<'_>,
    row: &EventRow,
    query: &str,
) -> Entry {
    let event = &row.event;
    let (language, direction) = tongue(desk, event);
    let mut coverages: Vec<&Coverage> = event.coverages.values().collect();
    coverages.sort_by_key(|coverage| coverage.kind);
    let mut who: Vec<String> = Vec::new();
    for coverage in &coverages {
        if let Some(account) = coverage.assignee {
            let letters = initials(&names.of(account).await);
            if !who.contains(&letters) {
                who.push(letters);
            }
        }
    }
    let open = coverages.iter().any(|coverage| coverage.state == CoverageState::Open);
    Entry {
        id: row.id.to_string(),
        href: format!("/planning/{}{query}", row.id),
        time: if event.all_day { String::new() } else { clock.hour(event.starts) },
        iso: event.starts.to_string(),
        starts: event.starts,
        all_day: event.all_day,
        goes_on: false,
        title: event.title.clone(),
        language,
        direction,
        place: event.place.clone(),
        own: event.own,
        again: event.is_series(),
        standing: event.standing.as_str(),
        embargo: event.embargo.filter(|until| *until > clock.now()).map(|until| held(clock, event, until)),
        letters: coverages.iter().map(|coverage| letter(coverage)).collect(),
        nobody: open && who.is_empty() && event.standing != Standing::Cancelled,
        who: who.join(", "),
        current: false,
    }
}

/// The hour alone where it is the day of the event: the column says which.
fn held(clock: &Clock, event: &Event, until: Timestamp) -> String {
    if clock.date(until) == clock.date(event.starts) { clock.hour(until) } else { clock.short(until) }
}

fn letter(coverage: &Coverage) -> Letter {
    let look = match coverage.state {
        CoverageState::Open => "q",
        CoverageState::Dropped => "",
        CoverageState::Assigned | CoverageState::Working | CoverageState::Done => "y",
    };
    Letter { kind: coverage.kind.as_str(), look, state: coverage.state.as_str() }
}

/// Something that somebody has to deliver.
#[derive(Debug, Serialize)]
pub(crate) struct Assigned {
    event: String,
    title: String,
    language: String,
    direction: &'static str,
    urgency: u8,
    kind: &'static str,
    edition: String,
    state: &'static str,
    due: String,
    iso: String,
    late: bool,
    who: String,
    place: String,
}

impl Assigned {
    pub(crate) fn new(
        screen: &Screen<'_>,
        clock: &Clock,
        row: &EventRow,
        coverage: &Coverage,
        who: String,
    ) -> Self {
        let event = &row.event;
        let due = due(event, coverage);
        let (language, direction) = tongue(screen.desk, event);
        Self {
            event: row.id.to_string(),
            title: event.title.clone(),
            language,
            direction,
            urgency: event.urgency.level(),
            kind: coverage.kind.as_str(),
            edition: coverage.edition.clone(),
            state: coverage.state.as_str(),
            due: clock.short(due),
            iso: due.to_string(),
            late: late(event, coverage, clock.now()),
            who,
            place: event.place.clone(),
        }
    }
}

/// What has no deadline is due when the event ends.
pub(super) fn due(event: &Event, coverage: &Coverage) -> Timestamp {
    coverage.deadline.unwrap_or(event.ends)
}

pub(super) fn late(event: &Event, coverage: &Coverage, now: Timestamp) -> bool {
    use CoverageState::{Assigned, Open, Working};
    let still = matches!(coverage.state, Open | Assigned | Working) && event.standing == Standing::Planned;
    still && due(event, coverage) < now
}

/// What the visitor still has to deliver, the soonest first.
pub(crate) async fn assigned(screen: &Screen<'_>, clock: &Clock) -> Result<Vec<Assigned>, Problem> {
    let all = screen.desk.newsroom.assignments(&screen.visitor.caller).await?;
    let one = |one: &newsroom::Assignment| {
        let coverage = one.event.event.coverages.get(&one.number)?;
        Some(Assigned::new(screen, clock, &one.event, coverage, String::new()))
    };
    Ok(all.iter().filter_map(one).collect())
}

/// The kinds of coverage by their words.
pub(super) fn kinds() -> Vec<&'static str> {
    CoverageKind::ALL.iter().map(|kind| kind.as_str()).collect()
}
