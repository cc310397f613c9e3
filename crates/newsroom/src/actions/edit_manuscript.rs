//! Changes the shared document by what a form says, not by a seat: its fields are the story's card.

use story::{Content, StoryId};

use super::write_card::CardMarks;
use crate::{Caller, Newsroom, Result};

impl Newsroom {
    /// Makes the document say what `edit` makes of it; what others change meanwhile stays theirs. Answers with the
    /// version. No audit: the revision that it becomes has it.
    pub async fn edit_manuscript(
        &self,
        caller: &Caller,
        story: StoryId,
        edit: impl FnOnce(&Content) -> Content + Send,
    ) -> Result<u64> {
        self.write_card(caller, story, &CardMarks::new(), |before, _| edit(before)).await
    }
}
