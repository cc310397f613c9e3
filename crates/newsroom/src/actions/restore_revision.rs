//! Brings an old revision back, as a new one.

use story::{State, StoryId};

use super::save_manuscript::keep;
use super::save_revision::{Words, add};
use crate::newsroom::desk_has_it;
use crate::{Caller, Newsroom, Permission, Result, Saved};

impl Newsroom {
    /// The words of `number` (on the main line or kept beside it) become the new head. What is being written and in no
    /// revision yet is kept beside as it stands, and stays in the document where it fits. Nothing goes out by it.
    pub async fn restore_revision(&self, caller: &Caller, story: StoryId, number: u64) -> Result<Saved> {
        caller.needs(Permission::WriteOwn)?;
        let old = self.any_revision(story, number).await?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        if matches!(work.row.state, State::Withdrawn { .. } | State::Spiked) {
            let state = crate::messages::state_key(work.row.state.name());
            return Err(desk_has_it(state).into());
        }
        if number == work.row.head {
            return Ok(Saved { number });
        }
        keep(&mut work, caller, format!("→ ↩ {number}"), true).await?;
        let base = work.row.head;
        let words =
            Words { base, note: format!("↩ {number}"), beside: false, merged: false, content: old.content };
        let number = add(&mut work, caller, words).await?;
        work.commit().await?;
        Ok(Saved { number })
    }
}
