//! Cuts Rust source into tokens, so that rules look at code and not at what comments and strings say.
//! Knows no grammar: it never fails, and what it does not understand is a punctuation mark.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Ident,
    /// Any string literal; the text has its quotes and prefix.
    Str,
    Char,
    Lifetime,
    Number,
    Punct,
    Comment,
}

/// One token and the line (from 1) it starts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub line: usize,
}

impl<'a> Token<'a> {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text && matches!(self.kind, Kind::Ident | Kind::Punct)
    }

    /// What a string literal says, escapes left as they are.
    pub(crate) fn words(&self) -> Option<&'a str> {
        let text = (self.kind == Kind::Str).then_some(self.text)?;
        let inside = text.trim_start_matches(|c| c != '"').trim_end_matches('#');
        inside.strip_prefix('"').map(|rest| rest.strip_suffix('"').unwrap_or(rest))
    }
}

/// All tokens of a source text, comments included.
pub(crate) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, at: 0, line: 1, tokens: Vec::new() };
    while lexer.at < text.len() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    tokens: Vec<Token<'a>>,
}

impl<'a> Lexer<'a> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return };
        let (kind, length) = if first.is_whitespace() {
            self.advance(first.len_utf8());
            return;
        } else if rest.starts_with("//") {
            (Kind::Comment, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (Kind::Comment, block_comment(rest))
        } else if let Some(length) = string(rest) {
            (Kind::Str, length)
        } else if first == '\'' {
            quote(rest)
        } else if first.is_ascii_digit() {
            (Kind::Number, number(rest))
        } else if is_word(first) {
            (Kind::Ident, word(rest))
        } else {
            (Kind::Punct, first.len_utf8())
        };
        self.tokens.push(Token { kind, text: &rest[..length], line: self.line });
        self.advance(length);
    }

    fn advance(&mut self, length: usize) {
        self.line += self.text[self.at..self.at + length].matches('\n').count();
        self.at += length;
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// A raw identifier keeps its `r#`.
fn word(rest: &str) -> usize {
    let start = if rest.starts_with("r#") { 2 } else { 0 };
    rest[start..].find(|c| !is_word(c)).map_or(rest.len(), |end| start + end)
}

/// A dot belongs to a number only before a digit: `0..3` is three tokens and more.
fn number(rest: &str) -> usize {
    let whole = word(rest);
    let fraction =
        rest[whole..].strip_prefix('.').filter(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    fraction.map_or(whole, |after| whole + 1 + word(after))
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of the string literal that starts here, if one does.
fn string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c", ""].into_iter().find(|prefix| {
        rest.strip_prefix(prefix).is_some_and(|after| after.trim_start_matches('#').starts_with('"'))
    })?;
    let after = &rest[prefix.len()..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    let raw = prefix.ends_with('r');
    if hashes > 0 && !raw {
        return None;
    }
    let start = prefix.len() + hashes + 1;
    let body = &rest[start..];
    let length = if raw {
        let end = format!("\"{}", "#".repeat(hashes));
        body.find(&end).map(|at| at + end.len())
    } else {
        closing_quote(body, '"')
    };
    Some(length.map_or(rest.len(), |length| start + length))
}

/// Just past the first `quote` that no backslash stands before.
fn closing_quote(body: &str, quote: char) -> Option<usize> {
    let mut letters = body.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if letter == quote {
            return Some(at + letter.len_utf8());
        }
    }
    None
}

/// A character, or a lifetime: `'a'` against `'a`.
fn quote(rest: &str) -> (Kind, usize) {
    let body = &rest[1..];
    let mut letters = body.chars();
    let first = letters.next();
    if first == Some('\\') || letters.next() == Some('\'') {
        (Kind::Char, closing_quote(body, '\'').map_or(rest.len(), |length| 1 + length))
    } else if first.is_some_and(is_word) {
        (Kind::Lifetime, 1 + word(body))
    } else {
        (Kind::Punct, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        lex(text).into_iter().map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn strings_and_comments_hide_what_they_say() {
        for hidden in [
            "\"async \\\" fn\"",
            "r\"async\"",
            "r##\"a \"# async\"##",
            "b\"async\"",
            "// async",
            "/* /* async */ */",
            "//! async",
        ] {
            let tokens = lex(hidden);
            assert_eq!(tokens.len(), 1, "{hidden}: {tokens:?}");
            assert!(matches!(tokens[0].kind, Kind::Str | Kind::Comment));
        }
    }

    #[test]
    fn a_lifetime_is_no_open_character() {
        assert_eq!(kinds("&'a str"), [(Kind::Punct, "&"), (Kind::Lifetime, "'a"), (Kind::Ident, "str")]);
        for character in ["'a'", "'\\''", "'\\u{2019}'", "'é'", "'\"'", "'{'"] {
            assert_eq!(kinds(character), [(Kind::Char, character)]);
        }
    }

    #[test]
    fn raw_identifiers_ranges_and_numbers_are_words() {
        assert_eq!(kinds("r#type"), [(Kind::Ident, "r#type")]);
        let range = [(Kind::Number, "0"), (Kind::Punct, "."), (Kind::Punct, "."), (Kind::Number, "3")];
        assert_eq!(kinds("0..3"), range);
        assert_eq!(kinds("1.5e3"), [(Kind::Number, "1.5e3")]);
    }

    #[test]
    fn lines_are_counted_through_strings_of_several_lines() {
        let lines: Vec<usize> = lex("a\n\"b\n\nc\" d\n/*\n*/ e").iter().map(|token| token.line).collect();
        assert_eq!(lines, [1, 2, 4, 5, 6]);
    }

    #[test]
    fn a_string_says_its_words_without_quotes() {
        assert_eq!(lex("r#\"say \"so\"\"#")[0].words(), Some("say \"so\""));
        assert_eq!(lex("\"a\"")[0].words(), Some("a"));
        assert_eq!(lex("a")[0].words(), None);
    }

    #[test]
    fn broken_source_ends_in_tokens_and_no_panic() {
        for broken in ["\"open", "r#\"open\"", "/* open", "'", "'\\", "b", "r#", "é'", "1.", "\u{1F4F0}"] {
            lex(broken);
        }
    }
}
