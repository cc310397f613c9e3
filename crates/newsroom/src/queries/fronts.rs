//! Questions about fronts: the draft, what readers see, what goes out when, and all that was before.

use std::cmp::Reverse;

use store::{AuditFilter, FrontDraft, ScheduledFront};
use story::{AccountId, Change, Front, JournalEntry, Timestamp};
use tokio::sync::watch;

use crate::newsroom::edition_subject;
use crate::{Caller, Code, FrontChange, Newsroom, Permission, Refusal, Result, front_changes};

/// Fronts read at once, of all editions.
const PAGE: u32 = 50;
/// Lines of a history.
const HISTORY: u32 = 60;
/// After every number that is ever given.
const NEWEST: u64 = i64::MAX as u64;

/// A front as it went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFront {
    /// The number of its journal entry.
    pub seq: u64,
    pub at: Timestamp,
    pub front: Front,
}

/// An edition's front as its editors see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontView {
    /// Version 0, nobody's, is what readers see: nobody has begun a draft.
    pub draft: FrontDraft,
    pub live: Option<PublishedFront>,
    pub scheduled: Vec<ScheduledFront>,
}

impl FrontView {
    /// What publishing the draft would change.
    pub fn changes(&self) -> Vec<FrontChange> {
        let nothing = Front::default();
        front_changes(self.live.as_ref().map_or(&nothing, |live| &live.front), &self.draft.front)
    }

    /// The journal entry of the front that readers see; 0 is none.
    pub fn live_seq(&self) -> u64 {
        self.live.as_ref().map_or(0, |live| live.seq)
    }
}

/// Something that happened to a front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMoment {
    pub at: Timestamp,
    /// `None` where the audit does not say so any more.
    pub by: Option<AccountId>,
    pub what: FrontEvent,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontEvent {
    /// A version of the draft, and what is different in it from the one before.
    Drafted { version: u64, changes: Vec<FrontChange> },
    /// The number of the journal entry.
    Published { seq: u64 },
}

impl Newsroom {
    pub async fn front(&self, caller: &Caller, edition: &str) -> Result<FrontView> {
        caller.needs(Permission::Read)?;
        let edition = self.known_edition(edition)?;
        let live = self.live_front(&edition.id).await?;
        let draft = match self.newest_draft(&edition.id).await? {
            Some(draft) => draft,
            None => self.live_as_draft(&edition.id, live.clone()),
        };
        Ok(FrontView { draft, live, scheduled: self.store.scheduled_fronts(&edition.id).await? })
    }

    /// A version of the draft; 0 is what readers saw when the first one was begun, or see now.
    pub async fn front_draft(&self, caller: &Caller, edition: &str, version: u64) -> Result<Front> {
        caller.needs(Permission::Read)?;
        self.known_edition(edition)?;
        self.front_version(edition, version).await
    }

    /// The front that a journal entry put out.
    pub async fn front_entry(&self, caller: &Caller, edition: &str, seq: u64) -> Result<PublishedFront> {
        caller.needs(Permission::Read)?;
        self.known_edition(edition)?;
        self.published_front(edition, seq).await
    }

    /// Newest first: the latest versions of the draft and the latest fronts that went out.
    pub async fn front_history(&self, caller: &Caller, edition: &str) -> Result<Vec<FrontMoment>> {
        caller.needs(Permission::Read)?;
        let edition = self.known_edition(edition)?;
        let drafts = self.store.front_drafts(&edition.id, NEWEST, HISTORY + 1).await?;
        let mut moments: Vec<FrontMoment> = drafts
            .windows(2)
            .map(|pair| FrontMoment {
                at: pair[0].at,
                by: Some(pair[0].by),
                what: FrontEvent::Drafted {
                    version: pair[0].version,
                    changes: front_changes(&pair[1].front, &pair[0].front),
                },
            })
            .collect();
        moments.extend(self.publications(&edition.id).await?);
        // What happened in the same moment stands in the order in which it can have happened.
        moments.sort_by_key(|moment| {
            let order = match &moment.what {
                FrontEvent::Drafted { version, .. } => (0, *version),
                FrontEvent::Published { seq } => (1, *seq),
            };
            Reverse((moment.at, order))
        });
        Ok(moments)
    }

    async fn publications(&self, edition: &str) -> Result<Vec<FrontMoment>> {
        let filter = AuditFilter { subject: Some(edition_subject(edition)), ..AuditFilter::default() };
        let audit = self.store.audit(&filter, None, 1000).await?.rows;
        let by = |seq: u64| {
            let said = audit.iter().find(|row| row.action == "publish-front" && row.detail["entry"] == seq);
            said.map(|row| row.account)
        };
        let fronts = self.fronts_of(edition, NEWEST, HISTORY as usize).await?;
        let moment = |front: PublishedFront| FrontMoment {
            at: front.at,
            by: by(front.seq),
            what: FrontEvent::Published { seq: front.seq },
        };
        Ok(fronts.into_iter().map(moment).collect())
    }

    /// Changes when a front was worked on or put out in this process; others are found by asking.
    pub fn fronts_signal(&self) -> watch::Receiver<u64> {
        self.shared.fronts.subscribe()
    }

    pub(crate) async fn live_front(&self, edition: &str) -> Result<Option<PublishedFront>> {
        Ok(self.fronts_of(edition, NEWEST, 1).await?.pop())
    }

    /// Newest first.
    async fn fronts_of(&self, edition: &str, before: u64, count: usize) -> Result<Vec<PublishedFront>> {
        let (journal, mut before) = (self.store.journal(), before);
        let mut found = Vec::new();
        loop {
            let page = journal.fronts(before, PAGE).await?;
            let more = page.len() == PAGE as usize;
            before = page.last().map_or(0, |entry| entry.seq);
            found.extend(page.into_iter().filter_map(published).filter(|one| one.front.edition == edition));
            if found.len() >= count || !more {
                found.truncate(count);
                return Ok(found);
            }
        }
    }

    pub(crate) async fn published_front(&self, edition: &str, seq: u64) -> Result<PublishedFront> {
        let found = self.store.journal().fronts(seq.saturating_add(1).min(NEWEST), 1).await?;
        let is_it = |one: &PublishedFront| one.seq == seq && one.front.edition == edition;
        let found = found.into_iter().find_map(published).filter(is_it);
        Ok(found.ok_or_else(|| Refusal::new(Code::UnknownFront).with("number", seq))?)
    }

    async fn newest_draft(&self, edition: &str) -> Result<Option<FrontDraft>> {
        Ok(self.store.front_drafts(edition, NEWEST, 1).await?.pop())
    }

    /// The newest version, or what readers see as version 0.
    pub(crate) async fn newest_front(&self, edition: &str) -> Result<FrontDraft> {
        match self.newest_draft(edition).await? {
            Some(draft) => Ok(draft),
            None => Ok(self.live_as_draft(edition, self.live_front(edition).await?)),
        }
    }

    fn live_as_draft(&self, edition: &str, live: Option<PublishedFront>) -> FrontDraft {
        let nothing = || Front { edition: edition.to_owned(), ..Front::default() };
        let at = live.as_ref().map_or_else(|| self.now(), |live| live.at);
        let front = live.map_or_else(nothing, |live| live.front);
        FrontDraft { version: 0, by: Caller::system().account, at, front }
    }

    pub(crate) async fn front_version(&self, edition: &str, version: u64) -> Result<Front> {
        match self.store.front_draft(edition, version.max(1)).await? {
            Some(draft) => Ok(draft.front),
            None if version == 0 => Ok(self.newest_front(edition).await?.front),
            None => Err(Refusal::new(Code::UnknownFront).with("number", version).into()),
        }
    }
}

fn published(entry: JournalEntry) -> Option<PublishedFront> {
    match entry.change {
        Change::Front(front) => Some(PublishedFront { seq: entry.seq, at: entry.at, front }),
        _ => None,
    }
}
