//! Questions about live coverages and their entries.

use store::{Cursor, PageOf, StoryRow};
use story::{Content, Report, StoryId};

use crate::coverage::whole;
use crate::{Caller, Newsroom, Permission, Result};

/// Coverages that a list shows; older ones are found among the stories.
const COVERAGES_MAX: u32 = 100;

impl Newsroom {
    /// The last changed first, at most a hundred.
    pub async fn coverages(&self, caller: &Caller) -> Result<Vec<StoryRow>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.coverages(COVERAGES_MAX).await?)
    }

    /// The entries of a coverage in whatever state, the last begun first.
    pub async fn entries(
        &self,
        caller: &Caller,
        coverage: StoryId,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<StoryRow>> {
        caller.needs(Permission::Read)?;
        whole(&mut self.row(coverage).await?)?;
        Ok(self.store.entries(coverage, from, limit).await?)
    }

    /// Another one whenever anything happened to a coverage or to one of its entries.
    pub async fn coverage_mark(&self, caller: &Caller, coverage: StoryId) -> Result<String> {
        caller.needs(Permission::Read)?;
        let row = self.row(coverage).await?;
        let (count, changed) = self.store.entries_mark(coverage).await?;
        Ok(format!("{}-{}-{count}-{changed}", row.changed.as_millisecond(), row.head))
    }

    /// What the desk says of an entry's words before they are kept, as if they went out now.
    pub async fn check_entry(
        &self,
        caller: &Caller,
        coverage: StoryId,
        mut content: Content,
    ) -> Result<Report> {
        caller.needs(Permission::WriteOwn)?;
        let mut row = self.row(coverage).await?;
        whole(&mut row)?;
        if !content.language.is_known() {
            content.language = row.language;
        }
        self.check(&caller.language, self.edition(&row.edition), None, &content, self.now()).await
    }
}
