//! Puts a story before readers although checks find errors in it that nobody answered for.

use story::{State, StoryId};

use crate::limits::REASON_CHARS_MAX;
use crate::mend::required;
use crate::release::Release;
use crate::{Caller, Code, Newsroom, Permission, Published, Result};

impl Newsroom {
    /// For an emergency: only errors of the checks are passed over, no embargo, kill or missing credit. The reason and
    /// what was passed over stand in the audit log; the findings stay with the story.
    pub async fn publish_over_checks(
        &self,
        caller: &Caller,
        story: StoryId,
        revision: u64,
        reason: String,
    ) -> Result<Published> {
        caller.needs(Permission::Publish)?;
        self.may_answer_for_errors(caller).await?;
        let row = self.row(story).await?;
        caller.reaches(&row.edition, &row.section)?;
        let reason = required(&reason, Code::EmptyReason, REASON_CHARS_MAX)?;
        let release = if row.state == State::Live { Release::Update } else { Release::Publish };
        self.release(caller, story, revision, release, Some(reason)).await
    }
}
