//! The same quotation given to two people.

use std::collections::HashMap;

use story::{Severity, Stage};

use crate::analysis::Analysis;
use crate::draft::{Draft, Place, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Warn;
/// Organisations and their spokespeople look like two speakers: on 25,000 published stories none of four was a fault.
pub(crate) const STAGE: Stage = Stage::Trial;

/// Words at the start of a quotation by which it is known again.
const KEY_WORDS: usize = 7;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if !story.reads_speakers() {
        return Vec::new();
    }
    let mut said: HashMap<String, (usize, (usize, usize))> = HashMap::new();
    let mut drafts = Vec::new();
    for text in story.with_role(|role| role.is_body()) {
        for quote in story.quotes(text).iter().filter(|quote| story.is_long_quote(text, quote)) {
            let Some(speaker) = quote.speaker else { continue };
            let key: String =
                story.quote_key(text, quote).split(' ').take(KEY_WORDS).collect::<Vec<_>>().join(" ");
            match said.get(&key) {
                Some((other_text, other)) if !is_same(story, (text, speaker), (*other_text, *other)) => {
                    let name = |text: usize, at: (usize, usize)| story.place(text, at.0, at.1);
                    let message = say("quote-two-speakers")
                        .with("one", story.texts[*other_text].words(name(*other_text, *other).span))
                        .with("other", story.texts[text].words(name(text, speaker).span));
                    let place = Place { text, span: quote.span };
                    drafts.push(
                        Draft::new(Severity::Warn, message, vec![place])
                            .because(Proof::At(say("note-said-by"), name(*other_text, *other)))
                            .because(Proof::At(say("note-said-by"), name(text, speaker))),
                    );
                }
                Some(_) => {}
                None => {
                    said.insert(key, (text, speaker));
                }
            }
        }
    }
    drafts
}

/// One of the words of the names is the same.
fn is_same(story: &Analysis, a: (usize, (usize, usize)), b: (usize, (usize, usize))) -> bool {
    let words = |(text, (first, last)): (usize, (usize, usize))| -> Vec<String> {
        (first..=last).map(|n| story.texts[text].fold(n).to_owned()).filter(|word| word.len() > 2).collect()
    };
    let other = words(b);
    words(a).iter().any(|word| other.contains(word))
}
