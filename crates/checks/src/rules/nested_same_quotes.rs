//! A quotation inside a quotation that uses the same marks.

use story::{Severity, Span, Stage, TextRole};

use crate::analysis::{Analysis, Kind};
use crate::draft::{Draft, Place, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Info;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let texts = story.with_role(|role| !matches!(role, TextRole::Credit | TextRole::Cell));
    texts.into_iter().flat_map(|text| in_text(story, text)).collect()
}

fn in_text(story: &Analysis, text: usize) -> Vec<Draft> {
    let source = &story.texts[text];
    let mut drafts = Vec::new();
    for (open, close) in [('«', '»'), ('“', '”')] {
        let mut stack: Vec<usize> = Vec::new();
        let mut inner = Vec::new();
        for (n, token) in story.tokens(text).iter().enumerate() {
            match token.kind {
                Kind::Mark(mark) if mark == open => stack.push(n),
                Kind::Mark(mark) if mark == close => match stack.pop() {
                    Some(from) if stack.len() == 1 => inner.push((from, n)),
                    _ => {}
                },
                _ => {}
            }
        }
        // A mark that is never closed is another fault.
        if stack.is_empty() {
            drafts
                .extend(inner.into_iter().map(|(from, to)| draft(story, text, source.span(from, to), open)));
        }
    }
    drafts
}

fn draft(story: &Analysis, text: usize, span: Span, open: char) -> Draft {
    let words = story.texts[text].words(span);
    let inside = words.trim_matches(['«', '»', '“', '”', ' ', '\u{a0}', '\u{202f}']);
    let mended = if open == '«' { format!("“{inside}”") } else { format!("‘{inside}’") };
    let place = Place { text, span };
    Draft::new(Severity::Info, say("nested-same-quotes"), vec![place])
        .sure(950)
        .mend(say("mend-write").with("words", mended.clone()), vec![(place, mended)])
}
