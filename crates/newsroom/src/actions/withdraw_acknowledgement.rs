//! Nobody answers for a finding any longer: it counts again.

use serde_json::json;
use story::StoryId;

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// What is already before readers stays there; the next publication meets the finding again.
    pub async fn withdraw_acknowledgement(
        &self,
        caller: &Caller,
        story: StoryId,
        fingerprint: &str,
    ) -> Result<()> {
        caller.needs(Permission::Acknowledge)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        if !work.tx.delete_acknowledgement(story, fingerprint).await? {
            return Err(Refusal::new(Code::UnknownAcknowledgement).into());
        }
        work.tx.forget_tally(story).await?;
        work.write(caller, "withdraw-acknowledgement", json!({ "fingerprint": fingerprint })).await?;
        work.commit().await
    }
}
