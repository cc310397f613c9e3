//! The days of a time, each with its events.

use jiff::civil::Date;
use newsroom::EventRow;
use serde::Serialize;

use super::entry::{Entry, entry};
use super::{Asked, Span, plus};
use crate::app::Names;
use crate::page::Screen;
use crate::times::Clock;

#[derive(Debug, Serialize)]
pub(super) struct Day {
    href: String,
    number: i8,
    name: String,
    label: String,
    today: bool,
    /// Not of the month that is shown.
    other: bool,
    entries: Vec<Entry>,
    /// Before which of its events it is now; today only.
    now_before: Option<usize>,
    now: String,
}

pub(super) async fn days(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    asked: &Asked,
    span: &Span,
    events: &[EventRow],
    open: Option<&EventRow>,
) -> Vec<Day> {
    let today = clock.date(clock.now());
    let mut days = Vec::new();
    let mut date = span.first;
    while date <= span.last {
        let mut entries = Vec::new();
        for row in events.iter().filter(|row| is_on(row, date, clock)) {
            let began = clock.date(row.event.starts) < date;
            let on = if row.event.is_series() { row.event.starts.to_string() } else { String::new() };
            let mut entry = entry(screen.desk, clock, names, row, &asked.query(&[("on", &on)])).await;
            entry.current = open.is_some_and(|it| it.id == row.id && it.event.starts == row.event.starts);
            if began && !entry.all_day {
                (entry.goes_on, entry.time) = (true, String::new());
            }
            entries.push(entry);
        }
        let next = |entry: &Entry| !entry.all_day && !entry.goes_on && entry.starts > clock.now();
        let now = entries.iter().position(next).unwrap_or(entries.len());
        days.push(Day {
            href: format!("/planning{}", asked.query(&[("view", "day"), ("day", &date.to_string())])),
            number: date.day(),
            name: clock.weekday(date),
            label: format!("{} {}", clock.weekday(date), clock.date_text(date)),
            today: date == today,
            other: span.view == "month" && date.month() != span.day.month(),
            now_before: (date == today).then_some(now),
            now: clock.hour(clock.now()),
            entries,
        });
        if date == plus(date, 1) {
            break;
        }
        date = plus(date, 1);
    }
    days
}

/// Whether any of it is on that day: what ends at midnight is over.
fn is_on(row: &EventRow, date: Date, clock: &Clock) -> bool {
    let (begin, end) = (clock.begin(date), clock.begin(plus(date, 1)));
    let event = &row.event;
    event.starts < end && (event.ends > begin || event.starts >= begin)
}
