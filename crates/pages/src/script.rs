//! Scripts: whether words are written in the letters of their language.

/// Names that keep their Latin letters in every language.
const NAMES: &[&str] = &["RSS", "Atom", "Marbre"];

#[derive(PartialEq, Eq, Clone, Copy)]
enum Script {
    Latin,
    Arabic,
    Cyrillic,
    Greek,
    Hebrew,
    Other,
}

/// The first letter of a text that its language is not written in; `None` where all is well.
pub(crate) fn foreign_letter(text: &str, language: &str) -> Option<char> {
    let own = script_of_language(language);
    let text = NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, " "));
    text.chars().find(|letter| letter.is_alphabetic() && own != Script::Other && script_of(*letter) != own)
}

fn script_of_language(language: &str) -> Script {
    match language {
        "ar" | "fa" | "ur" | "ps" | "ckb" | "sd" | "ug" => Script::Arabic,
        "ru" | "uk" | "be" | "bg" | "mk" | "kk" => Script::Cyrillic,
        "el" => Script::Greek,
        "he" | "yi" => Script::Hebrew,
        "zh" | "ja" | "ko" | "hi" | "th" | "ka" | "hy" | "am" | "bn" | "ta" | "sr" => Script::Other,
        _ => Script::Latin,
    }
}

fn script_of(letter: char) -> Script {
    match letter {
        'a'..='z' | 'A'..='Z' | 'ª' | 'º' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Script::Arabic,
        '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Script::Arabic,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_another_script_is_found() {
        assert_eq!(foreign_letter("المصادر 12", "ar"), None);
        assert_eq!(foreign_letter("خلاصة RSS", "ar"), None);
        assert_eq!(foreign_letter("المصادر sources", "ar"), Some('s'));
        assert_eq!(foreign_letter("Cœur d’Été, n° 3", "fr"), None);
        // A Cyrillic а looks like a Latin a.
        assert_eq!(foreign_letter("L\u{430} une", "fr"), Some('\u{430}'));
    }
}
