//! Days of the Persian (solar Hijri) calendar. Those of the Islamic one are not read: its months begin when the moon is
//! seen, a day apart from country to country, and what is held must not go out a day too early.

use icu_calendar::{Date as Calendar, Iso};
use jiff::civil::Date;

const MONTHS: [&[&str]; 12] = [
    &["فروردین", "فروردين"],
    &["اردیبهشت", "ارديبهشت"],
    &["خرداد"],
    &["تیر", "تير"],
    &["مرداد", "امرداد"],
    &["شهریور", "شهريور"],
    &["مهر"],
    &["آبان"],
    &["آذر"],
    &["دی", "دي"],
    &["بهمن"],
    &["اسفند"],
];

pub(super) fn month(word: &str) -> Option<i64> {
    MONTHS.iter().position(|names| names.contains(&word)).map(|at| at as i64 + 1)
}

pub(super) fn months() -> impl Iterator<Item = &'static str> {
    MONTHS.iter().flat_map(|names| names.iter()).copied()
}

/// In our calendar. Without the month's name, the year tells which calendar it is of: those that both use for the years
/// of wires are apart (1380 is 2001 here, and 1421 is the Islamic 2000).
pub(super) fn date(year: i64, month: i64, day: i64, named: bool) -> Option<Date> {
    if !named && !(1380..=1420).contains(&year) {
        return None;
    }
    let small = |number: i64| u8::try_from(number).ok();
    let there = Calendar::try_new_persian(i32::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    let here = there.to_calendar(Iso);
    Date::new(
        i16::try_from(here.year().extended_year()).ok()?,
        i8::try_from(here.month().ordinal).ok()?,
        i8::try_from(here.day_of_month().0).ok()?,
    )
    .ok()
}
