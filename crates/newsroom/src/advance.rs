//! What may go ahead to partners: a story that the desk has put on the schedule and that an embargo still holds.
//!
//! The journal says that there is one, which revision of it passed the gate, and until when it holds; its words stay in
//! the newsroom (see `decisions/0012-embargoed-copy-for-partners.md`).

use store::{StoryRow, Tx};
use story::{Advance, Change, JournalEntry, LiveStory, State, StoryId, Timestamp};

use crate::coverage::part;
use crate::gate::shown_assets;
use crate::release::for_readers;
use crate::{Newsroom, Result};

/// Writes to the journal what became of a story that is not out yet, for those who may have it ahead: made ready (then
/// `ready` is the revision that passed the gate), moved, or taken back. Nothing where nothing changed for them.
pub(crate) async fn follow(tx: &mut Tx, row: &StoryRow, ready: Option<u64>, now: Timestamp) -> Result<()> {
    if row.state.has_been_live() {
        return Ok(());
    }
    let told = match tx.newest_of_story(row.id).await?.map(|entry| entry.change) {
        Some(Change::Advanced(advance)) if advance.until.is_some() => Some(advance),
        _ => None,
    };
    if told.is_none() && !matches!(row.state, State::Scheduled { .. }) {
        return Ok(());
    }
    let alerts = tx.wire_alerts(row.id).await?;
    let doubted = alerts.iter().any(|alert| {
        alert.decided.is_none() && matches!(alert.change.as_str(), "kill" | "doubtful-kill" | "correction")
    });
    let held = row.embargo.is_some_and(|until| until > now);
    let until = match row.state {
        // It is not before readers until then, and partners must not be faster; also where the embargo was lifted.
        State::Scheduled { at } if !doubted && (held || told.is_some()) => {
            Some(row.embargo.map_or(at, |until| until.max(at)))
        }
        _ => None,
    };
    let revision = ready.or_else(|| told.as_ref().map(|told| told.revision)).unwrap_or(row.head);
    let advance = Advance { id: row.id, edition: row.edition.clone(), revision, until };
    if told.as_ref().map_or(until.is_some(), |told| *told != advance) {
        tx.append_journal(now, &Change::Advanced(advance)).await?;
    }
    Ok(())
}

impl Newsroom {
    /// The story of an advance, where that is the newest word about it.
    pub(crate) async fn advanced(
        &self,
        entry: &JournalEntry,
        advance: &Advance,
    ) -> Result<Option<LiveStory>> {
        if self.newest_entry(advance.id).await?.is_some_and(|newest| newest.seq != entry.seq) {
            return Ok(None);
        }
        self.words_of_advance(advance, entry.at).await.map(Some)
    }

    /// What whoever may have it ahead was given.
    pub(crate) async fn words_of_advance(&self, advance: &Advance, at: Timestamp) -> Result<LiveStory> {
        let (row, edition) = (self.row(advance.id).await?, self.known_edition(&advance.edition)?);
        let coverage = self.coverage_of(&row).await?;
        let content = for_readers(self.any_revision(advance.id, advance.revision).await?.content);
        Ok(LiveStory {
            id: advance.id,
            edition: advance.edition.clone(),
            // It has none before it is out.
            path: String::new(),
            former: Vec::new(),
            translation: row.translation,
            coverage: part(&row, coverage.as_ref()),
            sections: edition.listed_in(&content.section),
            revision: advance.revision,
            first_published: advance.until.unwrap_or(at),
            updated: at,
            corrections: Vec::new(),
            assets: self.store.assets(&shown_assets(&content)).await?,
            content,
        })
    }

    pub(crate) async fn newest_entry(&self, story: StoryId) -> Result<Option<JournalEntry>> {
        // Every number in the journal is below this one.
        const BEYOND: u64 = i64::MAX as u64;
        Ok(self.store.journal().of_story(story, BEYOND, 1).await?.into_iter().next())
    }
}
