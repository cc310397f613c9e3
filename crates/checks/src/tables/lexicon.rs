//! The words of a language: sets of forms that are read where they lie in the binary.

mod arabic;

use std::sync::OnceLock;

use fst::Set;

use crate::analysis::Lang;

/// Read once into a handle of a few bytes; the words stay where they are.
type Words = Option<Set<&'static [u8]>>;

const FILES: [(Lang, &[u8]); 5] = [
    (Lang::Fr, include_bytes!("../../lexicons/fr.fst")),
    (Lang::En, include_bytes!("../../lexicons/en.fst")),
    (Lang::Ar, include_bytes!("../../lexicons/ar.fst")),
    (Lang::Es, include_bytes!("../../lexicons/es.fst")),
    (Lang::Fa, include_bytes!("../../lexicons/fa.fst")),
];
const NAMES: &[u8] = include_bytes!("../../lexicons/names.fst");

/// How long each file is: with their sources fixed by version, enough to tell two editions apart in the rule set's name.
pub(crate) fn sizes() -> impl Iterator<Item = usize> {
    FILES.iter().map(|(_, bytes)| bytes.len()).chain([NAMES.len()])
}

fn words(lang: Lang) -> Option<&'static Set<&'static [u8]>> {
    static SETS: [OnceLock<Words>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let n = FILES.iter().position(|(known, _)| *known == lang)?;
    SETS[n].get_or_init(|| Set::new(FILES[n].1).ok()).as_ref()
}

/// A word as it is written, or in small letters where it opens a sentence or shouts.
pub(crate) fn knows(lang: Lang, word: &str) -> bool {
    let Some(words) = words(lang) else { return false };
    let straight = |word: &str| words.contains(word);
    if straight(word) {
        return true;
    }
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let small = word.to_lowercase();
    straight(&small) || straight(&titled(&small)) || knows_name(word)
}

/// A word of Arabic letters, as it stands or without what is written onto it: small words before, endings behind.
/// Dictionaries have the carriers of the hamza where journalists leave them out.
pub(crate) fn knows_in_arabic_letters(lang: Lang, word: &str) -> bool {
    let word = arabic::bare(lang, word);
    word.split('\u{200c}').filter(|part| !part.is_empty()).all(|part| {
        arabic::is_written_onto(lang, part)
            || arabic::stems(lang, part)
                .any(|stem| arabic::spellings(lang, &stem).any(|stem| knows(lang, &stem)))
    })
}

/// A word that stands in the dictionary of Arabic letters as it is, but for the article: nothing is taken off that might
/// make a word of any letters.
pub(crate) fn has_in_arabic_letters(lang: Lang, word: &str) -> bool {
    let word = arabic::bare(lang, word);
    let article = if lang == Lang::Ar { word.strip_prefix("ال") } else { None };
    knows(lang, &word) || article.is_some_and(|rest| knows(lang, rest))
}

/// A word of any of the languages in Latin letters: stories name institutes and songs of other countries.
pub(crate) fn knows_anywhere(word: &str) -> bool {
    [Lang::Fr, Lang::En, Lang::Es].into_iter().any(|lang| knows(lang, word))
}

/// A name of any of the dictionaries: persons, cities, brands.
pub(crate) fn knows_name(word: &str) -> bool {
    static NAMES_READ: OnceLock<Words> = OnceLock::new();
    let names = NAMES_READ.get_or_init(|| Set::new(NAMES).ok());
    names.as_ref().is_some_and(|names| names.contains(word) || names.contains(titled(&word.to_lowercase())))
}

fn titled(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_with_their_endings_and_capitals() {
        for (lang, word, known) in [
            (Lang::Fr, "chevaux", true),
            (Lang::Fr, "Mangeaient", true),
            (Lang::Fr, "ÉGLISE", true),
            (Lang::Fr, "nouvele", false),
            (Lang::Fr, "Emmanuel", true),
            (Lang::En, "walking", true),
            (Lang::En, "Wallking", false),
            (Lang::Es, "caminaban", true),
            (Lang::De, "Haus", false),
        ] {
            assert_eq!(knows(lang, word), known, "{word}");
        }
    }

    #[test]
    fn words_of_arabic_letters_are_known_with_what_is_written_onto_them() {
        for (lang, word, known) in [
            (Lang::Ar, "وزير", true),
            (Lang::Ar, "والوزير", true),
            (Lang::Ar, "وبالوزارة", true),
            (Lang::Ar, "جامعته", true),
            (Lang::Ar, "اكد", true),
            (Lang::Ar, "وَزِير", true),
            (Lang::Ar, "الوزيير", false),
            (Lang::Fa, "کتاب", true),
            (Lang::Fa, "كتاب", true),
            (Lang::Fa, "کتاب\u{200c}ها", true),
            (Lang::Fa, "کتابهای", true),
            (Lang::Fa, "کتابببب", false),
        ] {
            assert_eq!(knows_in_arabic_letters(lang, word), known, "{word}");
        }
    }

    #[test]
    fn every_lexicon_can_be_read() {
        for (lang, _) in FILES {
            assert!(words(lang).is_some_and(|words| words.len() > 10_000), "{lang:?}");
        }
        assert!(knows_name("Emmanuel"));
    }
}
