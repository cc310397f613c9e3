//! The next hours of the desk, laid flat: what is wanted, what goes out, what an embargo lets go and what is planned, each
//! at its time.

use jiff::{SignedDuration, Timestamp};
use newsroom::{EventFilter, StoryRow};
use serde::Serialize;
use story::State;

use super::{Asked, slug};
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;

/// Full hours shown, from the one that has begun.
const HOURS: i64 = 6;
/// Five minutes each, as the rule is divided. The sheet has a class for each.
const TICKS: i64 = HOURS * 12;
const TICK_S: i64 = 300;
/// So wide is what is said beside a mark; from there on it stands before its mark.
const WIDE: i64 = 17;
const LANES: usize = 2;
/// Wanted so soon: it is time.
const SOON: SignedDuration = SignedDuration::from_mins(30);

#[derive(Debug, Serialize)]
pub(super) struct Hours {
    from: String,
    until: String,
    /// The tick that the clock stands at.
    now: i64,
    marks: Vec<Hour>,
    happenings: Vec<Happening>,
}

#[derive(Debug, Serialize)]
struct Hour {
    tick: i64,
    time: String,
}

/// What happens at one time, by one name.
#[derive(Debug, Serialize)]
struct Happening {
    tick: i64,
    time: String,
    iso: String,
    /// Message that says what happens; empty where the name does.
    word: &'static str,
    names: Vec<Named>,
    beside: String,
    tone: &'static str,
    lane: usize,
    /// Stands before its mark.
    before: bool,
    /// Others at about this time, for which there is no room.
    more: usize,
    #[serde(skip)]
    at: Timestamp,
}

#[derive(Debug, Serialize)]
struct Named {
    name: String,
    href: String,
}

/// Of the stories that the board shows, and of the planning.
pub(super) async fn hours(screen: &Screen<'_>, asked: &Asked, rows: &[StoryRow]) -> Result<Hours, Problem> {
    let clock = screen.clock();
    let from = clock.hour_began();
    let until = from.checked_add(SignedDuration::from_hours(HOURS)).unwrap_or(from);
    let mut all: Vec<Happening> = rows.iter().flat_map(|row| of_story(row, &clock)).collect();
    let filter = EventFilter {
        from,
        until,
        edition: asked.edition.clone(),
        section: asked.section.clone(),
        text: String::new(),
    };
    for row in screen.desk.newsroom.planning(&screen.visitor.caller, &filter).await?.events {
        if !row.event.all_day {
            let named = Named { name: row.event.title, href: format!("/planning/{}", row.id) };
            all.push(Happening {
                beside: row.event.place,
                ..happening(row.event.starts, "", named, "", &clock)
            });
        }
    }
    all.retain(|one| one.at >= from && one.at < until);
    all.sort_by_key(|one| one.at);
    let tick = |at: Timestamp| (at.as_second() - from.as_second()).div_euclid(TICK_S).clamp(0, TICKS);
    for one in &mut all {
        one.tick = tick(one.at);
    }
    let marks = (0..HOURS).filter_map(|hour| {
        let time = from.checked_add(SignedDuration::from_hours(hour)).ok()?;
        Some(Hour { tick: hour * 12, time: clock.hour(time) })
    });
    Ok(Hours {
        from: clock.hour(from),
        until: clock.hour(until),
        now: tick(clock.now()),
        marks: marks.collect(),
        happenings: laid(together(all)),
    })
}

fn happening(
    at: Timestamp,
    word: &'static str,
    named: Named,
    tone: &'static str,
    clock: &Clock,
) -> Happening {
    let (time, iso) = (clock.hour(at), at.to_string());
    let (names, beside) = (vec![named], String::new());
    Happening { tick: 0, time, iso, word, names, beside, tone, lane: 0, before: false, more: 0, at }
}

fn of_story(row: &StoryRow, clock: &Clock) -> Vec<Happening> {
    let one = |at, word, tone| {
        let named = Named { name: slug(row), href: format!("/stories/{}", row.id) };
        happening(at, word, named, tone, clock)
    };
    let wanted = row.deadline.filter(|_| matches!(row.state, State::Draft | State::InDesk)).map(|at| {
        let tone = if at.duration_since(clock.now()) <= SOON { "rd" } else { "" };
        one(at, "hours-wanted", tone)
    });
    let goes_out = match row.state {
        State::Scheduled { at } => Some(one(at, "hours-goes-out", "")),
        _ => None,
    };
    let waits = matches!(row.state, State::Draft | State::InDesk | State::Scheduled { .. });
    let embargo = row.embargo.filter(|_| waits).map(|until| one(until, "hours-embargo", "am"));
    [wanted, goes_out, embargo].into_iter().flatten().collect()
}

/// Stories of which the same is said at the same time are named together.
fn together(all: Vec<Happening>) -> Vec<Happening> {
    let mut kept: Vec<Happening> = Vec::new();
    for one in all {
        let same =
            |known: &&mut Happening| known.at == one.at && known.word == one.word && !one.word.is_empty();
        match kept.iter_mut().find(same) {
            Some(known) => known.names.extend(one.names),
            None => kept.push(one),
        }
    }
    kept
}

/// Each on the first lane that has room for it; where none has, the one before says that there are more.
fn laid(all: Vec<Happening>) -> Vec<Happening> {
    let mut ends = [0; LANES];
    let mut shown: Vec<Happening> = Vec::new();
    for mut one in all {
        one.before = one.tick + WIDE > TICKS;
        let start = if one.before { one.tick - WIDE } else { one.tick };
        match ends.iter().position(|end| *end <= start) {
            Some(lane) => {
                one.lane = lane;
                ends[lane] = start + WIDE;
                shown.push(one);
            }
            None => {
                if let Some(last) = shown.last_mut() {
                    last.more += one.names.len();
                }
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Messages;
    use story::Language;

    fn at(tick: i64, word: &'static str, name: &str) -> Happening {
        let clock = Clock::new(None, Timestamp::UNIX_EPOCH, Messages::of(&Language::new("fr")));
        let named = Named { name: name.to_owned(), href: String::new() };
        let time = Timestamp::from_second(tick * TICK_S).unwrap();
        Happening { tick, ..happening(time, word, named, "", &clock) }
    }

    #[test]
    fn what_happens_at_one_time_is_told_together_and_nothing_lies_on_anything() {
        let all = vec![
            at(3, "hours-wanted", "A"),
            at(3, "hours-wanted", "B"),
            at(4, "", "Conférence"),
            at(5, "", "Vote"),
            at(30, "", "Ferry"),
            at(70, "hours-embargo", "C"),
        ];
        let shown = laid(together(all));
        let told: Vec<(i64, usize, usize, usize)> =
            shown.iter().map(|one| (one.tick, one.lane, one.names.len(), one.more)).collect();
        assert_eq!(told, [(3, 0, 2, 0), (4, 1, 1, 1), (30, 0, 1, 0), (70, 0, 1, 0)]);
        assert!(shown[3].before && !shown[0].before);
    }
}
