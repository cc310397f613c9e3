//! A picture, or a caption, that another story in the same language already shows.

use story::{Field, Severity, Span, Stage, TextRole};

use crate::analysis::Analysis;
use crate::draft::{Draft, Place, Proof, say};

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Info;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let Some(archive) = story.archive else { return Vec::new() };
    let captions = story.with_role(|role| role == TextRole::Caption);
    let language = story.input.content.language.primary();
    let mut drafts = Vec::new();
    for text in captions {
        let words = story.texts[text].text;
        let shown = story.input.content.pictures().find(|picture| picture.caption == words);
        let other = |picture| archive.with_picture(picture, language, story.input.story);
        let Some((_, earlier)) = shown.and_then(other) else { continue };
        let place = Place { text, span: Span::new(0, words.len()) };
        debug_assert!(matches!(story.texts[text].field, Field::LeadCaption | Field::Caption(..)));
        let there = Proof::Words(say("note-story-of"), story.told_of(earlier));
        drafts.push(Draft::new(Severity::Info, say("reused-picture"), vec![place]).sure(990).because(there));
    }
    drafts
}
