//! A picture without a credit.

use story::{Severity, Stage, TextRole};

use crate::analysis::Analysis;
use crate::draft::{Draft, say};
use story::Field;

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Warn;
/// Wires and pages often carry the credit elsewhere; the gate refuses a picture of the library without one.
pub(crate) const STAGE: Stage = Stage::Trial;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let captions = story.with_role(|role| role == TextRole::Caption);
    let uncredited = captions.into_iter().filter(|text| !is_credited(story, *text));
    uncredited
        .map(|text| {
            let last = story.texts[text].tokens.len().saturating_sub(1);
            Draft::new(Severity::Warn, say("missing-credit"), vec![story.place(text, 0, last)]).sure(950)
        })
        .collect()
}

/// In the field beside the caption, or at its end: "(photo: X)", "© X", "X/Agence".
fn is_credited(story: &Analysis, text: usize) -> bool {
    let field = match story.texts[text].field {
        Field::LeadCaption => Field::LeadCredit,
        Field::Caption(block, n) => Field::Credit(block, n),
        other => other,
    };
    let beside = story
        .input
        .content
        .text(field)
        .is_some_and(|credit| field != story.texts[text].field && !credit.trim().is_empty());
    let words = story.texts[text].text;
    beside
        || story.before_credit(text) < story.tokens(text).len()
        || words.contains('/')
        || words.contains('©')
}
