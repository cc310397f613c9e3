//! Questions about the planning: what happens when, who has what, and what was before.

use std::collections::BTreeSet;

use store::{CoverageState, EVENTS_MAX, Event, EventFilter, EventRow, EventVersion};
use story::{AccountId, EventId, ItemId, StoryId, Timestamp};
use tokio::sync::watch;

use crate::actions::{first_of, unknown_event};
use crate::recurrence::{moved, times};
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
        let mut more = events.len() >= EVENTS_MAX as usize;
        let mut events = self.each_time(events, filter.from, filter.until);
        more |= events.len() > EVENTS_MAX as usize;
        events.truncate(EVENTS_MAX as usize);
        Ok(Planning { more, events, mark })
    }

    /// Series as often as they happen, each moved to its time; in the order in which they begin.
    fn each_time(&self, events: Vec<EventRow>, from: Timestamp, until: Timestamp) -> Vec<EventRow> {
        let house = self.time_zone_of_house();
        let mut all = Vec::with_capacity(events.len());
        for row in events {
            if row.event.is_series() {
                let times = times(&row.event, &house, from, until).into_iter();
                all.extend(times.map(|time| EventRow { event: moved(&row.event, time), ..row.clone() }));
            } else {
                all.push(row);
            }
        }
        all.sort_by_key(|row| (row.event.starts, row.id));
        all
    }

    /// A series at one of its times, from which it can be skipped or set apart; its next one where none begins then.
    pub fn at_time(&self, row: EventRow, starts: Option<Timestamp>) -> EventRow {
        if !row.event.is_series() {
            return row;
        }
        let (house, now) = (self.time_zone_of_house(), self.now());
        let from = starts.unwrap_or(now);
        let until = from.checked_add(jiff::SignedDuration::from_hours(24 * 3660)).unwrap_or(Timestamp::MAX);
        let found = times(&row.event, &house, from, until);
        let exact = found.iter().find(|(begins, _)| Some(*begins) == starts).or(found.first());
        match exact {
            Some(time) => EventRow { event: moved(&row.event, *time), ..row },
            None => row,
        }
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
        let mut all: Vec<_> = rows
            .into_iter()
            .map(|(event, number)| Assignment { event: self.at_time(event, None), number })
            .collect();
        // A series is due when its next time is.
        let due = |one: &Assignment| {
            let event = &one.event.event;
            event.coverages.get(&one.number).and_then(|coverage| coverage.deadline).unwrap_or(event.ends)
        };
        all.sort_by_key(due);
        Ok(all)
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
        Ok(first_of(&self.store.events_of_family(arrival.family).await?))
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
