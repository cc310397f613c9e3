//! Says until when a story is wanted.

use serde_json::json;
use story::{StoryId, Timestamp};

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Nothing happens by itself when it is over: the board tells that it is late. `None` takes it away.
    pub async fn set_deadline(
        &self,
        caller: &Caller,
        story: StoryId,
        deadline: Option<Timestamp>,
    ) -> Result<()> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        if work.row.deadline == deadline {
            return Ok(());
        }
        work.row.deadline = deadline;
        work.write(caller, "set-deadline", json!({ "deadline": deadline })).await?;
        work.commit().await
    }
}
