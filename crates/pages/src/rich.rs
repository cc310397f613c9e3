//! Marked text to runs that a template can nest: a link holds its pieces, a piece has one set of marks.

use serde::Serialize;
use story::{Mark, MarkKind, RichText};

use crate::links;

/// Words under one link, or under none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    /// Empty where the words are no link.
    pub href: String,
    pub pieces: Vec<Piece>,
}

/// Words with the same marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub(crate) struct Piece {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    pub sub: bool,
    pub sup: bool,
    /// Empty where the words are in the language of the story.
    pub language: String,
    pub direction: &'static str,
}

/// The runs of a text. Marks that lie off the text's characters are ignored: the words come first.
pub(crate) fn runs(text: &RichText) -> Vec<Run> {
    let marks: Vec<&Mark> = text
        .marks
        .iter()
        .filter(|mark| mark.span.of(&text.text).is_ok_and(|words| !words.is_empty()))
        .collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    cuts.extend([0, text.text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut runs: Vec<Run> = Vec::new();
    for pair in cuts.windows(2) {
        let over = marks.iter().filter(|mark| mark.span.start <= pair[0] && pair[1] <= mark.span.end);
        let (href, piece) = piece(&text.text[pair[0]..pair[1]], over.map(|mark| &mark.kind));
        match runs.last_mut() {
            Some(last) if last.href == href => last.pieces.push(piece),
            _ => runs.push(Run { href, pieces: vec![piece] }),
        }
    }
    runs
}

fn piece<'a>(text: &str, marks: impl Iterator<Item = &'a MarkKind>) -> (String, Piece) {
    let mut piece = Piece { text: text.to_owned(), ..Piece::default() };
    let mut link = String::new();
    for mark in marks {
        match mark {
            MarkKind::Strong => piece.strong = true,
            MarkKind::Emphasis => piece.emphasis = true,
            MarkKind::Subscript => piece.sub = true,
            MarkKind::Superscript => piece.sup = true,
            MarkKind::Link { href } => link = links::safe_href(href).unwrap_or_default(),
            MarkKind::Foreign { language } => {
                piece.language = language.tag().to_owned();
                piece.direction = language.direction().as_str();
            }
        }
    }
    (link, piece)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use story::Span;

    fn marked(text: &str, marks: &[(usize, usize, MarkKind)]) -> RichText {
        let mut rich = RichText::plain(text);
        for (start, end, kind) in marks {
            rich.mark(Span::new(*start, *end), kind.clone()).unwrap();
        }
        rich
    }

    #[test]
    fn a_link_stays_one_link_when_part_of_it_is_strong() {
        let link = MarkKind::Link { href: "/x".to_owned() };
        let runs = runs(&marked("abcdef", &[(1, 5, link), (3, 6, MarkKind::Strong)]));
        let seen: Vec<_> = runs
            .iter()
            .map(|run| {
                (
                    run.href.as_str(),
                    run.pieces.iter().map(|p| (p.text.as_str(), p.strong)).collect::<Vec<_>>(),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [("", vec![("a", false)]), ("/x", vec![("bc", false), ("de", true)]), ("", vec![("f", true)])]
        );
    }

    #[test]
    fn a_dangerous_link_leaves_its_words() {
        let script = MarkKind::Link { href: "javascript:alert(1)".to_owned() };
        let runs = runs(&marked("abc", &[(0, 3, script)]));
        assert_eq!(runs.len(), 1);
        assert_eq!((runs[0].href.as_str(), runs[0].pieces[0].text.as_str()), ("", "abc"));
    }

    proptest! {
        #[test]
        fn no_word_is_lost_or_doubled_whatever_the_marks(
            text in "\\PC{0,20}", spans in proptest::collection::vec((0usize..40, 0usize..40), 0..6)
        ) {
            let marks = spans.iter().map(|(start, end)| Mark { span: Span::new(*start, *end), kind: MarkKind::Strong });
            let rich = RichText { text: text.clone(), marks: marks.collect() };
            let words: String = runs(&rich).iter().flat_map(|run| &run.pieces).map(|p| p.text.as_str()).collect();
            prop_assert_eq!(words, text);
        }
    }
}
