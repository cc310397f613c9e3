//! Somebody whose first mention is the surname alone, and whose first name comes later.

use std::collections::BTreeSet;

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Lang};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Info;
/// Presidents and stars are known by their surnames.
pub(crate) const STAGE: Stage = Stage::Off;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if !matches!(story.lang, Lang::Fr | Lang::En) {
        return Vec::new();
    }
    let texts = story.with_role(|role| role == TextRole::Paragraph);
    let mut alone: Vec<(&str, usize, usize)> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut drafts = Vec::new();
    for text in texts {
        let source = &story.texts[text];
        for name in story.names(text) {
            let surname = source.fold(name.last);
            let capitals = (name.first..=name.last).filter(|n| source.tokens[*n].capital).count();
            if capitals == 1 && !name.opens && surname.len() > 3 && !known.contains(surname) {
                alone.push((surname, text, name.last));
                known.insert(surname);
            } else if capitals == 2 {
                if let Some((_, first_text, token)) = alone.iter().find(|(word, ..)| *word == surname) {
                    let message =
                        say("surname-first").with("name", source.words(source.span(name.first, name.last)));
                    let place = story.place(*first_text, *token, *token);
                    drafts.push(Draft::new(Severity::Info, message, vec![place]).sure(500).because(
                        Proof::At(say("note-first-name"), story.place(text, name.first, name.last)),
                    ));
                    alone.retain(|(word, ..)| *word != surname);
                }
                known.insert(surname);
            }
        }
    }
    drafts
}
