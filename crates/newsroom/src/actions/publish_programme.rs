//! Says what an edition's television shows.

use serde_json::json;
use story::{Change, Programme};

use crate::newsroom::edition_subject;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// A month of half hours.
const BROADCASTS_MAX: usize = 1_500;
/// Letters of a broadcast's title.
const TITLE_MAX: usize = 300;

impl Newsroom {
    /// What readers see as soon as this returns the number of its journal entry, in order of time.
    pub async fn publish_programme(&self, caller: &Caller, mut programme: Programme) -> Result<u64> {
        caller.needs(Permission::Publish)?;
        self.reached_edition(caller, &programme.edition)?;
        if programme.broadcasts.len() > BROADCASTS_MAX {
            return Err(Refusal::new(Code::TooMany).with("max", BROADCASTS_MAX as u64).into());
        }
        let titled = |title: &str| !title.trim().is_empty() && title.chars().count() <= TITLE_MAX;
        if let Some(bad) = programme.broadcasts.iter().find(|broadcast| !titled(&broadcast.title)) {
            return Err(Refusal::new(Code::UntitledBroadcast)
                .with("at", bad.at.to_string())
                .with("max", TITLE_MAX as u64)
                .into());
        }
        programme.broadcasts.sort_by_key(|broadcast| broadcast.at);
        let mut tx = self.store.begin().await?;
        let detail = json!({ "edition": programme.edition, "broadcasts": programme.broadcasts.len() });
        let subject = edition_subject(&programme.edition);
        tx.insert_audit(&self.audit_row(caller, "publish-programme", subject, detail)).await?;
        let seq = tx.append_journal(self.now(), &Change::Programme(programme)).await?;
        tx.commit().await?;
        Ok(seq)
    }
}
