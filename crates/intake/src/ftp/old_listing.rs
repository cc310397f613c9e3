//! What `LIST` answers: lines for people, as Unix and DOS write them.

use jiff::civil::Date;

use super::is_fetched;
use crate::listing::Listed;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A file; no folder, link or heading. `today` tells the year of a day that has none.
pub(super) fn entry(line: &str, today: Date) -> Option<Listed> {
    let file = unix(line, today).or_else(|| dos(line))?;
    is_fetched(&file.name).then_some(file)
}

/// `-rw-r--r--  1 ada press  1234 Jun  9 10:00 a b.xml`, `… Jun  9  2025 a.xml`, `… 2026-06-09 10:00 a.xml`.
fn unix(line: &str, today: Date) -> Option<Listed> {
    if !line.starts_with('-') {
        return None;
    }
    let words = words(line);
    let at = (2..words.len()).find(|at| {
        let sized = words[at - 1].1.bytes().all(|byte| byte.is_ascii_digit());
        sized && (month(words[*at].1).is_some() || iso(words[*at].1).is_some())
    })?;
    let size = words[at - 1].1.parse().ok()?;
    let (changed, last) = match iso(words[at].1) {
        Some(day) => (stamp(day, clock(words.get(at + 1)?.1)?), at + 1),
        None => {
            let day: i8 = words.get(at + 1)?.1.parse().ok()?;
            let said = words.get(at + 2)?.1;
            let month = month(words[at].1)?;
            let changed = match clock(said) {
                Some(time) => stamp(latest(month, day, today)?, time),
                None => stamp(Date::new(said.parse().ok()?, month, day).ok()?, (0, 0)),
            };
            (changed, at + 2)
        }
    };
    let name = line.get(words[last].0 + words[last].1.len() + 1..)?.trim_end();
    Some(Listed { changed, name: name.to_owned(), size })
}

/// `06-09-26  10:00AM       1234 a b.xml`
fn dos(line: &str) -> Option<Listed> {
    let words = words(line);
    let [(_, day), (_, time), (at, size), ..] = *words.as_slice() else { return None };
    let mut parts = day.split(['-', '/']);
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i16 = year.parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    let half = time.get(5..).unwrap_or_default().to_ascii_uppercase();
    let (hour, minute) = clock(time.get(..5)?)?;
    let hour = match half.as_str() {
        "AM" => hour % 12,
        "PM" => hour % 12 + 12,
        _ => hour,
    };
    let name = line.get(at + size.len() + 1..)?.trim();
    let size = size.parse().ok()?;
    Some(Listed { changed: stamp(day, (hour, minute)), name: name.to_owned(), size })
}

/// The words of a line, and where each begins.
fn words(line: &str) -> Vec<(usize, &str)> {
    let begin = line.as_ptr() as usize;
    line.split_whitespace().map(|word| (word.as_ptr() as usize - begin, word)).collect()
}

fn month(word: &str) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == lower).and_then(|at| i8::try_from(at + 1).ok())
}

fn iso(word: &str) -> Option<Date> {
    (word.len() == 10).then(|| word.parse().ok())?
}

fn clock(word: &str) -> Option<(i64, i64)> {
    let (hour, minute) = word.split_once(':')?;
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

/// The last such day: a clock that is ahead of ours by a zone may be in tomorrow.
fn latest(month: i8, day: i8, today: Date) -> Option<Date> {
    let this = Date::new(today.year(), month, day).ok();
    match this {
        Some(date) if date <= today.tomorrow().unwrap_or(today) => Some(date),
        _ => Date::new(today.year() - 1, month, day).ok(),
    }
}

/// As the facts of `MLSD` have it.
fn stamp(day: Date, (hour, minute): (i64, i64)) -> i64 {
    let day = i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day());
    day * 1_000_000 + hour * 10_000 + minute * 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_as_old_servers_list_them() {
        let today = Date::constant(2026, 6, 10);
        for (line, name, size, changed) in [
            ("-rw-r--r--   1 ada  press     1234 Jun  9 10:00 a b.xml", "a b.xml", 1234, 20_260_609_100_000),
            ("-rw-r--r-- 1 ada 12 Dec 31 23:50 a.xml", "a.xml", 12, 20_251_231_235_000),
            (
                "-rw-rw-rw-   1 0        0               7 Jun 11 00:30 a.xml\r",
                "a.xml",
                7,
                20_260_611_003_000,
            ),
            ("-rw-r--r--   1 ada  press  99 Jun  9  2024 Jun 9 10:00", "Jun 9 10:00", 99, 20_240_609_000_000),
            ("-rw-r--r-- 1 ada press 5 2026-06-09 10:00 a.xml", "a.xml", 5, 20_260_609_100_000),
            ("06-09-26  10:00PM                 1234 a b.xml", "a b.xml", 1234, 20_260_609_220_000),
            ("06-09-2026  12:05AM  3 a.xml", "a.xml", 3, 20_260_609_000_500),
        ] {
            let listed = Listed { changed, name: name.into(), size };
            assert_eq!(entry(line, today), Some(listed), "{line}");
        }
        for line in [
            "total 12",
            "drwxr-xr-x   2 ada  press     4096 Jun  9 10:00 old",
            "lrwxrwxrwx   1 ada  press       9 Jun  9 10:00 a.xml -> ../b.xml",
            "-rw-r--r--   1 ada  press     1234 Jun  9 10:00 .hidden",
            "-rw-r--r--   1 ada  press     1234 Jun  9 10:00 x.part",
            "-rw-r--r--   1 ada  press     1234 Jun  9 10:00 ../x.xml",
            "06-09-26  10:00PM       <DIR>          old",
            "-rw-r--r--",
            "",
        ] {
            assert_eq!(entry(line, today), None, "{line}");
        }
    }
}
