//! A stretch of time laid flat, and what happens in it, each at its time: the next hours of the desk, the life of a story.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::times::Clock;

/// Divisions of the rule, twelve between two marks. The sheet has a class for each.
pub(crate) const TICKS: i64 = 72;
const TICKS_OF_A_MARK: i64 = 12;
/// So wide is what is said beside a mark; from there on it stands before its mark.
const WIDE: i64 = 17;
const LANES: usize = 2;
const MINUTE_S: i64 = 60;
const DAY_S: i64 = 86_400;
/// How long a division may be, in minutes: five for the next hours, two weeks for the longest life.
const STEPS_MIN: [i64; 14] = [1, 5, 10, 15, 20, 30, 60, 120, 240, 360, 720, 1440, 4320, 20_160];

#[derive(Debug, Serialize)]
pub(crate) struct Ruler {
    from: String,
    until: String,
    /// The tick that the clock stands at; none where now is not on it.
    now: Option<i64>,
    marks: Vec<Mark>,
    happenings: Vec<Happening>,
}

#[derive(Debug, Serialize)]
struct Mark {
    tick: i64,
    time: String,
}

/// What happens at one time, by one name.
#[derive(Debug, Serialize)]
pub(crate) struct Happening {
    tick: i64,
    time: String,
    iso: String,
    /// Message that says what happens; empty where the name does.
    word: String,
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
pub(crate) struct Named {
    pub name: String,
    pub href: String,
}

/// From where on, and how long a division is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    pub from: Timestamp,
    pub tick_s: i64,
}

impl Scale {
    /// The shortest that has room for all from the first to the last.
    pub(crate) fn of(first: Timestamp, last: Timestamp, clock: &Clock) -> Self {
        let mut scale = Self { from: first, tick_s: STEPS_MIN[STEPS_MIN.len() - 1] * MINUTE_S };
        for minutes in STEPS_MIN {
            let tick_s = minutes * MINUTE_S;
            let mark_s = tick_s * TICKS_OF_A_MARK;
            // Marks at full hours; where they are longer than a few, at midnights.
            let full = |unit: i64| first.as_second().div_euclid(unit) * unit;
            let from_s = if mark_s < DAY_S { full(mark_s.min(3600)) } else { full_day(first, clock) };
            scale = Self { from: Timestamp::from_second(from_s).unwrap_or(first), tick_s };
            if last.as_second() - from_s < tick_s * TICKS {
                break;
            }
        }
        scale
    }

    fn time(self, tick: i64) -> Timestamp {
        self.from.checked_add(SignedDuration::from_secs(self.tick_s * tick)).unwrap_or(self.from)
    }

    pub(crate) fn until(self) -> Timestamp {
        self.time(TICKS)
    }

    fn tick(self, at: Timestamp) -> i64 {
        (at.as_second() - self.from.as_second()).div_euclid(self.tick_s).clamp(0, TICKS)
    }
}

fn full_day(time: Timestamp, clock: &Clock) -> i64 {
    clock.begin(clock.date(time)).as_second()
}

impl Ruler {
    /// With what of these is on it.
    pub(crate) fn of(scale: Scale, mut all: Vec<Happening>, clock: &Clock) -> Self {
        all.retain(|one| one.at >= scale.from && one.at < scale.until());
        all.sort_by_key(|one| one.at);
        for one in &mut all {
            one.tick = scale.tick(one.at);
        }
        let of_days = scale.tick_s * TICKS_OF_A_MARK >= DAY_S;
        let told = |at: Timestamp| if of_days { clock.date_text(clock.date(at)) } else { clock.hour(at) };
        let mark = |n: i64| Mark { tick: n * TICKS_OF_A_MARK, time: told(scale.time(n * TICKS_OF_A_MARK)) };
        let now = clock.now();
        let is_on_it = now >= scale.from && now < scale.until();
        Self {
            from: told(scale.from),
            until: told(scale.until()),
            now: is_on_it.then(|| scale.tick(now)),
            marks: (0..TICKS / TICKS_OF_A_MARK).map(mark).collect(),
            happenings: laid(together(all)),
        }
    }
}

impl Happening {
    pub(crate) fn new(
        at: Timestamp,
        word: impl Into<String>,
        named: Named,
        tone: &'static str,
        clock: &Clock,
    ) -> Self {
        let (time, iso) = (clock.hour(at), at.to_string());
        let (names, beside) = (vec![named], String::new());
        Self {
            tick: 0,
            time,
            iso,
            word: word.into(),
            names,
            beside,
            tone,
            lane: 0,
            before: false,
            more: 0,
            at,
        }
    }

    pub(crate) fn at_place(mut self, place: String) -> Self {
        self.beside = place;
        self
    }
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
        let time = Timestamp::from_second(tick * 300).unwrap();
        Happening { tick, ..Happening::new(time, word, named, "", &clock) }
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

    #[test]
    fn a_rule_is_as_short_as_it_can_be_and_begins_at_a_full_hour_or_day() {
        let clock = Clock::new(None, Timestamp::UNIX_EPOCH, Messages::of(&Language::new("fr")));
        let time = |text: &str| text.parse::<Timestamp>().unwrap();
        let scale = |first: &str, last: &str| {
            let found = Scale::of(time(first), time(last), &clock);
            (found.from.to_string(), found.tick_s / 60)
        };
        let day = |hour: &str| format!("2026-06-09T{hour}Z");
        assert_eq!(scale(&day("05:20:00"), &day("05:40:00")), (day("05:12:00"), 1));
        assert_eq!(scale(&day("05:20:00"), &day("10:59:59")), (day("05:00:00"), 5));
        assert_eq!(scale(&day("05:20:00"), &day("14:32:00")), (day("05:00:00"), 10));
        assert_eq!(scale(&day("05:20:00"), "2026-06-20T14:32:00Z"), (day("00:00:00"), 240));
        assert_eq!(scale(&day("05:20:00"), "2036-06-20T14:32:00Z").1, 20_160);
    }
}
