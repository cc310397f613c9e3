//! The two ways an action fails: it was refused (the caller can do something about it) or it broke (we must).

use std::error::Error as StdError;
use std::fmt;

use store::StoreError;

use crate::Refusal;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an action did not happen. Either way nothing of it did, unless the refusal says so.
#[derive(Debug)]
pub enum Error {
    /// A row of the refusals table, for the caller.
    Refused(Refusal),
    /// Something of ours failed; already logged.
    Fault(Fault),
}

impl Error {
    /// Nothing was done, because somebody else held what was needed: trying again may help.
    pub(crate) fn is_busy(&self) -> bool {
        let of = |fault: &Fault| matches!(fault.source.downcast_ref(), Some(StoreError::Busy { .. }));
        matches!(self, Self::Fault(fault) if of(fault))
    }

    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Fault(_) => None,
        }
    }

    /// As HTTP counts it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Refused(refusal) => refusal.code.status(),
            Self::Fault(_) => 500,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Refused(_) => None,
            Self::Fault(fault) => fault.source(),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<story::IllegalMove> for Error {
    fn from(illegal: story::IllegalMove) -> Self {
        Self::Refused(illegal.into())
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Fault(Fault::new("store", error))
    }
}

/// A failure on our side, with everything that led to it. Its words are for the log, not for the caller.
#[derive(Debug)]
pub struct Fault {
    doing: &'static str,
    source: Box<dyn StdError + Send + Sync>,
}

impl Fault {
    /// Logs the whole chain here, once: those who pass it on say nothing more.
    pub fn new(doing: &'static str, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let source = source.into();
        tracing::error!(doing, error = chain(source.as_ref()), "an action failed");
        Self { doing, source }
    }

    /// What was being done, in a word or two.
    pub fn doing(&self) -> &'static str {
        self.doing
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.doing, chain(self.source.as_ref()))
    }
}

impl StdError for Fault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let words = source.to_string();
        // Many libraries already quote their source; saying it twice helps nobody.
        if !text.contains(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        next = source.source();
    }
    text
}
