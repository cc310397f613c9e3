//! Straight and curly quotation marks in one story.

use story::{Severity, Stage};

use crate::analysis::{Analysis, Kind, Lang};
use crate::draft::{Draft, Place, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Info;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let mut straight: Vec<(usize, usize)> = Vec::new();
    let mut curly: Vec<(usize, usize)> = Vec::new();
    for text in story.with_role(|role| role.is_body()) {
        for (n, token) in story.tokens(text).iter().enumerate() {
            match token.kind {
                Kind::Mark('"') => straight.push((text, n)),
                Kind::Mark('“' | '”' | '«' | '»' | '„') => curly.push((text, n)),
                _ => {}
            }
        }
    }
    // Whole pairs of both kinds; an inch or a lonely mark is another matter.
    if straight.len() < 2 || curly.len() < 2 {
        return Vec::new();
    }
    let few = if straight.len() <= curly.len() { &straight } else { &curly };
    let place = |(text, n): (usize, usize)| -> Place { story.place(text, n, n) };
    let mut draft = Draft::new(
        Severity::Info,
        say("mixed-quote-marks"),
        few.iter().take(10).map(|at| place(*at)).collect(),
    )
    .sure(990);
    if straight.len() <= curly.len() && straight.len().is_multiple_of(2) {
        let (open, close) = match story.lang {
            Lang::Fr => ("«\u{a0}", "\u{a0}»"),
            Lang::De => ("„", "“"),
            Lang::Ar | Lang::Fa => ("«", "»"),
            _ => ("“", "”"),
        };
        let written = |n: usize| if n.is_multiple_of(2) { open } else { close };
        let edits = straight.iter().enumerate().map(|(n, at)| (place(*at), written(n).to_owned())).collect();
        draft = draft.mend(say("mend-curly"), edits);
    }
    vec![draft]
}
