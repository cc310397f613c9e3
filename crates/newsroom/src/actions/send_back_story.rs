//! Gives a story back to its author as a draft.

use serde_json::json;
use story::{Move, StoryId};

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Gives a story back to its author as a draft.
    pub async fn send_back_story(&self, caller: &Caller, story: StoryId) -> Result<()> {
        caller.needs(Permission::SendBack)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        work.row.state = work.row.state.after(Move::SendBack)?;
        work.write(caller, "send-back-story", json!({})).await?;
        work.commit().await
    }
}
