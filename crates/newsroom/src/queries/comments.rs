//! Questions about what the newsroom says to itself.

use std::collections::HashMap;

use store::Comment;
use story::StoryId;

use crate::{Caller, Newsroom, Permission, Result};

/// Calls told at one time.
const CALLS: u32 = 20;

impl Newsroom {
    /// In the order they were made: answers behind the comment that they answer have its number as their thread.
    pub async fn comments(&self, caller: &Caller, story: StoryId) -> Result<Vec<Comment>> {
        caller.needs(Permission::Read)?;
        self.row(story).await?;
        Ok(self.store.comments(story).await?)
    }

    /// Another one whenever somebody says or closes something about the story.
    pub async fn comments_mark(&self, caller: &Caller, story: StoryId) -> Result<String> {
        caller.needs(Permission::Read)?;
        Ok(self.store.comments_mark(story).await?)
    }

    /// How many threads are open, by story.
    pub async fn open_threads(&self, caller: &Caller) -> Result<HashMap<StoryId, u64>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.open_threads().await?.into_iter().collect())
    }

    /// Comments that name the caller and were not looked at yet, the newest first.
    pub async fn mentions(&self, caller: &Caller) -> Result<Vec<Comment>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.open_mentions(caller.account, CALLS).await?)
    }
}
