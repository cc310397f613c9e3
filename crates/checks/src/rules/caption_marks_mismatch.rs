//! Marks such as (G), (D), (left) that do not fit the people named in a caption.

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Kind, Lang};
use crate::draft::{Draft, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Trial;

/// One of each is enough: two people cannot both stand on the left.
const LEFT: &[&str] = &["g", "l", "gauche", "left", "a gauche"];
const RIGHT: &[&str] = &["d", "r", "droite", "right", "a droite"];

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if !matches!(story.lang, Lang::Fr | Lang::En) {
        return Vec::new();
    }
    let captions = story.with_role(|role| role == TextRole::Caption);
    captions.into_iter().filter_map(|text| caption(story, text)).collect()
}

fn caption(story: &Analysis, text: usize) -> Option<Draft> {
    let marks = marks(story, text);
    let names = story.names(text).len();
    let twice = [LEFT, RIGHT].iter().find_map(|side| {
        let mut same = marks.iter().filter(|(_, word)| side.contains(&word.as_str()));
        same.next().zip(same.next())
    });
    if let Some((first, second)) = twice {
        let places = [first, second].map(|(n, _)| story.place(text, n - 1, n + 1)).to_vec();
        return Some(Draft::new(Severity::Warn, say("caption-marks-twice"), places).sure(850));
    }
    let (first, _) = marks.first()?;
    (marks.len() > names && names > 0 || marks.len() == 1 && names == 1).then(|| {
        Draft::new(Severity::Warn, say("caption-marks-alone"), vec![story.place(text, first - 1, first + 1)])
            .sure(600)
    })
}

/// Tokens between brackets that say where somebody stands.
fn marks(story: &Analysis, text: usize) -> Vec<(usize, String)> {
    let source = &story.texts[text];
    let mark =
        |n: usize, mark: char| source.tokens.get(n).is_some_and(|token| token.kind == Kind::Mark(mark));
    let tokens = story.tokens(text).len();
    (1..tokens)
        .filter(|n| mark(n - 1, '(') && mark(n + 1, ')') && source.is_word(*n))
        .map(|n| (n, source.fold(n).to_owned()))
        .filter(|(_, word)| LEFT.contains(&word.as_str()) || RIGHT.contains(&word.as_str()))
        .collect()
}
