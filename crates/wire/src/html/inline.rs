//! Running text with its marks: white space folded as it comes, marks opened and closed around it.

use story::{MarkKind, RichText, Span};

use crate::decode;

/// Elements that do not end a paragraph, NITF's included.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "nobr"
            | "ruby"
            | "rb"
            | "rt"
            | "person"
            | "location"
            | "org"
            | "money"
            | "num"
            | "chron"
            | "copyrite"
            | "event"
            | "function"
            | "object.title"
            | "virtloc"
            | "postaddr"
            | "lang"
            | "pronounce"
            | "alt-code"
            | "classifier"
            | "city"
            | "country"
            | "state"
            | "region"
            | "sublocation"
            | "name.given"
            | "name.family"
            | "frac"
    )
}

/// A paragraph being written.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    rich: RichText,
    open: Vec<(usize, MarkKind)>,
    /// The last thing written was a line break.
    broken: bool,
}

impl Writer {
    pub(crate) fn text(&mut self, words: &str) {
        for letter in decode::escaped_twice(words).chars() {
            match letter {
                ' ' | '\n' | '\r' | '\t' => self.space(),
                '\u{AD}' | '\u{200B}' => {}
                _ => {
                    self.rich.text.push(letter);
                    self.broken = false;
                }
            }
        }
    }

    pub(crate) fn space(&mut self) {
        if !self.rich.text.is_empty() && !self.rich.text.ends_with(' ') {
            self.rich.text.push(' ');
        }
    }

    /// A new line; true where it is the second in a row.
    pub(crate) fn line_break(&mut self) -> bool {
        self.space();
        std::mem::replace(&mut self.broken, true)
    }

    pub(crate) fn open(&mut self, kind: MarkKind) {
        self.open.push((self.rich.text.len(), kind));
    }

    pub(crate) fn close(&mut self) {
        if let Some((start, kind)) = self.open.pop() {
            self.mark(start, kind);
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.rich.text.trim().is_empty()
    }

    /// The paragraph so far. Marks still open cover its end and go on in the next one.
    pub(crate) fn take(&mut self) -> RichText {
        for (start, kind) in self.open.clone() {
            self.mark(start, kind);
        }
        for (start, _) in &mut self.open {
            *start = 0;
        }
        trimmed(&std::mem::take(&mut self.rich))
    }

    fn mark(&mut self, start: usize, kind: MarkKind) {
        let text = &self.rich.text;
        let words = text.get(start..).unwrap_or_default();
        let from = start + (words.len() - words.trim_start().len());
        let to = from + words.trim().len();
        // An empty mark is refused, and nothing is lost by it.
        let _ = self.rich.mark(Span::new(from, to), kind);
    }
}

/// Without white space at both ends; marks moved with the words.
fn trimmed(rich: &RichText) -> RichText {
    let lead = rich.text.len() - rich.text.trim_start().len();
    let text = rich.text.trim().to_owned();
    let at = |byte: usize| byte.saturating_sub(lead).min(text.len());
    let mut trimmed = RichText::plain(text.as_str());
    for mark in &rich.marks {
        let _ = trimmed.mark(Span::new(at(mark.span.start), at(mark.span.end)), mark.kind.clone());
    }
    trimmed
}
