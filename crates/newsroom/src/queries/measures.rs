//! Questions about what became of findings: per check and desk, and which checks lost weight by themselves.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;
use store::{AuditFilter, Ruling};
use story::{Moment, Timestamp};

use crate::measures::{by_rule, days_before, last_change};
use crate::rulings::LEVELS;
use crate::{Caller, Demotion, Measure, Newsroom, Permission, Result};

/// A desk: an edition, or one section of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct MeasuredDesk {
    pub edition: String,
    /// Empty for the whole edition.
    pub section: String,
}

/// What is asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasureFilter {
    /// Days back; what was first seen since then counts.
    pub days: u16,
    pub desk: Option<MeasuredDesk>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Measures {
    #[schemars(with = "Moment")]
    pub since: Timestamp,
    /// By name; a check that showed nothing is not among them.
    pub rules: Vec<Measure>,
    /// All desks that saw something, whichever is asked about.
    pub desks: Vec<MeasuredDesk>,
}

impl Newsroom {
    pub async fn check_measures(&self, caller: &Caller, filter: &MeasureFilter) -> Result<Measures> {
        caller.needs(Permission::ManageChecks)?;
        let since = days_before(self.now(), filter.days);
        let counts = self.store.showing_counts(since).await?;
        let desks: BTreeSet<MeasuredDesk> = counts
            .iter()
            .flat_map(|it| [String::new(), it.section.clone()].map(|section| (it.edition.clone(), section)))
            .map(|(edition, section)| MeasuredDesk { edition, section })
            .collect();
        let asked = |edition: &str, section: &str| {
            let desk = filter.desk.as_ref();
            desk.is_none_or(|desk| {
                desk.edition == edition && (desk.section.is_empty() || desk.section == section)
            })
        };
        let rules = by_rule(counts.iter().filter(|it| asked(&it.edition, &it.section)));
        Ok(Measures { since, rules, desks: desks.into_iter().collect() })
    }

    /// The checks whose weight is what it is because they were mostly dismissed.
    pub(crate) async fn demotions(&self, history: &[Ruling]) -> Result<Vec<Demotion>> {
        let system = Caller::system().account;
        let mut found = Vec::new();
        for (n, ruling) in history.iter().enumerate().filter(|(_, ruling)| ruling.by == system) {
            let subject = Some(format!("{LEVELS}:{}", ruling.version));
            let audit = self.store.audit(&AuditFilter { subject, ..AuditFilter::default() }, None, 1).await?;
            let detail = audit.rows.into_iter().next().map(|row| row.detail).unwrap_or_default();
            let demoted = detail.as_object().into_iter().flatten();
            let read = demoted.filter_map(|(_, it)| serde_json::from_value::<Demotion>(it.clone()).ok());
            // Decided otherwise since then: then that is what counts.
            let stands = |it: &Demotion| {
                last_change(history, &it.rule).is_some_and(|last| last.version == history[n].version)
            };
            found.extend(read.filter(stands));
        }
        Ok(found)
    }
}
