//! Makes an event of its own of one time of a series.

use serde_json::json;
use store::EventRow;
use story::{EventId, Timestamp};

use super::edit_event::unknown_event;
use crate::newsroom::event_subject;
use crate::planning::settled;
use crate::recurrence::{apart, left_out};
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// The new event: what is done to it is done to that time alone. The series leaves that time out. Whoever takes a
    /// coverage may do it too: a story is written for one time.
    pub async fn set_event_apart(&self, caller: &Caller, id: EventId, starts: Timestamp) -> Result<EventId> {
        caller.needs(Permission::TakeCoverage)?;
        let mut tx = self.store.begin().await?;
        let row = tx.event_for_update(id).await?.ok_or_else(|| unknown_event(id))?;
        let time = self.one_of(&row.event, starts)?;
        let new = EventId::from_number(self.context.random());
        let (by, at, version) = (caller.account, self.now(), row.version + 1);
        let event = settled(apart(&row.event, time));
        tx.put_event(&EventRow { id: new, version: 1, by, at, item: row.item, event }).await?;
        let mut event = row.event;
        event.skipped.insert(left_out(&event, &self.time_zone_of_house(), starts), true);
        let event = self.checked_event(event)?;
        tx.put_event(&EventRow { id, version, by, at, item: row.item, event }).await?;
        let detail = json!({ "series": id.to_string(), "at": starts.to_string() });
        tx.insert_audit(&self.audit_row(caller, "set-event-apart", event_subject(new), detail)).await?;
        let detail = json!({ "event": new.to_string(), "at": starts.to_string(), "version": version });
        tx.insert_audit(&self.audit_row(caller, "set-event-apart", event_subject(id), detail)).await?;
        tx.commit().await?;
        self.wake_planning();
        Ok(new)
    }
}
