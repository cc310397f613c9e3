//! Takes an event that the wire announces into the planning.

use serde_json::json;
use store::{EventRow, Handling};
use story::{EventId, ItemId, ItemStatus};

use super::take_item::newer_version;
use crate::newsroom::event_subject;
use crate::wires::{announced, is_announced};
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// The event that it is in the planning, in an edition and one of its sections; both may be empty. An item of which
    /// any version is there already leads to that event: later versions find it by themselves.
    pub async fn plan_item(
        &self,
        caller: &Caller,
        item: ItemId,
        edition: &str,
        section: &str,
    ) -> Result<EventId> {
        caller.needs(Permission::Plan)?;
        let unknown = || Refusal::new(Code::UnknownItem).with("id", item.to_string());
        let row = self.store.item(item).await?.ok_or_else(unknown)?;
        let mut tx = self.store.begin().await?;
        let newest = newer_version(&mut tx, item).await?.unwrap_or(row);
        if newest.item.status != ItemStatus::Usable {
            return Err(Refusal::new(Code::ItemWithdrawn).into());
        }
        if !is_announced(&newest.item) {
            return Err(Refusal::new(Code::NotAnEvent).into());
        }
        let mut event = announced(&newest.item, &self.time_zone_of_house());
        (event.edition, event.section) = (edition.to_owned(), section.to_owned());
        let event = self.checked_event(event)?;
        // This holds the item's place: whoever else takes it now waits here, and then finds our event below.
        tx.handle_item(newest.id, Handling::Taken, caller.account, self.now()).await?;
        let arrival = tx.arrival(newest.id).await?.ok_or_else(unknown)?;
        if let Some(known) = first_of(&tx.events_of_family(arrival.family).await?) {
            return Ok(known);
        }
        let id = EventId::from_number(self.context.random());
        let (by, at, item) = (caller.account, self.now(), Some(newest.id));
        tx.put_event(&EventRow { id, version: 1, by, at, item, event }).await?;
        self.leave_out_of_series(&mut tx, &newest, true).await?;
        let detail = json!({ "item": newest.id.to_string() });
        tx.insert_audit(&self.audit_row(caller, "plan-item", event_subject(id), detail)).await?;
        tx.commit().await?;
        self.wake_planning();
        self.shared.arrivals.send_modify(|_| {});
        Ok(id)
    }
}

/// A series rather than one of its times that was set apart.
pub(crate) fn first_of(known: &[EventRow]) -> Option<EventId> {
    known.iter().find(|row| row.event.is_series()).or(known.first()).map(|row| row.id)
}
