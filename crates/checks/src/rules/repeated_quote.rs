//! A quotation that stands twice in the text.

use std::collections::HashMap;

use story::{Severity, Stage, TextRole};

use crate::analysis::Analysis;
use crate::draft::{Draft, Place, Proof, say};
use story::Span;

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Info;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let mut seen: HashMap<String, (usize, Span)> = HashMap::new();
    let mut drafts = Vec::new();
    for text in story.with_role(|role| matches!(role, TextRole::Paragraph | TextRole::ListItem)) {
        for quote in story.quotes(text).iter().filter(|quote| story.is_long_quote(text, quote)) {
            match seen.get(&story.quote_key(text, quote)) {
                Some((earlier, span)) => drafts.push(
                    Draft::new(Severity::Info, say("repeated-quote"), vec![Place { text, span: quote.span }])
                        .sure(900)
                        .because(Proof::At(say("note-first-time"), Place { text: *earlier, span: *span })),
                ),
                None => {
                    seen.insert(story.quote_key(text, quote), (text, quote.span));
                }
            }
        }
    }
    drafts
}
