//! What the journal would say if something were done to a story: for whoever decides, before they do.

use story::{Change, State, StoryId};

use super::stories::StoryView;
use crate::actions::kill_story::take_down;
use crate::coverage::{part, whole};
use crate::gate::{going_out, shown_assets};
use crate::release::{Beside, Release, live_story, put_out};
use crate::{Caller, Newsroom, Permission, Result};

/// What may be done to a story before readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prospect {
    /// The head revision goes out, now or at its time: for the first time, or in the place of the one that readers have.
    Out,
    /// Likewise, with a notice of what was wrong.
    Correction { notice: String },
    /// The reason may not be empty; no page changes for another one.
    Kill { reason: String },
}

impl Newsroom {
    /// The entries that the journal would get, in their order. The checks and the embargo are not asked: what would be refused
    /// now is told all the same. Refused where the story cannot be moved so, or has no place in its edition.
    pub async fn prospect(&self, caller: &Caller, story: StoryId, what: &Prospect) -> Result<Vec<Change>> {
        let StoryView { mut row, revision } = self.story(caller, story).await?;
        let release = match what {
            Prospect::Kill { reason } => return self.prospect_of_kill(caller, story, reason).await,
            Prospect::Correction { notice } => Release::Correct { notice: notice.clone() },
            Prospect::Out if row.state == State::Live => Release::Update,
            Prospect::Out => Release::Publish,
        };
        let edition = self.known_edition(&row.edition)?;
        let shown = shown_assets(&revision.content);
        let beside = async {
            tokio::try_join!(
                async { Ok(self.store.assets(&shown).await?) },
                async { Ok(self.store.former_addresses(story).await?) },
                self.coverage_of(&row),
            )
        };
        let (assets, former, coverage) = beside.await?;
        let beside = Beside { assets, former, part: part(&row, coverage.as_ref()) };
        let at = going_out(&row, self.now());
        let live = put_out(&mut row, at, edition, &release, revision, beside)?;
        Ok(vec![release.change(live)])
    }

    /// A live coverage goes with all its entries; an entry first leaves the place above the others.
    async fn prospect_of_kill(&self, caller: &Caller, story: StoryId, reason: &str) -> Result<Vec<Change>> {
        caller.needs(Permission::Read)?;
        let (mut row, now) = (self.row(story).await?, self.now());
        let mut changes = Vec::new();
        if let Some(mut coverage) = self.coverage_of(&row).await? {
            let pinned = &mut whole(&mut coverage)?.pinned;
            if pinned.take_if(|pinned| pinned.entry == story).is_some()
                && let Some(number) = coverage.live
            {
                let revision = self.any_revision(coverage.id, number).await?;
                let assets = self.store.assets(&shown_assets(&revision.content)).await?;
                let former = self.store.former_addresses(coverage.id).await?;
                let beside = Beside { assets, former, part: part(&coverage, None) };
                let edition = self.known_edition(&coverage.edition)?;
                changes.push(Change::Updated(live_story(&coverage, edition, revision, beside)?));
            }
        }
        changes.push(Change::Killed(take_down(&mut row, now, reason)?.0));
        if row.coverage.is_some() {
            for mut entry in self.store.live_entries(story).await? {
                changes.push(Change::Killed(take_down(&mut entry, now, reason)?.0));
            }
        }
        Ok(changes)
    }
}
