//! Closes a thread of comments, or opens it again.

use serde_json::json;
use story::StoryId;

use crate::comments::thread_of;
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// What was said stays and can be read. Doing it twice is doing it once.
    pub async fn resolve_comment(&self, caller: &Caller, story: StoryId, thread: u64) -> Result<()> {
        self.settle_thread(caller, story, thread, true).await
    }

    pub async fn reopen_comment(&self, caller: &Caller, story: StoryId, thread: u64) -> Result<()> {
        self.settle_thread(caller, story, thread, false).await
    }

    async fn settle_thread(&self, caller: &Caller, story: StoryId, thread: u64, closed: bool) -> Result<()> {
        caller.needs(Permission::Comment)?;
        let mut work = self.begin(story).await?;
        let first = thread_of(&self.store, story, thread).await?;
        if first.resolved.is_some() == closed {
            return Ok(());
        }
        let resolved = closed.then_some((caller.account, work.now));
        work.tx.resolve_thread(first.id, resolved).await?;
        let action = if closed { "resolve-comment" } else { "reopen-comment" };
        work.audit(caller, action, json!({ "thread": first.id.to_string() })).await?;
        work.commit().await
    }
}
