//! Puts an entry above the others of its coverage, or takes it down.

use serde_json::json;
use story::{Pinned, State, StoryId};

use crate::coverage::whole;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// One at a time; `None` leaves none. Readers who have the coverage open see it at once.
    pub async fn pin_entry(&self, caller: &Caller, coverage: StoryId, entry: Option<StoryId>) -> Result<()> {
        caller.needs(Permission::Publish)?;
        let mut work = self.begin_on(caller, coverage).await?;
        let (before, now) = (whole(&mut work.row)?.pinned, work.now);
        if before.map(|pinned| pinned.entry) == entry {
            return Ok(());
        }
        if let Some(entry) = entry {
            // Its coverage is held: nobody withdraws it meanwhile.
            let row = self.row(entry).await?;
            if row.entry_of != Some(coverage) || row.state != State::Live {
                return Err(Refusal::new(Code::NotAnEntry).into());
            }
        }
        whole(&mut work.row)?.pinned = entry.map(|entry| Pinned { entry, at: now });
        let name = |entry: StoryId| entry.to_string();
        let detail = json!({ "entry": entry.map(name), "before": before.map(|pinned| name(pinned.entry)) });
        self.tell_readers(caller, &mut work, None, "pin-entry", detail).await?;
        work.commit().await
    }
}
