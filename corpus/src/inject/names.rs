//! One name, two spellings.

use std::collections::BTreeMap;

use story::{Field, Span, TextRole};

use super::dice::Dice;
use super::scan::{inside, is_capital, words};
use super::{Class, Injected, Pool, replaced};

const RULES: &[&str] = &["name-spelled-two-ways", "headline-name-differs", "caption-name-differs"];

pub(crate) const CLASSES: &[Class] = &[
    Class { name: "name-other-letter", rules: RULES, inject: |pool, dice| of_body(pool, dice, other_letter) },
    Class {
        name: "name-letters-swapped",
        rules: RULES,
        inject: |pool, dice| of_body(pool, dice, letters_swapped),
    },
    Class {
        name: "name-letter-doubled",
        rules: RULES,
        inject: |pool, dice| of_body(pool, dice, letter_doubled),
    },
    Class {
        name: "name-transliterated",
        rules: RULES,
        inject: |pool, dice| of_body(pool, dice, transliterated),
    },
    Class { name: "name-letter-lost", rules: RULES, inject: |pool, dice| of_body(pool, dice, letter_lost) },
    Class {
        name: "name-in-headline",
        rules: RULES,
        inject: |pool, dice| in_role(pool, dice, TextRole::Headline),
    },
    Class {
        name: "name-in-caption",
        rules: RULES,
        inject: |pool, dice| in_role(pool, dice, TextRole::Caption),
    },
];

/// Letters of a name that can be mistyped.
const LETTERS_MIN: usize = 5;
/// A name that stands this often has a spelling of its own.
const TIMES_MIN: usize = 3;

type Typo = fn(&[char], &mut Dice) -> Option<String>;

fn often(pool: &Pool) -> BTreeMap<String, Vec<(Field, Span)>> {
    let mut places: BTreeMap<String, Vec<(Field, Span)>> = BTreeMap::new();
    for (field, span, word) in inside(&pool.story.content) {
        if is_capital(word) && word.chars().count() >= LETTERS_MIN && word.chars().all(char::is_alphabetic) {
            places.entry(word.to_owned()).or_default().push((field, span));
        }
    }
    places
}

fn of_body(pool: &Pool, dice: &mut Dice, typo: Typo) -> Option<Injected> {
    if pool.story.lang() == "de" {
        return None;
    }
    let places: Vec<_> = often(pool).into_iter().filter(|(_, places)| places.len() >= TIMES_MIN).collect();
    let (name, places) = dice.one(&places)?;
    let letters: Vec<char> = name.chars().collect();
    let wrong = typo(&letters, dice)?;
    let (field, span) = dice.one(places)?;
    (wrong != *name).then(|| replaced(&pool.story.content, *field, *span, &wrong)).flatten()
}

fn in_role(pool: &Pool, dice: &mut Dice, role: TextRole) -> Option<Injected> {
    if pool.story.lang() == "de" {
        return None;
    }
    let known = often(pool);
    let mut spans = Vec::new();
    for text in pool.story.content.fields().filter(|text| text.role == role) {
        for span in words(text.text) {
            let word = &text.text[span.start..span.end];
            if known.get(word).is_some_and(|places| places.len() >= 2) {
                spans.push((text.field, span, word.to_owned()));
            }
        }
    }
    let (field, span, word) = dice.one(&spans)?;
    let letters: Vec<char> = word.chars().collect();
    replaced(&pool.story.content, *field, *span, &other_letter(&letters, dice)?)
}

fn other_letter(letters: &[char], dice: &mut Dice) -> Option<String> {
    let at = 1 + dice.below(letters.len() - 1);
    let group = if "aeiouyéè".contains(letters[at]) { "aeiou" } else { "bcdfglmnprstv" };
    let others: Vec<char> = group.chars().filter(|letter| *letter != letters[at]).collect();
    let mut changed = letters.to_vec();
    changed[at] = *dice.one(&others)?;
    Some(changed.into_iter().collect())
}

fn letters_swapped(letters: &[char], dice: &mut Dice) -> Option<String> {
    let pairs: Vec<usize> = (1..letters.len() - 1).filter(|n| letters[*n] != letters[n + 1]).collect();
    let at = *dice.one(&pairs)?;
    let mut changed = letters.to_vec();
    changed.swap(at, at + 1);
    Some(changed.into_iter().collect())
}

fn letter_doubled(letters: &[char], dice: &mut Dice) -> Option<String> {
    let at = 1 + dice.below(letters.len() - 1);
    let mut changed = letters.to_vec();
    changed.insert(at, letters[at]);
    Some(changed.into_iter().collect())
}

fn letter_lost(letters: &[char], dice: &mut Dice) -> Option<String> {
    let mut changed = letters.to_vec();
    changed.remove(1 + dice.below(letters.len() - 1));
    Some(changed.into_iter().collect())
}

fn transliterated(letters: &[char], dice: &mut Dice) -> Option<String> {
    const PAIRS: &[(&str, &str)] = &[
        ("ou", "u"),
        ("i", "y"),
        ("y", "i"),
        ("k", "c"),
        ("c", "k"),
        ("ph", "f"),
        ("sch", "sh"),
        ("ss", "s"),
        ("tch", "ch"),
        ("v", "w"),
        ("oe", "ö"),
        ("ai", "é"),
        ("q", "k"),
    ];
    let word: String = letters.iter().collect();
    let fitting: Vec<(usize, &(&str, &str))> =
        PAIRS.iter().filter_map(|pair| Some((word.get(1..)?.find(pair.0)? + 1, pair))).collect();
    let (at, (old, new)) = dice.one(&fitting)?;
    Some(format!("{}{new}{}", &word[..*at], &word[at + old.len()..]))
}
