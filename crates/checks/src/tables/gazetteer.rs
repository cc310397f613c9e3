//! Names of countries, their people and their cities in one language, found by their first word.

use std::sync::OnceLock;

use crate::analysis::{Lang, folded};
use crate::tables::quick::QuickMap;

pub(crate) const PLACES: &str = include_str!("../../tables/places.tsv");
pub(crate) const ALIASES: &str = include_str!("../../tables/aliases.tsv");
pub(crate) const DEMONYMS: &str = include_str!("../../tables/demonyms.tsv");

/// ISO 3166 code, and `EU` for the Union.
pub(crate) type Country = [u8; 2];

/// How a phrase speaks of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// Its own name.
    Name,
    /// Its capital.
    Capital,
    City,
    /// Its adjective or people.
    People,
    /// A house, head or region that stands for it.
    Seat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub country: Country,
    pub sort: Sort,
}

#[derive(Debug)]
pub(crate) struct Phrase {
    /// Folded words after the first.
    pub rest: Vec<String>,
    pub entries: Vec<Entry>,
    /// The text must have a capital where the table has one.
    pub capital: bool,
    /// Short names in capitals (US, UE) are only that in capitals.
    pub all_capitals: bool,
    /// Arabic: the table writes it with the article.
    pub article: bool,
}

/// All phrases of one language by their first folded word, longest first.
#[derive(Default)]
pub(crate) struct Gazetteer {
    pub by_word: QuickMap<String, Vec<Phrase>>,
    /// The name of each country as headlines write it.
    names: QuickMap<Country, String>,
}

impl Gazetteer {
    pub(crate) fn of(lang: Lang) -> &'static Self {
        static TABLES: [OnceLock<Gazetteer>; 6] = [const { OnceLock::new() }; 6];
        static NONE: OnceLock<Gazetteer> = OnceLock::new();
        match lang.column() {
            Some(n) => TABLES[n].get_or_init(|| build(lang, n)),
            None => NONE.get_or_init(Self::default),
        }
    }

    pub(crate) fn name(&self, country: Country) -> Option<&str> {
        self.names.get(&country).map(String::as_str)
    }

    fn add(&mut self, phrase: &str, entry: Entry, lang: Lang) {
        let words: Vec<&str> = phrase
            .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '\'' | '’'))
            .filter(|word| !word.is_empty())
            .collect();
        let mut keys: Vec<String> = words.iter().map(|word| folded(word)).collect();
        let article = lang.is_arabic_script() && bare(&keys[0]) != keys[0];
        if lang == Lang::Ar {
            keys.iter_mut().for_each(|key| *key = bare(key).to_owned());
        }
        let first = keys.remove(0);
        let letters = || phrase.chars().filter(|letter| letter.is_alphabetic());
        let all_capitals = letters().count() <= 4 && letters().all(char::is_uppercase);
        let list = self.by_word.entry(first).or_default();
        match list.iter_mut().find(|known| known.rest == keys) {
            Some(known) => {
                if !known.entries.contains(&entry) {
                    known.entries.push(entry);
                }
                known.article &= article;
            }
            None => list.push(Phrase {
                rest: keys,
                entries: vec![entry],
                capital: phrase.starts_with(char::is_uppercase),
                all_capitals,
                article,
            }),
        }
    }
}

/// The continent of a country, two letters; empty when unknown.
pub(crate) fn continent(country: Country) -> &'static str {
    static CONTINENTS: OnceLock<QuickMap<Country, &'static str>> = OnceLock::new();
    let all = CONTINENTS.get_or_init(|| {
        let rows = rows(PLACES).filter(|cells| cells[0] == "country");
        rows.filter_map(|cells| Some((code(cells[1])?, cells[2]))).collect()
    });
    all.get(&country).copied().unwrap_or_default()
}

/// A country by its ISO code; `None` for what is no code.
pub(crate) fn code(text: &str) -> Option<Country> {
    let upper = text.trim().to_ascii_uppercase();
    upper.as_bytes().try_into().ok()
}

/// Arabic without its article.
pub(crate) fn bare(word: &str) -> &str {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => word,
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn build(lang: Lang, column: usize) -> Gazetteer {
    let mut all = Gazetteer::default();
    for cells in rows(ALIASES) {
        let sort = if cells[1] == "name" { Sort::Name } else { Sort::Seat };
        add_cell(&mut all, cells[0], sort, cells.get(2 + column).copied().unwrap_or_default(), lang);
    }
    for cells in rows(PLACES) {
        let sort = match cells[0] {
            "country" => Sort::Name,
            "capital" => Sort::Capital,
            _ => Sort::City,
        };
        let own = cells.get(3 + column).copied().unwrap_or_default();
        let shared = own == "=" || (own.is_empty() && !lang.is_arabic_script());
        add_cell(&mut all, cells[1], sort, if shared { cells[4] } else { own }, lang);
    }
    for cells in rows(DEMONYMS) {
        for form in cells.get(1 + column).copied().unwrap_or_default().split('|') {
            let Some(country) = code(cells[0]) else { continue };
            for form in inflected(form, lang).iter().filter(|form| !form.is_empty()) {
                all.add(form, Entry { country, sort: Sort::People }, lang);
            }
        }
    }
    for phrases in all.by_word.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }
    all
}

fn add_cell(all: &mut Gazetteer, country: &str, sort: Sort, cell: &str, lang: Lang) {
    let Some(country) = code(country) else { return };
    for phrase in cell.split('|').filter(|phrase| !phrase.is_empty()) {
        // A name that is also something else, where it cannot be told apart, only ever supports.
        let sort = if sort == Sort::Name && is_doubtful(phrase, lang) { Sort::Seat } else { sort };
        if sort == Sort::Name {
            all.names.entry(country).or_insert_with(|| phrase.to_owned());
        }
        all.add(phrase, Entry { country, sort }, lang);
    }
}

/// Names of countries that are as often a first name, a state, a bird or a common noun.
fn is_doubtful(phrase: &str, lang: Lang) -> bool {
    let list: &[&str] = match lang {
        Lang::Fr => &["Géorgie", "Dominique", "Maurice", "Grenade", "Salvador", "Sainte-Lucie", "Jersey"],
        Lang::En => {
            &["Georgia", "Jordan", "Chad", "Guinea", "Dominica", "Jersey", "CAR", "Grenada", "America"]
        }
        Lang::Es => &["Georgia", "Granada", "Dominica"],
        Lang::De => &["Georgien"],
        Lang::Ar => {
            &["مالي", "عمان", "قطر", "بنين", "الأراضي الفلسطينية", "غانا", "موناكو", "سان مارينو", "أمريكا"]
        }
        Lang::Fa => &["مراکش", "مغرب", "عمان", "قطر", "مالی", "امریکا", "نیجر", "سعودی"],
        Lang::Other => &[],
    };
    list.contains(&phrase)
}

/// The forms of an adjective or of the name of a people.
fn inflected(form: &str, lang: Lang) -> Vec<String> {
    let with = |suffixes: &[&str]| -> Vec<String> {
        suffixes.iter().map(|suffix| format!("{form}{suffix}")).collect()
    };
    match lang {
        Lang::Fr | Lang::Es => {
            form.split('/').flat_map(|gender| [gender.to_owned(), plural(gender, lang)]).collect()
        }
        Lang::En => with(&["", "s"]),
        Lang::De if form.starts_with(char::is_lowercase) => with(&["", "e", "en", "er", "es", "em"]),
        Lang::De => with(&["", "n", "en", "s", "in", "innen"]),
        Lang::Ar => ["", "ة", "ون", "ين", "ات", "ان", "تين", "ا"]
            .iter()
            .map(|suffix| form.split(' ').map(|word| format!("{word}{suffix}")).collect::<Vec<_>>().join(" "))
            .collect(),
        Lang::Fa | Lang::Other => with(&["", "ها"]),
    }
}

fn plural(word: &str, lang: Lang) -> String {
    match (lang, word.chars().last()) {
        (Lang::Fr, Some('s' | 'x')) | (_, None) => word.to_owned(),
        (Lang::Es, Some(last)) if !"aeoé".contains(last) => {
            format!("{}es", word.replace("és", "es").replace("án", "an"))
        }
        _ => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole() {
        for cells in rows(PLACES) {
            assert_eq!(cells.len(), 9, "{cells:?}");
        }
        for cells in rows(ALIASES) {
            assert!(cells.len() >= 7 && ["name", "seat"].contains(&cells[1]), "{cells:?}");
        }
        for cells in rows(DEMONYMS) {
            assert!(cells.len() >= 6 && code(cells[0]).is_some(), "{cells:?}");
        }
    }

    #[test]
    fn every_country_has_a_name_in_every_language_and_a_continent() {
        for lang in Lang::KNOWN {
            for cells in rows(PLACES).filter(|cells| cells[0] == "country" && cells[1] != "EU") {
                let phrases = Gazetteer::of(lang).by_word.values().flatten();
                let country = code(cells[1]).unwrap();
                assert!(
                    phrases.flat_map(|phrase| &phrase.entries).any(|entry| entry.country == country),
                    "{cells:?} {lang:?}"
                );
                assert!(!continent(country).is_empty());
            }
        }
    }
}
