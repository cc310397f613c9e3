//! The language of a text that does not say: from the words, or from the script alone when they are few.

use story::{BlockBody, Item, Language, MarkKind, Span};
use whatlang::{Lang, Script};

/// Shorter texts are told apart by their script only.
const LETTERS_MIN: usize = 40;
/// More words do not make the answer better.
const BYTES_MAX: usize = 3 << 10;

/// The language of an item's own words; unknown where they do not tell.
pub(crate) fn of(item: &Item) -> Language {
    let mut words = format!("{}\n{}\n", item.headline, item.standfirst);
    for block in &item.blocks {
        if words.len() > BYTES_MAX {
            break;
        }
        match &block.body {
            BlockBody::Paragraph(text) | BlockBody::Subheading(text) => words.push_str(&text.text),
            BlockBody::Quote(quote) => words.push_str(&quote.words.text),
            _ => {}
        }
        words.push('\n');
    }
    detect(&words)
}

pub(crate) fn detect(words: &str) -> Language {
    let end = (0..=words.len().min(BYTES_MAX)).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
    let words = &words[..end];
    let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
    match whatlang::detect(words) {
        Some(info) if letters >= LETTERS_MIN && info.confidence() > 0.2 => Language::new(tag(info.lang())),
        Some(info) if info.script() == Script::Arabic && letters > 3 => Language::new("ar"),
        _ => Language::default(),
    }
}

/// Marks the words of a text that stands in an item of another language.
pub(crate) fn foreign<'b>(blocks: impl Iterator<Item = &'b mut BlockBody>, language: &Language) {
    for block in blocks {
        if let BlockBody::Paragraph(text) | BlockBody::Subheading(text) = block {
            let whole = Span::new(0, text.text.len());
            // An empty text has nothing to mark.
            let _ = text.mark(whole, MarkKind::Foreign { language: language.clone() });
        }
    }
}

/// The language that a name stands for: `English`, `NORWEGIAN`, `français`; unknown where it is none of these.
pub(crate) fn named(name: &str) -> Language {
    const NAMES: &[(&str, &[&str])] = &[
        ("en", &["english", "eng", "anglais", "englisch"]),
        ("fr", &["french", "fre", "fra", "français", "francais", "französisch"]),
        ("ar", &["arabic", "ara", "arabe", "العربية"]),
        ("fa", &["persian", "farsi", "per", "fas", "فارسی"]),
        ("de", &["german", "ger", "deu", "deutsch", "allemand"]),
        ("es", &["spanish", "spa", "español", "espanol", "castellano"]),
        ("it", &["italian", "ita", "italiano"]),
        ("pt", &["portuguese", "por", "português", "portugues"]),
        ("nl", &["dutch", "dut", "nld", "nederlands"]),
        ("no", &["norwegian", "norsk", "nor"]),
        ("da", &["danish", "dansk", "dan"]),
        ("sv", &["swedish", "svenska", "swe"]),
        ("fi", &["finnish", "suomi", "fin"]),
        ("el", &["greek", "gre", "ell", "ελληνικά"]),
        ("ru", &["russian", "rus", "русский"]),
        ("zh", &["chinese", "chi", "zho", "中文"]),
        ("ja", &["japanese", "jpn", "日本語"]),
        ("tr", &["turkish", "tur", "türkçe"]),
        ("pl", &["polish", "pol", "polski"]),
        ("cs", &["czech", "ces", "cze", "čeština"]),
    ];
    let lower = name.trim().to_lowercase();
    let known = NAMES.iter().find(|(_, names)| names.contains(&lower.as_str()));
    known.map(|(tag, _)| Language::new(tag)).unwrap_or_default()
}

/// ISO 639-1 where there is one; the three letters of ISO 639-3 are a fine tag otherwise.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Heb => "he",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Cmn => "zh",
        Lang::Cat => "ca",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_tell_the_language() {
        for (tag, words) in [
            (
                "fr",
                "Le port d'Ostrande a rouvert mardi matin après trois jours de fermeture due à la tempête.",
            ),
            (
                "en",
                "The port of Ostrande reopened on Tuesday morning after being closed for three days by a storm.",
            ),
            ("ar", "أعيد فتح ميناء أوستراند صباح الثلاثاء بعد ثلاثة أيام من الإغلاق بسبب العاصفة"),
            ("de", "Der Hafen von Ostrande ist am Dienstagmorgen nach drei Tagen wieder geöffnet worden."),
            ("", "42"),
        ] {
            assert_eq!(detect(words).tag(), tag, "{words}");
        }
    }
}
