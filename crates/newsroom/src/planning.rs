//! Planning: what is done to an event, how the work of several comes together, what differs between two versions.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use store::{Coverage, CoverageState, Event, Standing};
use story::{AccountId, StoryId, Timestamp};

/// What somebody does to an event, as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventEdit {
    /// Everything but its coverages and notes.
    Describe(Box<Event>),
    Stand(Standing),
    /// One more coverage.
    Cover(Coverage),
    /// A coverage by its number, all of it.
    Change {
        number: u32,
        coverage: Coverage,
    },
    Assign {
        number: u32,
        to: Option<AccountId>,
    },
    Advance {
        number: u32,
        state: CoverageState,
    },
    Link {
        number: u32,
        story: Option<StoryId>,
    },
    Note(String),
    /// It does not happen at one of its times, which begins then.
    Skip(Timestamp),
    /// Somebody has looked at what the wire changed.
    Seen,
    /// Takes back what one version changed.
    Undo {
        version: u64,
    },
}

impl EventEdit {
    /// For the audit.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Describe(_) => "describe",
            Self::Stand(_) => "stand",
            Self::Cover(_) => "cover",
            Self::Change { .. } => "change-coverage",
            Self::Assign { .. } => "assign",
            Self::Advance { .. } => "advance",
            Self::Link { .. } => "link",
            Self::Note(_) => "note",
            Self::Skip(_) => "skip",
            Self::Seen => "seen",
            Self::Undo { .. } => "undo",
        }
    }

    /// The coverage that it is about.
    pub(crate) fn number(&self) -> Option<u32> {
        match self {
            Self::Change { number, .. }
            | Self::Assign { number, .. }
            | Self::Advance { number, .. }
            | Self::Link { number, .. } => Some(*number),
            _ => None,
        }
    }
}

/// One field that differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventChange {
    /// `title`, `coverages/2/assignee`…
    pub field: String,
    /// As JSON; null where there was nothing.
    pub before: Value,
    pub after: Value,
}

/// What is different in `newer`, by field.
pub fn event_changes(older: &Event, newer: &Event) -> Vec<EventChange> {
    let (older, newer) = (Fields::of(older), Fields::of(newer));
    let all: std::collections::BTreeSet<&String> = older.0.keys().chain(newer.0.keys()).collect();
    let changed = all.into_iter().filter(|field| older.0.get(*field) != newer.0.get(*field));
    let side = |fields: &Fields, field: &String| fields.0.get(field).cloned().unwrap_or_default();
    let change = |field: &String| EventChange {
        field: field.clone(),
        before: side(&older, field),
        after: side(&newer, field),
    };
    changed.map(change).collect()
}

/// What changed from `base` to `mine`, done to what others made of `base` meanwhile. Refused with the field that
/// somebody else changed otherwise.
pub(crate) fn merge(base: &Event, mine: &Event, newest: &Event) -> Result<Event, String> {
    let (merged, lost) = merged(base, mine, newest);
    lost.map_or(Ok(merged), Err)
}

/// The same where the newest stays as it is in fields that both changed.
pub(crate) fn merge_under(base: &Event, mine: &Event, newest: &Event) -> Event {
    merged(base, mine, newest).0
}

/// With the first field of `mine` that was lost.
fn merged(base: &Event, mine: &Event, newest: &Event) -> (Event, Option<String>) {
    let [base, mine, now] = [base, mine, newest].map(Fields::of);
    let mut merged = now.clone();
    let mut lost = None;
    for field in base.0.keys().chain(mine.0.keys()) {
        let (was, wanted, is) = (base.0.get(field), mine.0.get(field), now.0.get(field));
        if was == wanted || is == wanted {
            continue;
        }
        if is != was {
            lost.get_or_insert_with(|| field.clone());
            continue;
        }
        match wanted {
            Some(value) => drop(merged.0.insert(field.clone(), value.clone())),
            None => drop(merged.0.remove(field)),
        }
    }
    (settled(merged.into_event().unwrap_or_else(|| newest.clone())), lost)
}

/// Whoever has nobody is open, and the other way round.
pub(crate) fn settled(mut event: Event) -> Event {
    for coverage in event.coverages.values_mut() {
        coverage.state = match (coverage.assignee, coverage.state) {
            (Some(_), CoverageState::Open) => CoverageState::Assigned,
            (None, CoverageState::Assigned | CoverageState::Working) => CoverageState::Open,
            (_, state) => state,
        };
    }
    event
}

/// An event by its fields, nested ones by their path.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fields(BTreeMap<String, Value>);

impl Fields {
    fn of(event: &Event) -> Self {
        let mut fields = BTreeMap::new();
        if let Ok(value) = serde_json::to_value(event) {
            flatten("", value, &mut fields);
        }
        Self(fields)
    }

    /// Nothing where a coverage is there in parts: fields of one that others took away.
    fn into_event(self) -> Option<Event> {
        let mut whole = Map::new();
        for list in ["coverages", "notes", "also", "skipped"] {
            whole.insert(list.to_owned(), Value::Object(Map::new()));
        }
        for (field, value) in self.0 {
            let mut place = &mut whole;
            let (path, name) = field.rsplit_once('/').unwrap_or(("", &field));
            for part in path.split('/').filter(|part| !part.is_empty()) {
                let inner = place.entry(part.to_owned()).or_insert_with(|| Value::Object(Map::new()));
                place = inner.as_object_mut()?;
            }
            place.insert(name.to_owned(), value);
        }
        serde_json::from_value(Value::Object(whole)).ok()
    }
}

fn flatten(path: &str, value: Value, fields: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(inner) => {
            for (name, value) in inner {
                let slash = if path.is_empty() { "" } else { "/" };
                flatten(&format!("{path}{slash}{name}"), value, fields);
            }
        }
        leaf => drop(fields.insert(path.to_owned(), leaf)),
    }
}

#[cfg(test)]
mod tests {
    use store::CoverageKind;

    use super::*;

    fn event(edit: impl FnOnce(&mut Event)) -> Event {
        let mut event =
            Event { title: "Vote du budget".into(), place: "Assemblée".into(), ..Event::default() };
        for number in [1, 2] {
            event.coverages.insert(number, Coverage::default());
        }
        edit(&mut event);
        settled(event)
    }

    fn assign(event: &mut Event, number: u32, to: u64) {
        if let Some(coverage) = event.coverages.get_mut(&number) {
            coverage.assignee = Some(AccountId::from_number(to));
        }
    }

    #[test]
    fn an_event_is_the_sum_of_its_fields() {
        let whole = event(|event| {
            assign(event, 2, 7);
            let note = store::Note { by: AccountId::from_number(1), at: event.starts, text: "a/b".into() };
            event.notes.insert(9, note);
            event.news_since = Some(3);
        });
        assert_eq!(Fields::of(&whole).into_event(), Some(whole));
        assert_eq!(Fields::of(&Event::default()).into_event(), Some(Event::default()));
    }

    #[test]
    fn what_two_people_did_to_different_fields_comes_together() {
        let base = event(|_| {});
        let mine = event(|event| assign(event, 1, 7));
        let theirs = event(|event| {
            event.title = "Budget : le vote".into();
            assign(event, 2, 8);
        });
        let merged = merge(&base, &mine, &theirs).unwrap();
        assert_eq!(
            merged,
            event(|event| {
                event.title = "Budget : le vote".into();
                assign(event, 1, 7);
                assign(event, 2, 8);
            })
        );
    }

    #[test]
    fn a_field_that_both_changed_is_nobodys_to_overwrite_unless_both_say_the_same() {
        let base = event(|_| {});
        let [mine, theirs] = [7, 8].map(|who| event(|event| assign(event, 1, who)));
        assert_eq!(merge(&base, &mine, &theirs), Err("coverages/1/assignee".into()));
        assert_eq!(merge(&base, &mine, &mine), Ok(mine.clone()));
        assert_eq!(merge_under(&base, &mine, &theirs), theirs);
    }

    #[test]
    fn a_coverage_that_somebody_works_on_is_not_taken_away_with_its_addition() {
        let before = event(|event| drop(event.coverages.remove(&2)));
        let after = event(|_| {});
        let theirs = event(|event| assign(event, 2, 8));
        assert_eq!(merge(&after, &before, &after), Ok(before.clone()), "undone");
        assert!(merge(&after, &before, &theirs).is_err());
    }

    #[test]
    fn every_difference_is_told() {
        let (older, newer) = (
            event(|_| {}),
            event(|event| {
                event.standing = Standing::Cancelled;
                event.coverages.insert(3, Coverage { kind: CoverageKind::Photo, ..Coverage::default() });
            }),
        );
        let fields: Vec<String> = event_changes(&older, &newer).into_iter().map(|one| one.field).collect();
        assert!(fields.contains(&"standing".to_owned()) && fields.contains(&"coverages/3/kind".to_owned()));
        assert!(!fields.iter().any(|field| field == "title"), "{fields:?}");
    }
}
