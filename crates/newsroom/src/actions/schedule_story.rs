//! Puts a story on the schedule: it goes out by itself.

use serde_json::json;
use story::{Move, StoryId, Timestamp};

use crate::advance;
use crate::gate::{clock_time, embargo_refusal};
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// The head revision goes out at `at`, or later, if it still passes the gate then. `revision` says which one the
    /// caller saw; what an editor saves afterwards goes out in its place. Scheduling again moves the time.
    pub async fn schedule_story(
        &self,
        caller: &Caller,
        story: StoryId,
        revision: u64,
        at: Timestamp,
    ) -> Result<()> {
        caller.needs(Permission::Schedule)?;
        let row = self.row(story).await?;
        let revision = self.main_revision(story, revision).await?;
        let number = revision.number;
        let ruled = self.ruled_checks().await?;
        let examined = self.examine(&caller.language, &row, &revision, at, ruled).await?;
        if let Some(refusal) = examined.preflight.refusal() {
            return Err(refusal.into());
        }
        let mut work = self.begin_on(caller, story).await?;
        if number != work.row.head {
            let refusal = Refusal::new(Code::StaleRevision).with("number", number);
            return Err(refusal.with("newer", work.row.head).into());
        }
        let time_zone = self.edition(&work.row.edition).map_or("", |edition| edition.time_zone.as_str());
        if at <= work.now {
            return Err(Refusal::new(Code::TimePassed).with("at", clock_time(at, time_zone)).into());
        }
        if let Some(refusal) = embargo_refusal(&work.row, at, time_zone) {
            return Err(refusal.into());
        }
        work.row.state = work.row.state.after(Move::Schedule { at })?;
        let detail = json!({ "revision": number, "at": at.to_string() });
        work.row.changed = work.now;
        work.tx.update_story(&work.row).await?;
        work.audit(caller, "schedule-story", detail).await?;
        advance::follow(&mut work.tx, &work.row, Some(number), work.now).await?;
        work.commit().await?;
        self.wake_schedule();
        Ok(())
    }
}
