//! A word that no dictionary, no other place of the story and no table has, one slip away from one that they have.

use std::collections::HashMap;

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Join, Kind, Lang, Text, folded};
use crate::draft::{Draft, say};
use crate::tables::lexicon;

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Live;

/// Shorter words are too often words of other languages, brands and dialects.
const LETTERS_MIN: usize = 7;
/// Arabic and Persian write no short vowels.
const ARABIC_LETTERS_MIN: usize = 6;
/// No word that one may have meant is longer, and what a slip may have been grows with the square of the letters.
const LETTERS_MAX: usize = 40;
/// Words in a story that dictionaries may lack before the story is one of jargon, dialect or another language.
const UNKNOWN_MAX: usize = 6;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if matches!(story.lang, Lang::De | Lang::Other) {
        return Vec::new();
    }
    let mut unknown: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for text in story.with_role(|role| !matches!(role, TextRole::Credit | TextRole::Kicker | TextRole::Cell))
    {
        let tokens = 0..story.texts[text].tokens.len();
        let found = story.once(text, "unknown-word", || {
            tokens.filter(|n| is_unknown(story, text, *n)).collect::<Vec<_>>()
        });
        for n in found.iter() {
            unknown.entry(story.texts[text].fold(*n)).or_default().push((text, *n));
        }
    }
    // Without capitals, names are words that dictionaries lack.
    if unknown.len() > UNKNOWN_MAX && !story.lang.is_arabic_script() {
        return Vec::new();
    }
    // A word that stands twice is a word of the trade.
    let once = unknown.values().filter(|places| places.len() == 1).map(|places| places[0]);
    let mut drafts: Vec<Draft> = once.filter_map(|(text, n)| draft(story, text, n)).collect();
    drafts.sort_by(|a, b| a.targets.cmp(&b.targets));
    drafts
}

/// In small letters, of letters only, and in no dictionary; inside quotation marks speakers make their own words.
fn is_unknown(story: &Analysis, text: usize, n: usize) -> bool {
    let (source, token) = (&story.texts[text], &story.texts[text].tokens[n]);
    if token.kind != Kind::Word || token.capital || is_tied_before(source, n) {
        return false;
    }
    let raw = source.raw(n);
    let tied_after = source.tokens.get(n + 1).is_some_and(|next| match next.kind {
        // A full stop ends the sentence; a point within a word, an address.
        Kind::Mark('.') => {
            let behind = source.text[next.end as usize..].chars().next();
            next.join == Join::Touch && behind.is_some_and(char::is_alphanumeric)
        }
        _ => next.is_tied() && !is_genitive(source, n + 1),
    });
    let arabic = story.lang.is_arabic_script();
    let letters_min = if arabic { ARABIC_LETTERS_MIN } else { LETTERS_MIN };
    let lettered = (letters_min..=LETTERS_MAX).contains(&raw.chars().count())
        && raw.chars().all(|letter| letter.is_alphabetic() && (arabic || letter.is_lowercase()));
    let touched = n.checked_sub(1).is_some_and(|before| {
        token.join == Join::Touch
            && matches!(
                source.tokens[before].kind,
                Kind::Mark('"' | '“' | '«' | '#' | '@' | '.' | '/' | '_' | '\'' | '‘')
            )
    });
    let maybe_name = story.lang == Lang::Ar && !is_arabic_verb_or_plural(raw);
    lettered && !tied_after && !touched && !maybe_name && !is_known(story.lang, raw)
}

/// Names of persons and places have neither the first letters of verbs nor an article and the end of a plural.
fn is_arabic_verb_or_plural(word: &str) -> bool {
    let plural = |rest: &str| ["ات", "ون", "ين"].iter().any(|end| rest.ends_with(end));
    word.starts_with(['ي', 'ت']) || word.strip_prefix("ال").is_some_and(plural)
}

fn is_known(lang: Lang, word: &str) -> bool {
    if lang.is_arabic_script() {
        return lexicon::knows_in_arabic_letters(lang, word);
    }
    lexicon::knows_anywhere(word) || is_variant(lang, word)
}

/// Part of a longer expression: after "l'" and "qu'" a word stands on its own.
fn is_tied_before(source: &Text, n: usize) -> bool {
    const ELIDED: &[&str] = &["l", "d", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu"];
    let join = source.tokens[n].join;
    join == Join::Hyphen || join == Join::Apostrophe && !ELIDED.contains(&source.fold_before(n))
}

/// The s of "the government's plan".
fn is_genitive(source: &Text, n: usize) -> bool {
    source.tokens[n].join == Join::Apostrophe && source.fold(n) == "s"
}

/// Spellings that dictionaries leave out and readers do not: no circumflex (1990), oe for œ, -ise and -ize.
fn is_variant(lang: Lang, word: &str) -> bool {
    let knows = |word: String| lexicon::knows(lang, &word);
    match lang {
        Lang::Fr => {
            let circumflex = |(at, letter): (usize, char)| {
                let other = match letter {
                    'i' => "î",
                    'u' => "û",
                    'è' => "é",
                    _ => return false,
                };
                knows(format!("{}{other}{}", &word[..at], &word[at + letter.len_utf8()..]))
            };
            word.contains("oe") && knows(word.replace("oe", "œ")) || word.char_indices().any(circumflex)
        }
        Lang::En => {
            word.contains("is") && knows(word.replace("is", "iz"))
                || word.contains("ss") && knows(word.replace("ss", "s"))
        }
        _ => false,
    }
}

fn draft(story: &Analysis, text: usize, n: usize) -> Option<Draft> {
    let word = story.texts[text].raw(n);
    let near = match story.lang.is_arabic_script() {
        true => arabic_corrections(story.lang, word),
        false => corrections(story, word),
    };
    let first = near.first()?;
    let place = story.place(text, n, n);
    let message = say("unknown-word").with("word", word).with("near", first.clone());
    // English and Spanish of other countries have words that these dictionaries lack.
    let severity = if story.lang == Lang::Fr { Severity::Warn } else { Severity::Info };
    let draft = Draft::new(severity, message, vec![place]).sure(600);
    let mends = near.iter().take(3).cloned();
    Some(mends.fold(draft, |draft, near| {
        draft.mend(say("mend-write").with("words", near.clone()), vec![(place, near)])
    }))
}

/// Two letters swapped, or one written twice: of words without capitals, whose names no dictionary has, only these are
/// slips for certain.
fn arabic_corrections(lang: Lang, word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found: Vec<String> = Vec::new();
    for n in 1..letters.len() - 2 {
        let mut other = letters.clone();
        if letters[n] == letters[n + 1] {
            other.remove(n);
        } else {
            other.swap(n, n + 1);
        }
        let other: String = other.into_iter().collect();
        if !found.contains(&other) && lexicon::has_in_arabic_letters(lang, &other) {
            found.push(other);
        }
    }
    found
}

/// Words of the dictionary one slip away: letters swapped, doubled, lost, added, another accent, then other letters.
fn corrections(story: &Analysis, word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found: Vec<String> = Vec::new();
    let mut keep = |candidate: Vec<char>| {
        let candidate: String = candidate.into_iter().collect();
        if !found.contains(&candidate) && is_slip(word, &candidate) && lexicon::knows(story.lang, &candidate)
        {
            found.push(candidate);
        }
    };
    story.fuel.spend(letters.len() * 64);
    let alphabet: Vec<char> = match story.lang {
        Lang::Fr => "éèêàâçîïôûùabcdefghijlmnopqrstuvxyz".chars().collect(),
        Lang::Es => "áéíóúñabcdefghijlmnopqrstuvxyz".chars().collect(),
        _ => ('a'..='z').collect(),
    };
    // A letter lost is the commonest slip, then two swapped, one too many, another letter.
    for n in 1..letters.len() {
        for letter in &alphabet {
            let mut longer = letters.clone();
            longer.insert(n, *letter);
            keep(longer);
        }
    }
    for n in 0..letters.len().saturating_sub(1) {
        let mut swapped = letters.clone();
        swapped.swap(n, n + 1);
        keep(swapped);
    }
    for n in 0..letters.len() {
        let mut shorter = letters.clone();
        shorter.remove(n);
        keep(shorter);
    }
    for n in 1..letters.len() {
        for letter in &alphabet {
            let mut other = letters.clone();
            other[n] = *letter;
            keep(other);
        }
    }
    // An accent left out comes before a letter left out.
    found.sort_by_key(|candidate| folded(candidate) != folded(word));
    found
}

/// The same beginning and the same end: another ending is another form, that a dictionary may lack.
fn is_slip(word: &str, candidate: &str) -> bool {
    let end = word.chars().rev().zip(candidate.chars().rev()).take_while(|(a, b)| a == b).count();
    // "séniors", "cameramans": an accent more is a matter of taste.
    let accent_more = folded(word) == folded(candidate) && word.len() > candidate.len();
    let school = word.contains("isme") || word.contains("iste");
    word.chars().next() == candidate.chars().next() && end >= 2 && !accent_more && !school
}
