//! One story as the board and the lists tell it.

use fluent_bundle::FluentValue;
use newsroom::{StoryRow, Tally};
use serde::Serialize;
use story::{State, Timestamp};

use super::slug;
use crate::app::{Names, initials};
use crate::page::Screen;
use crate::proof::Tally as Shown;
use crate::times::Clock;

#[derive(Debug, Serialize)]
pub(super) struct Slip {
    id: String,
    slug: String,
    headline: String,
    language: String,
    direction: &'static str,
    edition: String,
    /// Not of the edition that the board shows.
    foreign: bool,
    urgency: u8,
    state: &'static str,
    time: String,
    /// The same for machines: another day's is told in words.
    moment: String,
    /// Whether the time is a deadline, and over.
    wanted: bool,
    late: bool,
    embargo: Option<Held>,
    /// Whose work it is; nobody's is told, too.
    assignee: String,
    initials: String,
    /// Its length in words; none where they were not counted yet.
    words: Option<String>,
    checks: Option<Shown>,
    /// Threads of comments that are open.
    threads: u64,
    corrections: usize,
}

/// An embargo, and how long it still holds.
#[derive(Debug, Serialize)]
struct Held {
    until: String,
    left: String,
}

pub(super) async fn slip(
    screen: &Screen<'_>,
    row: &StoryRow,
    foreign: bool,
    clock: &Clock,
    names: &mut Names<'_>,
    threads: u64,
) -> Slip {
    let wanted = row.deadline.filter(|_| matches!(row.state, State::Draft | State::InDesk));
    let time = match row.state {
        State::Scheduled { at } => at,
        _ => wanted.or(row.updated).unwrap_or(row.changed),
    };
    let assignee = match row.assignee {
        Some(account) => names.of(account).await,
        None => String::new(),
    };
    let words = FluentValue::from(row.length);
    Slip {
        id: row.id.to_string(),
        slug: slug(row),
        headline: row.headline.clone(),
        language: row.language.to_string(),
        direction: row.language.direction().as_str(),
        edition: row.edition.clone(),
        foreign,
        urgency: row.urgency.level(),
        state: row.state.name(),
        time: clock.short(time),
        moment: time.to_string(),
        wanted: wanted.is_some(),
        late: wanted.is_some_and(|until| until < clock.now()),
        embargo: row.embargo.filter(|until| *until > clock.now()).map(|until| held(screen, clock, until)),
        initials: initials(&assignee),
        assignee,
        words: (row.length > 0).then(|| screen.visitor.messages().text("words-count", &[("n", words)])),
        checks: row.tally.map(|Tally { errors, warnings, remarks }| Shown {
            b: errors as usize,
            w: warnings as usize,
            s: remarks as usize,
            settled: 0,
        }),
        threads,
        corrections: row.corrections.len(),
    }
}

/// Beyond two days the date says enough.
const NEAR_MINUTES: i64 = 2 * 24 * 60;

fn held(screen: &Screen<'_>, clock: &Clock, until: Timestamp) -> Held {
    let seconds = until.as_second() - clock.now().as_second();
    let minutes = (seconds.max(0) + 59) / 60;
    let (hours, rest) = (FluentValue::from(minutes / 60), FluentValue::from(format!("{:02}", minutes % 60)));
    let messages = screen.visitor.messages();
    let left = match minutes {
        NEAR_MINUTES.. => String::new(),
        60.. => messages.text("left-hours", &[("hours", hours), ("minutes", rest)]),
        _ => messages.text("left-minutes", &[("n", FluentValue::from(minutes))]),
    };
    Held { until: clock.short(until), left }
}
