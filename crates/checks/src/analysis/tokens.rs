//! Words, numbers and marks of a text, with how each is joined to the one before.

use story::Span;

use super::fold::fold_into;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Digits, with the points and commas between them.
    Number,
    /// One character that is neither.
    Mark(char),
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    Start,
    Space,
    /// A space over which a line ends.
    Line,
    Hyphen,
    Apostrophe,
    /// Nothing at all.
    Touch,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
    pub join: Join,
    pub capital: bool,
    pub(super) fold: (u32, u32),
}

impl Token {
    pub(crate) fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Joined so closely that both are one expression: `vis-à-vis`, `l'Iran`.
    pub(crate) fn is_tied(&self) -> bool {
        matches!(self.join, Join::Hyphen | Join::Apostrophe)
    }
}

/// The tokens of a text and their folded words. Texts are far below 4 GB (see `TEXT_BYTES_MAX`).
pub(super) fn split(text: &str) -> (Vec<Token>, String) {
    let mut folded = String::with_capacity(text.len());
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut join = Join::Start;
    while let Some(letter) = text[at..].chars().next() {
        let next = at + letter.len_utf8();
        if letter.is_whitespace() {
            join = if letter == '\n' || join == Join::Line { Join::Line } else { Join::Space };
            at = next;
            continue;
        }
        let after_word = join == Join::Touch && tokens.last().is_some_and(|token| token.kind == Kind::Word);
        let (kind, end) = if is_word_start(letter) {
            (Kind::Word, before_figures(text, at, word_end(text, at)))
        } else if letter.is_numeric() {
            (Kind::Number, number_end(text, at))
        } else if let (true, Some(tie)) = (after_word, tie(letter, &text[next..])) {
            join = tie;
            at = next;
            continue;
        } else {
            (Kind::Mark(letter), next)
        };
        let from = folded.len();
        fold_into(&text[at..end], &mut folded);
        tokens.push(Token {
            start: at as u32,
            end: end as u32,
            kind,
            join,
            capital: letter.is_uppercase(),
            fold: (from as u32, folded.len() as u32),
        });
        join = Join::Touch;
        at = end;
    }
    (tokens, folded)
}

/// Words of Arabic letters hold no figures: "و20" is a small word written onto a number.
fn before_figures(text: &str, start: usize, end: usize) -> usize {
    let word = &text[start..end];
    let arabic = word.starts_with(|first: char| ('\u{620}'..'\u{700}').contains(&first));
    if arabic { word.find(char::is_numeric).map_or(end, |at| start + at) } else { end }
}

fn is_word_start(letter: char) -> bool {
    letter.is_alphabetic()
}

fn is_word_inside(letter: char) -> bool {
    letter.is_alphanumeric() || is_joiner(letter)
}

/// Accents written as their own character, Arabic vowel signs, and the joiners of Persian words.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// A hyphen or apostrophe between two letters (the one before is known to be).
fn tie(letter: char, rest: &str) -> Option<Join> {
    let before_word = rest.chars().next().is_some_and(is_word_inside);
    match letter {
        '-' | '\u{2010}' | '\u{2011}' if before_word => Some(Join::Hyphen),
        '\'' | '’' | 'ʼ' if before_word => Some(Join::Apostrophe),
        _ => None,
    }
}

fn word_end(text: &str, start: usize) -> usize {
    let mut letters = text[start..].char_indices().peekable();
    let mut count = 0;
    let mut last_upper = false;
    while let Some((at, letter)) = letters.next() {
        // U.S. and R.D.C. are one word: single capitals with a point and another capital behind.
        let dotted = letter == '.'
            && last_upper
            && count == 1
            && letters
                .peek()
                .is_some_and(|(_, next)| next.is_uppercase() && initial(&text[start + at + 1..]));
        if dotted {
            count = 0;
            continue;
        }
        if !is_word_inside(letter) {
            return start + at;
        }
        count += 1;
        last_upper = letter.is_uppercase();
    }
    text.len()
}

/// One capital and then no letter: a part of an abbreviation, not the next sentence.
fn initial(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.next().is_some_and(char::is_uppercase) && !letters.next().is_some_and(char::is_alphanumeric)
}

fn number_end(text: &str, start: usize) -> usize {
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let inner = matches!(letter, '.' | ',' | '٫' | '٬')
            && letters.peek().is_some_and(|(_, next)| next.is_numeric());
        if !letter.is_numeric() && !inner {
            return start + at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        split(text).0.iter().map(|token| &text[token.start as usize..token.end as usize]).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_cut_apart() {
        for (text, expected) in [
            ("l'Iran, vis-à-vis", vec!["l", "Iran", ",", "vis", "à", "vis"]),
            ("1.300 morts.", vec!["1.300", "morts", "."]),
            ("the U.S. and R.D.C.", vec!["the", "U.S", ".", "and", "R.D.C", "."]),
            ("Fin. Alors", vec!["Fin", ".", "Alors"]),
            ("« Oui »", vec!["«", "Oui", "»"]),
            ("می‌شود", vec!["می‌شود"]),
            ("A380 20h", vec!["A380", "20", "h"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn how_words_are_joined_is_kept() {
        let joins = |text| split(text).0.iter().map(|token| token.join).collect::<Vec<_>>();
        assert_eq!(joins("l'Iran"), [Join::Start, Join::Apostrophe]);
        assert_eq!(joins("rendez-vous vous"), [Join::Start, Join::Hyphen, Join::Space]);
        assert_eq!(joins("a \n b.c"), [Join::Start, Join::Line, Join::Touch, Join::Touch]);
    }
}
