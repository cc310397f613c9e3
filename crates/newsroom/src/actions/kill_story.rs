//! Withdraws a live story at once, everywhere, for good.

use serde_json::json;
use story::{Change, Move, StoryId, Withdrawal};

use crate::limits::REASON_CHARS_MAX;
use crate::mend::required;
use crate::{Caller, Code, Fault, Newsroom, Permission, Published, Result};

impl Newsroom {
    /// Readers are told that it was withdrawn, and why. Neither checks nor an embargo can hold a kill back.
    pub async fn kill_story(&self, caller: &Caller, story: StoryId, reason: String) -> Result<Published> {
        caller.needs(Permission::Kill)?;
        let reason = required(&reason, Code::EmptyReason, REASON_CHARS_MAX)?;
        let mut work = self.begin_on(caller, story).await?;
        work.row.state = work.row.state.after(Move::Kill { reason: reason.clone() })?;
        let missing = || Fault::new("kill-story", "a live story has no address or no revision");
        let path = work.row.path.clone().ok_or_else(missing)?;
        let revision = work.row.live.take().ok_or_else(missing)?;
        work.row.updated = Some(work.now);
        let detail = json!({ "revision": revision, "path": path, "reason": reason });
        work.write(caller, "kill-story", detail).await?;
        let at = work.now;
        let edition = work.row.edition.clone();
        let withdrawal = Withdrawal { id: story, edition, path: path.clone(), at, reason };
        let seq = work.tx.append_journal(at, &Change::Killed(withdrawal)).await?;
        work.commit().await?;
        Ok(Published { seq, path, at, revision })
    }
}
