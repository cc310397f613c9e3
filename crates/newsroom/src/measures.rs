//! What became of the findings that a newsroom saw, and which checks it mostly dismisses.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Clearance, Outcome, Ruling, ShowingCount};
use story::{Level, Levels, Moment, Report, Severity, Stage, Timestamp};

use crate::newsroom::Work;
use crate::rulings::LEVELS;
use crate::{Newsroom, Result};

/// Findings of a check must have come to an end this often before anything follows from it.
pub const DEMOTE_DECIDED_MIN: u64 = 50;
/// A check of which fewer are mended than this weighs one level less.
pub const DEMOTE_BELOW_PERCENT: u64 = 50;
/// Days that are looked back on: a rule that got better is not held to its past.
pub const DEMOTE_DAYS: u16 = 90;
/// Versions of the levels that are read to learn when one last changed.
pub(crate) const HISTORY_MAX: u32 = 200;

/// What became of the findings of one check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Measure {
    pub rule: String,
    /// Seen by somebody; the sum of what follows.
    pub shown: u64,
    pub fixed: u64,
    pub acknowledged: u64,
    /// The story went out as it was.
    pub ignored: u64,
    /// The story did not go out since.
    pub open: u64,
}

impl Measure {
    /// Those that came to an end.
    pub fn decided(&self) -> u64 {
        self.fixed + self.acknowledged + self.ignored
    }

    /// Of those, how many were mended; `None` before the first.
    pub fn accepted_percent(&self) -> Option<u64> {
        (self.fixed * 100).checked_div(self.decided())
    }

    fn is_dismissed(&self) -> bool {
        self.decided() >= DEMOTE_DECIDED_MIN
            && self.accepted_percent().is_some_and(|percent| percent < DEMOTE_BELOW_PERCENT)
    }

    fn add(&mut self, outcome: Outcome, count: u64) {
        self.shown += count;
        match outcome {
            Outcome::Open => self.open += count,
            Outcome::Fixed => self.fixed += count,
            Outcome::Acknowledged => self.acknowledged += count,
            Outcome::Ignored => self.ignored += count,
        }
    }
}

/// One per rule, by name.
pub(crate) fn by_rule<'c>(counts: impl Iterator<Item = &'c ShowingCount>) -> Vec<Measure> {
    let mut rules: BTreeMap<&str, Measure> = BTreeMap::new();
    for it in counts {
        let new = || Measure { rule: it.rule.clone(), ..Measure::default() };
        rules.entry(&it.rule).or_insert_with(new).add(it.outcome, it.count);
    }
    rules.into_values().collect()
}

/// A remark may be passed over; who passes over a warning or an error says something about the rule.
pub(crate) fn weighs(count: &&ShowingCount) -> bool {
    count.severity >= Severity::Warn
}

pub(crate) fn days_before(now: Timestamp, days: u16) -> Timestamp {
    now.checked_sub((i64::from(days) * 24).hours()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A check that lost weight because it was mostly dismissed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Demotion {
    pub rule: String,
    #[schemars(with = "Moment")]
    pub at: Timestamp,
    pub from: Severity,
    pub to: Severity,
    pub decided: u64,
    pub fixed: u64,
}

impl Newsroom {
    /// The checks that are mostly dismissed since they last changed their weight, and what they weigh after it.
    pub(crate) async fn dismissed(&self, levels: &Levels) -> Result<Vec<Demotion>> {
        let since = days_before(self.now(), DEMOTE_DAYS);
        let counts = self.store.showing_counts(since).await?;
        let mut candidates = by_rule(counts.iter().filter(weighs));
        candidates.retain(Measure::is_dismissed);
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let history = self.store.rulings(LEVELS, HISTORY_MAX).await?;
        let mut found = Vec::new();
        for measure in candidates {
            let Some(from @ (Severity::Error | Severity::Warn)) = self.weight(levels, &measure.rule).await?
            else {
                continue;
            };
            let changed = last_change(&history, &measure.rule).map_or(since, |ruling| ruling.at.max(since));
            let counts = self.store.showing_counts_of(&measure.rule, changed).await?;
            let Some(fresh) = by_rule(counts.iter().filter(weighs)).pop().filter(Measure::is_dismissed)
            else {
                continue;
            };
            let to = if from == Severity::Error { Severity::Warn } else { Severity::Info };
            let (decided, fixed) = (fresh.decided(), fresh.fixed);
            found.push(Demotion { rule: measure.rule, at: self.now(), from, to, decided, fixed });
        }
        Ok(found)
    }

    /// The most that a rule weighs here; `None` where it is off, or gone.
    async fn weight(&self, levels: &Levels, rule: &str) -> Result<Option<Severity>> {
        if let Some(card) = self.rules().rules.iter().find(|card| card.id == rule) {
            return Ok(levels.of(rule, card.stage).at_most(card.severity));
        }
        let house = self.ruled_house().await?;
        let card = house.iter().flat_map(|house| &house.cards).find(|card| card.live && card.id == rule);
        Ok(card.and_then(|card| levels.of(rule, Stage::Live).at_most(card.severity)))
    }

    /// What somebody saw of a story that goes out now comes to its end.
    pub(crate) async fn settle_shown(
        &self,
        work: &mut Work,
        report: &Report,
        clearance: &Clearance,
        levels: &Levels,
    ) -> Result<()> {
        let story = work.row.id;
        let answered: BTreeSet<&str> = clearance.answered.iter().map(String::as_str).collect();
        let left: BTreeSet<&str> = report.findings.iter().map(|it| it.fingerprint.as_str()).collect();
        // A rule that did not run says nothing about what is mended.
        let silent = |rule: &str| {
            levels.0.get(rule) == Some(&Level::Off)
                || report.unavailable.iter().any(|it| it.rule == rule || it.rule == "*")
        };
        for it in &clearance.seen {
            let print = it.fingerprint.as_str();
            let outcome = match (left.contains(print), answered.contains(print)) {
                (_, true) => Outcome::Acknowledged,
                (true, false) => Outcome::Ignored,
                (false, false) if silent(&it.rule) => continue,
                (false, false) => Outcome::Fixed,
            };
            if outcome != it.outcome {
                work.tx.settle_showing(story, print, outcome).await?;
            }
        }
        Ok(())
    }
}

/// The version that gave a rule the weight it has.
pub(crate) fn last_change<'r>(history: &'r [Ruling], rule: &str) -> Option<&'r Ruling> {
    let level = |ruling: &Ruling| {
        let levels: Levels = serde_json::from_str(&ruling.text).unwrap_or_default();
        levels.0.get(rule).copied()
    };
    let older = |n: usize| history.get(n + 1).and_then(level);
    history.iter().enumerate().find(|(n, ruling)| level(ruling) != older(*n)).map(|(_, ruling)| ruling)
}
