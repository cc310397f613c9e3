//! A job: publishes what is due. Running it twice, or on two nodes at once, publishes once.

use serde_json::json;
use store::StoryRow;
use story::{Language, Move, State, StoryId};

use crate::release::Release;
use crate::{Caller, Code, Error, Newsroom, Refusal, Result};

impl Newsroom {
    /// Puts out every scheduled story whose time has come and whose embargo is over; returns those. What the gate
    /// refuses goes back to the desk, and the audit says why.
    pub async fn run_due(&self) -> Result<Vec<StoryId>> {
        let mut published = Vec::new();
        for row in self.store.due_stories(self.now()).await? {
            // A fault is already logged. The story stays on the schedule and is tried again; the others must not wait.
            if let Ok(true) = self.run_due_story(&row).await {
                published.push(row.id);
            }
        }
        Ok(published)
    }

    async fn run_due_story(&self, row: &StoryRow) -> Result<bool> {
        match self.release(&Caller::system(), row.id, row.head, Release::PublishDue, None).await {
            Ok(_) => Ok(true),
            // Later, by itself: an embargo was moved between the reading and now, or the clock was put back.
            Err(Error::Refused(refusal)) if refusal.code == Code::EmbargoHolds => Ok(false),
            Err(Error::Refused(refusal)) => self.give_back(row.id, &refusal).await.map(|()| false),
            Err(fault) => Err(fault),
        }
    }

    async fn give_back(&self, story: StoryId, refusal: &Refusal) -> Result<()> {
        let mut work = self.begin(story).await?;
        // Published, moved or spiked by somebody meanwhile: then that is what counts.
        if !matches!(work.row.state, State::Scheduled { at } if at <= work.now) {
            return Ok(());
        }
        work.row.state = work.row.state.after(Move::Unschedule)?;
        let why = refusal.text(&self.language_of(&work.row));
        let detail = json!({ "code": refusal.code.slug(), "why": why });
        work.write(&Caller::system(), "give-back-scheduled-story", detail).await?;
        work.commit().await
    }

    fn language_of(&self, row: &StoryRow) -> Language {
        self.edition(&row.edition).map(|edition| edition.language.clone()).unwrap_or_default()
    }
}
