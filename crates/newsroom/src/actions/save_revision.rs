//! Saves what somebody wrote. Whatever happens, the words are kept.

use serde_json::json;
use store::{Revision, StoryRow};
use story::{Content, State, StoryId};

use super::create_story::follow;
use crate::limits::NOTE_CHARS_MAX;
use crate::mend::{bounded, mended};
use crate::messages::state_key;
use crate::newsroom::Work;
use crate::{Caller, Code, Fault, Newsroom, Permission, Refusal, Result};

/// Words to save, and the revision they were written from.
#[derive(Debug, Clone)]
pub struct SaveRevision {
    pub story: StoryId,
    pub base: u64,
    /// The version of the caller's draft that these words came from, which ends with this save; 0 where there is none.
    pub draft: u64,
    pub note: String,
    pub content: Content,
}

/// The revision that holds the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub number: u64,
}

impl Newsroom {
    /// A new head revision. Where somebody else saved first, or the story can no longer be written in, the words are
    /// kept as a revision beside the main line and the refusal names it. The same words twice are saved once.
    pub async fn save_revision(&self, caller: &Caller, save: SaveRevision) -> Result<Saved> {
        caller.needs(Permission::WriteOwn)?;
        let content = mended(save.content)?;
        let note = bounded(&save.note, NOTE_CHARS_MAX)?;
        let mut work = self.begin_on(save.story).await?;
        caller.owns(&work.row)?;
        let closed = closed(caller, &work.row);
        work.tx.delete_draft(save.story, caller.account, save.draft).await?;
        if closed.is_none() && repeats(&mut work, save.base, &content).await? {
            let number = work.row.head;
            work.commit().await?;
            return Ok(Saved { number });
        }
        let beside = closed.is_some() || save.base != work.row.head;
        let number = add(&mut work, caller, Words { base: save.base, note, beside, content }).await?;
        let head = work.row.head;
        work.commit().await?;
        match closed {
            Some(state) => {
                Err(Refusal::new(Code::KeptBeside).with("kept", number).key("state", state).into())
            }
            None if beside => {
                Err(Refusal::new(Code::Conflict).with("kept", number).with("head", head).into())
            }
            None => Ok(Saved { number }),
        }
    }
}

/// The words of the state in which the caller may not write on, if it is one.
fn closed(caller: &Caller, row: &StoryRow) -> Option<&'static str> {
    let ended = matches!(row.state, State::Withdrawn { .. } | State::Spiked);
    (ended || caller.may_write(row).is_err()).then(|| state_key(row.state.name()))
}

/// Whether these words are the head's already: a form sent twice, or a save whose answer got lost.
async fn repeats(work: &mut Work, base: u64, content: &Content) -> Result<bool> {
    let head = work.row.head;
    let revision = work.tx.revision(work.row.id, head).await?;
    Ok(revision.is_some_and(|kept| kept.content == *content && (base == head || kept.base == Some(base))))
}

/// A revision to add.
pub(super) struct Words {
    pub(super) base: u64,
    pub(super) note: String,
    pub(super) beside: bool,
    pub(super) content: Content,
}

/// Adds a revision under the next free number, and moves the head unless it is kept beside.
pub(super) async fn add(work: &mut Work, caller: &Caller, words: Words) -> Result<u64> {
    let number = work.tx.last_revision_number(work.row.id).await? + 1;
    if number <= work.row.head {
        return Err(Fault::new("save-revision", "the head is newer than the newest revision").into());
    }
    let Words { base, note, beside, content } = words;
    let detail = json!({ "revision": number, "base": base, "beside": beside });
    if !beside {
        work.row.head = number;
        follow(&mut work.row, &content);
    }
    let revision = Revision {
        story: work.row.id,
        number,
        base: Some(base),
        author: caller.account,
        at: work.now,
        note,
        beside,
        content,
    };
    work.tx.insert_revision(&revision).await?;
    work.write(caller, "save-revision", detail).await?;
    Ok(number)
}
