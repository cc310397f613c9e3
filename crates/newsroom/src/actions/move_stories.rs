//! Takes the same step with several stories. Each is moved by itself: what one refuses keeps no other back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::StoryRow;
use story::{AccountId, Content, Move, State, StoryId, Urgency};

use crate::{Caller, Code, Error, Newsroom, Permission, Refusal, Result};

/// Stories moved at once; what a board shows of four columns.
const STORIES_MAX: usize = 120;

/// What is done with each of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "step", rename_all = "lowercase", deny_unknown_fields)]
pub enum StoryStep {
    /// From writing to the desk. From there a story goes out by its pre-flight, where somebody looks at it.
    Forward,
    /// From the schedule to the desk, from the desk to writing.
    Back,
    Urgency {
        urgency: Urgency,
    },
    Section {
        section: String,
    },
    Assign {
        assignee: Option<AccountId>,
    },
}

/// What became of one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub story: StoryId,
    /// As it stands now; none where there is no such story.
    pub row: Option<StoryRow>,
    /// The step that undoes it, where there is one; or why nothing was done.
    pub done: std::result::Result<Option<StoryStep>, Refusal>,
}

impl Newsroom {
    /// In the order they were named, each once. Only a fault ends it early.
    pub async fn move_stories(
        &self,
        caller: &Caller,
        stories: &[StoryId],
        step: &StoryStep,
    ) -> Result<Vec<Moved>> {
        caller.needs(Permission::WriteOwn)?;
        if stories.len() > STORIES_MAX {
            return Err(Refusal::new(Code::TooMany).with("max", STORIES_MAX).into());
        }
        let mut moved: Vec<Moved> = Vec::with_capacity(stories.len());
        for story in stories {
            if moved.iter().any(|one| one.story == *story) {
                continue;
            }
            let done = match self.move_story(caller, *story, step).await {
                Ok(undo) => Ok(undo),
                Err(Error::Refused(refusal)) => Err(refusal),
                Err(fault) => return Err(fault),
            };
            moved.push(Moved { story: *story, row: self.store.story(*story).await?, done });
        }
        Ok(moved)
    }

    async fn move_story(
        &self,
        caller: &Caller,
        story: StoryId,
        step: &StoryStep,
    ) -> Result<Option<StoryStep>> {
        let row = self.row(story).await?;
        match step {
            StoryStep::Forward => match row.state {
                State::InDesk | State::Scheduled { .. } => Err(Refusal::new(Code::OneByOne).into()),
                _ => {
                    self.submit_story(caller, story).await?;
                    Ok(caller.may(Permission::SendBack).then_some(StoryStep::Back))
                }
            },
            StoryStep::Back if matches!(row.state, State::Scheduled { .. }) => {
                // The hour at which it was to go out is gone with it: nothing undoes that.
                self.unschedule_story(caller, story).await.map(|()| None)
            }
            StoryStep::Back => {
                row.state.after(Move::SendBack)?;
                self.send_back_story(caller, story).await.map(|()| Some(StoryStep::Forward))
            }
            StoryStep::Urgency { urgency } => {
                let undo = StoryStep::Urgency { urgency: row.urgency };
                let edit = |content: &Content| Content { urgency: *urgency, ..content.clone() };
                self.edit_card(caller, story, edit).await.map(|()| changed(undo, step))
            }
            StoryStep::Section { section } => {
                let edition = self.known_edition(&row.edition)?;
                if edition.section(section).is_none() {
                    return Err(crate::gate::unknown_section(section, edition).into());
                }
                let undo = StoryStep::Section { section: row.section };
                let edit = |content: &Content| Content { section: section.clone(), ..content.clone() };
                self.edit_card(caller, story, edit).await.map(|()| changed(undo, step))
            }
            StoryStep::Assign { assignee } => {
                let before = self.assign_story(caller, story, *assignee).await?;
                Ok(changed(StoryStep::Assign { assignee: before }, step))
            }
        }
    }

    /// Words are saved with it that others have written and nobody saved: one revision of what the story says now.
    async fn edit_card(
        &self,
        caller: &Caller,
        story: StoryId,
        edit: impl FnOnce(&Content) -> Content + Send,
    ) -> Result<()> {
        self.edit_manuscript(caller, story, edit).await?;
        self.save_manuscript(caller, story, "").await.map(drop)
    }
}

/// Nothing is undone where nothing was done.
fn changed(undo: StoryStep, step: &StoryStep) -> Option<StoryStep> {
    (undo != *step).then_some(undo)
}
