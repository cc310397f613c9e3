//! Begins an entry of a live coverage.

use serde_json::json;
use store::{Handling, StoryItem};
use story::{Content, ItemId, StoryId};

use super::create_story::Start;
use super::take_item::usable;
use crate::mend::mended;
use crate::newsroom::story_subject;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

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
        let item = match start.item {
            Some(item) => {
                let unknown = || Refusal::new(Code::UnknownItem).with("id", item.to_string());
                let row = self.store.item(item).await?.ok_or_else(unknown)?;
                usable(&row)?;
                Some(row)
            }
            None => None,
        };
        let id = StoryId::from_number(self.context.random());
        // What its words rest on may be held longer than the coverage is.
        let embargo = item.as_ref().and_then(|row| row.item.embargo);
        let start = Start { id, edition: whole.edition, content, embargo, from_item: start.item };
        let mut tx = self.store.begin().await?;
        let now = self.now();
        let (mut row, revision) = start.rows(caller, now)?;
        row.entry_of = Some(coverage);
        tx.insert_story(&row).await?;
        tx.insert_revision(&revision).await?;
        if let Some(item) = &item {
            tx.handle_item(item.id, Handling::Taken, caller.account, now).await?;
            tx.build_story(&StoryItem { story: id, item: item.id, by: caller.account, at: now }).await?;
            if let Some(newer) = &self.newer_version(item).await? {
                self.tell_story(&mut tx, id, newer).await?;
            }
            self.tell_of_doubtful_kills(&mut tx, id, item).await?;
        }
        let detail = json!({ "coverage": coverage.to_string(), "item": start_item(&row) });
        tx.insert_audit(&self.audit_row(caller, "start-entry", story_subject(id), detail)).await?;
        tx.commit().await?;
        self.shared.rooms.stir(id);
        Ok(id)
    }
}

fn start_item(row: &store::StoryRow) -> Option<String> {
    row.from_item.map(|item| item.to_string())
}
