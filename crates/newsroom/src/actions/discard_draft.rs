//! Somebody no longer wants what they wrote and did not save.

use serde_json::json;
use story::StoryId;

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Lets the caller's own draft go, if it still is as it was seen.
    pub async fn discard_draft(&self, caller: &Caller, story: StoryId, version: u64) -> Result<()> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(story).await?;
        if work.tx.delete_draft(story, caller.account, version).await? {
            work.audit(caller, "discard-draft", json!({ "version": version })).await?;
        }
        work.commit().await
    }
}
