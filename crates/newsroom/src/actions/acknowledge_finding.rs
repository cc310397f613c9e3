//! Somebody answers for a finding: it no longer blocks, and the reason is kept.

use serde_json::json;
use story::{Acknowledgement, Finding, Severity, StoryId};

use crate::gate::going_out;
use crate::limits::REASON_CHARS_MAX;
use crate::mend::required;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// Holds as long as the words concerned stay the same.
    pub async fn acknowledge_finding(
        &self,
        caller: &Caller,
        story: StoryId,
        fingerprint: &str,
        reason: String,
    ) -> Result<()> {
        caller.needs(Permission::Acknowledge)?;
        let reason = required(&reason, Code::EmptyReason, REASON_CHARS_MAX)?;
        let finding = self.finding(caller, story, fingerprint).await?;
        if finding.severity == Severity::Error {
            self.may_answer_for_errors(caller).await?;
        }
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        let acknowledgement = Acknowledgement {
            fingerprint: finding.fingerprint,
            rule: finding.rule,
            by: caller.account,
            at: work.now,
            reason: reason.clone(),
        };
        work.tx.insert_acknowledgement(story, &acknowledgement).await?;
        let detail = json!({ "rule": acknowledgement.rule, "fingerprint": fingerprint, "reason": reason,
            "finding": finding.message });
        work.tx.forget_tally(story).await?;
        work.write(caller, "acknowledge-finding", detail).await?;
        work.commit().await
    }

    /// Errors need the role that the newsroom's policy names.
    pub async fn may_answer_for_errors(&self, caller: &Caller) -> Result<()> {
        caller.needs(Permission::AcknowledgeErrors)?;
        let allowed = caller.role >= self.ruled_policy().await?.answers_for_errors;
        if allowed { Ok(()) } else { Err(Refusal::new(Code::AnswersForErrors).into()) }
    }

    /// What the rules say now about the head revision under this fingerprint.
    pub(super) async fn finding(
        &self,
        caller: &Caller,
        story: StoryId,
        fingerprint: &str,
    ) -> Result<Finding> {
        let row = self.row(story).await?;
        let revision = self.main_revision(story, row.head).await?;
        let at = going_out(&row, self.now());
        let report = self
            .check(&caller.language, self.edition(&row.edition), Some(row.id), &revision.content, at)
            .await?;
        let found = report.findings.into_iter().find(|finding| finding.fingerprint == fingerprint);
        Ok(found.ok_or_else(|| Refusal::new(Code::UnknownFinding))?)
    }
}
