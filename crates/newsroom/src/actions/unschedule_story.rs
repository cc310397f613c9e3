//! Takes a story off the schedule; it is with the desk again.

use serde_json::json;
use story::{Move, StoryId};

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Takes a story off the schedule; it is with the desk again.
    pub async fn unschedule_story(&self, caller: &Caller, story: StoryId) -> Result<()> {
        caller.needs(Permission::Schedule)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        work.row.state = work.row.state.after(Move::Unschedule)?;
        work.write(caller, "unschedule-story", json!({})).await?;
        work.commit().await?;
        self.wake_schedule();
        Ok(())
    }
}
