//! Dates, times and numbers as an edition writes them.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::Serialize;
use story::{Edition, Numerals};

use crate::words::Words;

/// One moment, in every form that pages use.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Moment {
    /// For machines: `2026-06-09T14:32:00+02:00`.
    pub iso: String,
    /// For the time gutter: `14:32`.
    pub gutter: String,
    /// In prose: `14 h 32`.
    pub time: String,
    /// `9 juin`.
    pub short: String,
    /// `9 juin 2026`.
    pub long: String,
    /// `mardi 9 juin`.
    pub day: String,
    /// `Mardi 9 juin 2026`.
    pub full: String,
}

/// Writes moments and numbers for one edition.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    zone: TimeZone,
    numerals: Numerals,
    words: Words,
}

impl Clock {
    pub(crate) fn of(edition: &Edition, words: &Words) -> Result<Self, String> {
        let zone = TimeZone::get(&edition.time_zone).map_err(|fault| fault.to_string())?;
        Ok(Self { zone, numerals: edition.numerals, words: words.clone() })
    }

    pub(crate) fn moment(&self, at: Timestamp) -> Moment {
        let at = at.to_zoned_datetime(self.zone.clone());
        let date = Date { clock: self, at: &at };
        Moment {
            iso: iso(&at),
            gutter: self.digits(&format!("{:02}:{:02}", at.hour(), at.minute())),
            time: date.time(),
            short: date.written("date_short"),
            long: date.written("date_long"),
            day: date.written("date_day"),
            full: capitalised(&date.written("date_full")),
        }
    }

    /// The day and the hour a moment falls in, for grouping: equal for moments of one hour of one day.
    pub(crate) fn hour_of(&self, at: Timestamp) -> (jiff::civil::Date, i8) {
        let at = at.to_zoned_datetime(self.zone.clone());
        (at.date(), at.hour())
    }

    /// `14 h`, above the entries of that hour.
    pub(crate) fn hour_name(&self, hour: i8) -> String {
        self.words.fill("hour", &[("hour", &self.digits(&hour.to_string()))])
    }

    /// `du 4 juin au 6 juin 2026`, or the one day.
    pub(crate) fn range(&self, first: Timestamp, last: Timestamp) -> String {
        let (first, last) = (first.min(last), first.max(last));
        let same_day = self.hour_of(first).0 == self.hour_of(last).0;
        let same_year = self.hour_of(first).0.year() == self.hour_of(last).0.year();
        let (first, last) = (self.moment(first), self.moment(last));
        if same_day {
            return last.long;
        }
        let first = if same_year { first.short } else { first.long };
        self.words.fill("dates_range", &[("first", &first), ("last", &last.long)])
    }

    pub(crate) fn number(&self, number: u64) -> String {
        self.digits(&number.to_string())
    }

    /// ASCII digits as the edition writes digits.
    fn digits(&self, text: &str) -> String {
        let zero = match self.numerals {
            Numerals::Latin => return text.to_owned(),
            Numerals::Arabic => '\u{660}',
            Numerals::Persian => '\u{6f0}',
        };
        let own = |letter: char| {
            letter.to_digit(10).and_then(|digit| char::from_u32(u32::from(zero) + digit)).unwrap_or(letter)
        };
        text.chars().map(own).collect()
    }
}

/// RFC 3339 with the offset of the zone, to the second.
fn iso(at: &ZonedDateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

struct Date<'a> {
    clock: &'a Clock,
    at: &'a ZonedDateTime,
}

impl Date<'_> {
    fn written(&self, pattern: &str) -> String {
        let words = &self.clock.words;
        let weekday = format!("weekday_{}", self.at.weekday().to_monday_one_offset());
        let month = format!("month_{}", self.at.month());
        let day = match self.at.day() {
            1 => words.fill("first_of_month", &[]),
            day => day.to_string(),
        };
        words.fill(
            pattern,
            &[
                ("weekday", words.get(&weekday)),
                ("day", &self.clock.digits(&day)),
                ("month", words.get(&month)),
                ("year", &self.clock.digits(&self.at.year().to_string())),
            ],
        )
    }

    fn time(&self) -> String {
        let hour = self.clock.digits(&self.at.hour().to_string());
        let two_digits = self.clock.digits(&format!("{:02}", self.at.hour()));
        let minute = self.clock.digits(&format!("{:02}", self.at.minute()));
        // "14 h" but "14:00": where hours have a word of their own, full hours lose their minutes.
        let (pattern, hour) = match (self.at.minute(), self.clock.words.get("time_prose").contains("}:{")) {
            (_, true) => ("time_prose", &two_digits),
            (0, false) => ("time_sharp", &hour),
            (_, false) => ("time_prose", &hour),
        };
        self.clock.words.fill(pattern, &[("hour", hour), ("minute", &minute)])
    }
}

/// The text with its first letter in upper case; the rest stays (`du 4 mai` starts a line).
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(edition: &Edition) -> Clock {
        Clock::of(edition, &Words::of(edition)).unwrap()
    }

    #[test]
    fn each_edition_writes_dates_in_its_own_way() {
        let at: Timestamp = "2026-06-09T12:32:00Z".parse().unwrap();
        let sharp: Timestamp = "2026-05-31T22:00:00Z".parse().unwrap();
        let written: Vec<_> = crate::editions()
            .iter()
            .map(|edition| {
                let clock = clock(edition);
                let (at, sharp) = (clock.moment(at), clock.moment(sharp));
                [at.full, at.time, at.gutter, at.short, sharp.day, sharp.time]
            })
            .collect();
        assert_eq!(
            written,
            [
                [
                    "Mardi 9\u{a0}juin 2026",
                    "14\u{a0}h\u{a0}32",
                    "14:32",
                    "9\u{a0}juin",
                    "lundi 1er\u{a0}juin",
                    "0\u{a0}h"
                ],
                ["Tuesday 9\u{a0}June 2026", "14:32", "14:32", "9\u{a0}June", "Monday 1\u{a0}June", "00:00"],
                [
                    "الثلاثاء 9 حزيران/يونيو 2026",
                    "14:32",
                    "14:32",
                    "9 حزيران/يونيو",
                    "الاثنين 1 حزيران/يونيو",
                    "00:00"
                ],
            ]
        );
        assert_eq!(clock(&crate::editions()[0]).moment(at).iso, "2026-06-09T14:32:00+02:00");
    }

    #[test]
    fn numerals_follow_the_edition() {
        let mut edition = crate::editions().pop().unwrap();
        edition.numerals = Numerals::Arabic;
        let at: Timestamp = "2026-06-09T12:32:00Z".parse().unwrap();
        assert_eq!(clock(&edition).moment(at).gutter, "١٤:٣٢");
        assert_eq!(clock(&edition).number(147), "١٤٧");
        assert!(clock(&edition).moment(at).iso.starts_with("2026-06-09"));
    }

    #[test]
    fn a_range_names_a_year_once_and_one_day_once() {
        let editions = crate::editions();
        let clock = clock(&editions[1]);
        let day = |text: &str| text.parse::<Timestamp>().unwrap();
        let (a, b) = (day("2026-06-04T10:00:00Z"), day("2026-06-06T10:00:00Z"));
        assert_eq!(clock.range(a, b), "4\u{a0}June to 6\u{a0}June 2026");
        assert_eq!(clock.range(b, b), "6\u{a0}June 2026");
    }
}
