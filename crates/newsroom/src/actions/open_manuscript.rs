//! Somebody sits down at a story to write in it, alone or with others.

use manuscript::Manuscript;
use store::ManuscriptHead;
use story::StoryId;

use super::save_revision::closed;
use crate::newsroom::{Work, desk_has_it};
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result, Seat};

impl Newsroom {
    /// A place at the story. The first one makes the document that all of them share out of the head revision. No
    /// audit: nothing of the story changes by it.
    pub async fn open_manuscript(&self, caller: &Caller, story: StoryId) -> Result<Seat> {
        caller.needs(Permission::WriteOwn)?;
        let row = self.row(story).await?;
        caller.owns(&row)?;
        open(closed(caller, &row))?;
        if self.store.manuscript_head(story).await?.is_none() {
            let mut work = self.begin_on(caller, story).await?;
            begin(&mut work).await?;
            work.commit().await?;
        }
        Ok(self.shared.rooms.sit_down(caller, story)?)
    }
}

/// Refuses where a story can no longer be written in by this caller.
pub(super) fn open(closed: Option<&'static str>) -> Result<(), Refusal> {
    closed.map_or(Ok(()), |state| Err(desk_has_it(state)))
}

/// The document, where there is none yet.
pub(super) async fn begin(work: &mut Work) -> Result<()> {
    let (story, base) = (work.row.id, work.row.head);
    if work.tx.manuscript_head(story).await?.is_some() {
        return Ok(());
    }
    let unread = || Refusal::new(Code::UnknownRevision).with("number", base);
    let head = work.tx.revision(story, base).await?.ok_or_else(unread)?;
    let document = Manuscript::of(&head.content, work.writer());
    let head = ManuscriptHead { story, base, version: 0, at: head.at };
    Ok(work.tx.put_manuscript(&head, &document.state()).await?)
}
