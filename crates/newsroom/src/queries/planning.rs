//! Questions about the planning: what happens when, who has what, and what was before.

use std::collections::BTreeSet;

use store::{CoverageState, EVENTS_MAX, Event, EventFilter, EventRow, EventVersion};
use story::{AccountId, EventId, ItemId, StoryId, Timestamp};
use tokio::sync::watch;

use crate::actions::unknown_event;
use crate::{Caller, Newsroom, Permission, Result};

/// What one person has to deliver, and the wire's news, at most.
const LISTED: u32 = 60;
/// Versions of a history.
const HISTORY: u32 = 30;

/// A time of the planning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    /// In the order in which they begin. Coverages whose story is live are done.
    pub events: Vec<EventRow>,
    /// Whether there are more than are told.
    pub more: bool,
    /// Another one as soon as anything of that time changes.
    pub mark: String,
}

/// One coverage of somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub event: EventRow,
    pub number: u32,
}

impl Newsroom {
    pub async fn planning(&self, caller: &Caller, filter: &EventFilter) -> Result<Planning> {
        caller.needs(Permission::Read)?;
        // Before the events: a change in between is told once more, not missed.
        let mark = self.store.planning_mark(filter.from, filter.until).await?;
        let mut events = self.store.events(filter).await?;
        let delivered: BTreeSet<(EventId, u64)> =
            self.store.delivered_coverages(filter.from, filter.until).await?.into_iter().collect();
        for row in &mut events {
            for (number, coverage) in &mut row.event.coverages {
                if delivered.contains(&(row.id, u64::from(*number))) {
                    coverage.state = CoverageState::Done;
                }
            }
        }
        Ok(Planning { more: events.len() >= EVENTS_MAX as usize, events, mark })
    }

    pub async fn planning_mark(&self, caller: &Caller, from: Timestamp, until: Timestamp) -> Result<String> {
        caller.needs(Permission::Read)?;
        Ok(self.store.planning_mark(from, until).await?)
    }

    /// Changes when this process changed the planning; what others did is found by asking.
    pub fn planning_signal(&self) -> watch::Receiver<u64> {
        self.shared.planning.subscribe()
    }

    pub async fn event(&self, caller: &Caller, id: EventId) -> Result<EventRow> {
        caller.needs(Permission::Read)?;
        let mut row = self.store.event(id).await?.ok_or_else(|| unknown_event(id))?;
        for coverage in row.event.coverages.values_mut() {
            let Some(story) = coverage.story else { continue };
            if self.store.story(story).await?.is_some_and(|story| story.live.is_some()) {
                coverage.state = CoverageState::Done;
            }
        }
        Ok(row)
    }

    /// An event as it was.
    pub async fn event_at(&self, caller: &Caller, id: EventId, version: u64) -> Result<Event> {
        caller.needs(Permission::Read)?;
        Ok(self.store.event_version(id, version).await?.ok_or_else(|| unknown_event(id))?.event)
    }

    /// The last versions, newest first.
    pub async fn event_versions(&self, caller: &Caller, id: EventId) -> Result<Vec<EventVersion>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.event_versions(id, i64::MAX as u64, HISTORY).await?)
    }

    /// What the caller still has to deliver, the soonest first.
    pub async fn assignments(&self, caller: &Caller) -> Result<Vec<Assignment>> {
        caller.needs(Permission::Read)?;
        let rows = self.store.assignments(caller.account, LISTED).await?;
        Ok(rows.into_iter().map(|(event, number)| Assignment { event, number }).collect())
    }

    /// What a story is for.
    pub async fn coverages_of_story(&self, caller: &Caller, story: StoryId) -> Result<Vec<Assignment>> {
        caller.needs(Permission::Read)?;
        let rows = self.store.events_of_story(story).await?;
        Ok(rows.into_iter().map(|(event, number)| Assignment { event, number }).collect())
    }

    /// What the wire changed and nobody has looked at.
    pub async fn events_with_news(&self, caller: &Caller) -> Result<Vec<EventRow>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.events_with_news(LISTED).await?)
    }

    /// The event that was made of an item, or of another version of it.
    pub async fn event_of_item(&self, caller: &Caller, item: ItemId) -> Result<Option<EventId>> {
        caller.needs(Permission::Read)?;
        let Some(arrival) = self.store.arrival(item).await? else { return Ok(None) };
        Ok(self.store.events_of_family(arrival.family).await?.first().map(|row| row.id))
    }

    /// Whoever can be given something to do, by name.
    pub async fn people(&self, caller: &Caller) -> Result<Vec<(AccountId, String)>> {
        caller.needs(Permission::Read)?;
        let open = self.store.accounts().await?.into_iter().filter(|account| !account.disabled);
        let mut people: Vec<_> = open.map(|account| (account.id, account.name)).collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(people)
    }
}
