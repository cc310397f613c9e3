//! A name one slip away from one that this newsroom writes often.

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Lang};
use crate::archive::Index;
use crate::draft::{Draft, say};
use crate::tables::lexicon;

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Trial;

const LETTERS_MIN: usize = 6;
/// An archive smaller than this knows too few names.
const STORIES_MIN: usize = 200;
/// A spelling is the house's when so many stories have it.
const STORIES_WITH_MIN: u32 = 5;

const LATIN: &str = "abcdefghijklmnopqrstuvwxyzéèêëïôöüäßçñáíóú";
const ARABIC: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآءئؤپچژگکی";

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let Some(archive) = story.archive.filter(|archive| archive.len() >= STORIES_MIN) else {
        return Vec::new();
    };
    if story.lang == Lang::Other {
        return Vec::new();
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let mut asked: Vec<&str> = Vec::new();
    for text in story.with_role(|role| role != TextRole::Credit) {
        let source = &story.texts[text];
        for n in named(story, text) {
            let word = source.raw(n);
            if asked.contains(&word) || !is_strange(story, archive, word) {
                continue;
            }
            asked.push(word);
            if let Some((usual, stories)) = usual(story, archive, word) {
                let place = story.place(text, n, n);
                let message = say("name-unlike-archive")
                    .with("name", word)
                    .with("usual", usual.clone())
                    .with("stories", stories.to_string());
                let label = say("mend-write").with("words", usual.clone());
                drafts.push(
                    Draft::new(Severity::Warn, message, vec![place])
                        .sure(800)
                        .mend(label, vec![(place, usual)]),
                );
            }
        }
    }
    drafts
}

/// The words that may be names. German writes every noun so: there, what stands behind a first name. Arabic letters
/// have no capitals: there, any word.
fn named(story: &Analysis, text: usize) -> Vec<usize> {
    let source = &story.texts[text];
    if story.lang.is_arabic_script() {
        return (0..source.tokens.len()).filter(|n| source.is_word(*n)).collect();
    }
    let first = |n: usize| n.checked_sub(1).is_some_and(|before| lexicon::knows_name(source.raw(before)));
    let words = story.names(text).iter().flat_map(|name| name.first..=name.last);
    words.filter(|n| source.tokens[*n].capital && (story.lang != Lang::De || first(*n))).collect()
}

/// A word, written as a name is, that neither dictionaries nor earlier stories have.
fn is_strange(story: &Analysis, archive: &Index, word: &str) -> bool {
    if story.lang.is_arabic_script() {
        return word.chars().count() >= LETTERS_MIN
            && archive.stories_with(word, story.input.story) == 0
            && !lexicon::knows_in_arabic_letters(story.lang, word);
    }
    let letters = word.chars().count() >= LETTERS_MIN && word.chars().all(char::is_alphabetic);
    let mixed = word.chars().skip(1).all(char::is_lowercase);
    letters && mixed && archive.stories_with(word, story.input.story) == 0 && !lexicon::knows_anywhere(word)
}

/// The commonest name of the archive one slip away: letters after the first swapped, lost, added or changed.
fn usual(story: &Analysis, archive: &Index, word: &str) -> Option<(String, u32)> {
    let letters: Vec<char> = word.chars().collect();
    let alphabet = if story.lang.is_arabic_script() { ARABIC } else { LATIN };
    story.fuel.spend(letters.len() * 64);
    let mut best: Option<(String, u32)> = None;
    let mut ask = |candidate: Vec<char>| {
        let candidate: String = candidate.into_iter().collect();
        let stories = archive.stories_with(&candidate, story.input.story);
        let better = best.as_ref().is_none_or(|(name, most)| (stories, &candidate) > (*most, name));
        if stories >= STORIES_WITH_MIN && better {
            best = Some((candidate, stories));
        }
    };
    for n in 1..letters.len() {
        let mut shorter = letters.clone();
        shorter.remove(n);
        // A plural or a people is no slip.
        if n + 1 < letters.len() {
            ask(shorter);
            let mut swapped = letters.clone();
            swapped.swap(n, n + 1);
            ask(swapped);
        }
        for letter in alphabet.chars() {
            let mut longer = letters.clone();
            longer.insert(n, letter);
            ask(longer);
            if n + 1 < letters.len() {
                let mut other = letters.clone();
                other[n] = letter;
                ask(other);
            }
        }
    }
    best
}
