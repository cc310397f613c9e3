//! Withdraws a live story at once, everywhere, for good; a live coverage with all its entries.

use serde_json::json;
use store::StoryRow;
use story::{Change, Move, StoryId, Timestamp, Withdrawal};

use crate::coverage::whole;
use crate::limits::REASON_CHARS_MAX;
use crate::mend::required;
use crate::newsroom::Work;
use crate::{Caller, Code, Fault, Newsroom, Permission, Published, Result};

impl Newsroom {
    /// Readers are told that it was withdrawn, and why. Neither checks nor an embargo can hold a kill back.
    pub async fn kill_story(&self, caller: &Caller, story: StoryId, reason: String) -> Result<Published> {
        caller.needs(Permission::Kill)?;
        let reason = required(&reason, Code::EmptyReason, REASON_CHARS_MAX)?;
        let row = self.row(story).await?;
        let (mut work, coverage) = self.begin_with_coverage(caller, &row).await?;
        if let Some(coverage) = coverage {
            // Before the kill: from then on no page may show it, nor an open one be told to.
            let entry = std::mem::replace(&mut work.row, coverage);
            self.unpin(caller, &mut work, story).await?;
            work.row = entry;
        }
        let published = withdraw(&mut work, caller, &reason).await?;
        let mut stirred = Vec::new();
        if work.row.coverage.is_some() {
            let whole = work.row.clone();
            for entry in work.tx.live_entries(story).await? {
                stirred.push(entry.id);
                work.row = entry;
                withdraw(&mut work, caller, &reason).await?;
            }
            work.row = whole;
        }
        work.commit().await?;
        stirred.into_iter().for_each(|entry| self.shared.rooms.stir(entry));
        Ok(published)
    }

    /// Takes an entry down where it stands above the others.
    async fn unpin(&self, caller: &Caller, work: &mut Work, entry: StoryId) -> Result<()> {
        let pinned = &mut whole(&mut work.row)?.pinned;
        if pinned.take_if(|pinned| pinned.entry == entry).is_none() {
            return Ok(());
        }
        let detail = json!({ "entry": null, "before": entry.to_string() });
        self.tell_readers(caller, work, None, "pin-entry", detail).await
    }
}

async fn withdraw(work: &mut Work, caller: &Caller, reason: &str) -> Result<Published> {
    let at = work.now;
    let (withdrawal, revision) = take_down(&mut work.row, at, reason)?;
    let path = withdrawal.path.clone();
    let detail = json!({ "revision": revision, "path": path, "reason": reason });
    let entry = work.tx.seal_entry(at, Change::Killed(withdrawal)).await?;
    work.write(caller, "kill-story", detail).await?;
    let seq = work.tx.append_sealed(entry).await?;
    Ok(Published { seq, path, at, revision })
}

/// Moves the row, and makes what is left for readers; and which revision they saw.
pub(crate) fn take_down(row: &mut StoryRow, at: Timestamp, reason: &str) -> Result<(Withdrawal, u64)> {
    let reason = reason.to_owned();
    row.state = row.state.after(Move::Kill { reason: reason.clone() })?;
    let missing = || Fault::new("kill-story", "a live story has no address or no revision");
    let path = row.path.clone().ok_or_else(missing)?;
    let revision = row.live.take().ok_or_else(missing)?;
    row.updated = Some(at);
    Ok((Withdrawal { id: row.id, edition: row.edition.clone(), path, at, reason }, revision))
}
