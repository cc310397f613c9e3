//! Text as searches over several languages compare it.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters below this (Latin, Greek, Cyrillic, Hebrew, Arabic) fold each by itself, whatever stands beside them.
const ALONE: u32 = 0x700;

/// How each of these folds.
static FOLDED: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    let letter = |number| char::from_u32(number).map(String::from).unwrap_or_default();
    (0..ALONE).map(|number| in_full(&letter(number)).into()).collect()
});

/// Small letters without accents and vowel marks, one form of each Arabic letter that keyboards write in several ways,
/// digits as ASCII, one kind of apostrophe; what only joins or stretches letters is left out.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let is_alone = |letter: char| u32::from(letter) < ALONE;
        let (known, after) = rest.split_at(rest.find(|letter| !is_alone(letter)).unwrap_or(rest.len()));
        known.chars().for_each(|letter| out.push_str(&FOLDED[letter as usize]));
        let (other, after) = after.split_at(after.find(is_alone).unwrap_or(after.len()));
        out.push_str(&in_full(other));
        rest = after;
    }
    out
}

fn in_full(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .filter_map(one_form)
        .nfc()
        .collect()
}

fn one_form(letter: char) -> Option<char> {
    let digit = |zero: char| char::from_digit(u32::from(letter) - u32::from(zero), 10);
    Some(match letter {
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ٱ' => 'ا',
        'ة' | 'ہ' => 'ه',
        '٠'..='٩' => return digit('٠'),
        '۰'..='۹' => return digit('۰'),
        '’' | '‘' | 'ʼ' => '\'',
        'ı' => 'i',
        // Tatweel, joiners, marks of direction.
        '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            return None;
        }
        letter => letter,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_habits_make_no_difference() {
        for (one, other) in [
            ("Pêche à l’ÎLE", "peche a l'ile"),
            ("إضراب في مرفأ الأقصى", "اضراب في مرفا الاقصي"),
            ("كتاب‌خانه", "کتابخانه"),
            ("المُدَرِّسَة ۱۲۳", "المدرسه 123"),
            ("İSTANBUL Işık", "istanbul isik"),
            ("PLAIN", "plain"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
        assert_ne!(folded("port"), folded("porte"));
    }

    #[test]
    fn letters_fold_alone_as_they_do_among_others() {
        // Every letter below the limit between two others and after a mark, and some from above it.
        let mut text = String::from("각 가\u{11a8} ﬁ ﷺ か\u{3099} e\u{301}\u{1ab0} ");
        for letter in (0..ALONE + 0x200).filter_map(char::from_u32) {
            text.extend(['a', letter, '\u{301}', letter, 'é', letter, 'ا', '한']);
        }
        assert_eq!(folded(&text), in_full(&text));
    }
}
