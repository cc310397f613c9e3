//! Cuts a date into numbers, words and signs. Arabic and Persian digits count as digits.

/// A piece of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Its value, and how many digits it is written with.
    Number(i64, usize),
    /// In lower case, without full stops.
    Word(&'a str),
    Sign(char),
}

/// The words live as long as the program: they come from a closed vocabulary or are unknown.
pub(super) fn tokens(text: &str) -> Vec<Token<'static>> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(&letter) = letters.peek() {
        if digit(letter).is_some() {
            tokens.push(number(&mut letters));
        } else if letter.is_alphabetic() || is_mark(letter) {
            let mut word = String::new();
            while let Some(more) = letters.next_if(|c| c.is_alphabetic() || is_mark(*c)) {
                // A Turkish capital I has its dot apart when it is made small.
                word.extend(more.to_lowercase().filter(|letter| *letter != '\u{307}'));
            }
            // Levantine months are two words: `كانون الثاني`.
            if let Some(Token::Word(first @ ("كانون" | "تشرين"))) = tokens.last() {
                word = format!("{first} {word}");
                tokens.pop();
            }
            tokens.push(Token::Word(super::vocabulary::known(&word)));
        } else {
            letters.next();
            if !letter.is_whitespace() {
                tokens.push(Token::Sign(letter));
            }
        }
    }
    tokens
}

/// Combining vowels and the joiner belong to the word they stand in.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{64B}'..='\u{655}' | '\u{200C}' | '\u{300}'..='\u{36F}')
}

fn number(letters: &mut std::iter::Peekable<std::str::Chars>) -> Token<'static> {
    let (mut value, mut count) = (0_i64, 0);
    while let Some(letter) = letters.next_if(|letter| digit(*letter).is_some()) {
        value = value.saturating_mul(10).saturating_add(digit(letter).unwrap_or(0));
        count += 1;
    }
    Token::Number(value, count)
}

fn digit(letter: char) -> Option<i64> {
    let zero = match letter {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(i64::from(u32::from(letter) - u32::from(zero)))
}
