//! Words of Arabic letters without what is written onto them.

use crate::analysis::Lang;

/// Two letters are a word; one is part of another.
const LETTERS_MIN: usize = 2;

/// Arabic: and, so, by, for, like, will, the, and two or three of them together.
const AR_STARTS: &[&str] = &[
    "", "و", "ف", "ب", "ل", "ك", "س", "أ", "ال", "وال", "فال", "بال", "كال", "لل", "ول", "وب", "وك", "وس",
    "فس", "فب", "فل", "ولل", "وبال", "وكال", "فلل",
];
/// Arabic: whose, whom, how many and of what kind.
const AR_ENDS: &[&str] = &[
    "", "ه", "ها", "هم", "هن", "هما", "ك", "كم", "نا", "ني", "ي", "ة", "ا", "وا", "ات", "ان", "ين", "ون",
    "تين", "تان", "ية", "يون", "يين", "يات", "ته", "تها", "تهم", "تنا", "اته", "اتها", "اتهم", "هما", "يا",
    "تي", "ت",
];
const FA_STARTS: &[&str] = &["", "می", "نمی", "ب", "ن", "بی", "نا", "هم", "پیش", "باز", "بر", "در"];
const FA_ENDS: &[&str] = &[
    "",
    "ها",
    "های",
    "هایی",
    "هایش",
    "هایشان",
    "ی",
    "ای",
    "یی",
    "ان",
    "انی",
    "ات",
    "م",
    "ت",
    "ش",
    "مان",
    "تان",
    "شان",
    "اند",
    "ند",
    "ید",
    "یم",
    "ام",
    "اش",
    "تر",
    "ترین",
    "ست",
    "است",
    "گان",
    "گی",
    "ه",
    "یان",
    "ین",
    "را",
    "ایم",
    "اید",
    "د",
];

/// Without vowel signs and the stretching line, in the letters of the language's own alphabet.
pub(super) fn bare(lang: Lang, word: &str) -> String {
    let letters = word.chars().filter(|letter| {
        !matches!(letter, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{200d}' | '\u{ad}')
    });
    letters
        .map(|letter| match (lang, letter) {
            (Lang::Fa, 'ي' | 'ى') => 'ی',
            (Lang::Fa, 'ك') => 'ک',
            (Lang::Ar, 'ی') => 'ي',
            (Lang::Ar, 'ک') => 'ك',
            _ => letter,
        })
        .collect()
}

/// Persian joins some of what it writes onto a word without touching it.
pub(super) fn is_written_onto(lang: Lang, part: &str) -> bool {
    lang == Lang::Fa && (FA_STARTS.contains(&part) || FA_ENDS.contains(&part))
}

/// What may be the word itself: as it stands first.
pub(super) fn stems(lang: Lang, word: &str) -> impl Iterator<Item = String> {
    let (starts, ends) = if lang == Lang::Fa { (FA_STARTS, FA_ENDS) } else { (AR_STARTS, AR_ENDS) };
    let rests = starts.iter().filter_map(move |start| word.strip_prefix(start));
    rests.flat_map(move |rest| {
        let stems = ends.iter().filter_map(move |end| rest.strip_suffix(end));
        stems.filter(|stem| stem.chars().count() >= LETTERS_MIN).flat_map(move |stem| {
            // "جامعته": a t that is written as h where nothing follows.
            let opened = stem.strip_suffix('ت').filter(|_| lang == Lang::Ar && stem.len() < rest.len());
            [Some(stem.to_owned()), opened.map(|stem| format!("{stem}ة"))].into_iter().flatten()
        })
    })
}

/// The stem, and how dictionaries may write it.
pub(super) fn spellings(lang: Lang, stem: &str) -> impl Iterator<Item = String> {
    let arabic = lang == Lang::Ar;
    let first = |from: char, to: &str| stem.strip_prefix(from).map(|rest| format!("{to}{rest}"));
    let last = |from: char, to: &str| stem.strip_suffix(from).map(|rest| format!("{rest}{to}"));
    let others =
        [first('ا', "أ"), first('ا', "إ"), first('ا', "آ"), last('ه', "ة"), last('ي', "ى"), last('ى', "ي")];
    std::iter::once(stem.to_owned()).chain(others.into_iter().flatten().filter(move |_| arabic))
}
