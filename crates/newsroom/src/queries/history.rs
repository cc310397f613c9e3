//! All that a story ever said, as one document that can be kept.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use schemars::JsonSchema;
use serde::Serialize;
use store::{LinkKind, Revision, RevisionHead, StoryRow};
use story::{AccountId, Acknowledgement, Change, Content, Moment, State, StoryId, Timestamp};

use super::record::StoryRecord;
use crate::newsroom::story_subject;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// How often a story can have gone out; nobody corrects more often.
const PUBLICATIONS_MAX: u32 = 10_000;

/// The history of one story. `kind` and `format` say what it is, so that it is known in ten years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StoryHistory {
    /// Always `marbre-story-history`.
    pub kind: &'static str,
    /// Counts up where a reader of the older form would read it wrongly.
    pub format: u32,
    pub id: StoryId,
    pub edition: String,
    #[serde(flatten)]
    pub state: State,
    /// From the root of the site, from its first publication on.
    pub path: Option<String>,
    #[schemars(with = "Moment")]
    pub created: Timestamp,
    /// When this was written.
    #[schemars(with = "Moment")]
    pub written: Timestamp,
    /// The names of all accounts that are named here.
    pub people: BTreeMap<AccountId, String>,
    /// Oldest first, those kept beside the main line included.
    pub revisions: Vec<HistoryRevision>,
    /// What readers saw, oldest first.
    pub publications: Vec<Publication>,
    /// Findings that somebody answered for.
    pub acknowledged: Vec<Acknowledgement>,
    /// Whether all of it is what was sealed as it was written.
    pub record: StoryRecord,
}

/// A revision, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Revision")]
pub struct HistoryRevision {
    pub number: u64,
    /// The revision it was written from.
    pub base: Option<u64>,
    pub author: AccountId,
    #[schemars(with = "Moment")]
    pub at: Timestamp,
    pub note: String,
    /// Kept from a conflict: not part of the story.
    pub beside: bool,
    pub content: Content,
    /// What it was sealed with, in 64 hexadecimal digits; nothing where an earlier version wrote it and it is still to be
    /// sealed.
    pub seal: Option<String>,
    /// How often readers were given it, up to a minute ago; nothing where it was never on screen, or was before that was
    /// counted.
    pub read: Option<u64>,
}

/// One time that readers were shown something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Publication {
    /// The number of the journal's entry.
    pub entry: u64,
    #[schemars(with = "Moment")]
    pub at: Timestamp,
    /// `published`, `updated`, `corrected` or `killed`.
    pub change: &'static str,
    /// What readers saw from then on; nothing after a kill.
    pub revision: Option<u64>,
    /// What readers were told was wrong, or why it is gone.
    pub notice: Option<String>,
    /// What it was sealed with, in 64 hexadecimal digits.
    pub seal: Option<String>,
}

/// What changes what readers have of a story, and the word for it.
const RELEASES: [(&str, &str); 5] = [
    ("publish-story", "published"),
    ("publish-scheduled-story", "scheduled"),
    ("update-story", "updated"),
    ("correct-story", "corrected"),
    ("kill-story", "killed"),
];

/// The last time that somebody changed what readers have of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastRelease {
    /// A later one has a higher number.
    pub number: u64,
    pub by: AccountId,
    pub at: Timestamp,
    /// `published`, `scheduled`, `updated`, `corrected` or `killed`.
    pub change: &'static str,
    /// What readers had from then on, or had until then.
    pub revision: u64,
}

impl Newsroom {
    /// For those who have the story open: the journal does not say who.
    pub async fn last_release(&self, caller: &Caller, story: StoryId) -> Result<Option<LastRelease>> {
        caller.needs(Permission::Read)?;
        let last = self.store.last_audit(&story_subject(story), RELEASES.map(|(action, _)| action)).await?;
        Ok(last.and_then(|row| {
            let (_, change) = RELEASES.into_iter().find(|(action, _)| *action == row.action)?;
            let revision = row.detail["revision"].as_u64()?;
            Some(LastRelease { number: row.seq, by: row.account, at: row.at, change, revision })
        }))
    }

    /// When readers were shown what, oldest first; without its seals.
    pub async fn publications_of(&self, caller: &Caller, story: StoryId) -> Result<Vec<Publication>> {
        caller.needs(Permission::Read)?;
        self.row(story).await?;
        let last = i64::MAX as u64;
        let mut entries = self.store.journal().of_story(story, last, PUBLICATIONS_MAX).await?;
        entries.reverse();
        let publication = |entry: story::JournalEntry| Publication {
            entry: entry.seq,
            at: entry.at,
            change: entry.change.name(),
            revision: entry.change.live().map(|live| live.revision),
            notice: match &entry.change {
                Change::Corrected(live) => live.corrections.last().map(|known| known.notice.clone()),
                Change::Killed(withdrawal) => Some(withdrawal.reason.clone()),
                _ => None,
            },
            seal: None,
        };
        Ok(entries.into_iter().map(publication).collect())
    }

    /// A revision with what is told of it beside its words.
    pub async fn whole_revision(&self, caller: &Caller, revision: Revision) -> Result<HistoryRevision> {
        caller.needs(Permission::Read)?;
        let (story, number) = (revision.story, revision.number);
        let unread = || Refusal::new(Code::UnknownRevision).with("number", number);
        let head = self.store.revision_head(story, number).await?.ok_or_else(unread)?;
        Ok(whole(revision, head))
    }

    pub async fn story_history(&self, caller: &Caller, story: StoryId) -> Result<StoryHistory> {
        let mut publications = self.publications_of(caller, story).await?;
        let (record, mut seals) = self.sealed(story).await?;
        for publication in &mut publications {
            publication.seal = seals.remove(&(LinkKind::Publication, publication.entry));
        }
        let StoryRow { edition, state, path, created, .. } = self.row(story).await?;
        let mut revisions = Vec::new();
        for head in self.store.revisions(story).await?.into_iter().rev() {
            revisions.push(whole(self.any_revision(story, head.number).await?, head));
        }
        let acknowledged = self.store.acknowledgements(story).await?;
        let mut people = BTreeMap::new();
        let authors = revisions.iter().map(|revision| revision.author);
        for account in authors.chain(acknowledged.iter().map(|known| known.by)) {
            if let Entry::Vacant(place) = people.entry(account) {
                // Whoever is gone altogether stays a number.
                let name = self.name_of(caller, account).await.unwrap_or_else(|_| account.to_string());
                place.insert(name);
            }
        }
        Ok(StoryHistory {
            kind: "marbre-story-history",
            format: 1,
            id: story,
            edition,
            state,
            path,
            created,
            written: self.now(),
            people,
            revisions,
            publications,
            acknowledged,
            record,
        })
    }
}

fn whole(revision: Revision, head: RevisionHead) -> HistoryRevision {
    let Revision { number, base, author, at, note, beside, content, .. } = revision;
    let RevisionHead { seal, read, .. } = head;
    HistoryRevision { number, base, author, at, note, beside, content, seal, read }
}
