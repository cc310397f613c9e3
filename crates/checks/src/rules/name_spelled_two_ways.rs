//! One name, two spellings in the text of a story.

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Lang, Variant};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let elsewhere = |role| !matches!(role, TextRole::Headline | TextRole::Caption);
    story.variants().iter().filter_map(|variant| draft(story, variant, elsewhere)).collect()
}

/// Offered the spelling that stands more often, where the rare one stands in such a text.
pub(super) fn draft(story: &Analysis, variant: &Variant, here: impl Fn(TextRole) -> bool) -> Option<Draft> {
    let (text, token) = *variant.rare.iter().find(|(text, _)| here(story.texts[*text].role))?;
    let (usual_text, usual_token) = variant.usual[0];
    let usual = story.texts[usual_text].raw(usual_token).to_owned();
    let sure = variant.sure && story.lang != Lang::De;
    let severity = if sure { Severity::Error } else { Severity::Warn };
    let place = story.place(text, token, token);
    let rare = story.texts[text].raw(token).to_owned();
    let message = say("name-spelled-two-ways")
        .with("name", rare)
        .with("usual", usual.clone())
        .with("times", variant.usual.len().to_string());
    let mut draft = Draft::new(severity, message, vec![place]);
    for (text, token) in variant.usual.iter().take(3) {
        draft = draft.because(Proof::At(say("note-spelled"), story.place(*text, *token, *token)));
    }
    let edits = variant.rare.iter().map(|(text, token)| (story.place(*text, *token, *token), usual.clone()));
    Some(draft.mend(say("mend-write").with("words", usual.clone()), edits.collect()))
}
