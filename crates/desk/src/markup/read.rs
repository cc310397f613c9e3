//! What was typed, back into words and marks. Nothing typed is ever lost: a sign without its twin is a word.

use story::{Language, Mark, MarkKind, RichText, Span};

use super::{SIGNS, tidy};

const TOGGLES: [(&str, MarkKind); 4] = [
    ("**", MarkKind::Strong),
    ("*", MarkKind::Emphasis),
    ("~", MarkKind::Subscript),
    ("^", MarkKind::Superscript),
];

enum Token<'a> {
    Words(String),
    Toggle(usize),
    Open,
    /// The mark that `](…)` or `]{…}` ends, and how it was typed.
    Close(MarkKind, &'a str),
    /// A `]` that ends no link.
    Bare,
}

/// Reads the markup. Line ends are `\n` whatever the browser sent.
pub(crate) fn read(typed: &str) -> RichText {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let tokens = tokens(&typed);
    let pairs = pairs(&tokens);
    let mut rich = RichText::default();
    let mut starts = vec![0; tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        starts[at] = rich.text.len();
        match (token, pairs[at]) {
            (Token::Words(words), _) => rich.text.push_str(words),
            (Token::Toggle(kind), None) => rich.text.push_str(TOGGLES[*kind].0),
            (Token::Toggle(kind), Some(twin)) if twin < at => {
                add(&mut rich, starts[twin], TOGGLES[*kind].1.clone());
            }
            (Token::Open, None) => rich.text.push('['),
            (Token::Bare, _) => rich.text.push(']'),
            (Token::Close(_, typed), None) => rich.text.push_str(typed),
            (Token::Close(kind, _), Some(twin)) => add(&mut rich, starts[twin], kind.clone()),
            (Token::Toggle(_) | Token::Open, Some(_)) => {}
        }
    }
    tidy(&rich)
}

fn add(rich: &mut RichText, start: usize, kind: MarkKind) {
    let span = Span::new(start, rich.text.len());
    if !span.of(&rich.text).unwrap_or_default().trim().is_empty() {
        rich.marks.push(Mark { span, kind });
    }
}

fn tokens(typed: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut words = String::new();
    let mut rest = typed;
    let mut before: Option<char> = None;
    while let Some(letter) = rest.chars().next() {
        let (token, length) = token(rest, letter, before);
        match token {
            Token::Words(more) => words.push_str(&more),
            token => {
                if !words.is_empty() {
                    tokens.push(Token::Words(std::mem::take(&mut words)));
                }
                tokens.push(token);
            }
        }
        before = rest[..length].chars().next_back();
        rest = &rest[length..];
    }
    if !words.is_empty() {
        tokens.push(Token::Words(words));
    }
    tokens
}

/// The token at the start of `rest` and its length in bytes.
fn token(rest: &str, letter: char, before: Option<char>) -> (Token<'_>, usize) {
    let plain = || (Token::Words(letter.to_string()), letter.len_utf8());
    match letter {
        '\\' => match rest[1..].chars().next().filter(|next| SIGNS.contains(next)) {
            Some(next) => (Token::Words(next.to_string()), 2),
            None => plain(),
        },
        '[' => (Token::Open, 1),
        ']' => closing(rest)
            .map_or((Token::Bare, 1), |(kind, length)| (Token::Close(kind, &rest[..length]), length)),
        _ => match TOGGLES.iter().position(|(sign, _)| rest.starts_with(sign)) {
            // A star with space on both sides is a star: "2 * 3", or a row of stars between two scenes.
            Some(kind) if stands_alone(&rest[TOGGLES[kind].0.len()..], before) => {
                (Token::Words(TOGGLES[kind].0.to_owned()), TOGGLES[kind].0.len())
            }
            Some(kind) => (Token::Toggle(kind), TOGGLES[kind].0.len()),
            None => plain(),
        },
    }
}

fn stands_alone(after: &str, before: Option<char>) -> bool {
    before.is_none_or(char::is_whitespace) && after.chars().next().is_none_or(char::is_whitespace)
}

/// `](address)` or `]{language}` at the start of `rest`.
fn closing(rest: &str) -> Option<(MarkKind, usize)> {
    if let Some(tag) = rest.strip_prefix("]{") {
        let end = tag.find('}')?;
        let language = Language::new(&tag[..end]);
        return language.is_known().then_some((MarkKind::Foreign { language }, end + 3));
    }
    let address = rest.strip_prefix("](")?;
    let mut href = String::new();
    let mut letters = address.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            ')' => return (!href.trim().is_empty()).then_some((MarkKind::Link { href }, at + 3)),
            '\n' => return None,
            '\\' => match letters.next_if(|(_, next)| matches!(next, '\\' | ')')) {
                Some((_, next)) => href.push(next),
                None => href.push('\\'),
            },
            letter => href.push(letter),
        }
    }
    None
}

/// For each token the place of its twin, where it has one that makes a mark.
fn pairs(tokens: &[Token<'_>]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; tokens.len()];
    pair_brackets(tokens, &mut pairs);
    pair_toggles(tokens, &mut pairs);
    pairs
}

fn pair_brackets(tokens: &[Token<'_>], pairs: &mut [Option<usize>]) {
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => open.push(at),
            Token::Bare => drop(open.pop()),
            Token::Close(..) => {
                if let Some(twin) = open.pop().filter(|twin| has_words(tokens, pairs, twin + 1, at)) {
                    (pairs[at], pairs[twin]) = (Some(twin), Some(at));
                }
            }
            Token::Words(_) | Token::Toggle(_) => {}
        }
    }
}

fn pair_toggles(tokens: &[Token<'_>], pairs: &mut [Option<usize>]) {
    let mut open: [Option<usize>; TOGGLES.len()] = [None; TOGGLES.len()];
    for (at, token) in tokens.iter().enumerate() {
        let Token::Toggle(kind) = token else { continue };
        match open[*kind].take() {
            Some(twin) if has_words(tokens, pairs, twin + 1, at) => {
                (pairs[at], pairs[twin]) = (Some(twin), Some(at));
            }
            // Nothing between the two: words, not a mark around nothing.
            _ => open[*kind] = Some(at),
        }
    }
}

/// Whether readers would see anything between two signs; a bracket without a twin is a word.
fn has_words(tokens: &[Token<'_>], pairs: &[Option<usize>], from: usize, to: usize) -> bool {
    (from..to).any(|at| match &tokens[at] {
        Token::Words(words) => !words.trim().is_empty(),
        Token::Open | Token::Close(..) | Token::Bare => pairs[at].is_none(),
        Token::Toggle(_) => false,
    })
}
