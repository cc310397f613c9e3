//! Sets, moves or lifts an embargo.

use serde_json::json;
use store::StoryRow;
use story::{IllegalMove, Move, State, StoryId, Timestamp};

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Nothing goes out before `until`. A schedule that was earlier moves with it. Whoever may write in the story may
    /// set or lengthen one; to shorten or lift it takes a right of its own. A story that was live has none.
    pub async fn set_embargo(&self, caller: &Caller, story: StoryId, until: Option<Timestamp>) -> Result<()> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        if work.row.state.has_been_live() {
            let attempted = Move::Schedule { at: work.now }.name();
            return Err(IllegalMove { from: work.row.state.name(), attempted }.into());
        }
        if shortens(&work.row, until) {
            caller.needs(Permission::ShortenEmbargo)?;
        }
        let before = work.row.embargo;
        work.row.embargo = until;
        push_schedule(&mut work.row);
        let told = |time: Option<Timestamp>| time.map(|time| time.to_string());
        let detail = json!({ "before": told(before), "until": told(until) });
        work.write(caller, "set-embargo", detail).await?;
        work.commit().await?;
        self.wake_schedule();
        Ok(())
    }
}

fn shortens(row: &StoryRow, until: Option<Timestamp>) -> bool {
    row.embargo.is_some_and(|before| until.is_none_or(|until| until < before))
}

fn push_schedule(row: &mut StoryRow) {
    if let (State::Scheduled { at }, Some(until)) = (&row.state, row.embargo)
        && *at < until
    {
        row.state = State::Scheduled { at: until };
    }
}
