//! Gives a story to somebody to work on.

use serde_json::json;
use story::{AccountId, StoryId};

use crate::reach::place;
use crate::{Caller, Code, Newsroom, Permission, Reach, Refusal, Result};

impl Newsroom {
    /// Whoever may write in it may hand it on, and whoever has it may write in it while it is a draft. `None`: to nobody.
    /// Answers with whose it was.
    pub async fn assign_story(
        &self,
        caller: &Caller,
        story: StoryId,
        assignee: Option<AccountId>,
    ) -> Result<Option<AccountId>> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        let before = work.row.assignee;
        if before == assignee {
            return Ok(before);
        }
        if let Some(account) = assignee {
            let unknown = || Refusal::new(Code::UnknownAccount).with("id", account.to_string());
            let known =
                self.store.account(account).await?.filter(|known| !known.disabled).ok_or_else(unknown)?;
            let (edition, section) = (&work.row.edition, &work.row.section);
            if !Reach::stored(&known.reach).holds(edition, section) {
                let refusal = Refusal::new(Code::AssigneeOutOfReach).with("name", known.name);
                return Err(refusal.with("place", place(edition, section)).into());
            }
        }
        work.row.assignee = assignee;
        let number = |who: Option<AccountId>| who.map(|account| account.to_string());
        let detail = json!({ "assignee": number(assignee), "before": number(before) });
        work.write(caller, "assign-story", detail).await?;
        work.commit().await?;
        Ok(before)
    }
}
