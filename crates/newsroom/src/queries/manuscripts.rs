//! Questions about what is being written.

use std::collections::BTreeSet;

use story::{Content, StoryId, Timestamp};

use crate::gate::going_out;
use crate::manuscripts::loaded;
use crate::{Caller, Code, Newsroom, Permission, Preflight, Present, Refusal, Result};

/// What those who write in a story have written, saved or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub story: StoryId,
    /// The revision that it goes on from.
    pub base: u64,
    pub version: u64,
    /// When it last changed.
    pub at: Timestamp,
    pub content: Content,
    /// Whether it says something else than that revision.
    pub unsaved: bool,
    /// What each suggestion that nobody decided is signed with. What they suggest is not in the content.
    pub suggestions: BTreeSet<String>,
}

impl Newsroom {
    /// For those who may write there; nothing where nobody has begun to.
    pub async fn written(&self, caller: &Caller, story: StoryId) -> Result<Option<Written>> {
        caller.needs(Permission::Read)?;
        caller.owns(&self.row(story).await?)?;
        let Some(row) = self.store.manuscript(story).await? else { return Ok(None) };
        let said = self.any_revision(story, row.head.base).await?.content;
        let shared = loaded(row, said, self.context.writer())?;
        let content = shared.content();
        let head = shared.row.head;
        let unsaved = content != shared.said;
        let suggestions = shared.document.suggestions();
        let (base, version, at) = (head.base, head.version, head.at);
        Ok(Some(Written { story, base, version, at, content, unsaved, suggestions }))
    }

    /// A word to whoever publishes a story in which suggestions are open: they do not go out.
    pub(crate) async fn open_suggestions(&self, story: StoryId) -> Result<Option<Refusal>> {
        let Some(row) = self.store.manuscript(story).await? else { return Ok(None) };
        let count = loaded(row, Content::default(), self.context.writer())?.document.suggestions().len();
        Ok((count > 0).then(|| Refusal::new(Code::SuggestionsOpen).with("count", count)))
    }

    /// What somebody was shown who was shown a version of the words on a revision; the revision itself where there was
    /// none, or where it can no longer be told.
    pub async fn shown(&self, caller: &Caller, story: StoryId, base: u64, version: u64) -> Result<Content> {
        let said = self.revision(caller, story, base).await?.content;
        let row = self.store.manuscript(story).await?.filter(|row| version > 0 && row.head.base == base);
        let Some(row) = row else { return Ok(said) };
        let shared = loaded(row, said, self.context.writer())?;
        Ok(shared
            .at(version, self.context.writer())
            .map_or_else(|| shared.said.clone(), |seen| seen.content(&shared.said)))
    }

    /// Who is writing in the story now, each person once.
    pub fn writing(&self, story: StoryId) -> Vec<Present> {
        let mut present = self.shared.rooms.room(story).map(|room| room.present()).unwrap_or_default();
        present.sort_by_key(|one| (one.account.number(), one.seat));
        present.dedup_by_key(|one| one.account);
        present
    }

    /// What words that are no revision yet would meet.
    pub async fn check_words(&self, caller: &Caller, story: StoryId, content: &Content) -> Result<Preflight> {
        caller.needs(Permission::Read)?;
        let mut view = self.story(caller, story).await?;
        view.revision.content = content.clone();
        let at = going_out(&view.row, self.now());
        let ruled = self.ruled_checks().await?;
        Ok(self.examine(&caller.language, &view.row, &view.revision, at, ruled).await?.preflight)
    }
}
