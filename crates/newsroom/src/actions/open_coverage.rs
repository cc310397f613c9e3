//! Begins a live coverage.

use serde_json::json;
use story::{LiveCoverage, StoryId};

use super::create_story::{CreateStory, Start};
use crate::mend::mended;
use crate::newsroom::story_subject;
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// A draft of the caller's that takes entries once readers have it. Its own blocks are what they should know first;
    /// it needs none.
    pub async fn open_coverage(&self, caller: &Caller, create: CreateStory) -> Result<StoryId> {
        caller.needs(Permission::WriteOwn)?;
        let edition = self.known_edition(&create.edition)?;
        let mut content = mended(create.content)?;
        if !content.language.is_known() {
            content.language = edition.language.clone();
        }
        let id = StoryId::from_number(self.context.random());
        let start = Start { id, edition: create.edition, content, embargo: None, from_item: None };
        let mut tx = self.store.begin().await?;
        let (mut row, revision) = start.rows(caller, self.now())?;
        row.coverage = Some(LiveCoverage::default());
        tx.insert_story(&row).await?;
        tx.insert_revision(&revision).await?;
        let detail = json!({ "edition": row.edition });
        tx.insert_audit(&self.audit_row(caller, "open-coverage", story_subject(id), detail)).await?;
        tx.commit().await?;
        self.shared.rooms.stir(id);
        Ok(id)
    }
}
