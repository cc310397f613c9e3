//! Starts a story.

use serde_json::json;
use store::{Revision, StoryRow};
use story::{Content, ItemId, LiveCoverage, State, StoryId, Timestamp};

use crate::mend::mended;
use crate::newsroom::story_subject;
use crate::{Caller, Newsroom, Permission, Refusal, Result};

/// A story to start.
#[derive(Debug, Clone, Default)]
pub struct CreateStory {
    pub edition: String,
    pub content: Content,
}

impl Newsroom {
    /// A draft of the caller's, in one edition, with its first revision.
    pub async fn create_story(&self, caller: &Caller, create: CreateStory) -> Result<StoryId> {
        self.begin_story(caller, create, None, "create-story").await
    }

    /// The same, of a story that may be a live coverage.
    pub(super) async fn begin_story(
        &self,
        caller: &Caller,
        create: CreateStory,
        coverage: Option<LiveCoverage>,
        action: &str,
    ) -> Result<StoryId> {
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
        row.coverage = coverage;
        tx.insert_story(&row).await?;
        tx.insert_revision(&revision).await?;
        let detail = json!({ "edition": row.edition });
        tx.insert_audit(&self.audit_row(caller, action, story_subject(id), detail)).await?;
        tx.commit().await?;
        self.shared.rooms.stir(id);
        Ok(id)
    }
}

/// What a new story is made of, wherever it comes from.
pub(super) struct Start {
    pub(super) id: StoryId,
    pub(super) edition: String,
    pub(super) content: Content,
    pub(super) embargo: Option<Timestamp>,
    pub(super) from_item: Option<ItemId>,
}

impl Start {
    pub(super) fn rows(self, caller: &Caller, now: Timestamp) -> Result<(StoryRow, Revision), Refusal> {
        caller.reaches(&self.edition, &self.content.section)?;
        let mut row = StoryRow {
            id: self.id,
            edition: self.edition,
            state: State::Draft,
            embargo: self.embargo,
            head: 1,
            live: None,
            path: None,
            first_published: None,
            updated: None,
            corrections: Vec::new(),
            created: now,
            changed: now,
            created_by: caller.account,
            from_item: self.from_item,
            translation: None,
            entry_of: None,
            coverage: None,
            headline: String::new(),
            slugline: String::new(),
            section: String::new(),
            urgency: self.content.urgency,
            language: self.content.language.clone(),
            assignee: (!caller.is_system()).then_some(caller.account),
            deadline: None,
            length: 0,
            tally: None,
        };
        follow(&mut row, &self.content);
        let revision = Revision {
            story: self.id,
            number: 1,
            base: None,
            author: caller.account,
            at: now,
            note: String::new(),
            beside: false,
            content: self.content,
        };
        Ok((row, revision))
    }
}

/// Copies what lists show from the head revision.
pub(super) fn follow(row: &mut StoryRow, content: &Content) {
    row.headline.clone_from(&content.headline);
    row.slugline.clone_from(&content.slugline);
    row.section.clone_from(&content.section);
    row.urgency = content.urgency;
    row.language.clone_from(&content.language);
}
