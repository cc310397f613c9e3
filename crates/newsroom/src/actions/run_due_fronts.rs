//! A job: puts out a front whose time has come. Running it twice, or on two nodes at once, puts it out once.

use serde_json::json;
use store::ScheduledFront;
use story::Front;

use crate::newsroom::edition_subject;
use crate::{Caller, Newsroom, Result};

impl Newsroom {
    /// Puts out every front that is due; how many there were.
    pub async fn run_due_fronts(&self) -> Result<usize> {
        let mut published = 0;
        for scheduled in self.store.due_fronts(self.now()).await? {
            // A fault is already logged. It stays on the schedule and is tried again; the others must not wait.
            if let Ok(true) = self.run_due_front(&scheduled).await {
                published += 1;
            }
        }
        Ok(published)
    }

    async fn run_due_front(&self, scheduled: &ScheduledFront) -> Result<bool> {
        let (front, left_out) = self.what_is_live(scheduled).await?;
        let mut tx = self.store.begin().await?;
        if !tx.unschedule_front(scheduled).await? {
            return Ok(false);
        }
        let (version, subject) = (scheduled.version, edition_subject(&scheduled.edition));
        let detail = json!({ "version": version, "by": scheduled.by.to_string(), "left_out": left_out });
        let system = Caller::system();
        tx.insert_audit(&self.audit_row(&system, "publish-scheduled-front", subject, detail)).await?;
        // An edition that the newsroom does not have any more has no readers either.
        if let Some(front) = front {
            self.put_out_front(&mut tx, &system, front).await?;
        }
        tx.commit().await?;
        self.wake_fronts();
        Ok(true)
    }

    /// The front without the stories that readers may not see, and which these are. Nobody is there to choose others,
    /// and the words of a front about a story that is held would be out before it.
    async fn what_is_live(&self, scheduled: &ScheduledFront) -> Result<(Option<Front>, Vec<String>)> {
        let Some(edition) = self.edition(&scheduled.edition) else { return Ok((None, Vec::new())) };
        let mut front = self.front_version(&edition.id, scheduled.version).await?;
        let mut left_out = Vec::new();
        for slot in std::mem::take(&mut front.slots) {
            let known = match &slot.area {
                story::Area::Section(id) => edition.section(id).is_some(),
                _ => true,
            };
            if known && self.stands_live(&slot, edition).await? {
                front.slots.push(slot);
            } else {
                left_out.push(slot.story.to_string());
            }
        }
        Ok((Some(front), left_out))
    }
}
