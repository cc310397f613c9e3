//! What carriers put around a text: the signs that telex lines begin and end with, and the label of a press release.

use story::Item;

use super::lines::Line;
use crate::embargo;
use crate::problem::Problems;
use crate::prose::{plain_lower, word_count};

/// The words between `ZCZC` and `NNNN`, where they stand; the number behind `ZCZC` is the item's on that wire.
pub(super) fn without<'a>(text: &'a str, item: &mut Item) -> &'a str {
    let Some(rest) = text.trim_start().strip_prefix("ZCZC") else { return text };
    let (line, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    if item.sequence.is_empty() {
        item.sequence = line.trim().to_owned();
    }
    rest.trim_end().strip_suffix("NNNN").unwrap_or(rest)
}

/// `EMBARGOED UNTIL 12 March 2026, 10:00 GMT` over a text: nothing that is shown, and nothing that may be missed. Where
/// the time cannot be read, the item is held until somebody has looked.
pub(super) fn without_embargo(mut lines: Vec<Line>, item: &mut Item, problems: &mut Problems) -> Vec<Line> {
    const STARTS: &[&str] = &[
        "embargo until",
        "embargo till",
        "embargo:",
        "embargo jusqu",
        "embargo bis",
        "embargo hasta",
        "embargo fino",
        "embargoed until",
        "embargoed till",
        "embargoed to ",
        "embargoed for ",
        "strictly embargoed",
        "under embargo",
        "sous embargo",
        "bajo embargo",
        "sperrfrist",
        "gesperrt bis",
        "not for publication before",
        "not for publication until",
        "not for release before",
        "not for release until",
        "hold for release",
        "محظور النشر",
    ];
    const LOOKED_AT: usize = 6;
    const WORDS_MAX: usize = 18;
    let held = |line: &Line| {
        let lower = plain_lower(line.text.trim_start_matches(['*', '#', '-', ' ', '[', '(']));
        line.words <= WORDS_MAX && STARTS.iter().any(|start| lower.starts_with(start))
    };
    let Some(at) = lines.iter().take(LOOKED_AT).position(held) else { return lines };
    let line = lines.remove(at);
    embargo::hold(item, &line.text, "embargo", problems);
    if item.editors_note.is_empty() {
        item.editors_note.clone_from(&line.text);
    }
    lines
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
