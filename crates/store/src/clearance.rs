//! What decides in the last moment whether a story goes out and as what, read at one go: others wait meanwhile for the
//! writer's place.

use story::{ItemId, StoryId};

use crate::row::{Columns, Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Outcome, StoreError, Tx};

/// What stands beside a story's row within a transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clearance {
    /// Fingerprints of the findings that somebody answers for.
    pub answered: Vec<String>,
    /// What happened on the wire to its items and nobody has decided yet, newest first.
    pub alerts: Vec<UndecidedAlert>,
    /// The findings that somebody saw.
    pub seen: Vec<SeenFinding>,
    /// Where readers knew it before it came here.
    pub former: Vec<String>,
}

/// A wire alert in short; see [`crate::WireAlert`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndecidedAlert {
    pub item: ItemId,
    pub change: String,
}

/// A showing in short; see [`crate::Showing`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenFinding {
    pub fingerprint: String,
    pub rule: String,
    pub outcome: Outcome,
}

statements! {
    OF_STORY = "SELECT 'answered', fingerprint, '', '', CAST(0 AS BIGINT), at FROM acknowledgements WHERE story = $1 \
        UNION ALL SELECT 'alert', change, '', '', item, at FROM wire_alerts WHERE story = $1 AND decided_at IS NULL \
        UNION ALL SELECT 'seen', fingerprint, rule, outcome, 0, at FROM showings WHERE story = $1 \
        UNION ALL SELECT 'former', path, '', '', 0, 0 FROM \
            (SELECT path FROM former_addresses WHERE story = $1 ORDER BY path LIMIT 100) AS known \
        ORDER BY 1, 6 DESC, 5, 2";
}

/// One row of the statement.
enum Part {
    Answered(String),
    Alert(UndecidedAlert),
    Seen(SeenFinding),
    Former(String),
}

impl Tx {
    pub async fn clearance(&mut self, story: StoryId) -> Result<Clearance, StoreError> {
        let mut clearance = Clearance::default();
        for part in self.all(OF_STORY, values![story], read).await? {
            match part {
                Part::Answered(fingerprint) => clearance.answered.push(fingerprint),
                Part::Alert(alert) => clearance.alerts.push(alert),
                Part::Seen(seen) => clearance.seen.push(seen),
                Part::Former(path) => clearance.former.push(path),
            }
        }
        Ok(clearance)
    }
}

fn read(row: &Row) -> Result<Part, Damage> {
    let mut columns = row.columns();
    match columns.text()? {
        "answered" => columns.string().map(Part::Answered),
        "alert" => read_alert(&mut columns).map(Part::Alert),
        "seen" => read_seen(&mut columns).map(Part::Seen),
        _ => columns.string().map(Part::Former),
    }
}

fn read_alert(columns: &mut Columns<'_>) -> Result<UndecidedAlert, Damage> {
    let change = columns.string()?;
    let (_, _) = (columns.text()?, columns.text()?);
    Ok(UndecidedAlert { change, item: ItemId::from_number(columns.number()?) })
}

fn read_seen(columns: &mut Columns<'_>) -> Result<SeenFinding, Damage> {
    Ok(SeenFinding {
        fingerprint: columns.string()?,
        rule: columns.string()?,
        outcome: crate::showings::outcome(columns.text()?)?,
    })
}
