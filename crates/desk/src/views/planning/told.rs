//! What is different between two versions of an event, in words.

use newsroom::{Event, EventChange, event_changes};
use serde::Serialize;
use serde_json::Value;
use story::{AccountId, Timestamp};

use crate::app::Names;
use crate::page::Screen;
use crate::times::Clock;

/// One difference as the screen tells it.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    field: String,
    before: String,
    after: String,
}

/// Longer values are cut: the sheet shows them whole.
const CHARS: usize = 80;

pub(super) async fn told(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    older: &Event,
    newer: &Event,
) -> Vec<Told> {
    let mut all = Vec::new();
    for change in event_changes(older, newer) {
        let EventChange { field, before, after } = &change;
        if field == "news_since" || name(field) == "by" || name(field) == "at" {
            continue;
        }
        let before = value(screen, clock, names, field, before).await;
        let after = value(screen, clock, names, field, after).await;
        // A coverage that came or left differs in every field; those without a word say nothing.
        if before != after {
            all.push(Told { field: label(screen, newer, older, field), before, after });
        }
    }
    all
}

fn name(field: &str) -> &str {
    field.rsplit('/').next().unwrap_or(field)
}

/// `Place`, `Photo, deadline`.
pub(super) fn label(screen: &Screen<'_>, newer: &Event, older: &Event, field: &str) -> String {
    let list = field.split_once('/').map_or("", |(list, _)| list);
    if matches!(list, "skipped" | "also") {
        return screen.visitor.say(&format!("event-{list}"));
    }
    let own = screen.visitor.say(&format!("event-{}", name(field).replace('_', "-")));
    let number = field.strip_prefix("coverages/").and_then(|rest| rest.split('/').next()?.parse().ok());
    let coverage =
        number.and_then(|number: u32| newer.coverages.get(&number).or_else(|| older.coverages.get(&number)));
    match coverage {
        Some(coverage) => {
            let kind = screen.visitor.say(&format!("coverage-{}", coverage.kind.as_str()));
            let comma = if screen.visitor.messages().tag() == "ar" { "،" } else { "," };
            format!("{kind}{comma} {own}")
        }
        None => own,
    }
}

async fn value(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    field: &str,
    value: &Value,
) -> String {
    let text = value.as_str().unwrap_or_default();
    let time = || text.parse::<Timestamp>().map(|at| clock.short(at)).unwrap_or_default();
    let say = |prefix: &str| {
        if text.is_empty() { String::new() } else { screen.visitor.say(&format!("{prefix}{text}")) }
    };
    if field.starts_with("skipped/") || field.starts_with("also/") {
        return if value.is_null() { String::new() } else { name(field).replace('T', " ") };
    }
    match name(field) {
        "starts" | "ends" | "embargo" | "deadline" => time(),
        "standing" => say("standing-"),
        "kind" => say("coverage-"),
        "state" => say("coverage-state-"),
        "assignee" => match text.parse::<AccountId>() {
            Ok(account) => names.of(account).await,
            Err(_) => String::new(),
        },
        "all_day" | "own" => say_flag(screen, value),
        _ => match value {
            Value::String(text) if text.chars().count() > CHARS => {
                text.chars().take(CHARS).chain(['…']).collect()
            }
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        },
    }
}

fn say_flag(screen: &Screen<'_>, value: &Value) -> String {
    match value.as_bool() {
        Some(true) => screen.visitor.say("yes"),
        Some(false) => screen.visitor.say("no"),
        None => String::new(),
    }
}
