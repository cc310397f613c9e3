//! A caption in another language than the story: the agency's words were left untranslated.

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Lang};
use crate::draft::{Draft, say};
use crate::tables::words::{Set, Words};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// Shorter captions are names and titles, which may be foreign.
const WORDS_MIN: usize = 5;
/// Small words that only the other language has.
const SMALL_WORDS_MIN: usize = 2;
/// So many times more of them than of the story's own.
const TIMES_MORE: usize = 4;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if story.lang == Lang::Other {
        return Vec::new();
    }
    let captions = story.with_role(|role| role == TextRole::Caption);
    let drafts: Vec<Draft> = captions.into_iter().filter_map(|text| caption(story, text)).collect();
    // A story that is not in the language it is said to be in: its captions cannot be judged by that.
    let told = story.texts.iter().filter(|text| text.role != TextRole::Caption);
    if !drafts.is_empty() && speaks_otherwise(story.lang, Lang::guess(told)) { Vec::new() } else { drafts }
}

fn caption(story: &Analysis, text: usize) -> Option<Draft> {
    let source = &story.texts[text];
    let words: Vec<usize> = (0..story.before_credit(text)).filter(|n| source.is_word(*n)).collect();
    if words.len() < WORDS_MIN {
        return None;
    }
    let arabic = words.iter().filter(|n| source.raw(**n).starts_with(is_arabic)).count();
    let other_script = if story.lang.is_arabic_script() { words.len() - arabic } else { arabic };
    let foreign = other_script * 10 >= words.len() * 8 || speaks_other(story, text, &words);
    let last = source.tokens.len() - 1;
    foreign.then(|| {
        Draft::new(Severity::Error, say("foreign-caption"), vec![story.place(text, 0, last)]).sure(960)
    })
}

fn speaks_otherwise(said: Lang, read: Lang) -> bool {
    read != said && read != Lang::Other
}

fn is_arabic(letter: char) -> bool {
    ('\u{600}'..'\u{700}').contains(&letter)
}

/// Small words of one other language, and hardly one of the story's.
fn speaks_other(story: &Analysis, text: usize, words: &[usize]) -> bool {
    let source = &story.texts[text];
    let small = |n: usize| !source.tokens[n].capital || n == 0;
    let mine = &story.words.function;
    Lang::KNOWN.into_iter().filter(|lang| *lang != story.lang && !lang.is_arabic_script()).any(|lang| {
        let table = &Words::of(lang).function;
        story.fuel.spend(words.len());
        // "on" is French and English: only what one of the two has says which it is.
        let only = |of: &Set, not: &Set| {
            let says =
                |n: &&usize| small(**n) && of.contains(source.fold(**n)) && !not.contains(source.fold(**n));
            words.iter().filter(says).count()
        };
        let (own, other) = (only(mine, table), only(table, mine));
        other >= SMALL_WORDS_MIN && other >= TIMES_MORE * own && other * 6 >= words.len()
    })
}
