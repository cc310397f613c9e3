//! Somebody decides what a kill or correction on the wire means for a story: the gate opens, and the reason is kept.

use serde_json::json;
use store::Decision;
use story::{ItemId, StoryId};

use crate::limits::REASON_CHARS_MAX;
use crate::mend::required;
use crate::wires::WireChange;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// What the story does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireDecision {
    /// The story stands: it does not rest on what was withdrawn or wrong.
    Stands,
    /// The story was mended, or will be before it goes out.
    Mended,
}

impl WireDecision {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Mended => "mended",
        }
    }
}

impl Newsroom {
    /// What held the story back needs the right to publish; an update is anybody's to note who writes in the story.
    pub async fn decide_wire_alert(
        &self,
        caller: &Caller,
        story: StoryId,
        item: ItemId,
        decision: WireDecision,
        reason: String,
    ) -> Result<()> {
        caller.needs(Permission::WriteOwn)?;
        let reason = required(&reason, Code::EmptyReason, REASON_CHARS_MAX)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        let alerts = work.tx.wire_alerts(story).await?;
        let alert = alerts.into_iter().find(|alert| alert.item == item && alert.decided.is_none());
        let alert = alert.ok_or_else(|| Refusal::new(Code::UnknownAlert))?;
        if WireChange::blocks(&alert.change) {
            caller.needs(Permission::DecideAlerts)?;
        }
        let decided = Decision {
            decision: decision.as_str().to_owned(),
            reason: reason.clone(),
            by: caller.account,
            at: work.now,
        };
        work.tx.decide_alert(story, item, &decided).await?;
        let detail = json!({ "item": item.to_string(), "change": alert.change, "decision": decision.as_str(), "reason": reason });
        work.write(caller, "decide-wire-alert", detail).await?;
        work.commit().await
    }
}
