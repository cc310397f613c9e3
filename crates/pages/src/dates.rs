//! Dates, times and numbers as an edition writes them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime, civil};
use serde::Serialize;
use story::{DateStyle, Edition, Numerals};

use crate::almanac::{Almanac, Month};
use crate::locale::{Form, Locale, Piece};
use crate::words::{self, Words};

/// Days kept written: a page names few, and all pages of an hour name the same.
const DAYS_MAX: usize = 4_096;
const NO_BREAK_SPACE: &str = "\u{a0}";

/// One moment, in every form that pages use.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Moment {
    /// For machines: `2026-06-09T14:32:00+02:00`.
    pub iso: String,
    /// For the time gutter: `14:32`.
    pub gutter: String,
    /// In prose: `14 h 32`.
    pub time: String,
    #[serde(flatten)]
    pub date: Arc<Day>,
}

/// One day, in every form that pages use.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Day {
    /// For machines and addresses: `2026-06-09`.
    pub iso_day: String,
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
pub(crate) struct Clock {
    zone: TimeZone,
    numerals: Numerals,
    style: DateStyle,
    almanac: Almanac,
    locale: Locale,
    days: Mutex<HashMap<civil::Date, Arc<Day>>>,
}

impl Clock {
    pub(crate) fn of(edition: &Edition) -> Result<Self, String> {
        let zone = TimeZone::get(&edition.time_zone).map_err(|fault| fault.to_string())?;
        Ok(Self {
            zone,
            numerals: edition.numerals,
            style: edition.dates.clone(),
            almanac: Almanac::of(edition.calendar),
            locale: Locale::of(edition)?,
            days: Mutex::default(),
        })
    }

    pub(crate) fn locale(&self) -> &Locale {
        &self.locale
    }

    pub(crate) fn moment(&self, at: Timestamp) -> Moment {
        let at = at.to_zoned_datetime(self.zone.clone());
        Moment {
            iso: iso(&at),
            gutter: self.digits(&format!("{:02}:{:02}", at.hour(), at.minute())),
            time: self.time(&at),
            date: self.day(at.date()),
        }
    }

    /// A day, written once.
    pub(crate) fn day(&self, date: civil::Date) -> Arc<Day> {
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(day) = days.get(&date) {
            return Arc::clone(day);
        }
        if days.len() >= DAYS_MAX {
            days.clear();
        }
        let day = Arc::new(Day {
            iso_day: date.strftime("%Y-%m-%d").to_string(),
            short: self.written(date, Form::Short),
            long: self.written(date, Form::Long),
            day: self.written(date, Form::Day),
            full: capitalised(&self.written(date, Form::Full)),
        });
        days.insert(date, Arc::clone(&day));
        day
    }

    /// The month that a day lies in, by the edition's calendar.
    pub(crate) fn month_of(&self, date: civil::Date) -> Month {
        self.almanac.month_of(date)
    }

    /// The month with this key in addresses.
    pub(crate) fn month_at(&self, key: &str) -> Option<Month> {
        self.almanac.month_at(key)
    }

    /// `juin 2026`, as a heading.
    pub(crate) fn month(&self, month: &Month) -> String {
        capitalised(&self.written(month.first, Form::Month))
    }

    /// `2026`, as a heading.
    pub(crate) fn year(&self, month: &Month) -> String {
        self.digits(&month.year.to_string())
    }

    /// The day and the hour a moment falls in, for grouping: equal for moments of one hour of one day.
    pub(crate) fn hour_of(&self, at: Timestamp) -> (civil::Date, i8) {
        let at = at.to_zoned_datetime(self.zone.clone());
        (at.date(), at.hour())
    }

    /// The first moment of a day on the edition's clock.
    pub(crate) fn start_of(&self, date: civil::Date) -> Timestamp {
        self.zone.to_timestamp(date.at(0, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// `14 h`, above the entries of that hour.
    pub(crate) fn hour_name(&self, hour: i8) -> String {
        self.timed(&self.style.full_hour, hour, 0)
    }

    /// `du 4 juin au 6 juin 2026`, or the one day.
    pub(crate) fn range(&self, words: &Words, first: Timestamp, last: Timestamp) -> String {
        let (first, last) = (self.hour_of(first.min(last)).0, self.hour_of(first.max(last)).0);
        let year = |date| self.almanac.month_of(date).year;
        let (same_day, same_year) = (first == last, year(first) == year(last));
        let (first, last) = (self.day(first), self.day(last));
        if same_day {
            return last.long.clone();
        }
        let first = if same_year { &first.short } else { &first.long };
        words.fill("dates_range", &[("first", first), ("last", &last.long)])
    }

    pub(crate) fn number(&self, number: u64) -> String {
        self.locale.number(number)
    }

    /// ASCII digits as the edition writes digits.
    pub(crate) fn digits(&self, text: &str) -> String {
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

    fn written(&self, date: civil::Date, form: Form) -> String {
        let mut pieces = self.locale.date(date, form);
        let month = self.almanac.month_of(date);
        let own = self.style.months.get(usize::from(month.number) - 1);
        for piece in &mut pieces {
            match piece.part {
                Some("day") if date == month.first && !self.style.first_of_month.is_empty() => {
                    piece.text.clone_from(&self.style.first_of_month);
                }
                Some("month") => {
                    piece.text = own.cloned().unwrap_or_else(|| std::mem::take(&mut piece.text));
                }
                _ => {}
            }
        }
        keep_together(&mut pieces);
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    fn time(&self, at: &ZonedDateTime) -> String {
        // "14 h" but "14:00": where hours have a word of their own, full hours lose their minutes.
        let pattern = if at.minute() == 0 { &self.style.full_hour } else { &self.style.time };
        self.timed(pattern, at.hour(), at.minute())
    }

    fn timed(&self, pattern: &str, hour: i8, minute: i8) -> String {
        // `{hour}:` is a clock and has two digits; before a word it has as many as it needs.
        let hour = if pattern.contains("{hour}:") { format!("{hour:02}") } else { hour.to_string() };
        let (hour, minute) = (self.digits(&hour), self.digits(&format!("{minute:02}")));
        words::fill(&self.digits(pattern), &[("hour", &hour), ("minute", &minute)])
    }
}

/// A day number never stands at the end of a line without its month.
fn keep_together(pieces: &mut [Piece]) {
    for at in 1..pieces.len().saturating_sub(1) {
        let [before, space, after] = &mut pieces[at - 1..=at + 1] else { continue };
        if space.text == " " && before.part == Some("day") && after.part == Some("month") {
            NO_BREAK_SPACE.clone_into(&mut space.text);
        }
    }
}

/// RFC 3339 with the offset of the zone, to the second.
fn iso(at: &ZonedDateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The text with its first letter in upper case; the rest stays (`du 4 mai` starts a line).
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(id: &str) -> Edition {
        crate::editions().into_iter().find(|edition| edition.id == id).unwrap()
    }

    /// 9 June 2026, 14:32 in Paris: in full, its time, its gutter, in short; midnight of 1 June: its day, its time.
    const WRITTEN: [(&str, [&str; 6]); 7] = [
        (
            "fr",
            [
                "Mardi 9\u{a0}juin 2026",
                "14\u{a0}h\u{a0}32",
                "14:32",
                "9\u{a0}juin",
                "lundi 1er\u{a0}juin",
                "0\u{a0}h",
            ],
        ),
        ("en", ["Tuesday, 9\u{a0}June 2026", "14:32", "14:32", "9\u{a0}June", "Monday 1\u{a0}June", "00:00"]),
        (
            "ar",
            [
                "الثلاثاء، 9\u{a0}حزيران/يونيو 2026",
                "14:32",
                "14:32",
                "9\u{a0}حزيران/يونيو",
                "الاثنين، 1\u{a0}حزيران/يونيو",
                "00:00",
            ],
        ),
        (
            "de",
            ["Dienstag, 9. Juni 2026", "14:32\u{a0}Uhr", "14:32", "9. Juni", "Montag, 1. Juni", "0\u{a0}Uhr"],
        ),
        ("es", ["Martes, 9 de junio de 2026", "14:32", "14:32", "9 de junio", "lunes, 1 de junio", "00:00"]),
        (
            "tr",
            [
                "9\u{a0}Haziran 2026 Salı",
                "15:32",
                "15:32",
                "9\u{a0}Haziran",
                "1\u{a0}Haziran Pazartesi",
                "01:00",
            ],
        ),
        (
            "fa",
            [
                "سه\u{200c}شنبه ۱۹\u{a0}خرداد ۱۴۰۵",
                "۱۶:۰۲",
                "۱۶:۰۲",
                "۱۹\u{a0}خرداد",
                "دوشنبه ۱۱\u{a0}خرداد",
                "۰۱:۳۰",
            ],
        ),
    ];

    #[test]
    fn each_edition_writes_dates_in_its_own_way() {
        let at: Timestamp = "2026-06-09T12:32:00Z".parse().unwrap();
        let sharp: Timestamp = "2026-05-31T22:00:00Z".parse().unwrap();
        for (id, expected) in WRITTEN {
            let clock = Clock::of(&edition(id)).unwrap();
            let (at, sharp) = (clock.moment(at), clock.moment(sharp));
            let [full, time, gutter, short, day, hour] = expected;
            assert_eq!(
                [&at.date.full, &at.time, &at.gutter, &at.date.short, &sharp.date.day, &sharp.time],
                [full, time, gutter, short, day, hour],
                "{id}"
            );
        }
        assert_eq!(Clock::of(&edition("fr")).unwrap().moment(at).iso, "2026-06-09T14:32:00+02:00");
    }

    #[test]
    fn months_and_years_are_those_of_the_edition_s_calendar() {
        let day: civil::Date = "2026-11-27".parse().unwrap();
        for (id, name, year, key) in [
            ("fr", "Novembre 2026", "2026", "2026-11"),
            ("ar", "تشرين الثاني/نوفمبر 2026", "2026", "2026-11"),
            ("fa", "آذر ۱۴۰۵", "۱۴۰۵", "1405-09"),
        ] {
            let clock = Clock::of(&edition(id)).unwrap();
            let month = clock.month_of(day);
            assert_eq!((clock.month(&month).as_str(), clock.year(&month).as_str()), (name, year), "{id}");
            assert_eq!(clock.month_at(key), Some(month), "{id}");
        }
        // A first of a month is told by the same calendar.
        let mut edition = edition("fr");
        edition.calendar = story::Calendar::Persian;
        let clock = Clock::of(&edition).unwrap();
        assert!(clock.day("2026-11-22".parse().unwrap()).short.starts_with("1er"));
        assert!(!clock.day("2026-11-01".parse().unwrap()).short.starts_with("1er"));
    }

    #[test]
    fn a_full_hour_has_one_kind_of_digits() {
        assert_eq!(Clock::of(&edition("fa")).unwrap().hour_name(13), "۱۳:۰۰");
    }

    #[test]
    fn an_edition_of_any_locale_writes_its_months() {
        for locale in
            ["pt-BR", "pt-PT", "it", "nl", "pl", "ru", "uk", "cs", "sv", "ja", "he", "ur", "zh-Hant", "sw"]
        {
            let mut edition = edition("en");
            edition.locale = locale.to_owned();
            let clock = Clock::of(&edition).unwrap();
            for month in 1..=12 {
                let name = clock.month(&clock.month_of(civil::Date::constant(2026, month, 21)));
                assert!(name.contains("2026") && name.chars().count() > 5, "{locale}: {name}");
            }
        }
    }

    #[test]
    fn numerals_follow_the_edition() {
        let mut edition = edition("ar");
        edition.numerals = Numerals::Arabic;
        let at: Timestamp = "2026-06-09T12:32:00Z".parse().unwrap();
        let clock = Clock::of(&edition).unwrap();
        assert_eq!(clock.moment(at).gutter, "١٤:٣٢");
        assert_eq!(clock.number(1_147), "١٬١٤٧");
        assert!(clock.moment(at).iso.starts_with("2026-06-09"));
    }

    #[test]
    fn a_range_names_a_year_once_and_one_day_once() {
        let edition = edition("en");
        let (clock, words) = (Clock::of(&edition).unwrap(), Words::of(&edition));
        let day = |text: &str| text.parse::<Timestamp>().unwrap();
        let (a, b) = (day("2026-06-04T10:00:00Z"), day("2026-06-06T10:00:00Z"));
        assert_eq!(clock.range(&words, a, b), "4\u{a0}June to 6\u{a0}June 2026");
        assert_eq!(clock.range(&words, b, b), "6\u{a0}June 2026");
    }
}
