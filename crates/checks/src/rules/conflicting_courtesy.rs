//! M. and Mme, Mr and Mrs, before one surname.

use std::collections::BTreeMap;

use story::{Severity, Stage};

use crate::analysis::{Analysis, Lang};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Info;
/// Couples and siblings bear one name.
pub(crate) const STAGE: Stage = Stage::Trial;

const HIS: &[&str] = &["m", "monsieur", "mr", "herr", "senor", "sr"];
const HERS: &[&str] = &["mme", "madame", "mlle", "mrs", "ms", "miss", "frau", "senora", "sra"];

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if !matches!(story.lang, Lang::Fr | Lang::En | Lang::Es | Lang::De) {
        return Vec::new();
    }
    let mut titles: BTreeMap<&str, Vec<(usize, usize, bool)>> = BTreeMap::new();
    for text in story.with_role(|role| role.is_body()) {
        let source = &story.texts[text];
        let said = |token: &usize| {
            source.tokens[*token].capital
                && (HERS.contains(&source.fold(*token)) || HIS.contains(&source.fold(*token)))
        };
        let tokens = 0..source.tokens.len();
        for token in story
            .once(text, "conflicting-courtesy", || tokens.filter(said).collect::<Vec<_>>())
            .iter()
            .copied()
        {
            let hers = HERS.contains(&source.fold(token));
            // "Mr. Corland" has a point between; "M. et Mme Corlandre" names two.
            let next = (token + 1..token + 4).find(|n| source.is_word(*n));
            if let Some(name) = next.filter(|n| source.tokens[*n].capital && source.fold(*n).len() > 3) {
                let last = story
                    .names(text)
                    .iter()
                    .find(|run| (run.first..=run.last).contains(&name))
                    .map_or(name, |run| run.last);
                titles.entry(source.fold(last)).or_default().push((text, token, hers));
            }
        }
    }
    titles.values().filter_map(|places| draft(story, places)).collect()
}

fn draft(story: &Analysis, places: &[(usize, usize, bool)]) -> Option<Draft> {
    let first = places.first()?;
    let other = places.iter().find(|place| place.2 != first.2)?;
    let place = |(text, token, _): &(usize, usize, bool)| story.place(*text, *token, *token);
    let raw = |(text, token, _): &(usize, usize, bool)| story.texts[*text].raw(*token).to_owned();
    let message = say("conflicting-courtesy").with("one", raw(first)).with("other", raw(other));
    Some(
        Draft::new(Severity::Info, message, vec![place(other)])
            .because(Proof::At(say("note-first-time"), place(first))),
    )
}
