//! The calendar that an edition tells its dates in: its months and years, which need not be the Gregorian ones.

use icu_calendar::types::Month as MonthOfYear;
use icu_calendar::{AnyCalendar, AnyCalendarKind, Date, Iso, Ref};
use jiff::{ToSpan, civil};
use story::Calendar;

pub(crate) struct Almanac(AnyCalendar);

/// A month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Month {
    /// Its year and its place there.
    pub year: i32,
    pub number: u8,
    pub first: civil::Date,
    /// The first day of the month after it.
    pub next: civil::Date,
}

impl Month {
    /// As addresses write it: `2026-06`, in the Persian calendar `1405-03`.
    pub(crate) fn key(&self) -> String {
        format!("{:04}-{:02}", self.year, self.number)
    }
}

impl Almanac {
    pub(crate) fn of(calendar: Calendar) -> Self {
        Self(AnyCalendar::new(match calendar {
            Calendar::Gregorian => AnyCalendarKind::Gregorian,
            Calendar::Persian => AnyCalendarKind::Persian,
            Calendar::Islamic => AnyCalendarKind::HijriUmmAlQura,
        }))
    }

    /// The month that a day lies in.
    pub(crate) fn month_of(&self, day: civil::Date) -> Month {
        let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        // Only dates that do not exist are refused, and these come from a clock.
        let Ok(iso) = Date::try_new_iso(i32::from(day.year()), month, number) else {
            return Month { year: 1, number: 1, first: day, next: day };
        };
        let date = iso.to_calendar(Ref(&self.0));
        let first = day.saturating_sub(i64::from(date.day_of_month().0 - 1).days());
        let next = first.saturating_add(i64::from(date.days_in_month()).days());
        Month { year: date.year().extended_year(), number: date.month().ordinal, first, next }
    }

    /// The month with this key; one month has one key.
    pub(crate) fn month_at(&self, key: &str) -> Option<Month> {
        let (year, number) = key.split_once('-')?;
        let month = MonthOfYear::new(number.parse().ok()?);
        let first = Date::try_new(year.parse::<i32>().ok()?.into(), month, 1, Ref(&self.0)).ok()?;
        let date = first.to_calendar(Iso);
        let year = i16::try_from(date.year().extended_year()).ok()?;
        let (month, day) =
            (i8::try_from(date.month().ordinal).ok()?, i8::try_from(date.day_of_month().0).ok()?);
        let month = self.month_of(civil::Date::new(year, month, day).ok()?);
        (month.key() == key).then_some(month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> civil::Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_begins_and_ends_as_its_calendar_has_it() {
        for (calendar, of, key, first, next) in [
            (Calendar::Gregorian, "2026-11-27", "2026-11", "2026-11-01", "2026-12-01"),
            (Calendar::Gregorian, "2024-02-29", "2024-02", "2024-02-01", "2024-03-01"),
            // Azar 1405 runs from 22 November to 21 December; Esfand of a leap year has 30 days.
            (Calendar::Persian, "2026-11-27", "1405-09", "2026-11-22", "2026-12-22"),
            (Calendar::Persian, "2026-11-21", "1405-08", "2026-10-23", "2026-11-22"),
            (Calendar::Persian, "2025-03-20", "1403-12", "2025-02-19", "2025-03-21"),
            (Calendar::Islamic, "2026-06-17", "1448-01", "2026-06-16", "2026-07-15"),
        ] {
            let almanac = Almanac::of(calendar);
            let month = almanac.month_of(day(of));
            assert_eq!((month.key().as_str(), month.first, month.next), (key, day(first), day(next)), "{of}");
            assert_eq!(almanac.month_at(key), Some(month));
        }
    }

    #[test]
    fn what_is_no_month_has_none() {
        for (calendar, keys) in [
            (
                Calendar::Gregorian,
                ["2026-13", "2026-00", "2026-6", "02026-06", "2026-06-01", "x-06", "", "+2026-06"],
            ),
            (
                Calendar::Persian,
                ["1405-13", "1405-00", "1405-9", "01405-09", "1405-09-01", "۱۴۰۵-۰۹", "-", "99999999-01"],
            ),
        ] {
            for key in keys {
                assert_eq!(Almanac::of(calendar).month_at(key), None, "{key}");
            }
        }
    }
}
