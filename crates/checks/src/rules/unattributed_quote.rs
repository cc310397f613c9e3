//! A quotation with nobody near who says it.

use story::{Severity, Stage, TextRole};

use crate::analysis::Analysis;
use crate::draft::{Draft, Place, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Info;
/// One in twenty is a fault: quotations that go on without a name are normal style.
pub(crate) const STAGE: Stage = Stage::Off;

/// Paragraphs before and after in which a name is looked for.
const NEAR: usize = 2;
/// Shorter quotations are terms.
const WORDS_MIN: usize = 12;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if !story.reads_speakers() {
        return Vec::new();
    }
    let texts = story.with_role(|role| role == TextRole::Paragraph);
    let mut drafts = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let around = &texts[n.saturating_sub(NEAR)..(n + NEAR + 1).min(texts.len())];
        let named = around.iter().any(|text| {
            let source = &story.texts[*text];
            story.quotes(*text).iter().any(|quote| quote.said)
                || story.names(*text).iter().any(|name| !name.opens && source.tokens[name.first].capital)
        });
        let long = |quote: &&crate::analysis::Quotation| quote.last + 1 - quote.first >= WORDS_MIN;
        if named {
            continue;
        }
        drafts.extend(story.quotes(*text).iter().filter(long).map(|quote| {
            Draft::new(
                Severity::Info,
                say("unattributed-quote"),
                vec![Place { text: *text, span: quote.span }],
            )
            .sure(50)
        }));
    }
    drafts
}
