//! Questions about what is being written.

use std::time::Duration;

use store::{Draft, Writing};
use story::{Content, StoryId};

use crate::gate::going_out;
use crate::{Caller, Newsroom, Permission, Preflight, Result};

/// Who has not changed a word for so long is not at work on the story any more.
const AT_WORK: Duration = Duration::from_secs(15 * 60);

impl Newsroom {
    /// The caller's own: nobody reads another's.
    pub async fn draft(&self, caller: &Caller, story: StoryId) -> Result<Option<Draft>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.draft(story, caller.account).await?)
    }

    /// Who else is writing in the story now.
    pub async fn others_writing(&self, caller: &Caller, story: StoryId) -> Result<Vec<Writing>> {
        caller.needs(Permission::Read)?;
        let since = self.now() - AT_WORK;
        let mut writing = self.store.writing(story, since).await?;
        writing.retain(|one| one.account != caller.account);
        Ok(writing)
    }

    /// What words that are no revision yet would meet.
    pub async fn check_words(&self, caller: &Caller, story: StoryId, content: &Content) -> Result<Preflight> {
        let mut view = self.story(caller, story).await?;
        view.revision.content = content.clone();
        let at = going_out(&view.row, self.now());
        Ok(self.examine(&caller.language, &view.row, &view.revision, at).await?.preflight)
    }
}
