//! Takes a dropped story up again, as a draft.

use serde_json::json;
use story::{Move, StoryId};

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Takes a dropped story up again, as a draft.
    pub async fn unspike_story(&self, caller: &Caller, story: StoryId) -> Result<()> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.owns(&work.row)?;
        work.row.state = work.row.state.after(Move::Unspike)?;
        work.write(caller, "unspike-story", json!({})).await?;
        work.commit().await
    }
}
