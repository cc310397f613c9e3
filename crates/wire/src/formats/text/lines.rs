//! The lines of a text as paragraphs: hard line breaks undone, list signs and headings told, each with its number.

use crate::limits::LINES_MAX;
use crate::problem::Problems;
use crate::prose::{self, reading};

/// How a line was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Plain,
    /// Markdown `#` of this level.
    Heading(usize),
    /// `- …`, `• …`
    Bullet,
    /// `1. …`
    Number,
    /// Markdown `> …`
    Quoted,
}

#[derive(Debug, Clone)]
pub(super) struct Line {
    /// In the file, from 1.
    pub(super) number: usize,
    pub(super) text: String,
    /// In its text.
    pub(super) words: usize,
    pub(super) set: Set,
    /// An empty line stands before it.
    pub(super) gap: bool,
    pub(super) is: reading::Line,
}

impl Line {
    pub(super) fn is_words(&self) -> bool {
        matches!(self.is, reading::Line::Words)
    }

    /// A sentence or more of running text.
    pub(super) fn is_prose(&self) -> bool {
        let long = self.words >= 8 || self.text.chars().count() >= 60;
        self.is_words()
            && self.set == Set::Plain
            && ((long && prose::ends_sentence(&self.text)) || self.words >= 35)
    }

    /// Could be a headline by its length.
    pub(super) fn is_title_like(&self) -> bool {
        self.is_words() && (1..=40).contains(&self.words) && self.text.chars().count() <= 250
    }
}

pub(super) fn read(text: &str, first: usize, problems: &mut Problems) -> Vec<Line> {
    let mut raw: Vec<&str> = text.lines().collect();
    if raw.len() > LINES_MAX {
        let message =
            format!("{} lines are more than any story has; the first {LINES_MAX} were read", raw.len());
        problems.add("too-many-lines", "", message);
        raw.truncate(LINES_MAX);
    }
    let width = wrap_width(&raw);
    let (mut lines, mut block): (Vec<Line>, Vec<(usize, &str)>) = (Vec::new(), Vec::new());
    let mut gap = true;
    for (n, line) in raw.iter().copied().chain([""]).enumerate() {
        if !line.trim().is_empty() {
            block.push((first + n, line));
            continue;
        }
        for (number, text) in unwrapped(&block, width) {
            lines.push(self::line(number, &text, gap));
            gap = false;
        }
        gap = true;
        block.clear();
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// The column where lines were broken, where they were: most lines that a text goes on after are nearly as long.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    const WIDTH: std::ops::RangeInclusive<usize> = 50..=100;
    let lengths: Vec<usize> = lines.iter().map(|line| line.trim_end().chars().count()).collect();
    let longest = lengths.iter().copied().max()?;
    let inner: Vec<usize> =
        lengths.windows(2).filter(|pair| pair[0] > 0 && pair[1] > 0).map(|pair| pair[0]).collect();
    let full = inner.iter().filter(|length| **length + 20 >= longest).count();
    (WIDTH.contains(&longest) && inner.len() >= 3 && full * 10 >= inner.len() * 6).then_some(longest)
}

/// The paragraphs of a block of lines without empty ones between them.
fn unwrapped(block: &[(usize, &str)], width: Option<usize>) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    // Where paragraphs are indented, a line that is not goes on.
    let indented = block.len() > 1 && block.first().is_some_and(|(_, line)| is_indented(line));
    for (number, line) in block {
        match paragraphs.last_mut() {
            Some((_, text)) if goes_on && !starts_anew(line) => {
                text.push(' ');
                text.push_str(line.trim());
            }
            _ => paragraphs.push((*number, line.trim().to_owned())),
        }
        goes_on = indented || width.is_some_and(|width| line.trim_end().chars().count() + 20 >= width);
    }
    paragraphs
}

fn starts_anew(line: &str) -> bool {
    !matches!(set_of(line.trim()).0, Set::Plain) || is_indented(line)
}

fn is_indented(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('\t')
}

fn line(number: usize, text: &str, gap: bool) -> Line {
    let (set, words) = set_of(text.trim());
    let words = without_emphasis(&prose::fold(words));
    let is = match set {
        Set::Plain | Set::Bullet => reading::line(&words),
        _ => reading::Line::Words,
    };
    Line { number, words: prose::word_count(&words), text: words, set, gap, is }
}

fn set_of(text: &str) -> (Set, &str) {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        return (Set::Heading(hashes), text[hashes..].trim().trim_end_matches('#'));
    }
    if let Some(rest) = text.strip_prefix("> ") {
        return (Set::Quoted, rest);
    }
    if let Some(title) = prose::dashed_title(text) {
        return (Set::Heading(2), title);
    }
    for sign in ["- ", "* ", "• ", "· ", "▪ ", "– "] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Set::Bullet, rest);
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) && (text[digits..].starts_with(". ") || text[digits..].starts_with(") ")) {
        return (Set::Number, &text[digits + 2..]);
    }
    (Set::Plain, text)
}

/// Markdown's stars around a whole line; inside a line they stay.
fn without_emphasis(text: &str) -> String {
    for star in ["**", "__"] {
        if let Some(inner) = text.strip_prefix(star).and_then(|text| text.strip_suffix(star))
            && !inner.contains(star)
            && !inner.is_empty()
        {
            return inner.trim().to_owned();
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        read(text, 1, &mut Problems::default()).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn hard_line_breaks_are_undone() {
        let text = "The port reopens\n\nThe port of Ostrande reopened on Tuesday after having been\nclosed for three days because of a storm that reached the\ncoast on Saturday and damaged two of the three cranes that\nstand on the quay.\n\nNobody was hurt.";
        let lines = texts(text);
        assert_eq!(lines.len(), 3);
        assert!(lines[1].ends_with("stand on the quay."));
    }

    #[test]
    fn a_line_that_is_not_indented_goes_on_where_paragraphs_are() {
        let text = "     OSTRANDE, June 3. The port reopened after a storm that hit the coast on\nSaturday.\n     Nobody was hurt.";
        let whole = "OSTRANDE, June 3. The port reopened after a storm that hit the coast on Saturday.";
        assert_eq!(texts(text), [whole, "Nobody was hurt."]);
    }

    #[test]
    fn lines_without_hard_breaks_stay_apart() {
        assert_eq!(
            texts(
                "Accueil\nMonde\nLe port rouvre\nUne longue phrase qui dit que le port a rouvert mardi matin."
            )
            .len(),
            4
        );
    }
}
