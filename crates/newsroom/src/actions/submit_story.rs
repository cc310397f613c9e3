//! Hands a draft to the desk.

use serde_json::json;
use story::{Move, StoryId};

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Hands a draft to the desk.
    pub async fn submit_story(&self, caller: &Caller, story: StoryId) -> Result<()> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        work.row.state = work.row.state.after(Move::Submit)?;
        work.write(caller, "submit-story", json!({})).await?;
        work.commit().await
    }
}
