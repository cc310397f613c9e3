//! Begins a live coverage.

use story::{LiveCoverage, StoryId};

use super::create_story::CreateStory;
use crate::{Caller, Newsroom, Result};

impl Newsroom {
    /// A draft of the caller's that takes entries once readers have it. Its own blocks are what they should know first;
    /// it needs none.
    pub async fn open_coverage(&self, caller: &Caller, create: CreateStory) -> Result<StoryId> {
        self.begin_story(caller, create, Some(LiveCoverage::default()), "open-coverage").await
    }
}
