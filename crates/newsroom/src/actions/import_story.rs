//! Brings in a story of another system, with its dates and its old addresses. Once, however often it is asked for.

use serde_json::json;
use store::{Imported, Revision};
use story::{Content, Hash, State, StoryId, Timestamp};

use super::create_story::{Start, follow};
use crate::coverage::part;
use crate::gate::{content_refusals, place_refusals};
use crate::manuscripts::follow_head;
use crate::mend::mended;
use crate::newsroom::{Work, story_subject};
use crate::release::{Beside, Release, put_out};
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// What marks a revision as the importer's: one that somebody wrote since is never written over.
const NOTE: &str = "import";
/// Addresses beyond are no history but an attack on the table.
const FORMER_MAX: usize = 20;

/// A story as the other system had it.
#[derive(Debug, Clone, Default)]
pub struct ImportStory {
    /// The system: the address of the old site.
    pub origin: String,
    /// Its identifier there.
    pub guid: String,
    /// Tells this version from every other one, before pictures are fetched.
    pub seal: String,
    pub edition: String,
    pub content: Content,
    /// When readers got it first; nothing for a draft.
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub embargo: Option<Timestamp>,
    /// Paths at which it stood.
    pub former: Vec<String>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportOutcome {
    New,
    Changed,
    /// Brought in before, word for word.
    Same,
    /// Brought in before and written in since: left alone.
    Kept,
}

/// The story, and why it stayed a draft although the other system had published it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedStory {
    pub story: StoryId,
    pub outcome: ImportOutcome,
    pub live: bool,
    pub refusals: Vec<Refusal>,
}

impl Newsroom {
    /// What was brought in under this identifier before, and whether it was this version.
    pub async fn imported(
        &self,
        caller: &Caller,
        origin: &str,
        guid: &str,
        seal: &str,
    ) -> Result<Option<bool>> {
        caller.needs(Permission::ManageSources)?;
        let known = self.store.imported(origin, guid).await?;
        Ok(known.map(|known| known.hash == seal_hash(seal)))
    }

    /// One transaction: a crash leaves the story with all that belongs to it, or nothing of it. The desk checks are not
    /// asked: what readers had for years is not held back over a doubled word. What no page could show stays a draft.
    pub async fn import_story(&self, caller: &Caller, import: ImportStory) -> Result<ImportedStory> {
        caller.needs(Permission::ManageSources)?;
        self.known_edition(&import.edition)?;
        let known = self.store.imported(&import.origin, &import.guid).await?;
        match known.and_then(|known| known.story.map(|story| (story, known.hash))) {
            Some((story, hash)) => self.import_again(caller, import, story, &hash).await,
            None => self.import_new(caller, import).await,
        }
    }

    async fn import_new(&self, caller: &Caller, import: ImportStory) -> Result<ImportedStory> {
        let id = StoryId::from_number(self.context.random());
        let now = self.now();
        let content = mended(import.content.clone())?;
        let start =
            Start { id, edition: import.edition.clone(), content, embargo: import.embargo, from_item: None };
        let (mut row, mut revision) = start.rows(caller, now)?;
        NOTE.clone_into(&mut revision.note);
        row.created = import.published.map_or(now, |at| at.min(now));
        let mut tx = self.store.begin().await?;
        tx.insert_story(&row).await?;
        tx.insert_revision(&revision).await?;
        let work = self.work(tx, row, now);
        self.finish_import(caller, import, work, revision, ImportOutcome::New).await
    }

    async fn import_again(
        &self,
        caller: &Caller,
        import: ImportStory,
        story: StoryId,
        hash: &Hash,
    ) -> Result<ImportedStory> {
        let mut work = self.begin_on(caller, story).await?;
        let head = self.any_revision(story, work.row.head).await?;
        let ours = head.note == NOTE && matches!(work.row.state, State::Draft | State::Live);
        let live = work.row.state == State::Live;
        if *hash == seal_hash(&import.seal) || !ours {
            let same = *hash == seal_hash(&import.seal);
            let outcome = if same { ImportOutcome::Same } else { ImportOutcome::Kept };
            return Ok(ImportedStory { story, outcome, live, refusals: Vec::new() });
        }
        let revision = Revision {
            story,
            number: head.number + 1,
            base: Some(head.number),
            author: caller.account,
            at: work.now,
            note: NOTE.to_owned(),
            beside: false,
            content: mended(import.content.clone())?,
        };
        work.tx.insert_revision(&revision).await?;
        work.row.head = revision.number;
        follow(&mut work.row, &revision.content);
        follow_head(&mut work, caller.account, &revision.content).await?;
        self.finish_import(caller, import, work, revision, ImportOutcome::Changed).await
    }

    async fn finish_import(
        &self,
        caller: &Caller,
        import: ImportStory,
        mut work: Work,
        revision: Revision,
        outcome: ImportOutcome,
    ) -> Result<ImportedStory> {
        let (story, now) = (work.row.id, work.now);
        for path in import.former.iter().filter(|path| is_address(path)).take(FORMER_MAX) {
            work.tx.put_former_address(path.trim_end_matches('/'), story).await?;
        }
        self.reach("import.revision-written")?;
        let mut refusals = place_refusals(&work.row, &revision.content, self.edition(&import.edition));
        // A picture without words, or a headline alone, was a page there and is one here.
        let bodiless = |refusal: &Refusal| refusal.code == Code::NoBody;
        refusals.extend(
            content_refusals(&work.row, &revision.content).into_iter().filter(|refusal| !bodiless(refusal)),
        );
        let held = work.row.embargo.is_some_and(|until| until > now);
        let published = import.published.filter(|_| refusals.is_empty() && !held);
        let live = !held && refusals.is_empty() && (published.is_some() || work.row.state == State::Live);
        let mut goes = None;
        if live {
            let first = published.unwrap_or(now).min(now);
            let first = *work.row.first_published.get_or_insert(first);
            let edition = self.known_edition(&import.edition)?;
            let assets = self.store.assets(&crate::gate::shown_assets(&revision.content)).await?;
            let former = work.tx.former_addresses(story).await?;
            let release = if outcome == ImportOutcome::New || work.row.live.is_none() {
                Release::Publish
            } else {
                Release::Update
            };
            let beside = Beside { assets, former, part: part(&work.row, None) };
            let mut out = put_out(&mut work.row, now, edition, &release, revision, beside)?;
            // As readers knew it: an import is no news.
            out.updated = import.updated.unwrap_or(first).clamp(first, now.max(first));
            work.row.updated = Some(out.updated);
            goes = Some(work.tx.seal_entry(now, release.change(out)).await?);
        }
        work.row.changed = now;
        work.tx.update_story(&work.row).await?;
        self.reach("import.story-written")?;
        let mark = Imported {
            origin: import.origin.clone(),
            guid: import.guid.clone(),
            story: Some(story),
            hash: seal_hash(&import.seal),
            at: now,
        };
        work.tx.mark_imported(&mark).await?;
        self.reach("import.marked")?;
        let detail = json!({ "origin": import.origin, "guid": import.guid, "live": live });
        work.tx.insert_audit(&self.audit_row(caller, "import-story", story_subject(story), detail)).await?;
        if let Some(entry) = goes {
            work.tx.append_sealed(entry).await?;
        }
        self.reach("import.before-commit")?;
        work.commit().await?;
        self.reach("import.committed")?;
        Ok(ImportedStory { story, outcome, live, refusals })
    }
}

pub(super) fn seal_hash(seal: &str) -> Hash {
    store::hash(seal.as_bytes())
}

/// A path of the old site that is no page of every site.
fn is_address(path: &str) -> bool {
    path.starts_with('/')
        && !path.trim_matches('/').is_empty()
        && path.len() < 500
        && !path.contains(['?', '#', '\0'])
}
