//! Text to the words it is found by: without accents and vowel marks, and as their stem.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use frostem::Stemmer;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Languages with a stemmer, by their ISO 639-1 code; the others are found by their words as written.
pub(crate) const STEMMED: &[&str] = &[
    "ar", "da", "de", "el", "en", "es", "fa", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv",
    "tr",
];
/// A longer run of letters is no word of any language.
const LETTERS_MAX: usize = 60;
/// Before a word as it is written, so that it never meets a stem.
pub(crate) const EXACT: char = '=';

/// Persian endings and beginnings that many write as words of their own: *کشتی ها* is *کشتی‌ها*, *می شود* is *می‌شود*.
const PERSIAN_ENDINGS: &[&str] = &[
    "ها",
    "های",
    "هایی",
    "هایم",
    "هایت",
    "هایش",
    "هایمان",
    "هایتان",
    "هایشان",
    "تر",
    "ترین",
    "ام",
    "ای",
    "اند",
    "ایم",
    "اید",
];
const PERSIAN_BEGINNINGS: &[&str] = &["می", "نمی"];

/// Words of which the forms are remembered while many texts are taken in: most words of a text are among them.
const KNOWN_MAX: usize = 50_000;

/// How texts of one language become words.
#[derive(Clone)]
pub(crate) struct Analyzer {
    stemmer: Option<Stemmer>,
    persian: bool,
    turkish: bool,
    token: Token,
    known: HashMap<Box<str>, Option<Arc<Forms>>>,
}

/// What a word is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forms {
    /// As written, but in small letters without accents.
    pub plain: String,
    /// What its other forms share with it.
    pub stem: String,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub span: Range<usize>,
    pub forms: Forms,
}

impl Analyzer {
    /// `language` is a code of [`STEMMED`] or anything else.
    pub(crate) fn of(language: &str) -> Self {
        Self {
            stemmer: STEMMED.contains(&language).then(|| Stemmer::try_from_name(language).ok()).flatten(),
            persian: language == "fa",
            turkish: language == "tr",
            token: Token::default(),
            known: HashMap::new(),
        }
    }

    pub(crate) fn words(&self, text: &str) -> Vec<Word> {
        let word = |span: Range<usize>| {
            let forms = self.forms(&text[span.clone()])?;
            Some(Word { span, forms })
        };
        self.spans(text).into_iter().filter_map(word).collect()
    }

    fn forms(&self, word: &str) -> Option<Forms> {
        let small = self.small(word);
        let plain = self.plain(&small);
        if plain.is_empty() || plain.chars().count() > LETTERS_MAX {
            return None;
        }
        let stem = self.stemmer.map_or_else(|| plain.clone(), |stemmer| self.plain(&stemmer.stem(&small)));
        Some(Forms { stem: if stem.is_empty() { plain.clone() } else { stem }, plain })
    }

    fn known_forms(&mut self, word: &str) -> Option<Arc<Forms>> {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let forms = self.forms(word).map(Arc::new);
        if self.known.len() >= KNOWN_MAX {
            self.known.clear();
        }
        self.known.insert(word.into(), forms.clone());
        forms
    }

    /// Small letters, as the stemmers expect them: accents stay, Arabic letters in one form each.
    fn small(&self, word: &str) -> String {
        let lower = |letter: char| {
            let letter = match letter {
                'I' if self.turkish => 'ı',
                'İ' if self.turkish => 'i',
                letter => letter,
            };
            letter.to_lowercase()
        };
        word.nfc().flat_map(lower).filter_map(|letter| self.one_form(letter)).collect()
    }

    /// Keyboards of the Arabic script write one letter in several ways, with vowels or without.
    fn one_form(&self, letter: char) -> Option<char> {
        Some(match letter {
            'ي' | 'ى' | 'ی' => {
                if self.persian {
                    'ی'
                } else {
                    'ي'
                }
            }
            'ك' | 'ک' => {
                if self.persian {
                    'ک'
                } else {
                    'ك'
                }
            }
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ة' | 'ۀ' => 'ه',
            // Tatweel stretches; the joiners only shape letters; a space stands inside a word that is written in two.
            '\u{640}' | '\u{200c}' | '\u{200d}' | ' ' => return None,
            '٠'..='٩' => digit(letter, '٠'),
            '۰'..='۹' => digit(letter, '۰'),
            letter => letter,
        })
    }

    /// Without accents and vowel marks, ligatures written out.
    fn plain(&self, word: &str) -> String {
        let mut plain = String::with_capacity(word.len());
        for letter in word.nfkd().filter(|letter| !is_combining_mark(*letter)) {
            match letter {
                'ß' => plain.push_str("ss"),
                'æ' => plain.push_str("ae"),
                'œ' => plain.push_str("oe"),
                'ø' => plain.push('o'),
                'ł' => plain.push('l'),
                'đ' => plain.push('d'),
                'ı' => plain.push('i'),
                letter => plain.push(letter),
            }
        }
        plain
    }
}

impl Analyzer {
    /// Where the words stand.
    fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let apart = spans(text);
        if !self.persian {
            return apart;
        }
        let is_one_of = |list: &[&str], span: &Range<usize>| {
            let small = self.small(&text[span.clone()]);
            list.iter().any(|word| self.small(word) == small)
        };
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(apart.len());
        for span in apart {
            match joined.last_mut() {
                Some(last)
                    if &text[last.end..span.start] == " "
                        && (is_one_of(PERSIAN_ENDINGS, &span) || is_one_of(PERSIAN_BEGINNINGS, last)) =>
                {
                    last.end = span.end;
                }
                _ => joined.push(span),
            }
        }
        joined
    }
}

fn digit(letter: char, zero: char) -> char {
    u8::try_from(u32::from(letter) - u32::from(zero)).map_or(letter, |value| char::from(b'0' + value))
}

/// Where the words stand. An apostrophe parts them: *l’eau* is found by *eau*.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        let inside = letter.is_alphanumeric()
            || (start.is_some()
                && (is_combining_mark(letter) || matches!(letter, '\u{640}' | '\u{200c}' | '\u{200d}')));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                spans.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|from| from..text.len()));
    spans
}

/// Each word twice at one place: as written, and its stem.
pub(crate) struct Words<'a> {
    analyzer: &'a mut Analyzer,
    text: &'a str,
    spans: std::vec::IntoIter<Range<usize>>,
    /// The word whose stem comes next.
    half: Option<Arc<Forms>>,
    place: usize,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        self.token.reset();
        let spans = self.spans(text).into_iter();
        Words { analyzer: self, text, spans, half: None, place: 0 }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        if let Some(word) = self.half.take() {
            word.stem.clone_into(&mut self.analyzer.token.text);
            return true;
        }
        let Some((span, forms)) = self.next_word() else { return false };
        let token = &mut self.analyzer.token;
        token.text.clear();
        token.text.push(EXACT);
        token.text.push_str(&forms.plain);
        (token.offset_from, token.offset_to) = (span.start, span.end);
        token.position = self.place;
        self.place += 1;
        self.half = Some(forms);
        true
    }

    fn token(&self) -> &Token {
        &self.analyzer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.analyzer.token
    }
}

impl Words<'_> {
    fn next_word(&mut self) -> Option<(Range<usize>, Arc<Forms>)> {
        loop {
            let span = self.spans.next()?;
            if let Some(forms) = self.analyzer.known_forms(&self.text[span.clone()]) {
                return Some((span, forms));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(language: &str, one: &str, other: &str) {
        let analyzer = Analyzer::of(language);
        let stems = |text| analyzer.words(text).into_iter().map(|word| word.forms.stem).collect::<Vec<_>>();
        assert_eq!(stems(one), stems(other), "{language}: {one} and {other}");
    }

    #[test]
    fn forms_of_a_word_are_one_word_in_each_language() {
        same("fr", "les ports fermés", "le port fermé");
        same("fr", "ÉCOLES", "ecole");
        same("en", "bridges reopened", "bridge reopening");
        same("de", "Straßen", "strasse");
        same("es", "canciones", "canción");
        same("tr", "İSTANBUL", "istanbul");
        same("ar", "المُدَرِّسَة", "المدرسه");
        same("ar", "أحمد", "احمد");
        same("fa", "کتاب‌ها", "كتابها");
        same("fa", "۱۲۳", "123");
        same("fa", "کشتی ها", "کشتی‌ها");
        same("fa", "کشتی های بزرگ تر", "کشتیهای بزرگتر");
        same("fa", "نمی شود", "نمی‌شود");
    }

    #[test]
    fn an_apostrophe_parts_words_and_spans_lie_on_the_text() {
        let text = "L’eau — Œuvre 3";
        let words = Analyzer::of("fr").words(text);
        let written: Vec<_> = words.iter().map(|word| &text[word.span.clone()]).collect();
        assert_eq!(written, ["L", "eau", "Œuvre", "3"]);
        assert_eq!(words[2].forms.plain, "oeuvre");
    }

    #[test]
    fn a_text_taken_in_and_a_text_asked_for_have_the_same_words() {
        let mut analyzer = Analyzer::of("fr");
        // Twice, for the second time they are known; what is no word stays none.
        let long = "x".repeat(LETTERS_MAX + 1);
        for text in ["Les ports, les PORTS", &long, "les ports"] {
            let asked = Analyzer::of("fr").words(text);
            let asked: Vec<_> = asked
                .iter()
                .flat_map(|word| [format!("={}", word.forms.plain), word.forms.stem.clone()])
                .collect();
            let mut taken = Vec::new();
            analyzer.token_stream(text).process(&mut |token| taken.push(token.text.clone()));
            assert_eq!(taken, asked);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_spans_in_order_on_its_letters(text in "\\PC{0,60}", language in 0..STEMMED.len()) {
            let words = Analyzer::of(STEMMED[language]).words(&text);
            let mut end = 0;
            for word in words {
                proptest::prop_assert!(word.span.start >= end && !text[word.span.clone()].is_empty());
                proptest::prop_assert!(!word.forms.stem.is_empty() && !word.forms.plain.is_empty());
                end = word.span.end;
            }
        }
    }
}
