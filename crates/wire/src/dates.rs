//! Dates as wires, feeds and pages write them: ISO 8601, RFC 822 and words in several languages, any offset.
//! A time without an offset is taken as UTC; a date without a year is no date, since there is no clock here.

mod tokens;
mod vocabulary;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::problem::{Problems, excerpt};
use tokens::{Token, tokens};
use vocabulary::{is_filler, month, zone_offset_s};

/// Longer texts hold more than a date.
const BYTES_MAX: usize = 300;

/// The moment a text names.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > BYTES_MAX {
        return None;
    }
    text.parse().ok().or_else(|| parts(text).moment())
}

/// The moment that a field of its own says.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    read(text).or_else(|| counted(text))
}

/// The moment a field holds; a field that holds something else is told.
pub(crate) fn field(text: &str, place: &str, problems: &mut Problems) -> Option<Timestamp> {
    if text.trim().is_empty() {
        return None;
    }
    let moment = moment(text);
    if moment.is_none() {
        problems.add(
            "bad-date",
            place,
            format!("'{}' is not a date we can read; left out", excerpt(text.trim())),
        );
    }
    moment
}

/// Seconds or milliseconds since 1970, as programs write a date: from 2001 to 2030, as larger numbers are also those of
/// a day and its hour.
fn counted(text: &str) -> Option<Timestamp> {
    const SECONDS: std::ops::Range<i64> = 1_000_000_000..1_900_000_000;
    let number: i64 = text.trim().parse().ok()?;
    match number {
        seconds if SECONDS.contains(&seconds) => Timestamp::from_second(seconds).ok(),
        milliseconds if SECONDS.contains(&(milliseconds / 1000)) => {
            Timestamp::from_millisecond(milliseconds).ok()
        }
        _ => None,
    }
}

/// Whether a line names a moment and says nothing else.
pub(crate) fn is_only_a_date(line: &str) -> bool {
    if line.len() > BYTES_MAX {
        return false;
    }
    let parts = parts(line);
    parts.strange == 0 && parts.moment().is_some()
}

/// The time of day that a text names, on the day of another moment.
pub(crate) fn time_on(day: Timestamp, text: &str) -> Option<Timestamp> {
    let time = parts(text);
    let date = Offset::UTC.to_datetime(day).date();
    let named = Parts {
        year: Some(date.year().into()),
        month: Some(date.month().into()),
        day: Some(date.day().into()),
        ..time
    };
    time.hour.and_then(|_| named.moment())
}

/// The first month that a text names.
pub(crate) fn month_in(text: &str) -> Option<i8> {
    let mut words = tokens(text).into_iter().filter_map(|token| match token {
        Token::Word(word) => month(word),
        _ => None,
    });
    words.next().and_then(|number| i8::try_from(number).ok())
}

/// Seconds east of Greenwich of the first zone that a text names.
pub(crate) fn zone_in(text: &str) -> Option<i32> {
    let mut words = tokens(text).into_iter().filter_map(|token| match token {
        Token::Word(word) => zone_offset_s(word),
        _ => None,
    });
    words.next()
}

#[derive(Debug, Default, Clone, Copy)]
struct Parts {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    hour: Option<i64>,
    minute: i64,
    second: i64,
    millisecond: i64,
    offset_s: Option<i32>,
    pm: Option<bool>,
    /// Words that have nothing to do with a date.
    strange: usize,
}

impl Parts {
    fn moment(&self) -> Option<Timestamp> {
        let small = |number: i64| i8::try_from(number).ok();
        let mut hour = self.hour.unwrap_or(0);
        match self.pm {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let end_of_day = hour == 24;
        let civil = DateTime::new(
            i16::try_from(self.year?).ok()?,
            small(self.month.unwrap_or(1))?,
            small(self.day.unwrap_or(1))?,
            small(if end_of_day { 0 } else { hour })?,
            small(self.minute)?,
            small(self.second.min(59))?,
            i32::try_from(self.millisecond).ok()? * 1_000_000,
        );
        let civil = civil.ok()?;
        let civil = if end_of_day { civil.tomorrow().ok()? } else { civil };
        let offset = Offset::from_seconds(self.offset_s.unwrap_or(0)).ok()?;
        offset.to_timestamp(civil).ok()
    }

    fn has_date(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }
}

fn parts(text: &str) -> Parts {
    let tokens = tokens(text);
    let mut parts = Parts::default();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        at += date_in_figures(rest, &mut parts)
            .or_else(|| time_of_day(rest, &mut parts))
            .or_else(|| offset(rest, &mut parts))
            .unwrap_or_else(|| single(&tokens, at, &mut parts));
    }
    parts
}

/// `2026-06-03`, `3/6/2026`, `03.06.26`, `20260603`, `20260603140500`.
fn date_in_figures(rest: &[Token], parts: &mut Parts) -> Option<usize> {
    if parts.has_date() {
        return None;
    }
    if let [Token::Number(n, digits @ (8 | 12 | 14)), ..] = *rest {
        let (date, time) = match digits {
            8 => (n, None),
            12 => (n / 10_000, Some(n % 10_000 * 100)),
            _ => (n / 1_000_000, Some(n % 1_000_000)),
        };
        (parts.year, parts.month, parts.day) =
            (Some(date / 10_000), Some(date / 100 % 100), Some(date % 100));
        if let Some(time) = time {
            (parts.hour, parts.minute, parts.second) = (Some(time / 10_000), time / 100 % 100, time % 100);
        }
        return Some(1);
    }
    let [Token::Number(a, da), Token::Sign(s1), Token::Number(b, db), ref more @ ..] = *rest else {
        return None;
    };
    if !matches!(s1, '-' | '/' | '.') || db > 2 {
        return None;
    }
    match *more {
        [Token::Sign(s2), Token::Number(c, dc), ..] if s1 == s2 => match (da, dc) {
            (4, 1 | 2) => (parts.year, parts.month, parts.day) = (Some(a), Some(b), Some(c)),
            (1 | 2, 2 | 4) => {
                // Day first, as most of the world writes it, unless that is no month.
                let (day, month) = if b > 12 { (b, a) } else { (a, b) };
                (parts.year, parts.month, parts.day) = (Some(century(c, dc)), Some(month), Some(day));
            }
            _ => return None,
        },
        _ if da == 4 && s1 == '-' => {
            (parts.year, parts.month) = (Some(a), Some(b));
            return Some(3);
        }
        _ => return None,
    }
    Some(5)
}

fn century(year: i64, digits: usize) -> i64 {
    match (digits, year) {
        (2, 0..=68) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

/// `14:05`, `14h05`, `14 h`, `14:05:59.123`, `T140559`, `2 pm`, `14.05 Uhr`.
fn time_of_day(rest: &[Token], parts: &mut Parts) -> Option<usize> {
    if parts.hour.is_some() {
        return None;
    }
    if let [Token::Word("t"), Token::Number(n, digits @ (4 | 6)), ..] = *rest {
        let n = if digits == 4 { n * 100 } else { n };
        (parts.hour, parts.minute, parts.second) = (Some(n / 10_000), n / 100 % 100, n % 100);
        return Some(2);
    }
    let [Token::Number(hour @ 0..=24, 1 | 2), ref more @ ..] = *rest else {
        return None;
    };
    let used = match *more {
        [
            Token::Sign(':'),
            Token::Number(minute, 2),
            Token::Sign(':'),
            Token::Number(second, 2),
            ref tail @ ..,
        ] => {
            (parts.minute, parts.second) = (minute, second);
            5 + fraction(tail, parts)
        }
        [Token::Sign(':'), Token::Number(minute, 2), ..] => {
            parts.minute = minute;
            3
        }
        [Token::Word("h" | "heures" | "heure"), Token::Number(minute, 2), ..] => {
            parts.minute = minute;
            3
        }
        [Token::Sign('.'), Token::Number(minute, 2), Token::Word("uhr"), ..] => {
            parts.minute = minute;
            4
        }
        [Token::Word("h" | "heures" | "heure" | "uhr"), ..] => 2,
        [Token::Word("am" | "pm" | "a" | "p"), ..] => 1,
        _ => return None,
    };
    parts.hour = Some(hour);
    Some(used)
}

fn fraction(tail: &[Token], parts: &mut Parts) -> usize {
    match *tail {
        [Token::Sign('.' | ','), Token::Number(n, digits @ 1..=9), ..] => {
            let scale = 10_i64.pow(digits as u32);
            parts.millisecond = n * 1000 / scale;
            2
        }
        _ => 0,
    }
}

/// `+02:00`, `-0500`, `+2`, behind a time.
fn offset(rest: &[Token], parts: &mut Parts) -> Option<usize> {
    // An offset only means something behind a time.
    parts.hour?;
    let [Token::Sign(sign @ ('+' | '-' | '−')), Token::Number(n, digits), ref more @ ..] = *rest else {
        return None;
    };
    let (minutes, used) = match (digits, more) {
        (4, _) => (n / 100 * 60 + n % 100, 2),
        (1 | 2, [Token::Sign(':'), Token::Number(minute, 2), ..]) => (n * 60 + minute, 4),
        (1 | 2, _) if parts.has_date() && n <= 14 => (n * 60, 2),
        _ => return None,
    };
    let seconds = i32::try_from(minutes * 60).ok()?;
    parts.offset_s = Some(if sign == '+' { seconds } else { -seconds });
    Some(used)
}

/// A token that stands for itself: a month, a day, a year, a zone, a filler.
fn single(tokens: &[Token], at: usize, parts: &mut Parts) -> usize {
    match tokens[at] {
        Token::Word(word) => named(word, parts),
        Token::Number(n, 4) if parts.year.is_none() && (1000..=2999).contains(&n) => parts.year = Some(n),
        Token::Number(n @ 1..=31, 1 | 2) if parts.day.is_none() && by_a_month(tokens, at, parts) => {
            parts.day = Some(n);
        }
        Token::Number(n, 2) if parts.year.is_none() && parts.month.is_some() && parts.day.is_some() => {
            parts.year = Some(century(n, 2));
        }
        Token::Number(..) => parts.strange += 1,
        Token::Sign(_) => {}
    }
    1
}

/// A day stands beside its month.
fn by_a_month(tokens: &[Token], at: usize, parts: &Parts) -> bool {
    let soon = tokens[at + 1..]
        .iter()
        .take(4)
        .any(|token| matches!(token, Token::Word(word) if month(word).is_some()));
    parts.month.is_some() || soon
}

fn named(word: &str, parts: &mut Parts) {
    if let Some(month) = month(word).filter(|_| parts.month.is_none()) {
        parts.month = Some(month);
    } else if matches!(word, "am" | "pm" | "a" | "p" | "م" | "ص")
        && parts.hour.is_some()
        && parts.pm.is_none()
    {
        parts.pm = Some(matches!(word, "pm" | "p" | "م"));
    } else if let Some(seconds) =
        zone_offset_s(word).filter(|_| parts.hour.is_some() && parts.offset_s.is_none())
    {
        parts.offset_s = Some(seconds);
    } else if !is_filler(word) {
        parts.strange += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_the_world_writes_them() {
        for (text, moment) in [
            ("2026-06-03T14:05:00+02:00", "2026-06-03T12:05:00Z"),
            ("2026-06-03T14:05:00.25Z", "2026-06-03T14:05:00.25Z"),
            ("20260603T140500+0200", "2026-06-03T12:05:00Z"),
            ("20260603", "2026-06-03T00:00:00Z"),
            ("2026-06-03", "2026-06-03T00:00:00Z"),
            ("2026-06", "2026-06-01T00:00:00Z"),
            ("2026-06-03 14:05", "2026-06-03T14:05:00Z"),
            ("2026-06-03T24:00:00Z", "2026-06-04T00:00:00Z"),
            ("Wed, 03 Jun 2026 14:05:00 GMT", "2026-06-03T14:05:00Z"),
            ("Wed, 3 Jun 26 14:05 EST", "2026-06-03T19:05:00Z"),
            ("3 Jun 2026 14:05:00 -0700", "2026-06-03T21:05:00Z"),
            ("mercredi 3 juin 2026 à 14h05", "2026-06-03T14:05:00Z"),
            ("le 1er août 2026 à 9 h", "2026-08-01T09:00:00Z"),
            ("June 3, 2026 2:05 PM ET", "2026-06-03T18:05:00Z"),
            ("June 3rd, 2026 at 12:05 a.m.", "2026-06-03T00:05:00Z"),
            ("3. Juni 2026, 14.05 Uhr", "2026-06-03T14:05:00Z"),
            ("Mittwoch, 3. März 2026 14:05 Uhr", "2026-03-03T14:05:00Z"),
            ("03/06/2026 14:05", "2026-06-03T14:05:00Z"),
            ("06/23/2026", "2026-06-23T00:00:00Z"),
            ("03.06.26", "2026-06-03T00:00:00Z"),
            ("الأربعاء 3 يونيو 2026", "2026-06-03T00:00:00Z"),
            ("٣ حزيران ٢٠٢٦", "2026-06-03T00:00:00Z"),
            ("3 جوان 2026", "2026-06-03T00:00:00Z"),
            ("3 de junio de 2026", "2026-06-03T00:00:00Z"),
        ] {
            assert_eq!(read(text).map(|at| at.to_string()).as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["", "hier", "3 juin", "14:05", "99/99/2026", "2026-13-01", "version 2", "le port a rouvert"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(is_only_a_date("Mercredi 3 juin 2026, 14h05"));
        assert!(!is_only_a_date("Le 3 juin 2026, le port a rouvert"));
    }

    #[test]
    fn a_field_may_count_from_1970() {
        let mut problems = Problems::default();
        for (text, moment) in [
            ("1780000000", Some("2026-05-28T20:26:40Z")),
            ("1780000000250", Some("2026-05-28T20:26:40.25Z")),
            ("2026060314", None),
            ("17", None),
        ] {
            let read = field(text, "", &mut problems).map(|at| at.to_string());
            assert_eq!(read.as_deref(), moment, "{text}");
        }
    }

    #[test]
    fn a_bad_date_is_told_with_its_place() {
        let mut problems = Problems::default();
        assert_eq!(field("soon", "versionCreated", &mut problems), None);
        let told = problems.into_list();
        assert_eq!((told[0].code.as_str(), told[0].place.as_str()), ("bad-date", "versionCreated"));
    }
}
