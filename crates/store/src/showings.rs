//! What the desk checks showed, and what became of it.

use story::{Severity, StoryId, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// What became of a finding that somebody saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The story did not go out since.
    Open,
    /// It went out without the fault.
    Fixed,
    /// Somebody answered for it.
    Acknowledged,
    /// It went out as it was.
    Ignored,
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Open, Self::Fixed, Self::Acknowledged, Self::Ignored];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Fixed => "fixed",
            Self::Acknowledged => "acknowledged",
            Self::Ignored => "ignored",
        }
    }
}

/// One finding that somebody saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Showing {
    pub story: StoryId,
    pub fingerprint: String,
    pub rule: String,
    /// As it weighed when it was first seen.
    pub severity: Severity,
    pub edition: String,
    pub section: String,
    pub at: Timestamp,
    pub outcome: Outcome,
}

/// How many findings of one rule on one desk, of one weight, came to one end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowingCount {
    pub rule: String,
    pub severity: Severity,
    pub edition: String,
    pub section: String,
    pub outcome: Outcome,
    pub count: u64,
}

statements! {
    OF_STORY = "SELECT story, fingerprint, rule, severity, edition, section, at, outcome FROM showings \
                WHERE story = $1 ORDER BY at, fingerprint";
    INSERT = "INSERT INTO showings (story, fingerprint, rule, severity, edition, section, at, outcome) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (story, fingerprint) DO NOTHING";
    SETTLE = "UPDATE showings SET outcome = $3 WHERE story = $1 AND fingerprint = $2";
    COUNT = "SELECT rule, severity, edition, section, outcome, count(*) FROM showings WHERE at >= $1 \
             GROUP BY rule, severity, edition, section, outcome ORDER BY rule, severity, edition, section, outcome";
    COUNT_RULE = "SELECT rule, severity, edition, section, outcome, count(*) FROM showings WHERE at >= $1 \
                  AND rule = $2 GROUP BY rule, severity, edition, section, outcome \
                  ORDER BY rule, severity, edition, section, outcome";
}

impl Store {
    /// In the order they were seen.
    pub async fn showings(&self, story: StoryId) -> Result<Vec<Showing>, StoreError> {
        self.database.all(OF_STORY, values![story], read).await
    }

    /// Everything that was first seen since then.
    pub async fn showing_counts(&self, since: Timestamp) -> Result<Vec<ShowingCount>, StoreError> {
        self.database.all(COUNT, values![since], read_count).await
    }

    /// The same of one rule.
    pub async fn showing_counts_of(
        &self,
        rule: &str,
        since: Timestamp,
    ) -> Result<Vec<ShowingCount>, StoreError> {
        self.database.all(COUNT_RULE, values![since, rule], read_count).await
    }
}

impl Tx {
    /// What was seen before stays as it was first seen.
    pub async fn insert_showing(&mut self, showing: &Showing) -> Result<(), StoreError> {
        let Showing { story, fingerprint, rule, severity, edition, section, at, outcome } = showing;
        let (severity, outcome) = (severity.as_str(), outcome.as_str());
        let values = values![*story, fingerprint, rule, severity, edition, section, *at, outcome];
        self.run(INSERT, values).await.map(drop)
    }

    pub async fn settle_showing(
        &mut self,
        story: StoryId,
        fingerprint: &str,
        outcome: Outcome,
    ) -> Result<(), StoreError> {
        self.run(SETTLE, values![story, fingerprint, outcome.as_str()]).await.map(drop)
    }
}

fn read(row: &Row) -> Result<Showing, Damage> {
    let mut columns = row.columns();
    Ok(Showing {
        story: StoryId::from_number(columns.number()?),
        fingerprint: columns.string()?,
        rule: columns.string()?,
        severity: severity(&columns.string()?)?,
        edition: columns.string()?,
        section: columns.string()?,
        at: columns.time()?,
        outcome: outcome(&columns.string()?)?,
    })
}

fn read_count(row: &Row) -> Result<ShowingCount, Damage> {
    let mut columns = row.columns();
    Ok(ShowingCount {
        rule: columns.string()?,
        severity: severity(&columns.string()?)?,
        edition: columns.string()?,
        section: columns.string()?,
        outcome: outcome(&columns.string()?)?,
        count: columns.number()?,
    })
}

fn severity(word: &str) -> Result<Severity, Damage> {
    let all = [Severity::Info, Severity::Warn, Severity::Error];
    all.into_iter().find(|it| it.as_str() == word).ok_or_else(|| Damage(format!("severity {word:?}")))
}

pub(crate) fn outcome(word: &str) -> Result<Outcome, Damage> {
    let found = Outcome::ALL.into_iter().find(|it| it.as_str() == word);
    found.ok_or_else(|| Damage(format!("outcome {word:?}")))
}
