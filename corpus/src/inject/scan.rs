//! Reads words, numbers and paragraphs the plain way, without the code that is measured.

use story::{Content, Field, FieldText, Span, TextRole};

/// Runs of letters, digits and signs inside words.
pub(crate) fn words(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphanumeric() || matches!(letter, '\u{200c}' | '\u{64b}'..='\u{652}'), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                spans.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|from| Span::new(from, text.len())));
    spans
}

/// The texts of the body, in order.
pub(crate) fn body(content: &Content) -> Vec<FieldText<'_>> {
    content.fields().filter(|text| text.role.is_body()).collect()
}

pub(crate) fn captions(content: &Content) -> Vec<FieldText<'_>> {
    content.fields().filter(|text| text.role == TextRole::Caption).collect()
}

/// Every place of a word in the body that is not the start of a sentence.
pub(crate) fn inside(content: &Content) -> impl Iterator<Item = (Field, Span, &str)> {
    body(content).into_iter().flat_map(|text| {
        words(text.text).into_iter().filter_map(move |span| {
            let before = text.text[..span.start].trim_end();
            let opens = before.is_empty() || before.ends_with(['.', '!', '?', ':', '"', '«', '“', '\n']);
            (!opens).then(|| (text.field, span, &text.text[span.start..span.end]))
        })
    })
}

pub(crate) fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase)
}
