//! Starts the story that a coverage is for.

use serde_json::json;
use store::{CoverageState, Event, EventRow};
use story::{Content, Edition, EventId, StoryId};

use super::create_story::Start;
use super::edit_event::{free_for, unknown_coverage, unknown_event};
use crate::mend::mended;
use crate::newsroom::{event_subject, story_subject};
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// Words of a title that make a working name, and the letters from which a word is one.
const SLUG_WORDS: usize = 3;
const SLUG_LETTERS: usize = 4;

impl Newsroom {
    /// A draft of whoever has the coverage, with what the planning knows of it. An open one becomes the caller's.
    pub async fn start_coverage(&self, caller: &Caller, event: EventId, number: u32) -> Result<StoryId> {
        caller.needs(Permission::TakeCoverage)?;
        let mut tx = self.store.begin().await?;
        let mut row = tx.event_for_update(event).await?.ok_or_else(|| unknown_event(event))?;
        let coverage = row.event.coverages.get_mut(&number).ok_or_else(unknown_coverage)?;
        if let Some(story) = coverage.story {
            return Err(Refusal::new(Code::CoverageHasStory).with("story", story.to_string()).into());
        }
        if !caller.role.may(Permission::Plan) {
            free_for(caller.account, coverage.assignee)?;
        }
        let id = StoryId::from_number(self.context.random());
        let (assignee, wanted) = (*coverage.assignee.get_or_insert(caller.account), coverage.deadline);
        (coverage.state, coverage.story) = (CoverageState::Working, Some(id));
        let of = if coverage.edition.is_empty() { &row.event.edition } else { &coverage.edition };
        let edition = if of.is_empty() { self.editions().first() } else { self.edition(of) };
        let edition =
            edition.ok_or_else(|| Refusal::new(Code::UnknownEdition).with("edition", of.as_str()))?;
        let start = Start {
            id,
            edition: edition.id.clone(),
            content: mended(content(&row.event, edition))?,
            embargo: row.event.embargo,
            from_item: None,
        };
        let now = self.now();
        let (mut story, revision) = start.rows(caller, now)?;
        story.created_by = assignee;
        (story.assignee, story.deadline) = (Some(assignee), wanted);
        tx.insert_story(&story).await?;
        tx.insert_revision(&revision).await?;
        let version = row.version + 1;
        tx.put_event(&EventRow { version, by: caller.account, at: now, ..row }).await?;
        let detail = json!({ "event": event.to_string(), "coverage": number, "edition": story.edition });
        tx.insert_audit(&self.audit_row(caller, "start-coverage", story_subject(id), detail)).await?;
        let detail = json!({ "story": id.to_string(), "version": version });
        tx.insert_audit(&self.audit_row(caller, "start-coverage", event_subject(event), detail)).await?;
        tx.commit().await?;
        self.wake_planning();
        Ok(id)
    }
}

/// What the planning knows; the words are the writer's.
fn content(event: &Event, edition: &Edition) -> Content {
    let section = edition.section(&event.section).map(|section| section.id.clone());
    Content {
        language: edition.language.clone(),
        slugline: working_name(&event.title),
        urgency: event.urgency,
        section: section.unwrap_or_default(),
        places: Some(event.place.clone())
            .filter(|place| !event.own && !place.is_empty())
            .into_iter()
            .collect(),
        ..Content::default()
    }
}

/// `Premier ferry pour les Corlises` is `PREMIER-FERRY-POUR`: enough to be known by.
fn working_name(title: &str) -> String {
    let words: Vec<&str> =
        title.split(|letter: char| !letter.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let long = words.iter().filter(|word| word.chars().count() >= SLUG_LETTERS).take(SLUG_WORDS);
    let mut chosen: Vec<&str> = long.copied().collect();
    if chosen.is_empty() {
        chosen = words.into_iter().take(SLUG_WORDS).collect();
    }
    chosen.join("-").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_working_name_is_made_of_the_long_words_of_a_title() {
        for (title, name) in [
            ("Vote du budget", "VOTE-BUDGET"),
            ("Audience : les wagons du plateau", "AUDIENCE-WAGONS-PLATEAU"),
            ("G20", "G20"),
            ("مؤتمر صحفي", "مؤتمر-صحفي"),
            ("", ""),
        ] {
            assert_eq!(working_name(title), name);
        }
    }
}
