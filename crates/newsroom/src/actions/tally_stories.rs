//! A job: counts what the checks find in each story in the works, for lists. Running it twice counts once.

use store::Tally;
use story::{Severity, StoryId};

use crate::gate::going_out;
use crate::{Caller, Newsroom, Result};

/// Stories looked at between two looks at what is waiting.
const BATCH: u32 = 20;

impl Newsroom {
    /// Every story whose newest revision was not counted yet. Answers with how many there were.
    pub async fn tally_stories(&self) -> Result<usize> {
        let mut counted = 0;
        loop {
            let waiting = self.store.stories_without_tally(BATCH).await?;
            for story in &waiting {
                self.tally(*story).await?;
            }
            counted += waiting.len();
            if waiting.len() < BATCH as usize {
                return Ok(counted);
            }
        }
    }

    async fn tally(&self, story: StoryId) -> Result<()> {
        let row = self.row(story).await?;
        let revision = self.main_revision(story, row.head).await?;
        let at = going_out(&row, self.now());
        let ruled = self.ruled_checks().await?;
        let found = self.examine(&Caller::system().language, &row, &revision, at, ruled).await?.preflight;
        let answered =
            |fingerprint: &str| found.acknowledged.iter().any(|known| known.fingerprint == fingerprint);
        let count = |severity| {
            let open = found.report.findings.iter().filter(|finding| !answered(&finding.fingerprint));
            open.filter(|finding| finding.severity == severity).count() as u64
        };
        let tally = Tally {
            errors: count(Severity::Error),
            warnings: count(Severity::Warn),
            remarks: count(Severity::Info),
        };
        let mut tx = self.store.begin().await?;
        let kept = tx.put_tally(story, row.head, tally).await?;
        tx.commit().await?;
        if kept {
            self.shared.rooms.stir_lists();
        }
        Ok(())
    }
}
