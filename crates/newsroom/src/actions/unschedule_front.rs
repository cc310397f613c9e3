//! Takes a front off the schedule.

use serde_json::json;
use story::Timestamp;

use crate::newsroom::edition_subject;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// Refused where it went out already, or somebody else took it off.
    pub async fn unschedule_front(&self, caller: &Caller, edition: &str, due: Timestamp) -> Result<()> {
        caller.needs(Permission::Schedule)?;
        let edition = self.reached_edition(caller, edition)?;
        let gone = || Refusal::new(Code::NotScheduled);
        let all = self.store.scheduled_fronts(&edition.id).await?;
        let scheduled = all.into_iter().find(|one| one.due == due).ok_or_else(gone)?;
        let mut tx = self.store.begin().await?;
        if !tx.unschedule_front(&scheduled).await? {
            return Err(gone().into());
        }
        let detail = json!({ "version": scheduled.version, "at": due.to_string() });
        let subject = edition_subject(&edition.id);
        tx.insert_audit(&self.audit_row(caller, "unschedule-front", subject, detail)).await?;
        tx.commit().await?;
        self.wake_schedule();
        self.wake_fronts();
        Ok(())
    }
}
