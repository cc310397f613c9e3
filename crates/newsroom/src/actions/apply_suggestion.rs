//! Writes what a finding suggests.

use story::{StoryId, apply_edits};

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result, SaveRevision, Saved};

impl Newsroom {
    /// The suggestion as the rules make it for the words as they are now, saved as a revision under its label.
    /// `number` counts the finding's suggestions from 0.
    pub async fn apply_suggestion(
        &self,
        caller: &Caller,
        story: StoryId,
        fingerprint: &str,
        number: usize,
    ) -> Result<Saved> {
        caller.needs(Permission::WriteOwn)?;
        let row = self.row(story).await?;
        let head = self.main_revision(story, row.head).await?;
        let finding = self.finding(caller, story, fingerprint).await?;
        let gone = || Refusal::new(Code::UnknownFinding);
        let suggestion = finding.suggestions.get(number).ok_or_else(gone)?;
        let content = apply_edits(&head.content, &suggestion.edits).map_err(|_| gone())?;
        let note = suggestion.label.clone();
        let save = SaveRevision { story, base: head.number, version: 0, note, content };
        self.save_revision(caller, save).await
    }
}
