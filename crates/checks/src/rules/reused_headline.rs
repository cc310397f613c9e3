//! A headline that another story already carries.

use story::{Severity, Stage};

use crate::analysis::Analysis;
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Live;

/// Shorter headlines ("Météo", "En bref") are those of columns.
const WORDS_MIN: usize = 4;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let (Some(archive), Some(text)) = (story.archive, story.headline()) else { return Vec::new() };
    let source = &story.texts[text];
    let words = story.tokens(text).iter().enumerate().filter(|(n, _)| source.is_word(*n)).count();
    let language = story.input.content.language.primary();
    let Some((_, earlier)) =
        archive.with_headline(source.text, language, story.input.story).filter(|_| words >= WORDS_MIN)
    else {
        return Vec::new();
    };
    let there = Proof::Words(say("note-story-of"), story.told_of(earlier));
    vec![
        Draft::new(
            Severity::Warn,
            say("reused-headline"),
            vec![story.place(text, 0, source.tokens.len() - 1)],
        )
        .sure(900)
        .because(there),
    ]
}
