//! Puts a newer revision of a live story before readers, where nothing was wrong.

use story::StoryId;

use crate::release::Release;
use crate::{Caller, Newsroom, Permission, Published, Result};

impl Newsroom {
    /// Same address, same time of first publication, newer words. Where something was wrong, correct instead.
    pub async fn update_story(&self, caller: &Caller, story: StoryId, revision: u64) -> Result<Published> {
        caller.needs(Permission::Publish)?;
        self.release(caller, story, revision, Release::Update, None).await
    }
}
