//! The words of each language that rules need: months, small words, numbers in letters…

use std::sync::OnceLock;

use serde::Deserialize;

use crate::analysis::{Lang, folded};
use crate::tables::quick::{QuickMap, QuickSet};

pub(crate) const FR: &str = include_str!("../../tables/words/fr.toml");
pub(crate) const EN: &str = include_str!("../../tables/words/en.toml");
pub(crate) const AR: &str = include_str!("../../tables/words/ar.toml");
pub(crate) const ES: &str = include_str!("../../tables/words/es.toml");
pub(crate) const DE: &str = include_str!("../../tables/words/de.toml");
pub(crate) const FA: &str = include_str!("../../tables/words/fa.toml");

pub(crate) type Set = QuickSet<String>;

/// The words of one language. Folded, except those compared letter by letter (`doubled_*`).
#[derive(Default)]
pub(crate) struct Words {
    /// January (or its like) is 1. A name of two words has a space.
    pub months: QuickMap<String, i8>,
    /// Of the other calendar that the language writes: the Islamic one in Arabic, the Gregorian one in Persian.
    pub other_months: QuickMap<String, i8>,
    /// Monday is 1.
    pub weekdays: QuickMap<String, i8>,
    /// The first name of each day, as written, Monday first.
    pub weekday_names: Vec<String>,
    pub function: Set,
    /// Small words that never stand twice in a row.
    pub doubled_error: Set,
    /// Words that may.
    pub doubled_fine: Set,
    pub coordinators: Set,
    pub fillers: Set,
    /// Nouns of headlines that count their own paragraphs ("5 conseils").
    pub listicle: Set,
    pub number_words: QuickMap<String, f64>,
    pub number_scales: QuickMap<String, f64>,
    pub number_links: Set,
    /// Words that any caption has.
    pub caption_common: Set,
    /// Words that say a picture is not of today.
    pub archive_marks: Set,
    pub titles: Set,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: Vec<String>,
    #[serde(default)]
    other_months: Vec<String>,
    weekdays: Vec<String>,
    function: String,
    doubled_error: String,
    doubled_fine: String,
    coordinators: String,
    fillers: String,
    listicle: String,
    number_words: String,
    number_scales: String,
    number_links: String,
    caption_common: String,
    archive_marks: String,
    titles: String,
}

impl Words {
    /// Empty for a language that is none of ours.
    pub(crate) fn of(lang: Lang) -> &'static Self {
        static WORDS: [OnceLock<Words>; 6] = [const { OnceLock::new() }; 6];
        static NONE: OnceLock<Words> = OnceLock::new();
        match lang.column() {
            Some(n) => WORDS[n].get_or_init(|| read([FR, EN, AR, ES, DE, FA][n])),
            None => NONE.get_or_init(Self::default),
        }
    }
}

fn read(text: &str) -> Words {
    // A test reads every file; one that cannot be read leaves its language without words, not without checks.
    let Ok(file) = toml::from_str::<File>(text) else { return Words::default() };
    Words {
        months: named(&file.months),
        other_months: named(&file.other_months),
        weekdays: named(&file.weekdays),
        weekday_names: file.weekdays.iter().map(|names| first(names)).collect(),
        function: set(&file.function),
        doubled_error: as_written(&file.doubled_error),
        doubled_fine: as_written(&file.doubled_fine),
        coordinators: set(&file.coordinators),
        fillers: set(&file.fillers),
        listicle: set(&file.listicle),
        number_words: values(&file.number_words),
        number_scales: values(&file.number_scales),
        number_links: set(&file.number_links),
        caption_common: set(&file.caption_common),
        archive_marks: set(&file.archive_marks),
        titles: set(&file.titles),
    }
}

/// A point joins the words of a name.
fn named(list: &[String]) -> QuickMap<String, i8> {
    let numbered = (1i8..).zip(list);
    numbered.flat_map(|(n, names)| names.split_whitespace().map(move |name| (name_key(name), n))).collect()
}

fn name_key(name: &str) -> String {
    name.split('.').map(folded).collect::<Vec<_>>().join(" ")
}

fn first(names: &str) -> String {
    names.split_whitespace().next().unwrap_or_default().replace('.', " ")
}

fn set(words: &str) -> Set {
    words.split_whitespace().map(folded).collect()
}

fn as_written(words: &str) -> Set {
    words.split_whitespace().map(str::to_lowercase).collect()
}

fn values(words: &str) -> QuickMap<String, f64> {
    let pair = |word: &str| {
        let (name, value) = word.split_once('=')?;
        Some((folded(name), value.parse().ok()?))
    };
    words.split_whitespace().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_twelve_months_and_seven_days() {
        for lang in Lang::KNOWN {
            let words = Words::of(lang);
            assert_eq!(words.weekday_names.len(), 7, "{lang:?}");
            assert_eq!(words.months.values().collect::<std::collections::HashSet<_>>().len(), 12, "{lang:?}");
            assert!(!words.function.is_empty() && !words.doubled_error.is_empty(), "{lang:?}");
        }
    }

    #[test]
    fn a_word_is_never_both_a_fault_and_fine_when_doubled() {
        for lang in Lang::KNOWN {
            let words = Words::of(lang);
            let both: Vec<_> = words.doubled_error.intersection(&words.doubled_fine).collect();
            assert!(both.is_empty(), "{lang:?} {both:?}");
        }
    }
}
