//! Makes a story of an item.

use serde_json::json;
use store::{Handling, ItemRow, StoryItem, Tx};
use story::{ItemId, ItemStatus, StoryId, Timestamp};

use super::create_story::Start;
use crate::advance;
use crate::gate::unknown_section;
use crate::mend::mended;
use crate::newsroom::story_subject;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// Where an item goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakeItem {
    pub edition: String,
    /// The section's id; may be empty, to be chosen later.
    pub section: String,
    /// Its words are to be translated: they are taken for the edition's language, and the story is one with what was
    /// already made of the item for another edition.
    pub translate: bool,
}

impl Newsroom {
    /// A draft of the caller's with the item's words and the item's embargo. An item is taken once per edition.
    pub async fn take_item(&self, caller: &Caller, item: ItemId, take: TakeItem) -> Result<StoryId> {
        caller.needs(Permission::TakeItems)?;
        let edition = self.known_edition(&take.edition)?;
        if !take.section.is_empty() && edition.section(&take.section).is_none() {
            return Err(unknown_section(&take.section, edition).into());
        }
        let source = self.item_to_use(item).await?;
        let mut content = mended(source.item.to_content())?;
        content.section = take.section;
        if take.translate || !content.language.is_known() {
            content.language = edition.language.clone();
        }
        let id = StoryId::from_number(self.context.random());
        let embargo = source.item.embargo;
        let start = Start { id, edition: take.edition, content, embargo, from_item: Some(item) };
        let mut tx = self.store.begin().await?;
        let now = self.now();
        let (mut row, revision) = start.rows(caller, now)?;
        if take.translate
            && let Some(first) = self.store.stories_of_item(item).await?.first()
        {
            row.translation = Some(first.translation.unwrap_or(first.id));
        }
        tx.insert_story(&row).await?;
        tx.insert_revision(&revision).await?;
        // This holds the item's row: whoever else takes it now waits here, and then sees our story below.
        tx.mark_item_taken(item, id, caller.account, now).await?;
        self.build_of(&mut tx, caller, id, &source, now).await?;
        self.taken_once(item, &row.edition).await?;
        let detail = json!({ "item": item.to_string(), "edition": row.edition });
        tx.insert_audit(&self.audit_row(caller, "take-item", story_subject(id), detail)).await?;
        tx.commit().await?;
        self.shared.rooms.stir(id);
        Ok(id)
    }

    /// An item whose words a story can use. What became of it since is for the transaction to see: `build_of`.
    pub(super) async fn item_to_use(&self, item: ItemId) -> Result<ItemRow> {
        let unknown = || Refusal::new(Code::UnknownItem).with("id", item.to_string());
        let row = self.store.item(item).await?.ok_or_else(unknown)?;
        usable(&row)?;
        self.reach("item.read")?;
        Ok(row)
    }

    /// Notes that a story is built of an item, and tells it what has become of that since. Refused where the newest of
    /// the item's family is withdrawn.
    pub(super) async fn build_of(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        story: StoryId,
        source: &ItemRow,
        now: Timestamp,
    ) -> Result<()> {
        let (item, by) = (source.id, caller.account);
        tx.handle_item(item, Handling::Taken, by, now).await?;
        tx.build_story(&StoryItem { story, item, by, at: now }).await?;
        // A kill either waits here and then finds the story, or came before and is seen below.
        tx.hold_family(item).await?;
        if let Some(newer) = newer_version(tx, item).await? {
            if newer.item.status != ItemStatus::Usable {
                return Err(Refusal::new(Code::ItemWithdrawn).into());
            }
            self.tell_story(tx, story, &newer).await?;
        }
        self.tell_of_doubtful_kills(tx, story, source).await?;
        match tx.story_for_update(story).await? {
            Some(row) => advance::follow(tx, &row, None, now).await,
            None => Ok(()),
        }
    }

    /// Reads what is committed, so not the story that is being made.
    async fn taken_once(&self, item: ItemId, edition: &str) -> Result<()> {
        let stories = self.store.stories_of_item(item).await?;
        match stories.iter().find(|story| story.edition == edition) {
            Some(story) => Err(Refusal::new(Code::ItemTaken).with("story", story.id.to_string()).into()),
            None => Ok(()),
        }
    }
}

/// The newest of the item's family, where that is another.
pub(super) async fn newer_version(tx: &mut Tx, item: ItemId) -> Result<Option<ItemRow>> {
    let Some(arrival) = tx.arrival(item).await?.filter(|arrival| !arrival.newest) else {
        return Ok(None);
    };
    let versions = tx.versions_of(arrival.family).await?;
    match versions.iter().find(|version| version.newest) {
        Some(newest) => Ok(tx.item(newest.item).await?),
        None => Ok(None),
    }
}

fn usable(row: &ItemRow) -> Result<(), Refusal> {
    let item = &row.item;
    if item.status != ItemStatus::Usable {
        return Err(Refusal::new(Code::ItemWithdrawn));
    }
    if item.headline.is_empty() && item.standfirst.is_empty() && item.blocks.is_empty() && item.lead.is_none()
    {
        return Err(Refusal::new(Code::ItemUnread));
    }
    Ok(())
}
