//! What several rules ask about a caption.

use super::{Analysis, Kind};

impl Analysis<'_> {
    /// Wires and pages leave the credit in the caption: nothing from there on says what the picture shows.
    pub(crate) fn before_credit(&self, text: usize) -> usize {
        const WORDS: &[&str] = &[
            "foto",
            "photo",
            "bild",
            "photograph",
            "photographer",
            "picture",
            "image",
            "credit",
            "von",
            "source",
            "sources",
        ];
        let tokens = self.tokens(text);
        let source = &self.texts[text];
        let label = |n: usize| {
            let next = tokens.get(n + 1).map(|token| token.kind);
            WORDS.contains(&source.fold(n))
                && (next == Some(Kind::Mark(':'))
                    || source.fold(n + 1) == "by"
                    || (n == 0 && source.fold(n) == "von"))
        };
        let credit = |n: &usize| tokens[*n].kind == Kind::Mark('©') || label(*n);
        (0..tokens.len()).find(credit).unwrap_or(tokens.len())
    }
}
