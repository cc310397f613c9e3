//! Who is told what goes live: a partner's settings, and what of the journal is theirs.
//!
//! *Invariant:* a partner is given what the journal holds and nothing else: what is not live is in it only as a number,
//! for those partners who may have embargoed copy; notes of wires are in no story.

use std::future::Future;
use std::pin::Pin;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{
    Advance, Change, Dispatch, JournalEntry, LiveStory, StoryId, Timestamp, Withdrawal, Writer, slug,
};

use crate::actions::settings;
use crate::wires::{SourceConfig, VisitError};
use crate::{Caller, Newsroom, Permission, Result, messages};

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
    /// Whether it gets stories that are on the schedule and under an embargo, in forms that have a place to say so.
    pub embargoed: bool,
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
    /// The names of those who will be given a story as it stands.
    pub async fn partners_given(&self, caller: &Caller, story: &LiveStory) -> Result<Vec<String>> {
        caller.needs(Permission::Read)?;
        let (now, mut names) = (self.now(), Vec::new());
        for row in self.store.partners().await?.into_iter().filter(|row| row.enabled) {
            let config = settings(&row);
            let kept = self.kept_in_house_since(&config, story.id).await?;
            let theirs = Theirs { config: &config, embargoed: false, kept };
            if theirs.fit(story, now) {
                names.push(row.name);
            }
        }
        Ok(names)
    }

    /// What an entry is to a partner: news, the end of something it had, or nothing.
    pub(crate) async fn dispatch(
        &self,
        config: &PartnerConfig,
        writer: &Writer,
        entry: &JournalEntry,
    ) -> Result<Option<Dispatch>> {
        let Some(story) = entry.change.about() else { return Ok(None) };
        let theirs = Theirs {
            config,
            embargoed: config.embargoed && writer.embargoes,
            kept: self.kept_in_house_since(config, story).await?,
        };
        let mut entry = entry.clone();
        let mut embargo = None;
        if let Change::Advanced(advance) = &entry.change {
            if !theirs.embargoed {
                return Ok(None);
            }
            if let Some(until) = advance.until {
                let Some(ahead) = self.advanced(&entry, advance).await? else { return Ok(None) };
                (entry.change, embargo) = (Change::Published(ahead), Some(until));
            } else {
                entry.change = Change::Killed(self.taken_back(advance, entry.at));
            }
        }
        let fits = entry.change.live().is_some_and(|live| theirs.fit(live, entry.at));
        let past = match (fits, embargo, &entry.change) {
            // What is new to everybody asks for nothing before it, unless somebody had it ahead.
            (true, None, _) if !theirs.embargoed => Past::default(),
            _ => self.past(&theirs, story, entry.seq).await?,
        };
        if !fits && !past.had {
            return Ok(None);
        }
        // Whoever had a story is told what became of it, whatever section it moved to.
        if let Some(live) = entry.change.live().filter(|_| !theirs.passed_on(entry.at)) {
            entry.change = Change::Killed(self.kept_back(live, entry.at));
            embargo = None;
        }
        Ok(Some(self.addressed(entry, story, embargo, past.ahead)))
    }

    /// What of a story the partner was given before an entry.
    async fn past(&self, theirs: &Theirs<'_>, story: StoryId, before: u64) -> Result<Past> {
        let entries = self.store.journal().of_story(story, before, PAST_MAX).await?;
        let mut past = Past::default();
        for (age, entry) in entries.iter().enumerate() {
            let had = match &entry.change {
                Change::Advanced(Advance { until: None, .. }) => false,
                Change::Advanced(advance) => {
                    theirs.embargoed && theirs.fit(&self.words_of_advance(advance, entry.at).await?, entry.at)
                }
                change => change.live().is_some_and(|live| theirs.fit(live, entry.at)),
            };
            past.had |= had;
            past.ahead |= had && age == 0 && matches!(entry.change, Change::Advanced(_));
            if past.had {
                break;
            }
        }
        Ok(past)
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

    fn taken_back(&self, advance: &Advance, at: Timestamp) -> Withdrawal {
        let language = self.edition(&advance.edition).map(|edition| edition.language.clone());
        let reason = messages::text(&language.unwrap_or_default(), "partner-taken-back", &[]);
        let edition = advance.edition.clone();
        Withdrawal { id: advance.id, edition, path: String::new(), at, reason }
    }

    fn addressed(
        &self,
        entry: JournalEntry,
        story: StoryId,
        embargo: Option<Timestamp>,
        had_ahead: bool,
    ) -> Dispatch {
        let edition = self.edition(entry.change.edition());
        let language = edition.map(|edition| edition.language.clone()).unwrap_or_default();
        let corrected = entry.change.live().is_some_and(|live| !live.corrections.is_empty());
        let key = match &entry.change {
            Change::Killed(_) => "partner-withdrawn",
            _ if embargo.is_some() && had_ahead => "partner-embargo-moved",
            _ if embargo.is_some() => "partner-embargo",
            _ if corrected => "partner-correction",
            _ if had_ahead => "partner-embargo-over",
            _ => "",
        };
        Dispatch {
            story,
            origin: self.shared.tables.origin.clone(),
            provider: edition.map(|edition| edition.title.clone()).unwrap_or_default(),
            notice: if key.is_empty() { String::new() } else { messages::text(&language, key, &[]) },
            language,
            entry,
            embargo,
        }
    }
}

/// What a partner may have of one story.
struct Theirs<'a> {
    config: &'a PartnerConfig,
    /// Also before it is live.
    embargoed: bool,
    /// From when on it is built from what must stay here.
    kept: Option<Timestamp>,
}

impl Theirs<'_> {
    fn passed_on(&self, at: Timestamp) -> bool {
        self.kept.is_none_or(|since| at < since)
    }

    fn fit(&self, story: &LiveStory, at: Timestamp) -> bool {
        self.config.wants(story) && self.passed_on(at)
    }
}

/// What a partner had of a story.
#[derive(Default)]
struct Past {
    had: bool,
    /// The last it was given stood under an embargo.
    ahead: bool,
}
