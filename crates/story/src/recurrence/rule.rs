//! A rule as RFC 5545 writes it: `FREQ=MONTHLY;BYDAY=-1FR;COUNT=6`.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

/// Values of one part of a rule; a year has no more days.
const VALUES_MAX: usize = 366;
/// Times of one day: every minute.
const CLOCK_MAX: usize = 1440;

/// How often something happens. An empty list says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub frequency: Frequency,
    /// Every so many periods; 1 at least.
    pub interval: u32,
    pub count: Option<u32>,
    pub until: Option<Until>,
    pub by_month: Vec<i8>,
    pub by_week: Vec<i8>,
    pub by_year_day: Vec<i16>,
    pub by_month_day: Vec<i8>,
    /// Which one of the month or the year, 0 for each, and the weekday.
    pub by_day: Vec<(i16, Weekday)>,
    pub by_hour: Vec<i8>,
    pub by_minute: Vec<i8>,
    pub by_second: Vec<i8>,
    pub by_position: Vec<i16>,
    pub week_start: Weekday,
}

/// The period of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
    Minutely,
    Secondly,
}

impl Frequency {
    const WORDS: [(&'static str, Self); 7] = [
        ("YEARLY", Self::Yearly),
        ("MONTHLY", Self::Monthly),
        ("WEEKLY", Self::Weekly),
        ("DAILY", Self::Daily),
        ("HOURLY", Self::Hourly),
        ("MINUTELY", Self::Minutely),
        ("SECONDLY", Self::Secondly),
    ];

    pub(super) fn seconds(self) -> i64 {
        match self {
            Self::Hourly => 3600,
            Self::Minutely => 60,
            _ => 1,
        }
    }

    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// The last time that may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// All of that day.
    Day(Date),
    /// On the clock of the place.
    Local(DateTime),
    /// The same for everybody; [`Rule::on`] says what the clock of the place shows then.
    Moment(Timestamp),
}

impl Until {
    pub(super) fn is_before(self, time: DateTime) -> bool {
        match self {
            Self::Day(day) => day < time.date(),
            Self::Local(last) => last < time,
            Self::Moment(last) => last.to_zoned_datetime(TimeZone::UTC).datetime() < time,
        }
    }
}

/// What is wrong with a rule: the part that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRule(pub String);

impl fmt::Display for BadRule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "'{}' of a rule of recurrence cannot be read", self.0)
    }
}

impl std::error::Error for BadRule {}

impl Rule {
    pub fn every(frequency: Frequency) -> Self {
        Self {
            frequency,
            interval: 1,
            count: None,
            until: None,
            by_month: Vec::new(),
            by_week: Vec::new(),
            by_year_day: Vec::new(),
            by_month_day: Vec::new(),
            by_day: Vec::new(),
            by_hour: Vec::new(),
            by_minute: Vec::new(),
            by_second: Vec::new(),
            by_position: Vec::new(),
            week_start: Weekday::Monday,
        }
    }

    /// Reads a rule; `RRULE:` before it is no harm.
    pub fn read(text: &str) -> Result<Self, BadRule> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        let mut rule = Self::every(Frequency::Daily);
        let mut said = false;
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let bad = || BadRule(part.chars().take(80).collect());
            let (name, value) = part.split_once('=').ok_or_else(bad)?;
            said |= name == "FREQ";
            rule.take(name.trim(), value.trim()).ok_or_else(bad)?;
        }
        let clock = [&rule.by_hour, &rule.by_minute, &rule.by_second].map(|list| list.len().max(1));
        if !said || clock.iter().product::<usize>() > CLOCK_MAX {
            return Err(BadRule(text.chars().take(80).collect()));
        }
        Ok(rule)
    }

    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "FREQ" => {
                let known = Frequency::WORDS.iter().find(|(word, _)| *word == value);
                self.frequency = known?.1;
            }
            "INTERVAL" => self.interval = value.parse().ok().filter(|interval| *interval > 0)?,
            "COUNT" => self.count = Some(value.parse().ok().filter(|count| *count > 0)?),
            "UNTIL" => self.until = Some(until(value)?),
            "BYMONTH" => self.by_month = numbers(value, 1, 12, false)?,
            "BYWEEKNO" => self.by_week = numbers(value, 1, 53, true)?,
            "BYYEARDAY" => self.by_year_day = numbers(value, 1, 366, true)?,
            "BYMONTHDAY" => self.by_month_day = numbers(value, 1, 31, true)?,
            "BYDAY" => self.by_day = weekdays(value)?,
            "BYHOUR" => self.by_hour = numbers(value, 0, 23, false)?,
            "BYMINUTE" => self.by_minute = numbers(value, 0, 59, false)?,
            // A leap second is read as the last one that every minute has.
            "BYSECOND" => {
                self.by_second = list(value, |one| one.parse().ok().filter(|n: &i8| (0..=60).contains(n)))?;
                self.by_second.iter_mut().for_each(|second| *second = (*second).min(59));
                self.by_second.dedup();
            }
            "BYSETPOS" => self.by_position = numbers(value, 1, 366, true)?,
            "WKST" => self.week_start = weekday(value)?,
            // Other calendars and vendors' own parts.
            "RSCALE" => Some(()).filter(|()| value == "GREGORIAN")?,
            _ if name.starts_with("X-") || name == "SKIP" => {}
            _ => return None,
        }
        Some(())
    }

    /// The same with its end on the clock of a place.
    pub fn on(mut self, zone: &TimeZone) -> Self {
        if let Some(Until::Moment(last)) = self.until {
            self.until = Some(Until::Local(last.to_zoned_datetime(zone.clone()).datetime()));
        }
        self
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FREQ={}", self.frequency.word())?;
        if self.interval != 1 {
            write!(out, ";INTERVAL={}", self.interval)?;
        }
        if let Some(count) = self.count {
            write!(out, ";COUNT={count}")?;
        }
        match self.until {
            Some(Until::Day(day)) => write!(out, ";UNTIL={}", day.strftime("%Y%m%d"))?,
            Some(Until::Local(last)) => write!(out, ";UNTIL={}", last.strftime("%Y%m%dT%H%M%S"))?,
            Some(Until::Moment(last)) => {
                write!(out, ";UNTIL={}", last.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ"))?;
            }
            None => {}
        }
        part(out, "BYMONTH", &self.by_month)?;
        part(out, "BYWEEKNO", &self.by_week)?;
        part(out, "BYYEARDAY", &self.by_year_day)?;
        part(out, "BYMONTHDAY", &self.by_month_day)?;
        let day = |(nth, weekday): &(i16, Weekday)| match nth {
            0 => letters(*weekday).to_owned(),
            nth => format!("{nth}{}", letters(*weekday)),
        };
        part(out, "BYDAY", &self.by_day.iter().map(day).collect::<Vec<_>>())?;
        part(out, "BYHOUR", &self.by_hour)?;
        part(out, "BYMINUTE", &self.by_minute)?;
        part(out, "BYSECOND", &self.by_second)?;
        part(out, "BYSETPOS", &self.by_position)?;
        if self.week_start != Weekday::Monday {
            write!(out, ";WKST={}", letters(self.week_start))?;
        }
        Ok(())
    }
}

fn part<N: fmt::Display>(out: &mut fmt::Formatter<'_>, name: &str, values: &[N]) -> fmt::Result {
    if values.is_empty() {
        return Ok(());
    }
    let values: Vec<String> = values.iter().map(N::to_string).collect();
    write!(out, ";{name}={}", values.join(","))
}

/// In their order, each once.
fn list<N: Ord>(value: &str, read: impl Fn(&str) -> Option<N>) -> Option<Vec<N>> {
    let values: Option<Vec<N>> = value.split(',').map(|one| read(one.trim())).collect();
    let mut values = values.filter(|values| values.len() <= VALUES_MAX)?;
    values.sort_unstable();
    values.dedup();
    Some(values)
}

fn numbers<N>(value: &str, first: i16, last: i16, backward: bool) -> Option<Vec<N>>
where
    N: Ord + TryFrom<i16>,
{
    list(value, |one| {
        let number: i16 = one.parse().ok()?;
        let known = (first..=last).contains(&number) || (backward && (first..=last).contains(&-number));
        N::try_from(Some(number).filter(|_| known)?).ok()
    })
}

fn weekdays(value: &str) -> Option<Vec<(i16, Weekday)>> {
    let days: Option<Vec<_>> = value.split(',').map(|one| weekday_of(one.trim())).collect();
    let mut days = days.filter(|days| days.len() <= VALUES_MAX)?;
    days.sort_unstable_by_key(|(nth, day)| (*nth, day.to_monday_zero_offset()));
    days.dedup();
    Some(days)
}

/// `-1FR`.
fn weekday_of(text: &str) -> Option<(i16, Weekday)> {
    let (nth, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = match nth {
        "" => 0,
        nth => nth.parse().ok().filter(|nth: &i16| *nth != 0 && (-53..=53).contains(nth))?,
    };
    Some((nth, weekday(day)?))
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(known, _)| *known == word).map(|(_, day)| *day)
}

fn letters(weekday: Weekday) -> &'static str {
    WEEKDAYS.iter().find(|(_, day)| *day == weekday).map_or("", |(word, _)| word)
}

fn until(value: &str) -> Option<Until> {
    let plain: String = value.chars().filter(|letter| !matches!(letter, '-' | ':')).collect();
    if let Some(utc) = plain.strip_suffix('Z') {
        let last = DateTime::strptime("%Y%m%dT%H%M%S", utc).ok()?;
        return last.to_zoned_datetime(TimeZone::UTC).ok().map(|last| Until::Moment(last.timestamp()));
    }
    match plain.contains('T') {
        true => DateTime::strptime("%Y%m%dT%H%M%S", &plain).ok().map(Until::Local),
        false => Date::strptime("%Y%m%d", &plain).ok().map(Until::Day),
    }
}
