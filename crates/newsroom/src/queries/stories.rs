//! Questions about stories.

use store::{Cursor, PageOf, Revision, RevisionHead, StoryCount, StoryFilter, StoryRow};
use story::StoryId;

use tokio::sync::watch;

use crate::gate::going_out;
use crate::{Caller, Newsroom, Permission, Preflight, Result};

/// A story and its head revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryView {
    pub row: StoryRow,
    pub revision: Revision,
}

impl Newsroom {
    /// Where a story stands. Asked by role alone: a token that may do something to a story may know what came of it.
    pub async fn story_row(&self, caller: &Caller, id: StoryId) -> Result<StoryRow> {
        if !caller.role.may(Permission::Read) {
            return Err(caller.lacks(Permission::Read).into());
        }
        self.row(id).await
    }

    pub async fn story(&self, caller: &Caller, id: StoryId) -> Result<StoryView> {
        caller.needs(Permission::Read)?;
        let row = self.row(id).await?;
        let revision = self.any_revision(id, row.head).await?;
        Ok(StoryView { row, revision })
    }

    /// Newest change first.
    pub async fn stories(
        &self,
        caller: &Caller,
        filter: &StoryFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<StoryRow>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.stories(filter, from, limit).await?)
    }

    /// How many a question finds, and their words; more than `max` are told as so many.
    pub async fn count_stories(&self, caller: &Caller, filter: &StoryFilter, max: u32) -> Result<StoryCount> {
        caller.needs(Permission::Read)?;
        Ok(self.store.count_stories(filter, max).await?)
    }

    /// Another one whenever anything happened to a story.
    pub async fn stories_mark(&self, caller: &Caller) -> Result<String> {
        caller.needs(Permission::Read)?;
        // What lists tell beside the stories themselves is counted here.
        let stirred = *self.shared.rooms.stirred().borrow();
        let newest = self.store.stories(&StoryFilter::default(), None, 1).await?;
        Ok(newest.rows.first().map_or_else(String::new, |row| {
            format!("{}-{}-{}-{stirred}", row.changed.as_millisecond(), row.id, row.head)
        }))
    }

    /// Moves when this process did something to a story; what others did is found by asking.
    pub fn stories_signal(&self) -> watch::Receiver<u64> {
        self.shared.rooms.stirred()
    }

    /// Newest first, those kept beside the main line included.
    pub async fn revisions(&self, caller: &Caller, story: StoryId) -> Result<Vec<RevisionHead>> {
        caller.needs(Permission::Read)?;
        self.row(story).await?;
        Ok(self.store.revisions(story).await?)
    }

    pub async fn revision(&self, caller: &Caller, story: StoryId, number: u64) -> Result<Revision> {
        caller.needs(Permission::Read)?;
        self.any_revision(story, number).await
    }

    /// What the head revision would meet if it went out now, or at its scheduled time.
    pub async fn preflight(&self, caller: &Caller, story: StoryId) -> Result<Preflight> {
        let StoryView { row, revision } = self.story(caller, story).await?;
        let at = going_out(&row, self.now());
        let ruled = self.ruled_checks().await?;
        let mut preflight = self.examine(&caller.language, &row, &revision, at, ruled).await?.preflight;
        preflight.warnings.extend(self.open_suggestions(story).await?);
        Ok(preflight)
    }
}
