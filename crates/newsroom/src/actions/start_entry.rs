//! Begins an entry of a live coverage.

use serde_json::json;
use story::{Content, ItemId, StoryId};

use super::create_story::Start;
use crate::mend::mended;
use crate::newsroom::story_subject;
use crate::{Caller, Newsroom, Permission, Result};

/// An entry to begin.
#[derive(Debug, Clone, Default)]
pub struct StartEntry {
    /// Its section and language are those of the coverage where it names none.
    pub content: Content,
    /// The wire item whose words it uses: what happens to that is told to whoever answers for the entry.
    pub item: Option<ItemId>,
}

impl Newsroom {
    /// A draft of the caller's. It goes out as any story does, once readers have the coverage.
    pub async fn start_entry(
        &self,
        caller: &Caller,
        coverage: StoryId,
        start: StartEntry,
    ) -> Result<StoryId> {
        caller.needs(Permission::WriteOwn)?;
        let whole = self.open_coverage_row(caller, coverage).await?;
        let mut content = mended(start.content)?;
        if content.section.is_empty() {
            content.section.clone_from(&whole.section);
        }
        if !content.language.is_known() {
            content.language = whole.language.clone();
        }
        let source = match start.item {
            Some(item) => Some(self.item_to_use(item).await?),
            None => None,
        };
        let id = StoryId::from_number(self.context.random());
        // What its words rest on may be held longer than the coverage is.
        let embargo = source.as_ref().and_then(|source| source.item.embargo);
        let start = Start { id, edition: whole.edition, content, embargo, from_item: start.item };
        let mut tx = self.store.begin().await?;
        let now = self.now();
        let (mut row, revision) = start.rows(caller, now)?;
        row.entry_of = Some(coverage);
        tx.insert_story(&row).await?;
        tx.insert_revision(&revision).await?;
        if let Some(source) = &source {
            self.build_of(&mut tx, caller, id, source, now).await?;
        }
        let detail =
            json!({ "coverage": coverage.to_string(), "item": row.from_item.map(|item| item.to_string()) });
        tx.insert_audit(&self.audit_row(caller, "start-entry", story_subject(id), detail)).await?;
        tx.commit().await?;
        self.shared.rooms.stir(id);
        Ok(id)
    }
}
