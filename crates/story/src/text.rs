//! Text with inline marks. The server counts UTF-8 bytes; the browser counts UTF-16 code units.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Language;

/// A range of UTF-8 bytes in one text, `start` included, `end` excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A span that does not lie on the character borders of the text it is said to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadSpan(pub Span);

impl fmt::Display for BadSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{} does not lie between characters of this text", self.0.start, self.0.end)
    }
}

impl std::error::Error for BadSpan {}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    pub fn of(self, text: &str) -> Result<&str, BadSpan> {
        text.get(self.start..self.end).ok_or(BadSpan(self))
    }

    /// The same range in UTF-16 code units, for the browser.
    pub fn to_utf16(self, text: &str) -> Result<Self, BadSpan> {
        let inside = self.of(text)?;
        let start = text[..self.start].encode_utf16().count();
        Ok(Self { start, end: start + inside.encode_utf16().count() })
    }

    /// From a range in UTF-16 code units; refused where it would cut a surrogate pair or leave the text.
    pub fn from_utf16(text: &str, start: usize, end: usize) -> Result<Self, BadSpan> {
        let bad = BadSpan(Self { start, end });
        let span = Self { start: byte_of(text, start).ok_or(bad)?, end: byte_of(text, end).ok_or(bad)? };
        if span.start <= span.end { Ok(span) } else { Err(bad) }
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

fn byte_of(text: &str, utf16: usize) -> Option<usize> {
    let mut units = 0;
    for (byte, letter) in text.char_indices() {
        if units >= utf16 {
            return (units == utf16).then_some(byte);
        }
        units += letter.len_utf16();
    }
    (units == utf16).then_some(text.len())
}

/// What a mark says about the words under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum MarkKind {
    Strong,
    Emphasis,
    Subscript,
    Superscript,
    /// A link; only `http`, `https`, `mailto` and site-relative addresses reach readers.
    Link {
        href: String,
    },
    /// Words in another language than the story.
    Foreign {
        language: Language,
    },
}

/// A mark over a span of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    pub span: Span,
    #[serde(flatten)]
    pub kind: MarkKind,
}

/// Plain text and the marks over it. Marks are kept in order of start; they may nest or overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct RichText {
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

impl RichText {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marks: Vec::new() }
    }

    /// Adds a mark; refused where its span is empty or off the text's character borders.
    pub fn mark(&mut self, span: Span, kind: MarkKind) -> Result<(), BadSpan> {
        if span.of(&self.text)?.is_empty() {
            return Err(BadSpan(span));
        }
        let at = self.marks.partition_point(|mark| mark.span.start <= span.start);
        self.marks.insert(at, Mark { span, kind });
        Ok(())
    }

    /// Replaces the words of `span` and moves the marks after it; a mark that loses all its words goes.
    pub fn replace(&mut self, span: Span, words: &str) -> Result<(), BadSpan> {
        span.of(&self.text)?;
        self.text.replace_range(span.start..span.end, words);
        let end = span.start + words.len();
        let moved = |at: usize| {
            if at <= span.start {
                at
            } else if at >= span.end {
                at - span.end + end
            } else {
                end
            }
        };
        for mark in &mut self.marks {
            mark.span = Span::new(moved(mark.span.start), moved(mark.span.end));
        }
        self.marks.retain(|mark| mark.span.start < mark.span.end);
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl From<&str> for RichText {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_span_survives_the_trip_to_the_browser_and_back(text in ".{0,40}", a in 0usize..40, b in 0usize..40) {
            let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let (a, b) = (borders[a % borders.len()], borders[b % borders.len()]);
            let span = Span::new(a.min(b), a.max(b));
            let far = span.to_utf16(&text).unwrap();
            prop_assert_eq!(Span::from_utf16(&text, far.start, far.end), Ok(span));
        }

        #[test]
        fn marks_stay_on_character_borders_through_any_replacement(
            text in "\\PC{1,30}", words in "\\PC{0,10}", places in proptest::array::uniform4(0usize..30)
        ) {
            let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let at = |n: usize| borders[n % borders.len()];
            let mut rich = RichText::plain(text.as_str());
            let _ = rich.mark(Span::new(at(places[0]), at(places[1])), MarkKind::Strong);
            let (a, b) = (at(places[2]), at(places[3]));
            rich.replace(Span::new(a.min(b), a.max(b)), &words).unwrap();
            for mark in &rich.marks {
                prop_assert!(mark.span.of(&rich.text).is_ok_and(|words| !words.is_empty()));
            }
        }
    }

    #[test]
    fn a_surrogate_pair_is_never_cut() {
        let text = "a\u{1F4F0}b";
        assert!(Span::from_utf16(text, 0, 2).is_err());
        assert_eq!(Span::from_utf16(text, 1, 3), Ok(Span::new(1, 5)));
    }
}
