//! Makes a revision of what those who write in a story have written.

use store::ManuscriptHead;
use story::StoryId;

use super::save_revision::{Words, add, closed};
use crate::limits::NOTE_CHARS_MAX;
use crate::manuscripts::shared;
use crate::mend::{bounded, mended};
use crate::newsroom::Work;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result, Saved};

impl Newsroom {
    /// The document as a new head revision; the head as it is where that says the same. Where the caller can no longer
    /// write in the story, the words are kept beside the main line and the refusal names them.
    pub async fn save_manuscript(&self, caller: &Caller, story: StoryId, note: &str) -> Result<Saved> {
        caller.needs(Permission::WriteOwn)?;
        let note = bounded(note, NOTE_CHARS_MAX)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.owns(&work.row)?;
        let closed = closed(caller, &work.row);
        let Some(number) = keep(&mut work, caller, note, closed.is_some()).await? else {
            return Ok(Saved { number: work.row.head });
        };
        self.reach("manuscript.saved")?;
        work.commit().await?;
        match closed {
            Some(state) => {
                Err(Refusal::new(Code::KeptBeside).with("kept", number).key("state", state).into())
            }
            None => Ok(Saved { number }),
        }
    }
}

/// What stands in the shared document and in no revision yet, as a revision; none where there is nothing.
pub(super) async fn keep(
    work: &mut Work,
    caller: &Caller,
    note: String,
    beside: bool,
) -> Result<Option<u64>> {
    let (story, writer) = (work.row.id, work.writer());
    let Some(shared) = shared(&mut work.tx, story, writer).await? else { return Ok(None) };
    let content = mended(shared.content())?;
    if content == shared.said {
        return Ok(None);
    }
    let ManuscriptHead { base, version, .. } = shared.row.head;
    let number = add(work, caller, Words { base, note, beside, merged: true, content }).await?;
    if !beside {
        let head = ManuscriptHead { base: number, ..shared.row.head };
        work.tx.put_manuscript(&head, &shared.document.state()).await?;
        work.tx.drop_changes(story, version, None).await?;
    }
    Ok(Some(number))
}
