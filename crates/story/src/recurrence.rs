//! What happens again and again: a rule of RFC 5545 (section 3.3.10), and the times that it names between two others.

mod days;
mod rule;
#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, ToSpan as _};

pub use rule::{BadRule, Frequency, Rule, Until};

/// Periods that are looked through at once: three centuries of days.
const PERIODS_MAX: u32 = 110_000;

impl Rule {
    /// The times on the clock of the place from `from` to before `to`, in order, at most `max`. `first` is always one of
    /// them and the first that is counted: it is the event itself.
    pub fn between(&self, first: DateTime, from: DateTime, to: DateTime, max: usize) -> Vec<DateTime> {
        let mut found = Vec::new();
        if first >= from && first < to {
            found.push(first);
        }
        if found.len() >= max {
            found.truncate(max);
            return found;
        }
        let mut left = self.count.map(|count| count.saturating_sub(1));
        let mut period = self.skipped_periods(first, from);
        for _ in 0..PERIODS_MAX {
            let Some(times) = self.times_of(first, period) else { break };
            for time in times.times {
                if time <= first {
                    continue;
                }
                if time >= to || self.until.is_some_and(|until| until.is_before(time)) || left == Some(0) {
                    return found;
                }
                left = left.map(|left| left - 1);
                if time >= from {
                    found.push(time);
                    if found.len() >= max {
                        return found;
                    }
                }
            }
            if times.begins >= to || self.until.is_some_and(|until| until.is_before(times.begins)) {
                break;
            }
            period = times.next;
        }
        found
    }

    /// How many periods lie before `from`; none where all are counted.
    fn skipped_periods(&self, first: DateTime, from: DateTime) -> i64 {
        if self.count.is_some() {
            return 0;
        }
        let step = match self.frequency {
            Frequency::Yearly => {
                let years = i64::from(from.year()) - i64::from(first.year());
                return (years / i64::from(self.interval) - 1).max(0);
            }
            Frequency::Monthly => {
                let months = |time: DateTime| 12 * i64::from(time.year()) + i64::from(time.month());
                return ((months(from) - months(first)) / i64::from(self.interval) - 1).max(0);
            }
            Frequency::Weekly => 7 * 86_400,
            Frequency::Daily => 86_400,
            other => other.seconds(),
        };
        let apart = first.duration_until(from).as_secs();
        (apart / (step * i64::from(self.interval)) - 2).max(0)
    }

    /// What lies in one period, counted from that of the first time; nothing where the calendar ends.
    fn times_of(&self, first: DateTime, period: i64) -> Option<Times> {
        let steps = period.checked_mul(i64::from(self.interval))?;
        let date = first.date();
        let (begins, days) = match self.frequency {
            Frequency::Yearly => {
                let year = i16::try_from(i64::from(date.year()).checked_add(steps)?).ok()?;
                let begins = Date::new(year, 1, 1).ok()?;
                (begins, i64::from(begins.days_in_year()))
            }
            Frequency::Monthly => {
                let begins = date.first_of_month().checked_add(span(steps)?.months).ok()?;
                (begins, i64::from(begins.days_in_month()))
            }
            Frequency::Weekly => {
                let begins = days::week_start(date, self.week_start)?;
                (begins.checked_add(span(steps)?.weeks).ok()?, 7)
            }
            Frequency::Daily => (date.checked_add(span(steps)?.days).ok()?, 1),
            _ => return self.within_a_day(first, period),
        };
        let clock = self.clock(first.time());
        let mut times = Vec::new();
        let mut day = begins;
        for _ in 0..days {
            if days::fits(self, first, day) {
                times.extend(clock.iter().map(|time| day.to_datetime(*time)));
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        Some(Times {
            begins: begins.to_datetime(Time::midnight()),
            times: self.at_positions(times),
            next: period + 1,
        })
    }

    /// Every so many hours, minutes or seconds: one step, or the way to the next day where this one does not count.
    fn within_a_day(&self, first: DateTime, period: i64) -> Option<Times> {
        let step = self.frequency.seconds() * i64::from(self.interval);
        let at = |period: i64| {
            let apart = SignedDuration::from_secs(step.checked_mul(period)?);
            first.checked_add(apart).ok()
        };
        let begins = at(period)?;
        if !days::fits(self, first, begins.date()) {
            let tomorrow = begins.date().tomorrow().ok()?.to_datetime(Time::midnight());
            let apart = first.duration_until(tomorrow).as_secs();
            let next = (apart + step - 1).div_euclid(step).max(period + 1);
            return Some(Times { begins, times: Vec::new(), next });
        }
        let fits = |list: &[i8], value: i8| list.is_empty() || list.contains(&value);
        let (hour, minute) = (begins.hour(), begins.minute());
        let mut clock = Vec::new();
        if fits(&self.by_hour, hour)
            && (self.frequency == Frequency::Hourly || fits(&self.by_minute, minute))
            && (self.frequency != Frequency::Secondly || fits(&self.by_second, begins.second()))
        {
            let or = |list: &[i8], value: i8| if list.is_empty() { vec![value] } else { list.to_vec() };
            let minutes = match self.frequency {
                Frequency::Hourly => or(&self.by_minute, minute),
                _ => vec![minute],
            };
            let seconds = match self.frequency {
                Frequency::Secondly => vec![begins.second()],
                _ => or(&self.by_second, begins.second()),
            };
            clock = combined(&[hour], &minutes, &seconds);
        }
        let times = clock.into_iter().map(|time| begins.date().to_datetime(time)).collect();
        Some(Times { begins, times: self.at_positions(times), next: period + 1 })
    }

    /// The times of a day.
    fn clock(&self, first: Time) -> Vec<Time> {
        let or = |list: &[i8], value: i8| if list.is_empty() { vec![value] } else { list.to_vec() };
        let hours = or(&self.by_hour, first.hour());
        let minutes = or(&self.by_minute, first.minute());
        combined(&hours, &minutes, &or(&self.by_second, first.second()))
    }

    /// The first, the second, the last of a period.
    fn at_positions(&self, times: Vec<DateTime>) -> Vec<DateTime> {
        if self.by_position.is_empty() {
            return times;
        }
        let count = i16::try_from(times.len()).unwrap_or(i16::MAX);
        let fits = |at: usize| {
            let at = i16::try_from(at).unwrap_or(i16::MAX);
            self.by_position.iter().any(|position| *position == at + 1 || *position == at - count)
        };
        times.into_iter().enumerate().filter(|(at, _)| fits(*at)).map(|(_, time)| time).collect()
    }
}

/// The times of one period.
struct Times {
    begins: DateTime,
    times: Vec<DateTime>,
    /// The period that is looked at next.
    next: i64,
}

struct Steps {
    months: jiff::Span,
    weeks: jiff::Span,
    days: jiff::Span,
}

/// Nothing where no calendar has so many.
fn span(steps: i64) -> Option<Steps> {
    // 9999 years have fewer days.
    const LAST: i64 = 200_000;
    let steps = Some(steps).filter(|steps| *steps <= 20 * LAST)?;
    let bounded = |max: i64| steps.min(max);
    Some(Steps { months: bounded(LAST).months(), weeks: bounded(2 * LAST).weeks(), days: steps.days() })
}

fn combined(hours: &[i8], minutes: &[i8], seconds: &[i8]) -> Vec<Time> {
    let mut all = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
    for hour in hours {
        for minute in minutes {
            all.extend(seconds.iter().filter_map(|second| Time::new(*hour, *minute, *second, 0).ok()));
        }
    }
    all
}
