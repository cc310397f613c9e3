//! Drops a story before publication. Nothing is deleted.

use serde_json::json;
use story::{Move, StoryId};

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Drops a story before publication. Nothing is deleted.
    pub async fn spike_story(&self, caller: &Caller, story: StoryId) -> Result<()> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        work.row.state = work.row.state.after(Move::Spike)?;
        work.write(caller, "spike-story", json!({})).await?;
        work.commit().await
    }
}
