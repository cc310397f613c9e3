//! The shared document of a story as the store has it.

use manuscript::{Manuscript, Taken, Unreadable};
use store::{ManuscriptChange, ManuscriptHead, ManuscriptRow, Tx};
use story::{AccountId, Content, StoryId};

use crate::newsroom::Work;
use crate::{Fault, Result};

/// A document with the revision that it goes on from.
pub(crate) struct Shared {
    pub(crate) row: ManuscriptRow,
    pub(crate) document: Manuscript,
    /// What revision `row.head.base` says.
    pub(crate) said: Content,
}

impl Shared {
    /// What it says now.
    pub(crate) fn content(&self) -> Content {
        self.document.content(&self.said)
    }

    /// Takes a change in, and puts back what went unread by it; nothing where nothing of it was new.
    pub(crate) fn take_in(&mut self, change: &[u8]) -> std::result::Result<Option<Taken>, Unreadable> {
        let ManuscriptRow { origin, changes, .. } = &self.row;
        let history = || {
            std::iter::once(origin).chain(changes.iter().map(|one| &one.change)).map(Vec::as_slice).collect()
        };
        self.document.take_in(change, history)
    }

    /// The document as it was at a version that somebody was shown; `None` where that cannot be told any more.
    pub(crate) fn at(&self, version: u64, writer: u64) -> Option<Manuscript> {
        let ManuscriptRow { head, origin, changes } = &self.row;
        let told = version == 0
            || version == head.version
            || changes.iter().any(|one| one.version == version)
            || changes.first().is_some_and(|first| first.version == version + 1);
        let until = changes.iter().filter(|one| one.version <= version).map(|one| &one.change);
        Manuscript::load(std::iter::once(origin).chain(until), writer).ok().filter(|_| told)
    }
}

/// The story's document inside a transaction; none where nobody has written in it together yet.
pub(crate) async fn shared(tx: &mut Tx, story: StoryId, writer: u64) -> Result<Option<Shared>> {
    let Some(row) = tx.manuscript(story).await? else { return Ok(None) };
    let said = said(tx, &row.head).await?;
    Ok(Some(loaded(row, said, writer)?))
}

/// What the revision says that a document goes on from.
async fn said(tx: &mut Tx, head: &ManuscriptHead) -> Result<Content> {
    Ok(tx.revision(head.story, head.base).await?.map(|revision| revision.content).unwrap_or_default())
}

pub(crate) fn loaded(row: ManuscriptRow, said: Content, writer: u64) -> Result<Shared> {
    let all = std::iter::once(&row.origin).chain(row.changes.iter().map(|one| &one.change));
    // Only what could be read was ever kept.
    let document = Manuscript::load(all, writer).map_err(|error| Fault::new("load-manuscript", error))?;
    Ok(Shared { row, document, said })
}

/// Brings a new head revision into the document of those who write in the story: what differs between it and the
/// revision before is one more change, and what they have not saved stays theirs.
pub(crate) async fn follow_head(work: &mut Work, account: AccountId, content: &Content) -> Result<()> {
    let (story, at, base) = (work.row.id, work.now, work.row.head);
    let Some(row) = work.tx.manuscript(story).await? else { return Ok(()) };
    let said = said(&mut work.tx, &row.head).await?;
    let origin = ManuscriptRow { changes: Vec::new(), ..row.clone() };
    let mut before = loaded(origin, said.clone(), work.writer())?;
    let change = before.document.change(&before.content(), content);
    // What is written since in a text that the new revision has not goes on beside it.
    let taken = loaded(row, said, work.writer())?.take_in(&change);
    let taken = taken.map_err(|error| Fault::new("follow-head", error))?;
    let mend = taken.and_then(|taken| taken.mend);
    let version = before.row.head.version + 1;
    let head = ManuscriptHead { story, base, version, at };
    work.tx.put_manuscript(&head, &before.document.state()).await?;
    for (version, change) in (version..).zip([change].into_iter().chain(mend)) {
        work.tx.append_change(story, &ManuscriptChange { version, account, at, change }).await?;
    }
    Ok(())
}
