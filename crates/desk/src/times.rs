//! Times as the desk shows and reads them: absolute, on the clock of an edition, 24 hours.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use serde::Serialize;
use story::Edition;

use crate::messages::Messages;

/// One edition's clock, read in one language.
#[derive(Clone)]
pub(crate) struct Clock {
    pub zone: String,
    time_zone: TimeZone,
    now: Timestamp,
    messages: &'static Messages,
}

/// The clock in the head of each screen.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Face {
    pub zone: String,
    pub city: String,
    pub local: String,
    pub utc: String,
}

impl Clock {
    pub(crate) fn new(edition: Option<&Edition>, now: Timestamp, messages: &'static Messages) -> Self {
        let zone = edition.map_or("UTC", |edition| edition.time_zone.as_str());
        let (zone, time_zone) = match TimeZone::get(zone) {
            Ok(time_zone) => (zone.to_owned(), time_zone),
            Err(_) => ("UTC".to_owned(), TimeZone::UTC),
        };
        Self { zone, time_zone, now, messages }
    }

    fn at(&self, time: Timestamp) -> ZonedDateTime {
        time.to_zoned_datetime(self.time_zone.clone())
    }

    fn day_and_month(&self, time: &ZonedDateTime) -> String {
        format!("{} {}", time.day(), self.messages.plain(&format!("month-{}", time.month())))
    }

    /// `14:32` today, `9 juin 14:32` otherwise, with the year when it is another.
    pub(crate) fn short(&self, time: Timestamp) -> String {
        self.dated(time, "%H:%M")
    }

    /// The same to the second.
    pub(crate) fn exact(&self, time: Timestamp) -> String {
        self.dated(time, "%H:%M:%S")
    }

    fn dated(&self, time: Timestamp, hour: &str) -> String {
        let (time, now) = (self.at(time), self.at(self.now));
        let hour = time.strftime(hour);
        if time.date() == now.date() {
            hour.to_string()
        } else if time.year() == now.year() {
            format!("{} {hour}", self.day_and_month(&time))
        } else {
            format!("{} {} {hour}", self.day_and_month(&time), time.year())
        }
    }

    /// The same moments on another clock.
    pub(crate) fn in_zone(&self, zone: &str) -> Self {
        match TimeZone::get(zone) {
            Ok(time_zone) if !zone.is_empty() => Self { zone: zone.to_owned(), time_zone, ..self.clone() },
            _ => self.clone(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// When the hour that it is now began, on this clock.
    pub(crate) fn hour_began(&self) -> Timestamp {
        let now = self.at(self.now);
        let since = i64::from(now.minute()) * 60 + i64::from(now.second());
        Timestamp::from_second(self.now.as_second() - since).unwrap_or(self.now)
    }

    pub(crate) fn date(&self, time: Timestamp) -> Date {
        self.at(time).date()
    }

    /// When a day begins; at the end of the calendar, now.
    pub(crate) fn begin(&self, date: Date) -> Timestamp {
        date.to_zoned_datetime(self.time_zone.clone()).map_or(self.now, |time| time.timestamp())
    }

    /// `mardi`, with a capital.
    pub(crate) fn weekday(&self, date: Date) -> String {
        self.messages.plain(&format!("weekday-{}", date.weekday().to_monday_one_offset()))
    }

    /// `9 juin`, with the year when it is another.
    pub(crate) fn date_text(&self, date: Date) -> String {
        let month = self.messages.plain(&format!("month-{}", date.month()));
        let year = if date.year() == self.date(self.now).year() {
            String::new()
        } else {
            format!(" {}", date.year())
        };
        format!("{} {month}{year}", date.day())
    }

    /// `juin 2026`.
    pub(crate) fn month_text(&self, date: Date) -> String {
        format!("{} {}", self.messages.plain(&format!("month-{}", date.month())), date.year())
    }

    /// `14:32:07`: when it was just now.
    pub(crate) fn second(&self, time: Timestamp) -> String {
        self.at(time).strftime("%H:%M:%S").to_string()
    }

    /// `9 juin 2026`.
    pub(crate) fn day(&self, time: Timestamp) -> String {
        let time = self.at(time);
        format!("{} {}", self.day_and_month(&time), time.year())
    }

    /// `14:32`.
    pub(crate) fn hour(&self, time: Timestamp) -> String {
        self.at(time).strftime("%H:%M").to_string()
    }

    /// `9 juin 2026, 14:32:07`.
    pub(crate) fn full(&self, time: Timestamp) -> String {
        let comma = if self.messages.tag() == "ar" { "،" } else { "," };
        format!("{}{comma} {}", self.day(time), self.at(time).strftime("%H:%M:%S"))
    }

    /// As a `datetime-local` field holds it.
    pub(crate) fn input(&self, time: Timestamp) -> String {
        self.at(time).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// From a `datetime-local` field, on this clock. An hour that the clock repeats is read as its first; one that it
    /// skips is none.
    pub(crate) fn read(&self, typed: &str) -> Option<Timestamp> {
        let civil: DateTime = typed.trim().parse().ok()?;
        let read = self.time_zone.to_ambiguous_timestamp(civil);
        if matches!(read.offset(), AmbiguousOffset::Gap { .. }) {
            return None;
        }
        read.compatible().ok()
    }

    /// The same, to the end of the minute or second that is named: what happened in it has happened.
    pub(crate) fn read_to_end(&self, typed: &str) -> Option<Timestamp> {
        const MINUTE: &str = "2026-06-09T14:32";
        let ms = if typed.trim().len() > MINUTE.len() { 999 } else { 59_999 };
        self.read(typed)?.checked_add(SignedDuration::from_millis(ms)).ok()
    }

    /// The next full quarter of an hour, to start a schedule from.
    pub(crate) fn next_quarter(&self) -> Timestamp {
        let quarter = 15 * 60;
        Timestamp::from_second((self.now.as_second() / quarter + 1) * quarter).unwrap_or(self.now)
    }

    pub(crate) fn face(&self) -> Face {
        let city = self.zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
        let hour = |time: ZonedDateTime| time.strftime("%H:%M:%S").to_string();
        Face {
            zone: self.zone.clone(),
            city,
            local: hour(self.at(self.now)),
            utc: hour(self.now.to_zoned_datetime(TimeZone::UTC)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use story::Language;

    fn clock(zone: &str, language: &str) -> Clock {
        let mut edition = testkit::editions().remove(0);
        edition.time_zone = zone.to_owned();
        let now = "2026-06-09T12:32:07Z".parse().unwrap();
        Clock::new(Some(&edition), now, Messages::of(&Language::new(language)))
    }

    #[test]
    fn times_are_shown_on_the_editions_clock_in_the_readers_words() {
        let clock = clock("Europe/Paris", "fr");
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(clock.short(at("2026-06-09T10:00:00Z")), "12:00");
        assert_eq!(clock.short(at("2026-06-08T22:30:00Z")), "00:30", "still today in Paris");
        assert_eq!(clock.short(at("2026-06-07T10:00:00Z")), "7 juin 12:00");
        assert_eq!(clock.full(at("2025-06-07T10:00:00Z")), "7 juin 2025, 12:00:00");
        assert_eq!(clock.face().local, "14:32:07");
    }

    #[test]
    fn what_a_field_shows_is_read_back() {
        for zone in ["Europe/Paris", "UTC", "America/New_York"] {
            let clock = clock(zone, "ar");
            let at: Timestamp = "2026-01-15T23:45:00Z".parse().unwrap();
            assert_eq!(clock.read(&clock.input(at)), Some(at));
        }
        let end = |typed| clock("UTC", "fr").read_to_end(typed).map(|at| at.to_string());
        assert_eq!(end("2026-01-15T23:45").as_deref(), Some("2026-01-15T23:45:59.999Z"));
        assert_eq!(end("2026-01-15T23:45:07").as_deref(), Some("2026-01-15T23:45:07.999Z"));
        assert_eq!(clock("Europe/Paris", "fr").read("2027-03-28T02:30"), None, "the clock skips it");
        let twice = clock("Europe/Paris", "fr").read("2027-10-31T02:30").map(|at| at.to_string());
        assert_eq!(twice.as_deref(), Some("2027-10-31T00:30:00Z"), "the first of two");
        for nonsense in ["", "tomorrow", "2026-13-01T00:00", "9999999-01-01T00:00"] {
            assert_eq!(clock("UTC", "fr").read(nonsense), None, "{nonsense}");
        }
    }
}
