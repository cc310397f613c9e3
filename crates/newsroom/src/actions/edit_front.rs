//! Works on the draft of a front: alone or with others, nothing that anybody did is lost.

use serde_json::json;
use store::{FrontDraft, StoryRow};
use story::{AssetId, Edition, File, Front, Picture, Spot, State};

use super::publish_front::check;
use crate::fronts::Spots;
use crate::newsroom::edition_subject;
use crate::{Caller, Code, FrontEdit, Newsroom, Permission, Refusal, Result};

/// Versions that are looked through for whoever changed a place.
const LOOKED_THROUGH: u32 = 100;

impl Newsroom {
    /// The number of the version that says so. `base` is the version that the caller looked at, 0 being what readers
    /// see; what others did to other places since stays. Refused where somebody else changed the same place.
    pub async fn edit_front(
        &self,
        caller: &Caller,
        edition: &str,
        base: u64,
        edit: &FrontEdit,
    ) -> Result<u64> {
        caller.needs(Permission::EditFronts)?;
        let edition = self.reached_edition(caller, edition)?;
        self.fits_front(edition, edit).await?;
        loop {
            let newest = self.newest_front(&edition.id).await?;
            let (seen, mine) = self.wanted(&newest, base, edit).await?;
            let now = Spots::of(&newest.front);
            let merged = match Spots::merge(&seen, &mine, &now) {
                Ok(merged) => merged,
                Err(spot) => return Err(self.changed_by_another(&newest, &spot).await?.into()),
            };
            if merged == now {
                return Ok(newest.version);
            }
            let front = merged.into_front(&edition.id);
            check(&front.slots, edition)?;
            // Lost to somebody who was quicker: their version is looked at next.
            if let Some(version) = self.write_front(caller, &newest, front, edit).await? {
                return Ok(version);
            }
        }
    }

    /// What may stand on a front before it goes out: what is live, or still can be.
    async fn fits_front(&self, edition: &Edition, edit: &FrontEdit) -> Result<()> {
        let (story, picture) = match edit {
            FrontEdit::Place { story, .. } => (story, None),
            FrontEdit::Dress { story, picture, .. } => (story, *picture),
            _ => return Ok(()),
        };
        let row = self.row(*story).await?;
        let can = matches!(row.state, State::Draft | State::InDesk | State::Scheduled { .. } | State::Live);
        if row.edition != edition.id || !can {
            let refusal = Refusal::new(Code::NotForFront).with("story", story.to_string());
            return Err(refusal.with("edition", edition.id.as_str()).into());
        }
        match picture {
            Some(picture) => self.shows(&row, picture).await,
            None => Ok(()),
        }
    }

    /// The front that the edit starts from, and what it makes of it.
    async fn wanted(&self, newest: &FrontDraft, base: u64, edit: &FrontEdit) -> Result<(Spots, Spots)> {
        let edition = newest.front.edition.as_str();
        if let FrontEdit::Undo { version } = edit {
            let after = self.front_version(edition, *version).await?;
            let before = self.front_version(edition, version.saturating_sub(1)).await?;
            return Ok((Spots::of(&after), Spots::of(&before)));
        }
        let seen = Spots::of(&self.front_version(edition, base).await?);
        let mut mine = seen.clone();
        match edit {
            FrontEdit::Place { story, spot } => mine.place(*story, spot),
            FrontEdit::Empty { spot } => drop(mine.0.remove(spot)),
            FrontEdit::Dress { story, spot, headline, picture } => {
                mine.dress(*story, spot, headline.trim(), *picture);
            }
            FrontEdit::Clear => mine = Spots::default(),
            FrontEdit::Undo { .. } => {}
            FrontEdit::Restore { version } => mine = Spots::of(&self.front_version(edition, *version).await?),
            FrontEdit::RestorePublished { seq } => {
                mine = Spots::of(&self.published_front(edition, *seq).await?.front);
            }
        }
        Ok((seen, mine))
    }

    /// A front shows a story's own pictures only: their captions and credits are in the story.
    async fn shows(&self, row: &StoryRow, picture: AssetId) -> Result<()> {
        let content = self.any_revision(row.id, row.live.unwrap_or(row.head)).await?.content;
        let is_it = |known: &Picture| known.file == File::Stored { asset: picture };
        if content.pictures().any(is_it) {
            return Ok(());
        }
        Err(Refusal::new(Code::UnknownPicture).with("asset", picture.to_string()).into())
    }

    async fn changed_by_another(&self, newest: &FrontDraft, spot: &Spot) -> Result<Refusal> {
        let edition = newest.front.edition.as_str();
        let drafts = self.store.front_drafts(edition, newest.version + 1, LOOKED_THROUGH).await?;
        let changed = drafts.windows(2).find(|pair| {
            let [after, before] = [&pair[0].front, &pair[1].front].map(Spots::of);
            !after.agree(&before, spot)
        });
        let by = changed.map_or(newest.by, |pair| pair[0].by);
        let name = self.name_of(&Caller::system(), by).await?;
        Ok(Refusal::new(Code::FrontChanged).with("name", name).with("place", spot.to_string()))
    }

    /// Writes the version after `newest`; `None` where somebody else did. The first one is written behind what readers
    /// saw then, so that it can be compared and undone as all others can.
    async fn write_front(
        &self,
        caller: &Caller,
        newest: &FrontDraft,
        front: Front,
        edit: &FrontEdit,
    ) -> Result<Option<u64>> {
        let mut tx = self.store.begin().await?;
        let mut version = newest.version;
        if version == 0 {
            version = 1;
            if !tx.insert_front_draft(&FrontDraft { version, ..newest.clone() }).await? {
                return Ok(None);
            }
        }
        version += 1;
        let subject = edition_subject(&front.edition);
        let draft = FrontDraft { version, by: caller.account, at: self.now(), front };
        if !tx.insert_front_draft(&draft).await? {
            return Ok(None);
        }
        let detail = json!({ "edit": edit.name(), "version": version });
        tx.insert_audit(&self.audit_row(caller, "edit-front", subject, detail)).await?;
        tx.commit().await?;
        self.wake_fronts();
        Ok(Some(version))
    }
}
