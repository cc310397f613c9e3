//! Changes the shared document by what a form says, not by a seat: its fields are the story's card.

use store::ManuscriptChange;
use story::{Content, StoryId};

use super::open_manuscript::{begin, open};
use super::save_revision::closed;
use crate::manuscripts::shared;
use crate::mend::mended;
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Makes the document say what `edit` makes of it; what others change meanwhile stays theirs. Answers with the
    /// version. No audit: the revision that it becomes has it.
    pub async fn edit_manuscript(
        &self,
        caller: &Caller,
        story: StoryId,
        edit: impl FnOnce(&Content) -> Content + Send,
    ) -> Result<u64> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.owns(&work.row)?;
        open(closed(caller, &work.row))?;
        begin(&mut work).await?;
        let writer = work.writer();
        let Some(mut shared) = shared(&mut work.tx, story, writer).await? else { return Ok(0) };
        let before = shared.content();
        let after = mended(edit(&before))?;
        if after == before {
            return Ok(shared.row.head.version);
        }
        let change = shared.document.change(&before, &after);
        let (version, at, account) = (shared.row.head.version + 1, work.now, caller.account);
        work.tx.append_change(story, &ManuscriptChange { version, account, at, change }).await?;
        work.commit().await?;
        Ok(version)
    }
}
