//! The form of an event: what it shows, and what is read from it.

use std::collections::BTreeMap;

use minijinja::Value;
use newsroom::{Coverage, CoverageKind, CoverageState, Event, EventRow, Standing};
use serde::Serialize;
use story::Urgency;

use super::entry::kinds;
use super::sheet::standings;
use super::{plus, repeats, spoken};
use crate::form::Submission;
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;

/// What the form is filled with.
pub(crate) enum Form<'a> {
    /// A new event that begins then, as the field holds it.
    New(String),
    Known(&'a EventRow),
    /// As it was sent, after it was refused: with the version it was for, and why.
    Sent(&'a Submission, Option<&'a EventRow>, String),
}

#[derive(Debug, Serialize)]
struct Choice {
    id: String,
    name: String,
    language: String,
}

impl Form<'_> {
    pub(crate) fn values(&self, screen: &Screen<'_>) -> Value {
        let clock = screen.clock();
        let (fields, row, refusal) = match self {
            Self::New(starts) => (fields(&Event::default(), &clock, Some(starts)), None, None),
            Self::Known(row) => (fields(&row.event, &clock, None), Some(*row), None),
            Self::Sent(posted, row, why) => (posted.fields().into_iter().collect(), *row, Some(why)),
        };
        let editions = screen.desk.config.editions.iter().map(|edition| Choice {
            id: edition.id.clone(),
            name: edition.name.clone(),
            language: edition.language.to_string(),
        });
        let sections = spoken(screen).into_iter().flat_map(|edition| {
            let language = edition.language.to_string();
            edition.all_sections().map(move |section| Choice {
                id: section.id.clone(),
                name: section.name.clone(),
                language: language.clone(),
            })
        });
        let wanted: Vec<String> = match self {
            Self::Sent(posted, ..) => posted.all("cover").map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        values! {
            form => fields, refusal, wanted, repeats => repeats::CHOICES, kinds => kinds(), standings => standings(),
            editions => editions.collect::<Vec<_>>(), sections => sections.collect::<Vec<_>>(),
            zones => zones(screen, &clock, row), house => clock.zone,
            event => row.map(|row| row.id.to_string()), version => row.map(|row| row.version),
        }
    }
}

fn fields(event: &Event, clock: &Clock, starts: Option<&String>) -> BTreeMap<String, String> {
    let local = clock.in_zone(&event.zone);
    let flag = |on: bool| if on { "yes" } else { "" }.to_owned();
    let (first, last) = match starts {
        Some(starts) => (starts.clone(), String::new()),
        None if event.starts == event.ends => (local.input(event.starts), String::new()),
        None => (local.input(event.starts), local.input(event.ends)),
    };
    [
        ("title", event.title.clone()),
        ("description", event.description.clone()),
        ("place", event.place.clone()),
        ("private_note", event.private_note.clone()),
        ("starts", first),
        ("ends", last),
        ("all_day", flag(event.all_day)),
        ("zone", event.zone.clone()),
        ("own", flag(event.own)),
        ("edition", event.edition.clone()),
        ("section", event.section.clone()),
        ("urgency", event.urgency.level().to_string()),
        ("embargo", event.embargo.map(|until| clock.input(until)).unwrap_or_default()),
        ("standing", event.standing.as_str().to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .chain(repeats::fields(event, local.date(event.starts)))
    .collect()
}

/// The clocks of the editions, the one that it has, and UTC.
fn zones(screen: &Screen<'_>, clock: &Clock, row: Option<&EventRow>) -> Vec<String> {
    let editions = screen.desk.config.editions.iter().map(|edition| edition.time_zone.clone());
    let own = row.map(|row| row.event.zone.clone());
    let mut zones: Vec<String> = editions.chain(own).chain(["UTC".to_owned()]).collect();
    zones.retain(|zone| !zone.is_empty() && *zone != clock.zone);
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// The event that a form says, without what it does not speak of.
pub(crate) fn event_of(posted: &Submission, clock: &Clock) -> Result<Event, Problem> {
    let word = |name: &str| posted.word(name);
    let zone = word("zone");
    let local = clock.in_zone(&zone);
    let all_day = !word("all_day").is_empty();
    let starts = local.read(&word("starts")).ok_or_else(Problem::bad_time)?;
    let ends = match word("ends").as_str() {
        "" => starts,
        typed => local.read(typed).ok_or_else(Problem::bad_time)?,
    };
    let (starts, ends) = match all_day {
        true => {
            let after = local.begin(plus(local.date(ends), 1));
            (local.begin(local.date(starts)), after - jiff::SignedDuration::from_mins(1))
        }
        false => (starts, ends),
    };
    let embargo = match word("embargo").as_str() {
        "" => None,
        typed => Some(clock.read(typed).ok_or_else(Problem::bad_time)?),
    };
    Ok(Event {
        title: word("title"),
        description: word("description"),
        place: word("place"),
        private_note: word("private_note"),
        starts,
        ends,
        all_day,
        zone,
        own: !word("own").is_empty(),
        edition: word("edition"),
        section: word("section"),
        urgency: urgency(&word("urgency")),
        embargo,
        recurs: repeats::read(posted, local.date(starts)),
        standing: Standing::named(&word("standing")).unwrap_or_default(),
        coverages: (1..).zip(posted.all("cover").filter_map(CoverageKind::named).map(open)).collect(),
        ..Event::default()
    })
}

fn open(kind: CoverageKind) -> Coverage {
    Coverage { kind, ..Coverage::default() }
}

fn urgency(typed: &str) -> Urgency {
    typed.parse::<u8>().ok().and_then(|level| Urgency::try_from(level).ok()).unwrap_or_default()
}

/// The coverage that a form says; what it does not speak of stays as it is in `known`.
pub(crate) fn coverage_of(posted: &Submission, clock: &Clock, known: &Coverage) -> Result<Coverage, Problem> {
    let word = |name: &str| posted.word(name);
    let assignee = match word("assignee").as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Problem::unreadable())?),
    };
    let deadline = match word("deadline").as_str() {
        "" => None,
        typed => Some(clock.read(typed).ok_or_else(Problem::bad_time)?),
    };
    let story = match posted.get("story") {
        None => known.story,
        Some(typed) => story_of(&typed)?,
    };
    Ok(Coverage {
        kind: CoverageKind::named(&word("kind")).unwrap_or(known.kind),
        edition: word("edition"),
        assignee,
        deadline,
        state: CoverageState::named(&word("state")).unwrap_or(known.state),
        note: word("note"),
        story,
    })
}

/// A story by its number or by its address on the desk; nothing is none.
pub(crate) fn story_of(typed: &str) -> Result<Option<story::StoryId>, Problem> {
    let last =
        typed.trim().split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    if last.is_empty() {
        return Ok(None);
    }
    last.parse().map(Some).map_err(|_| Problem::unknown())
}
