//! Which days a rule names.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Weekday};

use super::rule::{Frequency, Rule};

/// Whether a day is one of the rule's. What the rule does not say is as on the first day.
pub(super) fn fits(rule: &Rule, first: DateTime, day: Date) -> bool {
    let silent = rule.by_week.is_empty()
        && rule.by_year_day.is_empty()
        && rule.by_month_day.is_empty()
        && rule.by_day.is_empty();
    let (yearly, monthly) = (rule.frequency == Frequency::Yearly, rule.frequency == Frequency::Monthly);
    let as_first = match rule.frequency {
        Frequency::Yearly if silent => {
            day.day() == first.day() && (!rule.by_month.is_empty() || day.month() == first.month())
        }
        Frequency::Monthly if silent => day.day() == first.day(),
        Frequency::Weekly if silent => day.weekday() == first.weekday(),
        // A week of the year: its day is that of the first.
        Frequency::Yearly if only_weeks(rule) => day.weekday() == first.weekday(),
        _ => true,
    };
    as_first
        && (rule.by_month.is_empty() || rule.by_month.contains(&day.month()))
        && (rule.by_month_day.is_empty() || counted(&rule.by_month_day, day.day(), day.days_in_month()))
        && (rule.by_year_day.is_empty() || counted(&rule.by_year_day, day.day_of_year(), day.days_in_year()))
        && (rule.by_week.is_empty() || week_fits(rule, day))
        && (rule.by_day.is_empty() || weekday_fits(rule, day, yearly, monthly))
}

fn only_weeks(rule: &Rule) -> bool {
    !rule.by_week.is_empty()
        && rule.by_day.is_empty()
        && rule.by_month_day.is_empty()
        && rule.by_year_day.is_empty()
}

/// From the first, or backwards from the last.
fn counted<N: Copy + PartialEq + Into<i16>>(wanted: &[N], number: N, last: N) -> bool {
    let (number, last) = (number.into(), last.into());
    wanted.iter().any(|one| (*one).into() == number || (*one).into() == number - last - 1)
}

/// The third Friday, the last Sunday: of the month, or of the year where the rule names no months.
fn weekday_fits(rule: &Rule, day: Date, yearly: bool, monthly: bool) -> bool {
    let in_month = monthly || (yearly && !rule.by_month.is_empty());
    let (number, last) = if in_month {
        (i16::from(day.day()), i16::from(day.days_in_month()))
    } else {
        (day.day_of_year(), day.days_in_year())
    };
    let (forward, backward) = ((number - 1) / 7 + 1, -((last - number) / 7 + 1));
    rule.by_day.iter().any(|(nth, weekday)| {
        let nth_fits = *nth == 0 || !(yearly || monthly) || *nth == forward || *nth == backward;
        *weekday == day.weekday() && nth_fits
    })
}

fn week_fits(rule: &Rule, day: Date) -> bool {
    let Some((year, week)) = week_of(day, rule.week_start) else { return false };
    // The 28th of December is in the last week of its year, wherever weeks begin.
    let last = Date::new(year, 12, 28).ok().and_then(|date| week_of(date, rule.week_start));
    last.is_some_and(|(_, last)| counted(&rule.by_week, week, last))
}

/// The year of a week and its number: the week belongs to the year that has four of its days.
fn week_of(day: Date, start: Weekday) -> Option<(i16, i8)> {
    let fourth = week_start(day, start)?.checked_add(3.days()).ok()?;
    Some((fourth.year(), i8::try_from((fourth.day_of_year() - 1) / 7 + 1).ok()?))
}

pub(super) fn week_start(day: Date, start: Weekday) -> Option<Date> {
    day.checked_sub(i64::from(start.until(day.weekday())).days()).ok()
}
