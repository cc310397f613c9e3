//! A headline that shares hardly a word with its story: it may be the headline of another one.

use std::collections::HashSet;

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Lang, is_frame, stem};
use crate::draft::{Draft, say};
use crate::tables::gazetteer::Entry;

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Live;

/// Fewer words that say something prove nothing.
const WORDS_MIN: usize = 4;
/// A flash has no room to say everything again.
const STORY_WORDS_MIN: usize = 60;
const LETTERS_MIN: usize = 4;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    story.each_headline(|headline| in_headline(story, headline))
}

fn in_headline(story: &Analysis, headline: usize) -> Vec<Draft> {
    let told = story.with_role(|role| role.is_body() || is_frame(role) || role == TextRole::Caption);
    let length: usize = told.iter().map(|text| story.tokens(*text).len()).sum();
    if !story.complete || story.lang == Lang::Other || length < STORY_WORDS_MIN {
        return Vec::new();
    }
    let asked = says(story, headline);
    if asked.len() < WORDS_MIN {
        return Vec::new();
    }
    let said: Vec<_> =
        told.iter().map(|text| story.once(*text, "unrelated-headline", || says(story, *text))).collect();
    let shared = asked.iter().filter(|word| said.iter().any(|words| words.contains(*word))).count();
    // Puns and features share nothing either: never more than a question.
    let severity = match (shared, asked.len()) {
        (0, WORDS_MIN..) => Severity::Warn,
        (1, 7..) => Severity::Info,
        _ => return Vec::new(),
    };
    // A country that the story also speaks of, in whatever form, is something in common.
    let countries = story.countries_told();
    let common = |entry: &Entry| countries.contains_key(&entry.country);
    if story.places(headline).iter().any(|place| place.entries.iter().any(common)) {
        return Vec::new();
    }
    let last = story.texts[headline].tokens.len() - 1;
    vec![Draft::new(severity, say("unrelated-headline"), vec![story.place(headline, 0, last)]).sure(700)]
}

/// Stems of the words that say something.
fn says(story: &Analysis, text: usize) -> HashSet<String> {
    let source = &story.texts[text];
    let long = |n: &usize| source.is_word(*n) && source.fold(*n).chars().count() >= LETTERS_MIN;
    let words = (0..story.tokens(text).len()).filter(long).map(|n| source.fold(n));
    words.filter(|word| !story.words.function.contains(*word)).map(|word| stem(story.plain(word))).collect()
}
