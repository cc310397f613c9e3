//! Puts an event into the planning.

use jiff::civil::{Date, DateTime};
use serde_json::json;
use store::{Event, EventRow};
use story::{EventId, Recurrence};

use crate::gate::unknown_section;
use crate::limits::{
    EVENT_COVERAGES_MAX, EVENT_DAYS_MAX, EVENT_RULES_MAX, EVENT_TEXT_CHARS_MAX, EVENT_TIMES_MAX,
    EVENT_TITLE_CHARS_MAX,
};
use crate::mend::{bounded, required};
use crate::newsroom::event_subject;
use crate::planning::settled;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    pub async fn add_event(&self, caller: &Caller, event: Event) -> Result<EventId> {
        caller.needs(Permission::Plan)?;
        let event = self.checked_event(settled(event))?;
        let id = EventId::from_number(self.context.random());
        let row = EventRow { id, version: 1, by: caller.account, at: self.now(), item: None, event };
        let mut tx = self.store.begin().await?;
        tx.put_event(&row).await?;
        let detail = json!({ "title": row.event.title });
        tx.insert_audit(&self.audit_row(caller, "add-event", event_subject(id), detail)).await?;
        tx.commit().await?;
        self.wake_planning();
        Ok(id)
    }

    /// An event as it may be kept; its texts without space around them.
    pub(crate) fn checked_event(&self, mut event: Event) -> Result<Event> {
        event.title = required(&event.title, Code::EventUntitled, EVENT_TITLE_CHARS_MAX)?;
        event.place = bounded(&event.place, EVENT_TITLE_CHARS_MAX)?;
        event.description = bounded(&event.description, EVENT_TEXT_CHARS_MAX)?;
        event.private_note = bounded(&event.private_note, EVENT_TEXT_CHARS_MAX)?;
        let days = event.ends.duration_since(event.starts).as_hours() / 24;
        if event.ends < event.starts || days > EVENT_DAYS_MAX {
            return Err(Refusal::new(Code::EventBackwards).with("max", EVENT_DAYS_MAX as u64).into());
        }
        event.recurs = recurrence(&event)?;
        if !event.zone.is_empty() && jiff::tz::TimeZone::get(&event.zone).is_err() {
            return Err(Refusal::new(Code::UnknownZone).with("zone", event.zone).into());
        }
        let edition = match event.edition.as_str() {
            "" => self.editions().first(),
            id => Some(self.known_edition(id)?),
        };
        if let Some(edition) =
            edition.filter(|edition| !event.section.is_empty() && edition.section(&event.section).is_none())
        {
            return Err(unknown_section(&event.section, edition).into());
        }
        if event.also.len().max(event.skipped.len()) > EVENT_TIMES_MAX {
            return Err(Refusal::new(Code::TooMany).with("max", EVENT_TIMES_MAX).into());
        }
        if event.coverages.len() > EVENT_COVERAGES_MAX || event.notes.len() > 10 * EVENT_COVERAGES_MAX {
            return Err(Refusal::new(Code::TooMany).with("max", EVENT_COVERAGES_MAX).into());
        }
        for coverage in event.coverages.values_mut() {
            coverage.note = bounded(&coverage.note, EVENT_TEXT_CHARS_MAX)?;
            if !coverage.edition.is_empty() {
                self.known_edition(&coverage.edition)?;
            }
        }
        Ok(event)
    }
}

/// Its rules as we write them, each in a line; every time by which something is added or left out is one.
fn recurrence(event: &Event) -> Result<String, Refusal> {
    let bad = |part: &str| Refusal::new(Code::BadRecurrence).with("part", part);
    let lines = event.recurs.lines().filter(|line| !line.trim().is_empty());
    let rules: Result<Vec<String>, Refusal> = lines
        .map(|line| Recurrence::read(line).map(|rule| rule.to_string()).map_err(|error| bad(&error.0)))
        .collect();
    let rules = rules?;
    if rules.len() > EVENT_RULES_MAX {
        return Err(Refusal::new(Code::TooMany).with("max", EVENT_RULES_MAX));
    }
    for time in event.also.keys() {
        let parsed: Option<DateTime> = time.parse().ok();
        parsed.filter(|parsed| parsed.to_string() == *time).ok_or_else(|| bad(time))?;
    }
    for time in event.skipped.keys() {
        let is_day = time.parse::<Date>().is_ok_and(|day| day.to_string() == *time);
        let is_time = time.parse::<DateTime>().is_ok_and(|at| at.to_string() == *time);
        if !is_day && !is_time {
            return Err(bad(time));
        }
    }
    Ok(rules.join("\n"))
}
