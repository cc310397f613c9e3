//! Dates as wires, feeds and pages write them: ISO 8601, RFC 822 and words in several languages, any offset.
//! A time without an offset is one of the sender's zone, where that is known, and of UTC elsewhere; a date without a year
//! is no date, since there is no clock here.

mod local;
mod persian;
mod tokens;
mod vocabulary;
mod zones;

use jiff::Timestamp;
use jiff::civil::Date;

pub(crate) use local::{is_known as zone_is_known, moment as local_moment, within};

use crate::problem::{Problems, excerpt};
use tokens::{Token, tokens};
use vocabulary::{Half, half_of_day, is_filler, month, named_hour};
use zones::{Zone, zone};

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

/// Whether a line is a day without its year: `January 21`, `3 juin`.
pub(crate) fn is_day(line: &str) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=3;
    let words: Vec<&str> = line.split([' ', '.', ',']).filter(|word| !word.is_empty()).collect();
    let day = |word: &&str| word.len() <= 2 && word.bytes().all(|letter| letter.is_ascii_digit());
    let number = words.iter().filter(|word| day(word)).count();
    WORDS.contains(&words.len())
        && number == 1
        && words.iter().all(|word| day(word) || month_in(word).is_some())
}

/// The time of day that a text names, on the day of another moment.
pub(crate) fn time_on(day: Timestamp, text: &str) -> Option<Timestamp> {
    let time = parts(text);
    let date = local::date(day);
    let named = Parts {
        year: Some(date.year().into()),
        month: Some(date.month().into()),
        day: Some(date.day().into()),
        ..time
    };
    time.hour.and_then(|_| named.moment())
}

/// The moment that a text names and nothing in it puts in doubt, and whether it names the zone. What is held until then
/// must not go out too early: no figure may be left over, nor a word that may be the time or the zone.
pub(crate) fn exactly(text: &str) -> Option<(Timestamp, bool)> {
    // No wire is older, and none is held for a century.
    const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;
    let text = text.trim();
    if text.len() > BYTES_MAX {
        return None;
    }
    if let Some(at) = text.parse().ok().or_else(|| counted(text)) {
        return Some((at, true));
    }
    let parts = parts(text);
    let whole = parts.has_date()
        && parts.left_over == 0
        && parts.date().is_some_and(|date| YEARS.contains(&date.year()));
    // A word that nobody knows may be an hour or a zone.
    let clear = parts.strange == 0 || (parts.hour.is_some() && parts.zone.is_some());
    let at = parts.moment().filter(|_| whole && clear)?;
    Some((at, parts.zone.is_some()))
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
        Token::Word(word) => zone(word),
        _ => None,
    });
    words.next().map(Zone::standard_s)
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
    zone: Option<Zone>,
    pm: Option<bool>,
    /// The month is one of the Persian calendar.
    is_persian: bool,
    /// Words and figures that have nothing to do with a date.
    strange: usize,
    /// The figures among them.
    left_over: usize,
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
        let civil = self.date()?.at(
            small(if end_of_day { 0 } else { hour }).filter(|hour| *hour < 24)?,
            small(self.minute).filter(|minute| *minute < 60)?,
            small(self.second.min(59))?,
            i32::try_from(self.millisecond).ok()? * 1_000_000,
        );
        let civil = if end_of_day { civil.tomorrow().ok()? } else { civil };
        match self.zone {
            Some(zone) => zone.moment(civil),
            None => local::moment(civil),
        }
    }

    /// In our own calendar.
    fn date(&self) -> Option<Date> {
        // Years of the Persian and the Islamic calendar, whose figures are other days in ours.
        const OTHER: std::ops::Range<i64> = 1300..1500;
        let (year, month, day) = (self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1));
        match (OTHER.contains(&year), self.is_persian) {
            (true, _) if self.has_date() => persian::date(year, month, day, self.is_persian),
            (false, false) => {
                let small = |number: i64| i8::try_from(number).ok();
                Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()
            }
            _ => None,
        }
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

/// `14:05`, `14h05`, `14 h`, `14:05:59.123`, `T140559`, `2 pm`, `14.05 Uhr`, `1405 GMT`, `noon`.
fn time_of_day(rest: &[Token], parts: &mut Parts) -> Option<usize> {
    if parts.hour.is_some() {
        return None;
    }
    if let [Token::Word("t"), Token::Number(n, digits @ (4 | 6)), ..] = *rest {
        let n = if digits == 4 { n * 100 } else { n };
        (parts.hour, parts.minute, parts.second) = (Some(n / 10_000), n / 100 % 100, n % 100);
        return Some(2);
    }
    if let [Token::Word(word), ..] = *rest {
        parts.hour = named_hour(word);
        return parts.hour.map(|_| 1);
    }
    if let [Token::Number(n, 4), Token::Word(next), ref more @ ..] = *rest {
        // With no other number that can be the year, it is the year.
        let year = parts.year.is_some() || more.iter().any(|token| matches!(token, Token::Number(_, 4)));
        let timed = zone(next).is_some() || matches!(next, "h" | "hrs" | "hours" | "uhr");
        return (year && timed).then(|| clock(n, parts))?;
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
        [Token::Word("h" | "heures" | "heure" | "uhr"), Token::Number(minute, 2), ..] => {
            parts.minute = minute;
            3
        }
        [Token::Sign('.'), Token::Number(minute, 2), Token::Word("uhr"), ..] => {
            parts.minute = minute;
            4
        }
        [Token::Sign('.'), Token::Number(minute @ 0..=59, 2), ref tail @ ..]
            if is_dotted(minute, tail, parts) =>
        {
            parts.minute = minute;
            3
        }
        [Token::Word("h" | "heures" | "heure" | "uhr" | "hrs" | "hours"), ..] => 2,
        [Token::Word(word), ..] if named_hour(word).is_some() => {
            parts.hour = named_hour(word);
            return Some(2);
        }
        [Token::Word(word), ..] if half_of_day(word).is_some() => 1,
        _ => return None,
    };
    parts.hour = Some(hour);
    Some(used)
}

/// Hour and minute in four figures; one token where they are a time of day.
fn clock(n: i64, parts: &mut Parts) -> Option<usize> {
    let (hour, minute) = (n / 100, n % 100);
    (hour <= 24 && minute < 60).then(|| {
        (parts.hour, parts.minute) = (Some(hour), minute);
        1
    })
}

/// `18.30` is a time where the day is known, where it cannot be a day and a month, or where a zone follows.
fn is_dotted(minute: i64, tail: &[Token], parts: &Parts) -> bool {
    let timed = match tail {
        [Token::Word(word), ..] => zone(word).is_some() || half_of_day(word).is_some() || *word == "hrs",
        [Token::Sign('.'), ..] => return false,
        _ => false,
    };
    timed || parts.has_date() || minute == 0 || minute > 12
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
    parts.zone = Some(Zone::Fixed(if sign == '+' { seconds } else { -seconds }));
    Some(used)
}

/// A token that stands for itself: a month, a day, a year, a zone, a filler.
fn single(tokens: &[Token], at: usize, parts: &mut Parts) -> usize {
    match tokens[at] {
        Token::Word(word) => named(word, parts),
        Token::Number(n, 4) if is_clock(tokens, at, parts) => {
            clock(n, parts);
        }
        Token::Number(n, 4) if parts.year.is_none() && (1000..=2999).contains(&n) => parts.year = Some(n),
        Token::Number(n @ 1..=31, 1 | 2) if parts.day.is_none() && by_a_month(tokens, at, parts) => {
            parts.day = Some(n);
        }
        Token::Number(n, 2) if parts.year.is_none() && parts.month.is_some() && parts.day.is_some() => {
            parts.year = Some(century(n, 2));
        }
        Token::Number(..) => {
            parts.strange += 1;
            parts.left_over += 1;
        }
        Token::Sign(_) => {}
    }
    1
}

/// Four figures beside a year: `5 March 2026 1830`, `0600 5 March 2026`.
fn is_clock(tokens: &[Token], at: usize, parts: &Parts) -> bool {
    let Token::Number(n, 4) = tokens[at] else { return false };
    let year = |n: i64| (1900..=2100).contains(&n);
    let follows =
        || !year(n) && tokens[at + 1..].iter().any(|token| matches!(token, Token::Number(m, 4) if year(*m)));
    // `2025-2026` is no time.
    let joined = at > 0 && matches!(tokens[at - 1], Token::Sign('-' | '–' | '/'));
    parts.hour.is_none() && n < 2400 && n % 100 < 60 && !joined && (parts.year.is_some() || follows())
}

/// A day stands beside its month.
fn by_a_month(tokens: &[Token], at: usize, parts: &Parts) -> bool {
    let soon = tokens[at + 1..]
        .iter()
        .take(4)
        .any(|token| matches!(token, Token::Word(word) if month(word).or(persian::month(word)).is_some()));
    parts.month.is_some() || soon
}

fn named(word: &str, parts: &mut Parts) {
    if let Some(month) = month(word).filter(|_| parts.month.is_none()) {
        parts.month = Some(month);
    } else if let Some(month) = persian::month(word).filter(|_| parts.month.is_none()) {
        (parts.month, parts.is_persian) = (Some(month), true);
    } else if let Some(half) = half_of_day(word).filter(|_| parts.hour.is_some() && parts.pm.is_none()) {
        parts.pm = Some(half == Half::Second);
    } else if let Some(zone) = zone(word).filter(|_| parts.hour.is_some() && parts.zone.is_none()) {
        parts.zone = Some(zone);
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
            ("3 June 2026, 18.30 GMT", "2026-06-03T18:30:00Z"),
            ("6.30pm on 3 June 2026", "2026-06-03T18:30:00Z"),
            ("1830 GMT 3 JUNE 2026", "2026-06-03T18:30:00Z"),
            ("0600 3 June 2026", "2026-06-03T06:00:00Z"),
            ("3 June 2026 1830 CET", "2026-06-03T17:30:00Z"),
            ("NOON GMT 3 JUNE 2026", "2026-06-03T12:00:00Z"),
            ("le 3 juin 2026 à minuit", "2026-06-04T00:00:00Z"),
            ("3 de junio de 2026 a las 18:30", "2026-06-03T18:30:00Z"),
            ("3 Haziran 2026 Çarşamba, saat 18:30", "2026-06-03T18:30:00Z"),
            ("۳ ژوئن ۲۰۲۶ ساعت ۱۸:۳۰", "2026-06-03T18:30:00Z"),
            ("March 5, 2026 6 a.m. ET", "2026-03-05T11:00:00Z"),
            ("July 9, 2026 6 a.m. ET", "2026-07-09T10:00:00Z"),
            ("3 March 2026 GMT", "2026-03-03T00:00:00Z"),
            ("20260603 1830", "2026-06-03T18:30:00Z"),
            ("3. Juni 2026, 18 Uhr 30", "2026-06-03T18:30:00Z"),
            ("3 يونيو 2026 الساعة 6 مساء", "2026-06-03T18:00:00Z"),
            ("1830hrs GMT 3 June 2026", "2026-06-03T18:30:00Z"),
            ("۱۴۰۵/۰۹/۰۷ ساعت ۱۸:۰۰", "2026-11-28T18:00:00Z"),
            ("1404/12/13 09:15", "2026-03-04T09:15:00Z"),
            ("شنبه ۷ آذر ۱۴۰۵ ساعت ۱۸:۳۰", "2026-11-28T18:30:00Z"),
            ("1 فروردین 1405", "2026-03-21T00:00:00Z"),
            ("۳۰ اسفند ۱۴۰۳", "2025-03-20T00:00:00Z"),
        ] {
            assert_eq!(read(text).map(|at| at.to_string()).as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_one_of_the_senders_zone() {
        for (text, moment) in [
            ("2026-06-03 14:05", "2026-06-03T12:05:00Z"),
            ("3 juin 2026 à 14h05", "2026-06-03T12:05:00Z"),
            ("3 juin 2026", "2026-06-02T22:00:00Z"),
            ("2026-01-03 14:05", "2026-01-03T13:05:00Z"),
            ("2026-06-03 14:05 GMT", "2026-06-03T14:05:00Z"),
            ("2026-06-03T14:05:00-05:00", "2026-06-03T19:05:00Z"),
            // Twice that night: what is held is held until the later.
            ("2026-10-25 02:30", "2026-10-25T01:30:00Z"),
        ] {
            let read = within("Europe/Paris", || read(text));
            assert_eq!(read.map(|at| at.to_string()).as_deref(), Some(moment), "{text}");
        }
        let later = within("Europe/Paris", || time_on(read("3 June 2026").unwrap(), "14:00"));
        assert_eq!(later.unwrap().to_string(), "2026-06-03T12:00:00Z");
        assert_eq!(read("2026-06-03 14:05").unwrap().to_string(), "2026-06-03T14:05:00Z", "it is over");
        assert_eq!(
            within("Nowhere/At_all", || read("2026-06-03 14:05")).unwrap().to_string(),
            "2026-06-03T14:05:00Z"
        );
    }

    #[test]
    fn a_moment_that_anything_puts_in_doubt_is_not_exact() {
        let read = |text: &str| exactly(text).map(|(at, zoned)| (at.to_string(), zoned));
        let at = |moment: &str, zoned| Some((moment.to_owned(), zoned));
        assert_eq!(read("Wednesday 3 June 2026, 18.30 GMT"), at("2026-06-03T18:30:00Z", true));
        assert_eq!(read("3 June 2026, 6.30 pm"), at("2026-06-03T18:30:00Z", false));
        assert_eq!(read("3 June 2026, 10:00 GMT for the trade press"), at("2026-06-03T10:00:00Z", true));
        for text in [
            "5 March 1830",
            "14/12/1447",
            "1447/06/07 18:00",
            "۳۱ آذر ۱۴۰۵",
            "۷ آذر ۲۰۲۶",
            "آذر ۱۴۰۵",
            "3 Foomonth 2026 18:30",
            "June 2026",
            "first light on 3 June 2026",
            "10:00 New York time, 3 June 2026",
            "3 June 2026, 10:00 or 11:00 GMT",
            "3 June 2026, 18:3 GMT",
            "2230 Thursday 5 March",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "hier",
            "3 juin",
            "1447/06/07",
            "14:05",
            "99/99/2026",
            "2026-13-01",
            "version 2",
            "le port a rouvert",
        ] {
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
