//! Puts a story before readers for the first time.

use story::{StoryId, Timestamp};

use crate::release::Release;
use crate::{Caller, Newsroom, Permission, Result};

/// What went out, and where it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub seq: u64,
    pub path: String,
    pub at: Timestamp,
    pub revision: u64,
}

impl Newsroom {
    /// Puts exactly this revision before readers. Refused where the gate refuses it, where an embargo holds, and
    /// where readers see it already.
    pub async fn publish_story(&self, caller: &Caller, story: StoryId, revision: u64) -> Result<Published> {
        caller.needs(Permission::Publish)?;
        self.release(caller, story, revision, Release::Publish, None).await
    }
}
