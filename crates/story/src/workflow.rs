//! Where a story stands, and which moves are legal from there.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Moment, Timestamp};

/// Where a story stands. *Embargo* is not a state: it is a time on the story that every way out respects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// Being written; only its authors care.
    Draft,
    /// Handed to the desk for editing.
    InDesk,
    /// Checked and on the marble; goes out by itself at `at`.
    Scheduled {
        #[schemars(with = "Moment")]
        at: Timestamp,
    },
    /// Readers see it.
    Live,
    /// Killed: readers are told it was withdrawn, and why. It never comes back.
    Withdrawn { reason: String },
    /// Dropped before publication.
    Spiked,
}

impl State {
    /// The word for this state in addresses, columns and message keys.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InDesk => "in-desk",
            Self::Scheduled { .. } => "scheduled",
            Self::Live => "live",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Spiked => "spiked",
        }
    }

    /// Whether readers have ever been shown it.
    pub fn has_been_live(&self) -> bool {
        matches!(self, Self::Live | Self::Withdrawn { .. })
    }
}

/// What can be done to a story as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    Submit,
    SendBack,
    Schedule { at: Timestamp },
    Unschedule,
    Publish,
    Update,
    Correct,
    Kill { reason: String },
    Spike,
    Unspike,
}

impl Move {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::SendBack => "send-back",
            Self::Schedule { .. } => "schedule",
            Self::Unschedule => "unschedule",
            Self::Publish => "publish",
            Self::Update => "update",
            Self::Correct => "correct",
            Self::Kill { .. } => "kill",
            Self::Spike => "spike",
            Self::Unspike => "unspike",
        }
    }
}

/// A move that does not exist from this state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IllegalMove {
    pub from: &'static str,
    pub attempted: &'static str,
}

impl fmt::Display for IllegalMove {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not possible while the story is '{}'", self.attempted, self.from)
    }
}

impl std::error::Error for IllegalMove {}

impl State {
    /// The state after `step`, or why there is none.
    pub fn after(&self, step: Move) -> Result<Self, IllegalMove> {
        let refused = IllegalMove { from: self.name(), attempted: step.name() };
        match (self, step) {
            (Self::Draft, Move::Submit) => Ok(Self::InDesk),
            (Self::InDesk, Move::SendBack) => Ok(Self::Draft),
            (Self::Draft | Self::InDesk | Self::Scheduled { .. }, Move::Schedule { at }) => {
                Ok(Self::Scheduled { at })
            }
            (Self::Scheduled { .. }, Move::Unschedule) => Ok(Self::InDesk),
            (Self::Draft | Self::InDesk | Self::Scheduled { .. }, Move::Publish) => Ok(Self::Live),
            (Self::Live, Move::Update | Move::Correct) => Ok(Self::Live),
            (Self::Live, Move::Kill { reason }) if !reason.trim().is_empty() => {
                Ok(Self::Withdrawn { reason })
            }
            (Self::Draft | Self::InDesk | Self::Scheduled { .. }, Move::Spike) => Ok(Self::Spiked),
            (Self::Spiked, Move::Unspike) => Ok(Self::Draft),
            _ => Err(refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_move() -> impl Strategy<Value = Move> {
        prop_oneof![
            Just(Move::Submit),
            Just(Move::SendBack),
            Just(Move::Schedule { at: Timestamp::UNIX_EPOCH }),
            Just(Move::Unschedule),
            Just(Move::Publish),
            Just(Move::Update),
            Just(Move::Correct),
            "[ a-z]{0,8}".prop_map(|reason| Move::Kill { reason }),
            Just(Move::Spike),
            Just(Move::Unspike),
        ]
    }

    proptest! {
        #[test]
        fn over_all_sequences_of_moves_readers_are_never_surprised(moves in proptest::collection::vec(any_move(), 0..40)) {
            let mut state = State::Draft;
            let mut was_live = false;
            for step in moves {
                let before = state.clone();
                match before.after(step.clone()) {
                    Err(refused) => prop_assert_eq!(refused.from, before.name()),
                    Ok(after) => {
                        prop_assert!(!matches!(before, State::Withdrawn { .. }), "a withdrawn story never moves");
                        prop_assert!(!was_live || after.has_been_live(), "what readers saw is never unseen");
                        prop_assert!(before != State::Spiked || step == Move::Unspike);
                        if let State::Withdrawn { reason } = &after {
                            prop_assert!(!reason.trim().is_empty(), "a kill tells its reason");
                            prop_assert!(before == State::Live);
                        }
                        prop_assert!(!matches!(step, Move::Correct | Move::Update) || before == State::Live);
                        was_live |= after == State::Live;
                        state = after;
                    }
                }
            }
        }
    }
}
