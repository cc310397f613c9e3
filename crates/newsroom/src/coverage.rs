//! Live coverage: what a story has to do with one, and what keeps an entry from going out. Whatever is done to an entry
//! before readers holds its coverage first: what is done to both is done in that order.

use serde_json::Value;
use store::StoryRow;
use story::{Change, InCoverage, LiveCoverage, State, StoryId};

use crate::gate::shown_assets;
use crate::newsroom::{Work, unknown_story};
use crate::release::{Beside, live_story};
use crate::{Caller, Code, Fault, Newsroom, Refusal, Result};

/// What readers are told of a story's part in a coverage.
pub(crate) fn part(row: &StoryRow, coverage: Option<&StoryRow>) -> Option<InCoverage> {
    match (&row.coverage, row.entry_of) {
        (Some(whole), _) => Some(InCoverage::Whole(whole.clone())),
        (None, Some(of)) => {
            let path = coverage.and_then(|coverage| coverage.path.clone()).unwrap_or_default();
            Some(InCoverage::Entry { of, path })
        }
        (None, None) => None,
    }
}

/// Why an entry cannot go out as its coverage stands. What readers have already is changed as long as the coverage is
/// there.
pub(crate) fn refusal(row: &StoryRow, coverage: Option<&StoryRow>) -> Option<Refusal> {
    row.entry_of?;
    let Some(coverage) = coverage.filter(|coverage| coverage.state == State::Live) else {
        return Some(Refusal::new(Code::CoverageNotLive));
    };
    let over = closed(coverage) && row.state != State::Live;
    over.then(|| Refusal::new(Code::CoverageClosed))
}

pub(crate) fn closed(coverage: &StoryRow) -> bool {
    coverage.coverage.as_ref().is_some_and(|coverage| coverage.closed.is_some())
}

/// What the row says as a live coverage; refused for any other story.
pub(crate) fn whole(row: &mut StoryRow) -> Result<&mut LiveCoverage, Refusal> {
    row.coverage.as_mut().ok_or_else(|| Refusal::new(Code::NotACoverage))
}

impl Newsroom {
    /// The coverage that a story is an entry of.
    pub(crate) async fn coverage_of(&self, row: &StoryRow) -> Result<Option<StoryRow>> {
        match row.entry_of {
            Some(of) => Ok(self.store.story(of).await?),
            None => Ok(None),
        }
    }

    /// As `begin_on`, of an entry with its coverage, which is held too.
    pub(crate) async fn begin_with_coverage(
        &self,
        caller: &Caller,
        row: &StoryRow,
    ) -> Result<(Work, Option<StoryRow>)> {
        let mut tx = self.store.begin().await?;
        let coverage = match row.entry_of {
            Some(of) => tx.story_for_update(of).await?,
            None => None,
        };
        let story = row.id;
        let row = tx.story_for_update(story).await?.ok_or_else(|| unknown_story(story))?;
        caller.reaches(&row.edition, &row.section)?;
        Ok((self.work(tx, row, self.now()), coverage))
    }

    /// Writes down what a story says of itself now beside its words; readers who have it are shown it, its words unchanged.
    /// `coverage` is the one that it is an entry of.
    pub(crate) async fn tell_readers(
        &self,
        caller: &Caller,
        work: &mut Work,
        coverage: Option<&StoryRow>,
        action: &str,
        detail: Value,
    ) -> Result<()> {
        work.write(caller, action, detail).await?;
        let Some(number) = work.row.live.filter(|_| work.row.state == State::Live) else { return Ok(()) };
        let story = work.row.id;
        let missing = || Fault::new("tell-readers", "a live story has no revision");
        let revision = work.tx.revision(story, number).await?.ok_or_else(missing)?;
        let shown = shown_assets(&revision.content);
        let assets = work.tx.assets(&shown).await?;
        let former = work.tx.former_addresses(story).await?;
        let edition = self.known_edition(&work.row.edition)?;
        let beside = Beside { assets, former, part: part(&work.row, coverage) };
        let live = live_story(&work.row, edition, revision, beside)?;
        work.tx.append_journal(work.now, &Change::Updated(live)).await?;
        Ok(())
    }

    /// Whether a story is a live coverage that still takes entries; refused where it does not.
    pub(crate) async fn open_coverage_row(&self, caller: &Caller, id: StoryId) -> Result<StoryRow> {
        let mut row = self.row(id).await?;
        caller.reaches(&row.edition, &row.section)?;
        whole(&mut row)?;
        match row.state {
            State::Withdrawn { .. } | State::Spiked => Err(Refusal::new(Code::CoverageNotLive).into()),
            _ if closed(&row) => Err(Refusal::new(Code::CoverageClosed).into()),
            _ => Ok(row),
        }
    }
}
