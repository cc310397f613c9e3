//! Quotation marks of two kinds in one story: straight and curly, or those of another language beside the story's own.

use story::{Severity, Stage};

use crate::analysis::{Analysis, Kind, Lang};
use crate::draft::{Draft, say};

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Info;
pub(crate) const STAGE: Stage = Stage::Live;

/// Whole pairs of each kind; an inch or a lonely mark is another matter.
const MARKS_MIN: usize = 2;
const SHOWN_MAX: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Marks {
    Straight,
    /// „ “ where a language opens low, which closes as others open.
    Curly,
    Angled,
}

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let mut found: [(Marks, Vec<(usize, usize)>); 3] =
        [Marks::Straight, Marks::Curly, Marks::Angled].map(|marks| (marks, Vec::new()));
    for text in story.with_role(|role| role.is_body()) {
        // A quotation within another has the other marks: «… “…” …».
        let mut within = 0u32;
        for (n, token) in story.tokens(text).iter().enumerate() {
            let Kind::Mark(mark) = token.kind else { continue };
            let marks = match mark {
                '"' => Marks::Straight,
                '«' | '»' => Marks::Angled,
                '“' | '”' | '„' => Marks::Curly,
                _ => continue,
            };
            match mark {
                '«' => within += 1,
                '»' => within = within.saturating_sub(1),
                _ if marks == Marks::Curly && within > 0 => continue,
                _ => {}
            }
            found.iter_mut().filter(|(kind, _)| *kind == marks).for_each(|(_, at)| at.push((text, n)));
        }
    }
    let own = own(story.lang);
    let mut kinds: Vec<&(Marks, Vec<(usize, usize)>)> =
        found.iter().filter(|(_, at)| at.len() >= MARKS_MIN).collect();
    // The fewest first; of as many, those that are not the language's own.
    kinds.sort_by_key(|(marks, at)| (at.len(), own.is_some_and(|(own, ..)| own == *marks)));
    let [(few, at), .., (most, _)] = kinds[..] else { return Vec::new() };
    let places = at.iter().take(SHOWN_MAX).map(|(text, n)| story.place(*text, *n, *n)).collect();
    let draft = Draft::new(Severity::Info, say("mixed-quote-marks"), places).sure(990);
    let mend = own.filter(|(own, ..)| few != own && most == own && at.len().is_multiple_of(2));
    let Some((_, open, close)) = mend else { return vec![draft] };
    let written = |n: usize| if n.is_multiple_of(2) { open } else { close };
    let edit =
        |(n, (text, at)): (usize, &(usize, usize))| (story.place(*text, *at, *at), written(n).to_owned());
    vec![draft.mend(say("mend-curly"), at.iter().enumerate().map(edit).collect())]
}

/// The marks of a language, opening and closing; none where both kinds are in use.
fn own(lang: Lang) -> Option<(Marks, &'static str, &'static str)> {
    match lang {
        Lang::Fr => Some((Marks::Angled, "«\u{a0}", "\u{a0}»")),
        Lang::Ar | Lang::Fa => Some((Marks::Angled, "«", "»")),
        Lang::De => Some((Marks::Curly, "„", "“")),
        Lang::En => Some((Marks::Curly, "“", "”")),
        Lang::Es | Lang::Other => None,
    }
}
