//! The calendars that dates are written in, and the way from one to the other.

use jiff::civil::Date;

use super::Lang;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calendar {
    Gregorian,
    /// Solar Hijri, as Iran counts.
    Persian,
    /// Lunar Hijri by the thirty-year table; what is seen of the moon may be a day off.
    Islamic,
}

/// Days before each month of the Persian year.
const PERSIAN_BEFORE: [i32; 12] = [0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336];
/// The first day of the Persian year 1 as a day since the Gregorian year 1, by the arithmetic of 33 years
/// (Borkowski, "The Persian calendar for 3000 years", 1996; exact from 1178 to 1633).
const PERSIAN_EPOCH: i32 = 226_894;
/// The same of the Islamic year 1, 16 July 622 as Rome counted (Reingold and Dershowitz, "Calendrical Calculations",
/// chapter 7).
const ISLAMIC_EPOCH: i32 = 227_014;

impl Calendar {
    /// Of a date whose month is one of the language's own months, or one of the other calendar that it also writes.
    pub(super) fn of(lang: Lang, other_month: bool, year: Option<i16>) -> Self {
        match lang {
            Lang::Ar if other_month => Self::Islamic,
            Lang::Fa if !other_month && year.is_none_or(|year| year < 1700) => Self::Persian,
            _ => Self::Gregorian,
        }
    }

    pub(crate) fn date(self, year: i16, month: i8, day: i8) -> Option<Date> {
        match self {
            Self::Gregorian => Date::new(year, month, day).ok(),
            Self::Persian => {
                let inside = (1..=self.days_in_month(Some(year), month)?).contains(&day);
                let before = PERSIAN_BEFORE.get(usize::try_from(month - 1).ok()?)?;
                inside
                    .then(|| from_days(persian_new_year(i32::from(year)) + before + i32::from(day) - 1))
                    .flatten()
            }
            Self::Islamic => {
                let inside = (1..=30).contains(&day) && (1..=12).contains(&month);
                inside
                    .then(|| from_days(islamic_month(i32::from(year), month) + i32::from(day) - 1))
                    .flatten()
            }
        }
    }

    pub(crate) fn days_in_month(self, year: Option<i16>, month: i8) -> Option<i8> {
        match (self, month) {
            (Self::Gregorian, _) => Date::new(year.unwrap_or(2000), month, 1).ok().map(Date::days_in_month),
            (Self::Persian, 1..=6) => Some(31),
            (Self::Persian, 7..=11) => Some(30),
            (Self::Persian, 12) => {
                Some(29 + i8::from(year.is_none_or(|year| is_persian_leap(i32::from(year)))))
            }
            (Self::Islamic, 1..=12) => Some(30),
            _ => None,
        }
    }

    /// The year of this calendar that a day is in.
    pub(crate) fn year_of(self, day: Date) -> i16 {
        match self {
            Self::Gregorian => day.year(),
            // The Persian year begins around the 21st of March.
            Self::Persian if (day.month(), day.day()) < (3, 21) => day.year() - 622,
            Self::Persian => day.year() - 621,
            Self::Islamic => ((30 * (to_days(day) - ISLAMIC_EPOCH) + 10_646) / 10_631) as i16,
        }
    }

    /// A day as this calendar counts it, largest part first.
    pub(crate) fn written(self, day: Date) -> String {
        match self {
            Self::Gregorian => day.to_string(),
            Self::Persian => {
                let year = self.year_of(day);
                let into = to_days(day) - persian_new_year(i32::from(year));
                let month = PERSIAN_BEFORE.iter().rposition(|before| *before <= into).unwrap_or(0);
                format!("{year}-{:02}-{:02}", month + 1, into - PERSIAN_BEFORE[month] + 1)
            }
            Self::Islamic => {
                let (year, day) = (self.year_of(day), to_days(day));
                let starts = |month: &i8| islamic_month(i32::from(year), *month) <= day;
                let month = (1..=12).rev().find(starts).unwrap_or(1);
                format!("{year}-{month:02}-{:02}", day - islamic_month(i32::from(year), month) + 1)
            }
        }
    }
}

fn is_persian_leap(year: i32) -> bool {
    [1, 5, 9, 13, 17, 22, 26, 30].contains(&year.rem_euclid(33))
}

fn persian_new_year(year: i32) -> i32 {
    let leaps = (1..year.rem_euclid(33)).filter(|year| is_persian_leap(*year)).count() as i32;
    PERSIAN_EPOCH + 365 * (year - 1) + 8 * year.div_euclid(33) + leaps
}

/// The first day of a month: of 30 and 29 days in turn, and eleven leap years in thirty.
fn islamic_month(year: i32, month: i8) -> i32 {
    let month = i32::from(month);
    ISLAMIC_EPOCH + (year - 1) * 354 + (3 + 11 * year).div_euclid(30) + 29 * (month - 1) + month / 2
}

/// Days since the first day of the Gregorian year 1.
fn to_days(day: Date) -> i32 {
    let start = Date::constant(1, 1, 1);
    day.since(start).map_or(0, |span| span.get_days())
}

fn from_days(days: i32) -> Option<Date> {
    Date::constant(1, 1, 1).checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_days_are_the_gregorian_days_that_almanacs_print() {
        for (year, month, day, gregorian) in [
            (1404, 3, 19, (2025, 6, 9)),
            (1404, 1, 1, (2025, 3, 21)),
            (1403, 12, 30, (2025, 3, 20)),
            (1400, 1, 1, (2021, 3, 21)),
            (1399, 12, 30, (2021, 3, 20)),
            (1357, 11, 22, (1979, 2, 11)),
            (1383, 6, 28, (2004, 9, 18)),
        ] {
            let (y, m, d) = gregorian;
            let date = Date::new(y, m, d).unwrap();
            assert_eq!(Calendar::Persian.date(year, month, day), Some(date));
            assert_eq!(Calendar::Persian.written(date), format!("{year}-{month:02}-{day:02}"));
        }
        for (year, month, day, gregorian) in
            [(1447, 1, 1, (2025, 6, 27)), (1445, 9, 1, (2024, 3, 11)), (1, 1, 1, (622, 7, 19))]
        {
            let (y, m, d) = gregorian;
            let date = Date::new(y, m, d).unwrap();
            assert_eq!(Calendar::Islamic.date(year, month, day), Some(date));
            assert_eq!(Calendar::Islamic.written(date), format!("{year}-{month:02}-{day:02}"));
        }
        assert_eq!(Calendar::Persian.date(1404, 12, 30), None);
        assert_eq!(Calendar::Persian.year_of(Date::constant(2025, 3, 20)), 1403);
    }
}
