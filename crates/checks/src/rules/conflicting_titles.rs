//! Two ranks for one person.

use std::collections::BTreeMap;

use story::{Severity, Stage};

use crate::analysis::{Analysis, Lang};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Warn;
/// Every injected conflict was found, one alarm in 6,000 stories: too few to judge.
pub(crate) const STAGE: Stage = Stage::Trial;

/// Ranks of which nobody has two at one time.
const RANKS: &[&str] = &[
    "general",
    "colonel",
    "lieutenant",
    "commandant",
    "capitaine",
    "adjudant",
    "sergent",
    "caporal",
    "amiral",
    "commissaire",
    "brigadier",
    "cardinal",
    "eveque",
    "archeveque",
    "captain",
    "major",
    "sergeant",
    "corporal",
    "admiral",
    "commander",
    "bishop",
    "archbishop",
    "sheriff",
];

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if !matches!(story.lang, Lang::Fr | Lang::En) {
        return Vec::new();
    }
    let mut ranks: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for text in story.with_role(|role| role.is_body()) {
        let source = &story.texts[text];
        for name in story.names(text) {
            // English capitalises the rank, which then opens the name.
            let rank = if RANKS.contains(&source.fold(name.first)) && name.last > name.first {
                Some(name.first)
            } else {
                name.first.checked_sub(1)
            };
            if let Some(rank) = rank.filter(|rank| RANKS.contains(&source.fold(*rank))) {
                // "lieutenant-colonel" is a rank of its own.
                let tied = source.tokens[rank].is_tied()
                    || rank.checked_sub(1).is_some_and(|before| RANKS.contains(&source.fold(before)));
                if !tied {
                    ranks.entry(source.fold(name.last)).or_default().push((text, rank));
                }
            }
        }
    }
    ranks.values().filter_map(|places| draft(story, places)).collect()
}

fn draft(story: &Analysis, places: &[(usize, usize)]) -> Option<Draft> {
    let rank = |(text, token): (usize, usize)| story.texts[text].fold(token);
    let first = *places.first()?;
    let other = *places.iter().find(|place| rank(**place) != rank(first))?;
    let place = |(text, token): (usize, usize)| story.place(text, token, token);
    let raw = |(text, token): (usize, usize)| story.texts[text].raw(token).to_owned();
    let message = say("conflicting-titles").with("one", raw(first)).with("other", raw(other));
    let label = say("mend-write").with("words", raw(first));
    Some(
        Draft::new(Severity::Warn, message, vec![place(other)])
            .because(Proof::At(say("note-first-time"), place(first)))
            .mend(label, vec![(place(other), raw(first))]),
    )
}
