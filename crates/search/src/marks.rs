//! What was asked for, marked in a story: the headline, and the place that answers best.

use std::ops::Range;

use story::{Content, Marked, TextRole};

use crate::ask::slips;
use crate::words::{Analyzer, Word};

/// A passage has about this many letters.
const PASSAGE: usize = 220;
/// Letters before the first marked word.
const BEFORE: usize = 60;

/// The words to mark.
pub(crate) struct Marker<'a> {
    pub analyzer: &'a Analyzer,
    pub wanted: &'a [Word],
    /// Words like those asked for are marked too.
    pub alike: bool,
}

impl Marker<'_> {
    pub(crate) fn mark(&self, text: &str) -> Marked {
        Marked { text: text.to_owned(), marks: self.marks(text) }
    }

    /// The standfirst, or the part of the story with most of the words.
    pub(crate) fn passage(&self, content: &Content) -> Marked {
        let shown =
            |role: TextRole| role.is_body() || matches!(role, TextRole::Standfirst | TextRole::Caption);
        let parts = content.fields().filter(|part| shown(part.role));
        let mut best: Option<(usize, &str, Vec<Range<usize>>)> = None;
        for part in parts {
            let marks = self.marks(part.text);
            let found = self.distinct(part.text, &marks);
            if best.as_ref().is_none_or(|(most, ..)| found > *most) {
                best = Some((found, part.text, marks));
            }
        }
        best.map_or_else(Marked::default, |(_, text, marks)| cut(text, &marks))
    }

    fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let words = self.analyzer.words(text).into_iter();
        words
            .filter(|word| self.wanted.iter().any(|wanted| self.is(word, wanted)))
            .map(|word| word.span)
            .collect()
    }

    fn is(&self, word: &Word, wanted: &Word) -> bool {
        word.forms.stem == wanted.forms.stem
            || word.forms.plain == wanted.forms.plain
            || (self.alike
                && distance(&word.forms.plain, &wanted.forms.plain)
                    <= usize::from(slips(&wanted.forms.plain)))
    }

    fn distinct(&self, text: &str, marks: &[Range<usize>]) -> usize {
        let mut stems: Vec<String> = marks
            .iter()
            .flat_map(|mark| self.analyzer.words(&text[mark.clone()]))
            .map(|word| word.forms.stem)
            .collect();
        stems.sort_unstable();
        stems.dedup();
        stems.len()
    }
}

/// The part of a text around its first mark, cut between words.
fn cut(text: &str, marks: &[Range<usize>]) -> Marked {
    let first = marks.first().map_or(0, |mark| mark.start);
    let start = if text.len() <= PASSAGE { 0 } else { word_start(text, back(text, first, BEFORE)) };
    let end = word_end(text, forth(text, start, PASSAGE).max(marks.first().map_or(0, |mark| mark.end)));
    let (before, after) = (if start > 0 { "… " } else { "" }, if end < text.len() { " …" } else { "" });
    let shown = format!("{before}{}{after}", &text[start..end]);
    let inside = marks.iter().filter(|mark| mark.start >= start && mark.end <= end);
    let moved = |at: usize| at - start + before.len();
    Marked { marks: inside.map(|mark| moved(mark.start)..moved(mark.end)).collect(), text: shown }
}

/// `letters` before `at`.
fn back(text: &str, at: usize, letters: usize) -> usize {
    text[..at].char_indices().rev().take(letters).last().map_or(at, |(place, _)| place)
}

/// `letters` after `at`.
fn forth(text: &str, at: usize, letters: usize) -> usize {
    text[at..].char_indices().nth(letters).map_or(text.len(), |(place, _)| at + place)
}

fn word_start(text: &str, at: usize) -> usize {
    if at == 0 { 0 } else { text[at..].find(char::is_whitespace).map_or(at, |space| at + space + 1) }
}

fn word_end(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space)
}

/// How many letters must be put in, left out, changed or swapped with their neighbour (Damerau, 1964).
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![(0..=other.len()).collect::<Vec<usize>>()];
    for (row, letter) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, wanted) in other.iter().enumerate() {
            let changed = rows[row][column] + usize::from(letter != wanted);
            let mut least = changed.min(rows[row][column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && letter == &other[column - 1] && &one[row - 1] == wanted {
                least = least.min(rows[row - 1][column - 1] + 1);
            }
            line.push(least);
        }
        rows.push(line);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_counted() {
        for (one, other, slips) in
            [("port", "port", 0), ("prot", "port", 1), ("portt", "port", 1), ("", "ab", 2)]
        {
            assert_eq!(distance(one, other), slips, "{one} {other}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_mark() {
        let text = format!("{}رصيف الميناء {}", "كلمة ".repeat(80), "أخرى ".repeat(80));
        let analyzer = Analyzer::of("ar");
        let wanted = analyzer.words("رصيف");
        let marker = Marker { analyzer: &analyzer, wanted: &wanted, alike: false };
        let marked = cut(&text, &marker.marks(&text));
        assert!(marked.text.starts_with("… ") && marked.text.ends_with(" …"));
        assert_eq!(&marked.text[marked.marks[0].clone()], "رصيف");
        assert!(marked.text.chars().count() < 260, "{}", marked.text.chars().count());
    }
}
