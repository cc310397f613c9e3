//! Puts an event into the planning.

use serde_json::json;
use store::{Event, EventRow};
use story::EventId;

use crate::gate::unknown_section;
use crate::limits::{EVENT_COVERAGES_MAX, EVENT_DAYS_MAX, EVENT_TEXT_CHARS_MAX, EVENT_TITLE_CHARS_MAX};
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
