//! Countries, their people and their cities, as a text names them.

use super::{Join, Kind, Lang, Text};
use crate::tables::gazetteer::{Country, Entry, Gazetteer, Phrase, Sort, bare};

/// A place named in a text; `entries` may be several countries (`Congo`).
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub first: usize,
    pub last: usize,
    pub entries: &'static [Entry],
    /// The exact name, not a form that may be another word (Arabic with or without its article).
    pub strict: bool,
}

impl Mention {
    /// The one country this names by its own name.
    pub(crate) fn country(&self) -> Option<Country> {
        let name = |entry: &&Entry| entry.sort == Sort::Name;
        let mut names = self.entries.iter().filter(name);
        let only = names.next()?;
        (names.next().is_none() && self.strict).then_some(only.country)
    }

    pub(crate) fn sort(&self) -> Sort {
        self.entries.iter().map(|entry| entry.sort).min().unwrap_or(Sort::Seat)
    }

    pub(crate) fn speaks_of(&self, country: Country) -> bool {
        self.entries.iter().any(|entry| entry.country == country)
    }
}

/// Longest first, left to right, none over another.
pub(super) fn find(text: &Text, lang: Lang) -> Vec<Mention> {
    let gazetteer = Gazetteer::of(lang);
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let found =
            (text.tokens[at].kind == Kind::Word).then(|| at_word(text, at, lang, gazetteer)).flatten();
        match found {
            Some(mention) => {
                at = mention.last + 1;
                mentions.push(mention);
            }
            None => at += 1,
        }
    }
    mentions
}

fn at_word(text: &Text, at: usize, lang: Lang, gazetteer: &'static Gazetteer) -> Option<Mention> {
    if lang != Lang::Ar {
        let phrases = gazetteer.by_word.get(text.fold(at))?;
        return phrases.iter().find_map(|phrase| matched(text, at, phrase, lang));
    }
    arabic_forms(text.fold(at)).find_map(|(form, article)| {
        let phrases = gazetteer.by_word.get(form)?;
        let mut found = phrases.iter().find_map(|phrase| {
            let mention = matched(text, at, phrase, lang)?;
            Some((mention, phrase.article == article))
        });
        if let Some((mention, strict)) = &mut found {
            mention.strict = *strict;
        }
        found.map(|(mention, _)| mention)
    })
}

fn matched(text: &Text, at: usize, phrase: &'static Phrase, lang: Lang) -> Option<Mention> {
    for (n, word) in phrase.rest.iter().enumerate() {
        let token = text.tokens.get(at + 1 + n)?;
        let near = token.kind == Kind::Word && !matches!(token.join, Join::Touch | Join::Line);
        let here = text.fold(at + 1 + n);
        let same = here == word || (lang == Lang::Ar && bare(here) == word);
        if !near || !same {
            return None;
        }
    }
    let last = at + phrase.rest.len();
    if phrase.capital && !lang.is_arabic_script() && !text.tokens[at].capital {
        return None;
    }
    let shouted = || text.raw(at).chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    if phrase.all_capitals && phrase.rest.is_empty() && !shouted() {
        return None;
    }
    // Names of persons and brands: `Air-France`, `Jean-France`. A hyphen may only join two places.
    Some(Mention { first: at, last, entries: &phrase.entries, strict: true })
}

/// A word as it stands and without the small words written onto it (and, so, by, for, like, the);
/// the flag tells whether it had the article.
fn arabic_forms(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let long = |rest: &&str| rest.chars().count() >= 3;
    let conjunction = word.strip_prefix(['و', 'ف']).filter(long);
    let first = [Some(word), conjunction];
    first.into_iter().flatten().flat_map(move |word| {
        let preposition = word.strip_prefix(['ب', 'ل', 'ك']).filter(long);
        let merged = word.strip_prefix("لل").filter(long).map(|rest| (rest, true));
        let plain = [Some(word), preposition].into_iter().flatten();
        plain.map(|word| (bare(word), bare(word) != word)).chain(merged)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::read;

    fn countries(lang: Lang, words: &str) -> Vec<String> {
        let of = |mention: Mention| String::from_utf8_lossy(&mention.entries[0].country).into_owned();
        read(words, |text| find(text, lang)).into_iter().map(of).collect()
    }

    #[test]
    fn countries_are_known_by_name_people_capital_and_seat() {
        for (lang, words, expected) in [
            (Lang::Fr, "l'Iran, les Iraniennes et Téhéran", vec!["IR", "IR", "IR"]),
            (Lang::Fr, "Etats-Unis, USA, la Maison Blanche", vec!["US", "US", "US"]),
            (Lang::Fr, "ÉTATS-UNIS", vec!["US"]),
            (Lang::Fr, "la Corée du Nord et la Corée du Sud", vec!["KP", "KR"]),
            (Lang::Fr, "le vin de niger et la dinde", vec![]),
            (Lang::Fr, "nigérien, nigérian", vec!["NE", "NG"]),
            (Lang::En, "Iran's envoy told us that the UK and the U.S. agree", vec!["IR", "GB", "US"]),
            (Lang::En, "a turkey and some china", vec![]),
            (Lang::En, "the Dutch, Finns and Ivory Coast", vec!["NL", "FI", "CI"]),
            (Lang::Ar, "وإيران والولايات المتحدة وفرنسا", vec!["IR", "US", "FR"]),
            (Lang::Ar, "المصرية والمصريون للمغرب", vec!["EG", "EG", "MA"]),
            (Lang::De, "die französischen Minister in Polen", vec!["FR", "PL"]),
            (Lang::Es, "los iraníes y España", vec!["IR", "ES"]),
            (Lang::Fa, "ایران و کره جنوبی", vec!["IR", "KR"]),
        ] {
            assert_eq!(countries(lang, words), expected, "{words}");
        }
    }

    #[test]
    fn an_arabic_name_without_its_article_is_doubtful() {
        let strict = |words| read(words, |text| find(text, Lang::Ar)).iter().all(|mention| mention.strict);
        assert!(strict("في العراق") && strict("بالعراق") && strict("للعراق"));
        assert!(!strict("عراق"));
    }
}
