//! Ends a live coverage, or takes it up again.

use serde_json::json;
use story::StoryId;

use crate::coverage::whole;
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Readers are told that nothing more comes; what is there can still be corrected.
    pub async fn close_coverage(&self, caller: &Caller, coverage: StoryId) -> Result<()> {
        self.set_closed(caller, coverage, "close-coverage").await
    }

    pub async fn reopen_coverage(&self, caller: &Caller, coverage: StoryId) -> Result<()> {
        self.set_closed(caller, coverage, "reopen-coverage").await
    }

    async fn set_closed(&self, caller: &Caller, coverage: StoryId, action: &str) -> Result<()> {
        caller.needs(Permission::Publish)?;
        let mut work = self.begin_on(caller, coverage).await?;
        let (now, closes) = (work.now, action == "close-coverage");
        let closed = &mut whole(&mut work.row)?.closed;
        if closed.is_some() == closes {
            return Ok(());
        }
        *closed = closes.then_some(now);
        self.tell_readers(caller, &mut work, None, action, json!({})).await?;
        work.commit().await
    }
}
