//! Who is told what goes live: a partner's settings, and what of the journal is theirs.
//!
//! *Invariant:* a partner is given what the journal holds and nothing else: what is not live, or under an embargo, is not
//! in it; notes of wires are in no story.

use std::future::Future;
use std::pin::Pin;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{Change, Dispatch, JournalEntry, LiveStory, StoryId, Timestamp, Withdrawal, slug};

use crate::wires::{SourceConfig, VisitError};
use crate::{Newsroom, Result, messages};

/// What a partner gets and where it is sent. What is empty fits everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PartnerConfig {
    pub editions: Vec<String>,
    /// Languages of stories: `fr` fits `fr-ca`.
    pub languages: Vec<String>,
    /// A section stands for those inside it, too.
    pub sections: Vec<String>,
    /// Any of these, whatever their case and accents.
    pub topics: Vec<String>,
    /// This urgent or more; 0 for all.
    pub urgency_max: u8,
    /// Sources whose items are not passed on, but to this partner, who has them as well.
    pub cleared: Vec<String>,
    /// The form in which it is pushed: the name of a writer; empty for the first.
    pub form: String,
    /// Where it is pushed to; empty for those who ask by themselves.
    pub address: String,
    /// Sent along as a bearer's token; never shown again.
    pub secret: String,
}

impl PartnerConfig {
    fn wants(&self, story: &LiveStory) -> bool {
        let any = |wanted: &[String], has: &dyn Fn(&str) -> bool| {
            wanted.is_empty() || wanted.iter().any(|one| has(one))
        };
        let content = &story.content;
        let language = &content.language;
        let topics: Vec<String> = content.topics.iter().map(|topic| slug(topic)).collect();
        any(&self.editions, &|edition| edition == story.edition)
            && any(&self.languages, &|tag| language.primary() == tag || language.tag() == tag)
            && any(&self.sections, &|section| {
                content.section == section || story.sections.iter().any(|own| own == section)
            })
            && any(&self.topics, &|topic| topics.contains(&slug(topic)))
            && (self.urgency_max == 0 || content.urgency.level() <= self.urgency_max)
    }
}

/// An entry on its way to a partner's server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    pub address: String,
    pub secret: String,
    pub media_type: String,
    pub body: String,
    /// The entry's number in the journal: the same number is the same news, however often it comes.
    pub seq: u64,
}

/// What a partner's server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub status: u16,
    pub told: String,
    pub wait_s: Option<u64>,
}

/// Carries to partners. The binary hands one in; the newsroom knows no protocol.
pub trait Deliver: Send + Sync {
    fn deliver<'a>(
        &'a self,
        parcel: &'a Parcel,
    ) -> Pin<Box<dyn Future<Output = std::result::Result<Answered, VisitError>> + Send + 'a>>;
}

/// Entries of one story that are looked at for what a partner had of it.
const PAST_MAX: u32 = 1000;

impl Newsroom {
    /// What an entry is to a partner: news, the end of something it had, or nothing.
    pub(crate) async fn dispatch(
        &self,
        config: &PartnerConfig,
        entry: &JournalEntry,
    ) -> Result<Option<Dispatch>> {
        let Some(story) = entry.change.story_id() else { return Ok(None) };
        let kept = self.kept_in_house_since(config, story).await?;
        let passed_on = |at: Timestamp| kept.is_none_or(|since| at < since);
        if entry.change.live().is_some_and(|live| config.wants(live)) && passed_on(entry.at) {
            return Ok(Some(self.addressed(entry.clone(), story)));
        }
        let past = self.store.journal().of_story(story, entry.seq, PAST_MAX).await?;
        let had = past.iter().any(|earlier| {
            earlier.change.live().is_some_and(|live| config.wants(live)) && passed_on(earlier.at)
        });
        if !had {
            return Ok(None);
        }
        // Whoever had a story is told what became of it, whatever section it moved to.
        let mut entry = entry.clone();
        if let Some(live) = entry.change.live().filter(|_| !passed_on(entry.at)) {
            entry.change = Change::Killed(self.kept_back(live, entry.at));
        }
        Ok(Some(self.addressed(entry, story)))
    }

    /// From when on a story is built from an item that its source does not let us pass on.
    async fn kept_in_house_since(&self, config: &PartnerConfig, story: StoryId) -> Result<Option<Timestamp>> {
        let mut since: Option<Timestamp> = None;
        for built in self.store.items_of_story(story).await? {
            let Some(item) = self.store.item(built.item).await? else { continue };
            if config.cleared.contains(&item.source) {
                continue;
            }
            let Some(source) = self.store.source_named(&item.source).await? else { continue };
            let settings: SourceConfig = serde_json::from_value(source.config).unwrap_or_default();
            if settings.own_use_only {
                since = Some(since.map_or(built.at, |earlier| earlier.min(built.at)));
            }
        }
        Ok(since)
    }

    fn kept_back(&self, live: &LiveStory, at: Timestamp) -> Withdrawal {
        let language = self.edition(&live.edition).map(|edition| edition.language.clone());
        let reason = messages::text(&language.unwrap_or_default(), "partner-kept-back", &[]);
        Withdrawal { id: live.id, edition: live.edition.clone(), path: live.path.clone(), at, reason }
    }

    fn addressed(&self, entry: JournalEntry, story: StoryId) -> Dispatch {
        let edition = self.edition(entry.change.edition());
        let language = edition.map(|edition| edition.language.clone()).unwrap_or_default();
        let corrected = entry.change.live().is_some_and(|live| !live.corrections.is_empty());
        let key = match &entry.change {
            Change::Killed(_) => "partner-withdrawn",
            _ if corrected => "partner-correction",
            _ => "",
        };
        Dispatch {
            story,
            origin: self.shared.tables.origin.clone(),
            provider: edition.map(|edition| edition.title.clone()).unwrap_or_default(),
            notice: if key.is_empty() { String::new() } else { messages::text(&language, key, &[]) },
            language,
            entry,
        }
    }
}
