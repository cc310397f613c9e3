//! Corrects a live story, and tells readers what was wrong.

use story::StoryId;

use crate::limits::NOTICE_CHARS_MAX;
use crate::mend::required;
use crate::release::Release;
use crate::{Caller, Code, Newsroom, Permission, Published, Result};

impl Newsroom {
    /// Puts a newer revision before readers with a public notice, which stays with the story for good.
    pub async fn correct_story(
        &self,
        caller: &Caller,
        story: StoryId,
        revision: u64,
        notice: String,
    ) -> Result<Published> {
        caller.needs(Permission::Correct)?;
        let notice = required(&notice, Code::EmptyNotice, NOTICE_CHARS_MAX)?;
        self.release(caller, story, revision, Release::Correct { notice }, None).await
    }
}
