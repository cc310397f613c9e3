//! Keeps what somebody is writing, before it is a revision: whatever becomes of the browser, the words are here.

use store::Draft;
use story::{Content, StoryId};

use crate::mend::mended;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// Words being written, and what they were written from.
#[derive(Debug, Clone)]
pub struct KeepDraft {
    pub story: StoryId,
    pub base: u64,
    /// The version of the caller's draft that these words go on from; 0 where there was none.
    pub version: u64,
    pub content: Content,
}

impl Newsroom {
    /// Takes the place of the caller's earlier draft, if that is the one these words go on from. No audit: nobody but
    /// the caller sees a draft, and what becomes a revision is audited as that. A story that can no longer be written
    /// in is no reason to lose words.
    pub async fn keep_draft(&self, caller: &Caller, keep: KeepDraft) -> Result<Draft> {
        caller.needs(Permission::WriteOwn)?;
        let KeepDraft { story, base, version, content } = keep;
        let content = mended(content)?;
        let mut work = self.begin_on(story).await?;
        caller.owns(&work.row)?;
        if base == 0 || base > work.tx.last_revision_number(story).await? {
            return Err(Refusal::new(Code::UnknownRevision).with("number", base).into());
        }
        let before = work.tx.draft(story, caller.account).await?;
        // An answer that got lost: the same words come again under the version they had.
        let again = before.as_ref().filter(|kept| kept.version == version + 1 && kept.content == content);
        let draft = match (again, before.as_ref().map_or(0, |kept| kept.version)) {
            (Some(kept), _) => kept.clone(),
            (None, known) if known == version => {
                let (account, at) = (caller.account, work.now);
                Draft { story, account, base, version: version + 1, at, content }
            }
            (None, _) => return Err(Refusal::new(Code::DraftElsewhere).into()),
        };
        work.tx.put_draft(&draft).await?;
        work.tx.commit().await?;
        Ok(draft)
    }
}
