//! What differs between two revisions, value by value and word by word.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use story::Content;

use crate::form::{Entry, entries};

/// Words that stayed, came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Piece {
    /// `same`, `added` or `removed`.
    pub change: &'static str,
    pub text: String,
}

/// One value that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    /// Key of the label in the messages.
    pub label: &'static str,
    /// The block's place among the blocks of the newer revision, from 1; 0 outside the blocks.
    pub place: usize,
    pub copy: bool,
    pub pieces: Vec<Piece>,
}

/// All that differs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct Comparison {
    pub rows: Vec<Row>,
    pub unchanged: usize,
    /// Words.
    pub added: usize,
    pub removed: usize,
    /// The blocks both have stand in another order.
    pub moved: bool,
}

/// Long texts are compared by lines past this many bytes, so that a pasted book cannot hold the desk up.
const WORDS_MAX_BYTES: usize = 200_000;

pub(crate) fn compare(old: &Content, new: &Content) -> Comparison {
    let (before, after) = (entries(old), entries(new));
    let mut comparison = Comparison { moved: moved(old, new), ..Comparison::default() };
    for entry in &after {
        let earlier = before.iter().find(|other| other.name == entry.name);
        comparison.add(entry, earlier.map_or("", |other| other.value.as_str()), &entry.value, new);
    }
    for entry in before.iter().filter(|entry| after.iter().all(|other| other.name != entry.name)) {
        comparison.add(entry, &entry.value, "", new);
    }
    comparison
}

impl Comparison {
    fn add(&mut self, entry: &Entry, old: &str, new: &str, content: &Content) {
        if old == new {
            self.unchanged += usize::from(!new.is_empty() && entry.copy);
            return;
        }
        let pieces = words_between(old, new);
        let words = |change: &str| -> usize {
            let changed = pieces.iter().filter(|piece| piece.change == change);
            changed.map(|piece| piece.text.split_whitespace().count()).sum()
        };
        if entry.copy {
            self.added += words("added");
            self.removed += words("removed");
        }
        let at = content.blocks.iter().position(|block| Some(block.id) == entry.block);
        self.rows.push(Row {
            label: entry.label,
            place: at.map_or(0, |at| at + 1),
            copy: entry.copy,
            pieces,
        });
    }
}

/// The words of two texts, those that went before those that came in their place.
pub(crate) fn words_between(old: &str, new: &str) -> Vec<Piece> {
    let diff = if old.len() + new.len() > WORDS_MAX_BYTES {
        TextDiff::from_lines(old, new)
    } else {
        TextDiff::from_unicode_words(old, new)
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Insert => "added",
            ChangeTag::Delete => "removed",
        };
        match pieces.last_mut() {
            Some(piece) if piece.change == kind => piece.text.push_str(change.value()),
            _ => pieces.push(Piece { change: kind, text: change.value().to_owned() }),
        }
    }
    pieces
}

fn moved(old: &Content, new: &Content) -> bool {
    let common = |content: &Content, other: &Content| -> Vec<u32> {
        content.blocks.iter().map(|block| block.id).filter(|id| other.block(*id).is_some()).collect()
    };
    common(old, new) != common(new, old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::samples;
    use proptest::prelude::*;

    #[test]
    fn a_changed_word_is_shown_between_the_words_that_stayed() {
        let old = Content { standfirst: "68 camions attendent".into(), ..Content::default() };
        let new = Content { standfirst: "86 camions attendent".into(), ..old.clone() };
        let comparison = compare(&old, &new);
        let row = &comparison.rows[0];
        let seen: Vec<(&str, &str)> =
            row.pieces.iter().map(|piece| (piece.change, piece.text.as_str())).collect();
        assert_eq!(seen, [("removed", "68"), ("added", "86"), ("same", " camions attendent")]);
        assert_eq!((comparison.added, comparison.removed, comparison.unchanged), (1, 1, 0));
    }

    #[test]
    fn blocks_in_another_order_are_told() {
        let old = samples::one_of_each();
        let mut new = old.clone();
        new.blocks.swap(0, 1);
        let comparison = compare(&old, &new);
        assert!(comparison.moved && comparison.rows.is_empty());
    }

    proptest! {
        #[test]
        fn both_revisions_can_be_read_back_from_the_difference(old in samples::any_content(), new in samples::any_content()) {
            let comparison = compare(&old, &new);
            prop_assert_eq!(comparison == Comparison { unchanged: comparison.unchanged, ..Comparison::default() },
                entries(&old) == entries(&new));
            for row in &comparison.rows {
                let side = |left_out: &str| -> String {
                    row.pieces.iter().filter(|piece| piece.change != left_out).map(|piece| piece.text.as_str()).collect()
                };
                let has = |content: &Content, text: String| {
                    text.is_empty() || entries(content).iter().any(|entry| entry.value == text)
                };
                prop_assert!(has(&new, side("removed")) && has(&old, side("added")));
            }
        }
    }
}
