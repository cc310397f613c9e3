//! What carriers put around a text: the signs that telex lines begin and end with, and the label of a press release.

use std::borrow::Cow;

use story::{Item, SourceCredit};

use super::lines::{Line, Set};
use crate::embargo;
use crate::notes::{Place, Sorting};
use crate::problem::Problems;
use crate::prose::{plain_lower, word_count};

/// The sender's codes stand in the first lines of a telex.
const HEAD_LINES: usize = 8;

/// The words between `ZCZC` and `NNNN`, where they stand; the number behind `ZCZC` is the item's on that wire.
pub(super) fn without<'a>(text: &'a str, item: &mut Item) -> Cow<'a, str> {
    let Some(rest) = text.trim_start().strip_prefix("ZCZC") else { return Cow::Borrowed(text) };
    let (line, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    if item.sequence.is_empty() {
        item.sequence = line.trim().to_owned();
    }
    // `:Port authority`, under the codes: whose text it is.
    let named = rest.lines().take(HEAD_LINES).filter_map(|line| line.trim().strip_prefix(':'));
    for name in named.map(str::trim).filter(|name| !name.is_empty() && !name.contains(':')) {
        item.sources.push(SourceCredit { name: name.to_owned(), ..SourceCredit::default() });
    }
    Cow::Owned(without_signs(rest.trim_end().strip_suffix("NNNN").unwrap_or(rest)))
}

/// Lines without the signs for the typesetting machine: `HARBOUR CUP 1400M .=!`, `<SECOND RACE`.
fn without_signs(text: &str) -> String {
    const ENDS: &[&str] = &["<!", "=!"];
    // `%MNETALL MFI`, `$J`, `*X`, `:`: what the sender's computers say to each other.
    let is_code = |line: &&str| {
        let line = line.trim();
        line.starts_with(':')
            || (line.starts_with(['%', '$', '*']) && line.len() < 30 && line == line.to_uppercase())
    };
    let bare = |line: &str| {
        let line = line.trim_end();
        let cut = ENDS.iter().find_map(|sign| line.strip_suffix(sign));
        let line = cut.map_or(line, |line| line.trim_end_matches([' ', '.']));
        line.strip_prefix('<').unwrap_or(line).to_owned() + "\n"
    };
    let (head, rest): (Vec<_>, Vec<_>) = text.lines().enumerate().partition(|(n, _)| *n < HEAD_LINES);
    let head = head.into_iter().map(|(_, line)| line).filter(|line| !is_code(line));
    head.chain(rest.into_iter().map(|(_, line)| line)).map(bare).collect()
}

/// Lines that speak to the desk are none of the text, and no headline: they become notes, where an embargo is read.
pub(super) fn without_notes(lines: Vec<Line>, item: &mut Item, problems: &mut Problems) -> Vec<Line> {
    let mut sorting = Sorting::default();
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        // `# # #` was read as the title "#".
        let signs = line.set != Set::Plain && line.text.chars().all(|letter| matches!(letter, '#' | ' '));
        match sorting.line(if signs { "###" } else { &line.text }) {
            Place::Text => kept.push(line),
            Place::Nowhere => {}
            Place::Note(label) => {
                // What it says of an embargo is read from the note.
                embargo::noted(label, &line.text, &mut item.editors_note, &mut item.private_note);
            }
        }
    }
    if sorting.forbidden {
        embargo::forbid(item, problems);
    }
    kept
}

/// `MEDIA RELEASE PR67276` is no headline: the label is a kicker, its number the sender's.
pub(super) fn without_labels(mut lines: Vec<Line>, item: &mut Item) -> Vec<Line> {
    const LABELS: &[&str] = &[
        "media release",
        "press release",
        "news release",
        "for immediate release",
        "communiqué de presse",
        "pressemitteilung",
        "medienmitteilung",
        "comunicado de prensa",
        "بيان صحفي",
    ];
    const LOOKED_AT: usize = 5;
    let label = |line: &Line| {
        let lower = plain_lower(&line.text);
        let found = LABELS.iter().find(|label| lower.starts_with(**label))?;
        (line.words <= word_count(found) + 2).then_some(found.len())
    };
    let Some(at) = lines.iter().take(LOOKED_AT).position(|line| label(line).is_some()) else { return lines };
    let line = lines.remove(at);
    let length = label(&line).unwrap_or(0);
    if item.kicker.is_empty() {
        item.kicker = line.text.get(..length).unwrap_or(&line.text).trim().to_owned();
    }
    if item.sequence.is_empty() {
        let number = line.text.get(length..).unwrap_or_default();
        item.sequence = number.trim_matches([' ', ':', '-', '–']).to_owned();
    }
    lines
}
