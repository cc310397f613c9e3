//! Puts a version of a front on the schedule: it goes out by itself.

use serde_json::json;
use store::ScheduledFront;
use story::Timestamp;

use crate::gate::clock_time;
use crate::newsroom::edition_subject;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// That version goes out at `due`, whatever is done to the draft until then. Stories that are not live by then
    /// are left out, and their places fill themselves.
    pub async fn schedule_front(
        &self,
        caller: &Caller,
        edition: &str,
        version: u64,
        due: Timestamp,
    ) -> Result<()> {
        caller.needs(Permission::Schedule)?;
        let edition = self.reached_edition(caller, edition)?;
        let newest = self.newest_front(&edition.id).await?;
        if version == 0 || newest.version != version {
            let name = self.name_of(caller, newest.by).await?;
            return Err(Refusal::new(Code::FrontMoved).with("name", name).into());
        }
        let now = self.now();
        if due <= now {
            let at = clock_time(due, &edition.time_zone);
            return Err(Refusal::new(Code::TimePassed).with("at", at).into());
        }
        let (by, subject) = (caller.account, edition_subject(&edition.id));
        let scheduled = ScheduledFront { edition: edition.id.clone(), due, version, by, at: now };
        let mut tx = self.store.begin().await?;
        tx.schedule_front(&scheduled).await?;
        let detail = json!({ "version": version, "at": due.to_string() });
        tx.insert_audit(&self.audit_row(caller, "schedule-front", subject, detail)).await?;
        tx.commit().await?;
        self.wake_schedule();
        self.wake_fronts();
        Ok(())
    }
}
