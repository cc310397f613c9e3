//! What several rules ask about a caption.

use super::{Analysis, Join, Kind, Text};

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
        // "Image: what it shows, in a sentence".
        let opens = |n: usize| {
            n == 0 && tokens.len() > LABELLED_MAX && !matches!(source.fold(n), "photographer" | "credit")
        };
        let credit = |n: &usize| {
            tokens[*n].kind == Kind::Mark('©') || label(*n) && !opens(*n) || is_byline(source, *n)
        };
        let labelled = (0..tokens.len()).find(credit).unwrap_or(tokens.len());
        signature(source, labelled)
    }
}

/// "Von Anna Corlis, Redakteurin": who wrote the story, taken for a caption along with the portrait.
fn is_byline(source: &Text, n: usize) -> bool {
    let name = |n: usize| source.tokens.get(n).is_some_and(|token| token.kind == Kind::Word && token.capital);
    let comma = |n: usize| source.tokens.get(n).is_some_and(|token| token.kind == Kind::Mark(','));
    n == 0 && source.fold(0) == "von" && name(1) && name(2) && (comma(3) || name(3) && comma(4))
}

/// A credit of more words than this, its label included, is a caption.
const LABELLED_MAX: usize = 8;

/// Where the signature at the end begins: "(Name/Agency)", "Name/Agency", "Foto Name", "Name via Agency"; `end` where
/// there is none.
fn signature(source: &Text, end: usize) -> usize {
    let mut end = end;
    while let Some(start) = one_signature(source, end) {
        end = start;
    }
    end
}

fn one_signature(source: &Text, end: usize) -> Option<usize> {
    let mark = |n: usize| match source.tokens[n].kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    };
    let last = (0..end).rev().find(|n| mark(*n) != Some('.'))?;
    if let Some(close @ (')' | ']')) = mark(last) {
        let opening = if close == ')' { '(' } else { '[' };
        let start = (0..last).rev().find(|n| mark(*n) == Some(opening))?;
        let signs = |n: usize| mark(n) == Some('/') || SIGNING.contains(&source.fold(n));
        return (start + 1..last).any(signs).then_some(start);
    }
    // Back over capitals and what joins them.
    let signed = |n: &usize| {
        let token = &source.tokens[*n];
        matches!(token.kind, Kind::Mark('/' | '∙' | '|'))
            || token.kind == Kind::Word && (token.capital || SIGNING.contains(&source.fold(*n)))
            || token.kind == Kind::Word && token.join == Join::Touch
    };
    let start = (0..=last).rev().take_while(signed).last()?;
    let first = (start..=last).find(|n| mark(*n) == Some('/') || SIGNING.contains(&source.fold(*n)))?;
    // "… au port Foto Anna Corlis": from the word on. "… Wind Anna Corlis/Agence": the name before the slash too.
    let from = if mark(first) == Some('/') { name_before(source, start, first) } else { first };
    Some(from)
}

/// Words that sign a picture wherever they stand among capitals.
const SIGNING: &[&str] =
    &["via", "getty", "images", "foto", "photo", "photos", "bild", "credit", "picture", "fotos"];

/// The photographer before the slash: two words, unless a mark stands between.
fn name_before(source: &Text, start: usize, slash: usize) -> usize {
    (start..slash)
        .rev()
        .take(3)
        .take_while(|n| matches!(source.tokens[*n].kind, Kind::Word))
        .take_while(|n| *n + 1 == slash || source.tokens[*n + 1].join != Join::Line)
        .last()
        .unwrap_or(slash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::read;

    #[test]
    fn who_signs_a_picture_is_told_from_what_it_shows() {
        for (caption, shows) in [
            ("Boats in the port of Ostrande (Anna Corlis/Agence Boréale)", "Boats in the port of Ostrande"),
            (
                "Boats in the port of Ostrande (Photo by: Boréale via Getty Images) Getty Images",
                "Boats in the port of Ostrande",
            ),
            ("Boats in the port of Ostrande. Anna Corlis/Boréale", "Boats in the port of Ostrande."),
            ("Boote im Hafen. Foto Anna Corlis via Boréale", "Boote im Hafen."),
            ("Boats at sea (left) near Ostrande (right)", "Boats at sea (left) near Ostrande (right)"),
            ("The port of Ostrande", "The port of Ostrande"),
        ] {
            let kept = read(caption, |text| {
                let end = signature(text, text.tokens.len());
                end.checked_sub(1).map_or_else(String::new, |last| text.words(text.span(0, last)).to_owned())
            });
            assert_eq!(kept, shows, "{caption}");
        }
    }
}
