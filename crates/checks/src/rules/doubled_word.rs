//! The same word twice in a row.

use std::collections::HashMap;

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Join, Kind, Lang};
use crate::draft::{Draft, Place, say};
use crate::tables::lexicon;
use story::Span;

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// A word said twice, before it is known whether that is meant.
#[derive(Clone)]
struct Pair {
    text: usize,
    second: usize,
    /// Lower case, accents kept: "a à" is no pair.
    word: String,
    severity: Severity,
}

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let texts =
        story.with_role(|role| !matches!(role, TextRole::Credit | TextRole::Cell | TextRole::Speaker));
    let mut pairs: Vec<Pair> = Vec::new();
    for text in texts {
        let seconds = 1..story.texts[text].tokens.len().max(1);
        let found = story
            .once(text, "doubled-word", || seconds.filter_map(|n| pair(story, text, n)).collect::<Vec<_>>());
        pairs.extend(found.iter().map(|found| Pair { text, ..found.clone() }));
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for pair in &pairs {
        *counts.entry(pair.word.clone()).or_default() += 1;
    }
    // A content word that stands doubled in two places is a name or a title.
    pairs.retain(|pair| pair.severity == Severity::Error || counts[&pair.word] == 1);
    pairs.into_iter().map(|pair| draft(story, &pair)).collect()
}

fn pair(story: &Analysis, text: usize, second: usize) -> Option<Pair> {
    let source = &story.texts[text];
    let (a, b) = (&source.tokens[second - 1], &source.tokens[second]);
    let words = a.kind == Kind::Word && b.kind == Kind::Word && b.join == Join::Space;
    if !words || source.fold(second - 1) != source.fold(second) {
        return None;
    }
    let (raw, again) = (source.raw(second - 1), source.raw(second));
    let word = raw.to_lowercase();
    if word != again.to_lowercase() || stands_apart(story, text, second) {
        return None;
    }
    let severity = judge(story, text, second, &word)?;
    Some(Pair { text, second, word, severity })
}

/// Tied to a neighbour ("rendez-vous vous"), or three in a row, which is meant ("non non non").
fn stands_apart(story: &Analysis, text: usize, second: usize) -> bool {
    let source = &story.texts[text];
    // "peut peut-être", "trump Trump's": the second belongs to what follows.
    let tied_after = source.tokens.get(second + 1).is_some_and(|next| next.join == Join::Hyphen);
    let three = source.fold(second + 1) == source.fold(second)
        || second.checked_sub(2).is_some_and(|n| source.fold(n) == source.fold(second));
    source.tokens[second - 1].is_tied() || three || tied_after
}

fn judge(story: &Analysis, text: usize, second: usize, word: &str) -> Option<Severity> {
    let source = &story.texts[text];
    let (first_capital, capital) = (source.tokens[second - 1].capital, source.tokens[second].capital);
    let next_capital =
        source.tokens.get(second + 1).is_some_and(|next| next.capital && next.kind == Kind::Word);
    if story.words.doubled_fine.contains(word) || word.chars().all(|letter| letter.is_numeric()) {
        return None;
    }
    if let Some(severity) = by_grammar(story, text, second, word) {
        return severity;
    }
    if !story.words.doubled_error.contains(word) {
        // One letter twice is an initial, a sound or a plan ("plan B B").
        if word.chars().count() < 2 || (capital && !first_capital) {
            return None;
        }
        return Some(if capital && first_capital { name_twice(story, text, second) } else { Severity::Warn });
    }
    // "de De Gaulle", "le Le Monde"; "de de Gaulle" has the small word of a name.
    if capital && !first_capital {
        return None;
    }
    let particle = next_capital
        && !first_capital
        && ["de", "du", "des", "la", "le", "les", "van", "von", "d"].contains(&word);
    Some(if particle { Severity::Warn } else { Severity::Error })
}

/// A known name said twice is a fault; between its own quotation marks it is a title, and a word that nobody knows may
/// be a name that is said twice ("Bora Bora").
fn name_twice(story: &Analysis, text: usize, second: usize) -> Severity {
    let source = &story.texts[text];
    let quoted = |n: Option<usize>| {
        let kind = n.and_then(|n| source.tokens.get(n)).map(|token| token.kind);
        matches!(kind, Some(Kind::Mark(mark)) if "\"«»“”‘’'()".contains(mark))
    };
    let raw = source.raw(second);
    let known = lexicon::knows_anywhere(raw) || raw.chars().all(char::is_uppercase);
    if !known || (quoted(second.checked_sub(2)) && quoted(Some(second + 1))) {
        return Severity::Info;
    }
    Severity::Warn
}

/// Doubles that grammar allows, with what must follow them. `None`: nothing known about the word.
fn by_grammar(story: &Analysis, text: usize, second: usize, word: &str) -> Option<Option<Severity>> {
    let source = &story.texts[text];
    let next = source.fold(second + 1);
    let small = story.words.function.contains(next)
        && !["sommes", "etes", "y", "en", "sommes", "nous"].contains(&next);
    match (story.lang, word) {
        (Lang::Fr, "nous") => Some((small || next.is_empty()).then_some(Severity::Warn)),
        (Lang::Fr, "vous") => Some((small || next.is_empty()).then_some(Severity::Warn)),
        // "a a priori gagné".
        (Lang::Fr, "a") if ["priori", "posteriori", "fortiori", "minima", "maxima"].contains(&next) => {
            Some(None)
        }
        (Lang::Fr, "son") => Some(Some(Severity::Warn)),
        (Lang::Fr, "en") if next.ends_with("ant") => Some(None),
        (Lang::Fr, "tous" | "toutes" | "jour" | "cas" | "corps") => Some(Some(Severity::Warn)),
        (Lang::Fr, "si") if story.words.function.contains(next) => Some(Some(Severity::Warn)),
        // "that that person" is grammar, "that that the" is not.
        (Lang::En, "that") => Some(Some(if small_that(story, source.fold(second + 1), text, second) {
            Severity::Warn
        } else {
            Severity::Info
        })),
        // "They came in in droves", "He put it on on Friday".
        (Lang::En, "her" | "his" | "do" | "is" | "in" | "on") => Some(Some(Severity::Warn)),
        _ => None,
    }
}

fn small_that(story: &Analysis, next: &str, text: usize, second: usize) -> bool {
    let tied = story.texts[text].tokens.get(second + 1).is_some_and(|token| token.is_tied());
    let verb =
        ["is", "was", "would", "will", "can", "could", "has", "had", "may", "might", "does"].contains(&next);
    story.words.function.contains(next) && !tied && !verb
}

fn draft(story: &Analysis, pair: &Pair) -> Draft {
    let source = &story.texts[pair.text];
    let place = story.place(pair.text, pair.second - 1, pair.second);
    let one = source.raw(pair.second - 1).to_owned();
    // The second goes, with the space before it: a capital at the start of a sentence stays.
    let gap = Span::new(source.tokens[pair.second - 1].end as usize, source.tokens[pair.second].end as usize);
    let message = say("doubled-word").with("word", source.raw(pair.second));
    let label = say("mend-write").with("words", one);
    Draft::new(pair.severity, message, vec![place])
        .sure(if pair.severity == Severity::Error { 950 } else { 550 })
        .mend(label, vec![(Place { text: pair.text, span: gap }, String::new())])
}
