//! Begins the same story in another edition.

use serde_json::json;
use store::{StoryItem, WireAlert};
use story::StoryId;

use super::create_story::Start;
use crate::newsroom::story_subject;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// A draft of the caller's with the words of the newest revision, to be translated. Once both are live, each page
    /// leads to the other. An edition has a story once.
    pub async fn translate_story(&self, caller: &Caller, story: StoryId, edition: &str) -> Result<StoryId> {
        caller.needs(Permission::WriteOwn)?;
        let edition = self.known_edition(edition)?;
        let source = self.row(story).await?;
        let group = source.translation.unwrap_or(story);
        let mut content = self.revision(caller, story, source.head).await?.content;
        if edition.section(&content.section).is_none() {
            content.section = String::new();
        }
        let id = StoryId::from_number(self.context.random());
        let start =
            Start { id, edition: edition.id.clone(), content, embargo: source.embargo, from_item: None };
        // Holds the source's row: whoever else translates it now waits here, and then sees our story below.
        let mut tx = self.store.begin().await?;
        // Whoever tells the source something waits too, and then finds what is made of it; the lower number first, as the
        // wire does.
        for held in [group.min(story), group.max(story)] {
            tx.story_for_update(held).await?;
        }
        let others = self.store.stories_of_translation(group).await?;
        let mut editions =
            others.iter().map(|other| (&other.edition, other.id)).chain([(&source.edition, story)]);
        if let Some((_, known)) = editions.find(|(known, _)| **known == edition.id) {
            return Err(Refusal::new(Code::TranslatedAlready).with("story", known.to_string()).into());
        }
        let (mut row, revision) = start.rows(caller, self.now())?;
        row.translation = Some(group);
        tx.insert_story(&row).await?;
        tx.insert_revision(&revision).await?;
        // What its words rest on, they rest on here too: kills reach it, rights hold for it.
        let now = self.now();
        for built in tx.items_of_story(story).await? {
            tx.build_story(&StoryItem { story: id, by: caller.account, at: now, ..built }).await?;
        }
        for alert in tx.wire_alerts(story).await?.into_iter().filter(|alert| alert.decided.is_none()) {
            tx.raise_alert(&WireAlert { story: id, ..alert }).await?;
        }
        let detail = json!({ "of": story.to_string(), "edition": row.edition });
        tx.insert_audit(&self.audit_row(caller, "translate-story", story_subject(id), detail)).await?;
        tx.commit().await?;
        self.shared.rooms.stir(id);
        Ok(id)
    }
}
