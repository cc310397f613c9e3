//! Somebody who was called looks at the story: nobody calls them any more.

use story::StoryId;

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// No audit: it changes nothing but what its reader is told.
    pub async fn see_mentions(&self, caller: &Caller, story: StoryId) -> Result<()> {
        caller.needs(Permission::Read)?;
        // A program that reads has not looked.
        if !caller.scopes.is_in_person() || self.store.open_mentions(caller.account, 1).await?.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        let seen = tx.see_mentions(caller.account, story, self.now()).await?;
        tx.commit().await?;
        if seen {
            self.shared.rooms.stir_lists();
        }
        Ok(())
    }
}
