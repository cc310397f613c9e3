//! Scripts: whether words are written in the letters of their edition.

use icu_properties::props::Script;
use icu_properties::{CodePointMapData, PropertyNamesShort, PropertyParser};

/// Names that keep their Latin letters in every language.
const NAMES: &[&str] = &["RSS", "Atom", "JSON", "Marbre"];

/// Whether this is the ISO 15924 code of a script.
pub(crate) fn is_known(code: &str) -> bool {
    script(code).is_some()
}

/// Whether lines of a script run from right to left.
pub(crate) fn is_right_to_left(code: &str) -> bool {
    matches!(code, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm" | "Rohg")
}

/// The first letter of a text that does not belong to the script; `None` where all is well.
pub(crate) fn foreign_letter(text: &str, code: &str) -> Option<char> {
    let own = script(code)?;
    let text = NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, " "));
    let scripts = CodePointMapData::<Script>::new();
    text.chars().filter(|letter| letter.is_alphabetic()).find(|letter| {
        let letter = scripts.get(*letter);
        letter != own && letter != Script::Common && letter != Script::Inherited && !is_part(own, letter)
    })
}

/// Scripts that are written with several sets of letters.
fn is_part(whole: Script, letter: Script) -> bool {
    match PropertyNamesShort::<Script>::new().get(whole) {
        Some("Jpan") => matches!(letter, Script::Han | Script::Hiragana | Script::Katakana),
        Some("Kore") => matches!(letter, Script::Han | Script::Hangul),
        _ => false,
    }
}

fn script(code: &str) -> Option<Script> {
    PropertyParser::<Script>::new().get_strict(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_another_script_is_found() {
        assert_eq!(foreign_letter("المصادر 12", "Arab"), None);
        assert_eq!(foreign_letter("خلاصة RSS", "Arab"), None);
        assert_eq!(foreign_letter("المصادر sources", "Arab"), Some('s'));
        assert_eq!(foreign_letter("Cœur d’Été, n° 3", "Latn"), None);
        // A Cyrillic а looks like a Latin a.
        assert_eq!(foreign_letter("L\u{430} une", "Latn"), Some('\u{430}'));
    }

    #[test]
    fn scripts_have_codes() {
        assert!(is_known("Latn") && is_known("Arab") && !is_known("Lat") && !is_known(""));
    }
}
