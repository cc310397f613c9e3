//! What a rule hands back: places and message keys. The engine turns it into a finding in the reader's words.

use story::{Severity, Span};

/// A text of the analysed story (by its number) and a range of bytes in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub text: usize,
    pub span: Span,
}

/// A message of `messages/*.ftl` and the words it needs.
#[derive(Debug, Clone)]
pub(crate) struct Say {
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
}

/// A message by its key. Tests look for `say("…")` in the rules, so the key stands there as a literal.
pub(crate) fn say(key: &'static str) -> Say {
    Say { key, args: Vec::new() }
}

impl Say {
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// What a finding rests on: a place in the story, or words of our own (the calendar).
#[derive(Debug, Clone)]
pub(crate) enum Proof {
    At(Say, Place),
    Words(Say, String),
}

/// One way to mend it.
#[derive(Debug, Clone)]
pub(crate) struct Mend {
    pub label: Say,
    pub edits: Vec<(Place, String)>,
}

/// A finding before it is put into words. `message` also names the explanation: its attribute `.why`.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub severity: Severity,
    /// Thousandths.
    pub confidence: u16,
    pub message: Say,
    pub targets: Vec<Place>,
    pub evidence: Vec<Proof>,
    pub mends: Vec<Mend>,
}

impl Draft {
    pub(crate) fn new(severity: Severity, message: Say, targets: Vec<Place>) -> Self {
        // What the levels mean on published stories: an error is nearly always right, a warning more often than not.
        let confidence = match severity {
            Severity::Error => 930,
            Severity::Warn => 600,
            Severity::Info => 300,
        };
        Self { severity, confidence, message, targets, evidence: Vec::new(), mends: Vec::new() }
    }

    pub(crate) fn sure(mut self, thousandths: u16) -> Self {
        self.confidence = thousandths;
        self
    }

    pub(crate) fn because(mut self, proof: Proof) -> Self {
        self.evidence.push(proof);
        self
    }

    pub(crate) fn mend(mut self, label: Say, edits: Vec<(Place, String)>) -> Self {
        self.mends.push(Mend { label, edits });
        self
    }
}
