//! Events that happen again and again: their times between two others, and one of them by itself.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::{CoverageState, Event};
use story::{Frequency, Recurrence};

use crate::limits::{EVENT_RULES_MAX, EVENT_TIMES_MAX};

/// Times that are counted for one question: what lasts, or begins every second, has some before it that are over.
const COUNTED_MAX: usize = 20 * EVENT_TIMES_MAX;

/// When it begins and ends, between two moments, in order. What happens once has one time.
pub(crate) fn times(
    event: &Event,
    house: &TimeZone,
    from: Timestamp,
    until: Timestamp,
) -> Vec<(Timestamp, Timestamp)> {
    let zone = clock(event, house);
    let civil = |time: Timestamp| time.to_zoned_datetime(zone.clone()).datetime();
    let first = civil(event.starts);
    // An hour more: clocks are put back.
    let lasts = event.ends.duration_since(event.starts) + SignedDuration::from_hours(1);
    let begin = civil(from.checked_sub(lasts).unwrap_or(Timestamp::MIN));
    let end = until.checked_add(SignedDuration::from_hours(1)).map_or(DateTime::MAX, civil);
    let mut found: Vec<DateTime> = Vec::new();
    for rule in event.recurs.lines().take(EVENT_RULES_MAX) {
        if let Ok(rule) = Recurrence::read(rule) {
            found.extend(rule.on(&zone).between(first, begin, end, COUNTED_MAX));
        }
    }
    let also = event.also.keys().filter_map(|time| time.parse().ok());
    found.extend(also.chain([first]).filter(|time| *time >= begin && *time < end));
    found.sort_unstable();
    found.dedup();
    found.retain(|time| !is_skipped(event, *time));
    let spans = found.into_iter().filter_map(|time| span(event, &zone, first, time));
    let here = spans.filter(|(starts, ends)| *ends >= from && *starts < until);
    here.take(EVENT_TIMES_MAX).collect()
}

/// The clock that it goes by.
pub(crate) fn clock(event: &Event, house: &TimeZone) -> TimeZone {
    if event.zone.is_empty() { house.clone() } else { TimeZone::get(&event.zone).unwrap_or(TimeZone::UTC) }
}

fn is_skipped(event: &Event, time: DateTime) -> bool {
    event.skipped.contains_key(&time.to_string()) || event.skipped.contains_key(&time.date().to_string())
}

/// An hour that the clock skips is read as the same distance before it; whole days have whole days.
fn span(event: &Event, zone: &TimeZone, first: DateTime, time: DateTime) -> Option<(Timestamp, Timestamp)> {
    let moment = |time: DateTime| zone.to_ambiguous_timestamp(time).compatible().ok();
    if time == first {
        return Some((event.starts, event.ends));
    }
    let starts = moment(time)?;
    let ends = if event.all_day {
        let last = event.ends.to_zoned_datetime(zone.clone()).datetime();
        moment(time.checked_add(first.duration_until(last)).ok()?)?
    } else {
        starts.checked_add(event.ends.duration_since(event.starts)).ok()?
    };
    Some((starts, ends))
}

/// The same event at one of its times: what was to be done about it moves along.
pub(crate) fn moved(event: &Event, (starts, ends): (Timestamp, Timestamp)) -> Event {
    let apart = starts.duration_since(event.starts);
    let along = |time: Option<Timestamp>| time.and_then(|time| time.checked_add(apart).ok());
    let mut moved = Event { starts, ends, embargo: along(event.embargo), ..event.clone() };
    for coverage in moved.coverages.values_mut() {
        coverage.deadline = along(coverage.deadline);
    }
    moved
}

/// One of its times as an event of its own: nobody has written anything for it yet.
pub(crate) fn apart(event: &Event, time: (Timestamp, Timestamp)) -> Event {
    let mut alone = moved(event, time);
    (alone.recurs, alone.also, alone.skipped) = Default::default();
    (alone.notes, alone.news_since) = Default::default();
    for coverage in alone.coverages.values_mut() {
        coverage.story = None;
        if !matches!(coverage.state, CoverageState::Open | CoverageState::Dropped) {
            coverage.state = CoverageState::Assigned;
        }
    }
    alone
}

/// By what it is left out: its day, so that it stays out where the hour of the series changes; its time where a day has
/// several.
pub(crate) fn left_out(event: &Event, house: &TimeZone, starts: Timestamp) -> String {
    let time = starts.to_zoned_datetime(clock(event, house)).datetime();
    let several = event.recurs.lines().filter_map(|rule| Recurrence::read(rule).ok()).any(|rule| {
        matches!(rule.frequency, Frequency::Hourly | Frequency::Minutely | Frequency::Secondly)
            || rule.by_hour.len() + rule.by_minute.len() + rule.by_second.len() > 1
    });
    if several || !event.also.is_empty() { time.to_string() } else { time.date().to_string() }
}
