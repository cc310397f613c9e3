//! The text as readers will see it, with the findings marked in it and numbered: the proof.

mod blocks;
mod runs;

pub(crate) use blocks::Proof;

use serde::Serialize;
use story::{Content, Field, Finding, Severity};

/// A finding and the number that ties its card to its words.
#[derive(Debug, Clone)]
pub(crate) struct Numbered<'a> {
    pub number: usize,
    pub finding: &'a Finding,
    /// Somebody answered for it: its words carry no mark any more.
    pub settled: bool,
}

/// Which findings there are, in reading order.
pub(crate) fn numbered<'a>(
    content: &Content,
    findings: &'a [Finding],
    settled: impl Fn(&Finding) -> bool,
) -> Vec<Numbered<'a>> {
    let order: Vec<Field> = content.fields().map(|text| text.field).collect();
    let place = |finding: &Finding| {
        let target = finding.targets.first();
        target.map(|target| (order.iter().position(|field| *field == target.field), target.span.start))
    };
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| place(finding));
    let number =
        |(at, finding): (usize, &'a Finding)| Numbered { number: at + 1, finding, settled: settled(finding) };
    sorted.into_iter().enumerate().map(number).collect()
}

/// The letter that the classes of the style sheet use: `b`locking, to check (`w`), `s`uggestion.
pub(crate) fn letter(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "b",
        Severity::Warn => "w",
        Severity::Info => "s",
    }
}

/// How many findings of each severity wait for an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    pub b: usize,
    pub w: usize,
    pub s: usize,
    pub settled: usize,
}

impl Tally {
    pub(crate) fn of(findings: &[Numbered]) -> Self {
        let count = |wanted: Severity| {
            findings.iter().filter(|it| !it.settled && it.finding.severity == wanted).count()
        };
        Self {
            b: count(Severity::Error),
            w: count(Severity::Warn),
            s: count(Severity::Info),
            settled: findings.iter().filter(|it| it.settled).count(),
        }
    }
}
