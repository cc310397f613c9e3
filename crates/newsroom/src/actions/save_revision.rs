//! Saves what somebody wrote. Whatever happens, the words are kept.

use serde_json::json;
use store::{ManuscriptHead, Revision, StoryRow};
use story::{Content, State, StoryId};

use super::create_story::follow;
use crate::limits::NOTE_CHARS_MAX;
use crate::manuscripts::{Shared, follow_head, shared};
use crate::mend::{bounded, mended};
use crate::messages::state_key;
use crate::newsroom::Work;
use crate::{Caller, Code, Fault, Newsroom, Permission, Refusal, Result};

/// Words to save, and what they were written from.
#[derive(Debug, Clone)]
pub struct SaveRevision {
    pub story: StoryId,
    pub base: u64,
    /// The version of the shared document that the words go on from; 0 where they go on from the revision itself.
    pub version: u64,
    pub note: String,
    pub content: Content,
}

/// The revision that holds the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub number: u64,
}

impl Newsroom {
    /// A new head revision, together with what others are writing in the story at that moment. Where somebody else
    /// saved first, or the story can no longer be written in, the words are kept as a revision beside the main line and
    /// the refusal names it. The same words twice are saved once.
    pub async fn save_revision(&self, caller: &Caller, save: SaveRevision) -> Result<Saved> {
        caller.needs(Permission::WriteOwn)?;
        let mut content = mended(save.content)?;
        let note = bounded(&save.note, NOTE_CHARS_MAX)?;
        let mut work = self.begin_on(caller, save.story).await?;
        caller.owns(&work.row)?;
        let closed = closed(caller, &work.row);
        let elsewhere = save.base != work.row.head || save.version == 0;
        if closed.is_none() && elsewhere && repeats(&mut work, save.base, &content).await? {
            let number = work.row.head;
            work.commit().await?;
            return Ok(Saved { number });
        }
        let mut beside = closed.is_some() || save.base != work.row.head;
        let mut together = None;
        if !beside {
            match merge(&mut work, save.version, &content).await? {
                Merge::Alone => {}
                Merge::Lost => beside = true,
                Merge::Together(merged) => {
                    let (shared, words) = *merged;
                    content = mended(words)?;
                    if content == shared.said {
                        return Ok(Saved { number: work.row.head });
                    }
                    together = Some(shared);
                }
            }
        }
        let merged = together.is_some();
        let number = add(&mut work, caller, Words { base: save.base, note, beside, merged, content }).await?;
        if let Some(shared) = together {
            let version = shared.row.head.version + 1;
            let head = ManuscriptHead { base: number, version, at: work.now, ..shared.row.head };
            work.tx.put_manuscript(&head, &shared.document.state()).await?;
            work.tx.drop_changes(save.story, version, None).await?;
        }
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

/// What words have to do with those that others are writing.
enum Merge {
    /// Nobody shares the story.
    Alone,
    /// What they were written from cannot be told any more.
    Lost,
    /// The document with the words in it, and what it says.
    Together(Box<(Shared, Content)>),
}

async fn merge(work: &mut Work, version: u64, content: &Content) -> Result<Merge> {
    let writer = work.writer();
    let Some(mut shared) = shared(&mut work.tx, work.row.id, writer).await? else { return Ok(Merge::Alone) };
    let Some(mut seen) = shared.at(version, work.writer()).filter(|_| shared.row.head.base == work.row.head)
    else {
        return Ok(Merge::Lost);
    };
    let change = seen.change(&seen.content(&shared.said), content);
    shared.take_in(&change).map_err(|error| Fault::new("merge-words", error))?;
    let words = shared.content();
    Ok(Merge::Together(Box::new((shared, words))))
}

/// The words of the state in which the caller may not write on, if it is one.
pub(super) fn closed(caller: &Caller, row: &StoryRow) -> Option<&'static str> {
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
    /// Whether the shared document says it already.
    pub(super) merged: bool,
    pub(super) content: Content,
}

/// Adds a revision under the next free number, and moves the head unless it is kept beside.
pub(super) async fn add(work: &mut Work, caller: &Caller, words: Words) -> Result<u64> {
    let number = work.tx.last_revision_number(work.row.id).await? + 1;
    if number <= work.row.head {
        return Err(Fault::new("save-revision", "the head is newer than the newest revision").into());
    }
    let Words { base, note, beside, merged, content } = words;
    let detail = json!({ "revision": number, "base": base, "beside": beside });
    if !beside {
        work.row.head = number;
        follow(&mut work.row, &content);
        if !merged {
            follow_head(work, caller.account, &content).await?;
        }
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
