//! The small markup that a plain textarea carries: `**strong**`, `*emphasis*`, `~subscript~`, `^superscript^`,
//! `[words](address)` and `[words]{language}`. A backslash makes the next sign an ordinary one.

mod lines;
mod read;
mod tidy;
mod write;

pub(crate) use lines::{read_lines, read_pairs, read_rows, write_lines, write_pairs, write_rows};
pub(crate) use read::read;
pub(crate) use tidy::tidy;
pub(crate) use write::write;

use story::{Mark, MarkKind};

/// Signs that mean something; in the words themselves they carry a backslash.
const SIGNS: &[char] = &['\\', '*', '~', '^', '[', ']', '|'];

/// The sign around the words, for marks that need nothing else.
fn toggle(kind: &MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Strong => Some("**"),
        MarkKind::Emphasis => Some("*"),
        MarkKind::Subscript => Some("~"),
        MarkKind::Superscript => Some("^"),
        MarkKind::Link { .. } | MarkKind::Foreign { .. } => None,
    }
}

/// Outer marks before inner ones; among equals an order that depends on nothing but the mark.
fn order(a: &Mark, b: &Mark) -> std::cmp::Ordering {
    (a.span.start, std::cmp::Reverse(a.span.end), rank(a)).cmp(&(
        b.span.start,
        std::cmp::Reverse(b.span.end),
        rank(b),
    ))
}

fn rank(mark: &Mark) -> (u8, &str) {
    match &mark.kind {
        MarkKind::Link { href } => (0, href),
        MarkKind::Foreign { language } => (1, language.tag()),
        MarkKind::Strong => (2, ""),
        MarkKind::Emphasis => (3, ""),
        MarkKind::Subscript => (4, ""),
        MarkKind::Superscript => (5, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use story::{Language, RichText, Span};

    fn any_kind() -> impl Strategy<Value = MarkKind> {
        prop_oneof![
            Just(MarkKind::Strong),
            Just(MarkKind::Emphasis),
            Just(MarkKind::Subscript),
            Just(MarkKind::Superscript),
            "(https://[a-z]{1,5}\\.example/)?[a-z()\\\\ ]{0,8}".prop_map(|href| MarkKind::Link { href }),
            prop_oneof!["en", "ar", "xx-unknown-", ""]
                .prop_map(|tag| MarkKind::Foreign { language: Language::new(&tag) }),
        ]
    }

    prop_compose! {
        fn any_rich()(
            text in "([a-zé *~^\\[\\]\\\\|(){}\n\u{1F4F0}]|\\PC){0,24}",
            marks in proptest::collection::vec((any_kind(), 0usize..24, 0usize..24), 0..6),
        ) -> RichText {
            let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let mut rich = RichText::plain(text);
            for (kind, a, b) in marks {
                let (a, b) = (borders[a % borders.len()], borders[b % borders.len()]);
                let _ = rich.mark(Span::new(a.min(b), a.max(b)), kind);
            }
            rich
        }
    }

    proptest! {
        #[test]
        fn what_a_form_shows_reads_back_as_what_it_showed(rich in any_rich()) {
            let tidied = tidy(&rich);
            prop_assert_eq!(&tidied.text, &rich.text, "tidying never touches the words");
            prop_assert_eq!(&read(&write(&rich)), &tidied, "{:?}", write(&rich));
            prop_assert_eq!(tidy(&tidied), tidied, "tidying twice is tidying once");
        }

        #[test]
        fn whatever_is_typed_settles_after_one_reading(text in "([a-z *~^\\[\\]\\\\(){}\n]|\\PC){0,40}") {
            let once = read(&text);
            for mark in &once.marks {
                prop_assert!(mark.span.of(&once.text).is_ok_and(|words| !words.is_empty()));
            }
            prop_assert_eq!(read(&write(&once)), once);
        }

        #[test]
        fn lines_and_rows_read_back(items in proptest::collection::vec(any_rich(), 0..4)) {
            let items: Vec<RichText> = items.iter().map(tidy).filter(|item| !item.is_empty()).collect();
            prop_assert_eq!(&read_lines(&write_lines(&items)), &items);
            let trimmed: Vec<RichText> = items.into_iter().filter(|item| item.text.trim() == item.text).collect();
            if !trimmed.is_empty() {
                let rows = vec![trimmed.clone(), trimmed];
                prop_assert_eq!(read_rows(&write_rows(&rows)), rows);
            }
        }
    }

    #[test]
    fn the_manual_is_true() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("**Strong** and *soft*", "Strong and soft", &["strong 0..6", "emphasis 11..15"]),
            ("H~2~O, m^2^", "H2O, m2", &["subscript 1..2", "superscript 6..7"]),
            ("[the port](https://port.example/a)", "the port", &["link 0..8"]),
            ("[breaking news]{en}", "breaking news", &["foreign 0..13"]),
            ("2 * 3 \\* 4", "2 * 3 * 4", &[]),
            ("[sic] and [open", "[sic] and [open", &[]),
            ("one *star", "one *star", &[]),
            ("***both***", "both", &["strong 0..4", "emphasis 0..4"]),
        ];
        for (typed, text, marks) in cases {
            let rich = read(typed);
            assert_eq!(&rich.text, text, "{typed}");
            let found: Vec<String> = rich.marks.iter().map(name).collect();
            assert_eq!(&found, marks, "{typed}");
        }
    }

    fn name(mark: &Mark) -> String {
        let kind = match &mark.kind {
            MarkKind::Strong => "strong",
            MarkKind::Emphasis => "emphasis",
            MarkKind::Subscript => "subscript",
            MarkKind::Superscript => "superscript",
            MarkKind::Link { .. } => "link",
            MarkKind::Foreign { .. } => "foreign",
        };
        format!("{kind} {}..{}", mark.span.start, mark.span.end)
    }

    #[test]
    fn brackets_of_ordinary_prose_are_shown_bare() {
        assert_eq!(write(&RichText::plain("« Il a [sic] dit »")), "« Il a [sic] dit »");
    }
}
