//! Somebody looked at what the checks say of a story: what they saw is counted.

use std::collections::BTreeSet;

use store::{Outcome, Showing};
use story::StoryId;

use crate::{Caller, Newsroom, Permission, Preflight, Result};

impl Newsroom {
    /// Writes only what nobody saw before. No audit: what is counted is the rule, never the person.
    pub async fn note_shown(&self, caller: &Caller, story: StoryId, preflight: &Preflight) -> Result<()> {
        caller.needs(Permission::Read)?;
        let seen = self.store.showings(story).await?;
        let seen: BTreeSet<&str> = seen.iter().map(|showing| showing.fingerprint.as_str()).collect();
        let findings = preflight.report.findings.iter();
        let new: Vec<_> = findings.filter(|finding| !seen.contains(finding.fingerprint.as_str())).collect();
        if new.is_empty() {
            return Ok(());
        }
        let row = self.row(story).await?;
        let mut tx = self.store.begin().await?;
        for finding in new {
            let showing = Showing {
                story,
                fingerprint: finding.fingerprint.clone(),
                rule: finding.rule.clone(),
                severity: finding.severity,
                edition: row.edition.clone(),
                section: row.section.clone(),
                at: self.now(),
                outcome: Outcome::Open,
            };
            tx.insert_showing(&showing).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
