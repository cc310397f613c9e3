//! How an event repeats: the few ways that a form offers, and every way in words.

use std::collections::BTreeMap;

use fluent_bundle::FluentValue;
use jiff::civil::Date;
use newsroom::Event;
use story::{Recurrence, Until};

use crate::form::Submission;
use crate::page::Screen;
use crate::times::Clock;

/// The choices of the form, by the words of their messages.
pub(super) const CHOICES: [&str; 6] = ["daily", "weekdays", "weekly", "monthly", "monthly-day", "yearly"];

/// The rule of a choice for what begins on that day; nothing where it is none of ours.
fn rule(choice: &str, day: Date) -> Option<String> {
    let nth = (day.day() - 1) / 7 + 1;
    // What has no fifth Friday has a last one.
    let nth = if nth > 4 { -1 } else { nth };
    let weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        [usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default()];
    Some(match choice {
        "daily" => "FREQ=DAILY".to_owned(),
        "weekdays" => "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".to_owned(),
        "weekly" => "FREQ=WEEKLY".to_owned(),
        "monthly" => "FREQ=MONTHLY".to_owned(),
        "monthly-day" => format!("FREQ=MONTHLY;BYDAY={nth}{weekday}"),
        "yearly" => "FREQ=YEARLY".to_owned(),
        _ => return None,
    })
}

/// The rules that a form says. What it cannot say itself it hands on as it was.
pub(super) fn read(posted: &Submission, day: Date) -> String {
    let choice = posted.word("repeat");
    let Some(mut rule) = rule(&choice, day) else {
        return if choice == "custom" { posted.word("recurs") } else { String::new() };
    };
    for (field, part) in [("every", "INTERVAL"), ("times", "COUNT"), ("until", "UNTIL")] {
        let said = posted.word(field);
        if !said.is_empty() {
            rule.push_str(&format!(";{part}={}", said.replace([';', '\n'], "")));
        }
    }
    rule
}

/// What the form is filled with.
pub(super) fn fields(event: &Event, day: Date) -> BTreeMap<String, String> {
    let fields = match chosen(&event.recurs, day) {
        Some((choice, rule)) => vec![
            ("repeat", choice.to_owned()),
            ("every", rule.interval.to_string()),
            ("times", rule.count.map(|count| count.to_string()).unwrap_or_default()),
            ("until", last_day(&rule).map(|day| day.to_string()).unwrap_or_default()),
        ],
        None if event.recurs.is_empty() => vec![("every", "1".to_owned())],
        None => vec![("repeat", "custom".to_owned()), ("recurs", event.recurs.clone())],
    };
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The choice that a rule is, and the rule.
fn chosen(recurs: &str, day: Date) -> Option<(&'static str, Recurrence)> {
    let known = Recurrence::read(recurs).ok().filter(|rule| !matches!(rule.until, Some(Until::Moment(_))))?;
    let is = |choice: &&str| {
        let of = rule(choice, day).and_then(|rule| Recurrence::read(&rule).ok());
        of.is_some_and(|of| {
            Recurrence { interval: known.interval, count: known.count, until: known.until, ..of } == known
        })
    };
    Some((CHOICES.into_iter().find(is)?, known))
}

fn last_day(rule: &Recurrence) -> Option<Date> {
    match rule.until? {
        Until::Day(day) => Some(day),
        Until::Local(last) => Some(last.date()),
        Until::Moment(_) => None,
    }
}

/// `Every two weeks, until 12 June`.
pub(super) fn repeats(screen: &Screen<'_>, clock: &Clock, event: &Event) -> String {
    let messages = screen.visitor.messages();
    let day = clock.in_zone(&event.zone).date(event.starts);
    let mut parts = match chosen(&event.recurs, day) {
        Some((choice, rule)) => {
            let every = [("every", FluentValue::from(rule.interval))];
            let mut parts = vec![messages.text(&format!("repeats-{choice}"), &every)];
            parts.extend(rule.count.map(|count| messages.text("repeats-times", &[("count", count.into())])));
            let until = last_day(&rule).map(|day| clock.date_text(day));
            parts.extend(until.map(|until| messages.text("repeats-until", &[("day", until.into())])));
            parts
        }
        None if event.recurs.is_empty() => vec![messages.plain("repeats-also")],
        None => vec![messages.text("repeats-rule", &[("rule", event.recurs.replace('\n', " + ").into())])],
    };
    if !event.skipped.is_empty() {
        parts.push(messages.text("repeats-without", &[("count", event.skipped.len().into())]));
    }
    let comma = if messages.tag() == "ar" { "، " } else { ", " };
    parts.join(comma)
}
