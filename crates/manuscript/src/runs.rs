//! Words with marks as runs: stretches that carry the same marks. Offsets are UTF-16 units, as in the browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use story::{Language, Mark, MarkKind, RichText, Span};
use yrs::types::Attrs;
use yrs::types::text::YChange;
use yrs::{Any, GetString, Out, ReadTxn, Text, TextRef, TransactionMut};

/// Outer before inner where two marks cover the same letters.
const KINDS: [&str; 6] = ["link", "foreign", "strong", "emphasis", "subscript", "superscript"];

/// Kind to what it carries: an address, a language, or nothing.
pub(crate) type Marks = BTreeMap<&'static str, String>;

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) marks: Marks,
}

pub(crate) fn plain(text: &str) -> Vec<Run> {
    let run = Run { text: text.to_owned(), marks: Marks::new() };
    if text.is_empty() { Vec::new() } else { vec![run] }
}

pub(crate) fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Of two marks of one kind on the same letters, the one that stands later counts.
pub(crate) fn of(rich: &RichText) -> Vec<Run> {
    let mut cuts: Vec<usize> = rich.marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    cuts.extend([0, rich.text.len()]);
    cuts.retain(|cut| rich.text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    let mut runs: Vec<Run> = Vec::new();
    for pair in cuts.windows(2) {
        let over = |mark: &&Mark| mark.span.start <= pair[0] && mark.span.end >= pair[1];
        let marks: Marks = rich.marks.iter().filter(over).map(|mark| carried(&mark.kind)).collect();
        push(&mut runs, &rich.text[pair[0]..pair[1]], marks);
    }
    runs
}

fn push(runs: &mut Vec<Run>, text: &str, marks: Marks) {
    match runs.last_mut() {
        Some(last) if last.marks == marks => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(Run { text: text.to_owned(), marks }),
    }
}

fn carried(kind: &MarkKind) -> (&'static str, String) {
    match kind {
        MarkKind::Strong => ("strong", String::new()),
        MarkKind::Emphasis => ("emphasis", String::new()),
        MarkKind::Subscript => ("subscript", String::new()),
        MarkKind::Superscript => ("superscript", String::new()),
        MarkKind::Link { href } => ("link", href.clone()),
        MarkKind::Foreign { language } => ("foreign", language.tag().to_owned()),
    }
}

fn kind(name: &str, value: &str) -> Option<MarkKind> {
    Some(match name {
        "strong" => MarkKind::Strong,
        "emphasis" => MarkKind::Emphasis,
        "subscript" => MarkKind::Subscript,
        "superscript" => MarkKind::Superscript,
        "link" => MarkKind::Link { href: value.to_owned() },
        "foreign" => MarkKind::Foreign { language: Language::new(value) },
        _ => return None,
    })
}

/// The runs as a text of the story: marks of one kind that touch are one, outer before inner.
pub(crate) fn rich(runs: &[Run]) -> RichText {
    let mut rich = RichText::default();
    let mut found: Vec<(Span, &'static str, &str)> = Vec::new();
    for run in runs {
        let at = rich.text.len();
        rich.text.push_str(&run.text);
        for (name, value) in &run.marks {
            let running =
                found.iter_mut().find(|(span, kind, known)| span.end == at && kind == name && known == value);
            match running {
                Some((span, ..)) => span.end = rich.text.len(),
                None => found.push((Span::new(at, rich.text.len()), name, value)),
            }
        }
    }
    let rank = |name: &str| KINDS.iter().position(|kind| *kind == name);
    found.sort_by_key(|(span, name, _)| (span.start, std::cmp::Reverse(span.end), rank(name)));
    rich.marks = found
        .into_iter()
        .filter_map(|(span, name, value)| Some(Mark { span, kind: kind(name, value)? }))
        .collect();
    rich
}

pub(crate) fn read(text: &TextRef, txn: &impl ReadTxn) -> Vec<Run> {
    let mut runs = Vec::new();
    for chunk in text.diff(txn, YChange::identity) {
        if let Out::Any(Any::String(words)) = &chunk.insert {
            push(&mut runs, words, chunk.attributes.as_deref().map(marks).unwrap_or_default());
        }
    }
    runs
}

fn marks(attributes: &Attrs) -> Marks {
    let known = |name: &str| KINDS.into_iter().find(|kind| *kind == name);
    let value = |name: &str, any: &Any| match (name, any) {
        (_, Any::Null | Any::Undefined | Any::Bool(false)) => None,
        ("link" | "foreign", Any::String(value)) => Some(value.to_string()),
        ("link" | "foreign", _) => None,
        _ => Some(String::new()),
    };
    attributes.iter().filter_map(|(name, any)| Some((known(name)?, value(name, any)?))).collect()
}

fn attribute(name: &str, value: &str) -> (Arc<str>, Any) {
    let carries = matches!(name, "link" | "foreign");
    (name.into(), if carries { Any::from(value) } else { Any::from(true) })
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// Makes `place` say `to` where it says `from`: word by word, so that what others write in the same text stays.
pub(crate) fn change(place: &TextRef, txn: &mut TransactionMut<'_>, from: &[Run], to: &[Run]) {
    let (old, new) = (text(from), text(to));
    // The document itself may hold what runs do not say; then offsets would lie.
    if place.get_string(txn) != old {
        return;
    }
    let (old, new) = (words(&old), words(&new));
    // Where an insertion stands follows from the order of the steps; the index that the library gives is another's.
    let mut at = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (gone, came) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        if !matches!(op, DiffOp::Equal { .. }) {
            if !gone.is_empty() {
                place.remove_range(txn, at, units(&gone));
            }
            place.insert_with_attributes(txn, at, &came, Attrs::default());
        }
        at += units(&came);
    }
    mark(place, txn, to);
}

/// Pieces that are compared as one: words, and what stands between them.
fn words(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before = None;
    for (at, letter) in text.char_indices() {
        let kind = (letter.is_alphanumeric(), letter.is_whitespace());
        if before.is_some_and(|before| before != kind || kind == (false, false)) {
            pieces.push(&text[from..at]);
            from = at;
        }
        before = Some(kind);
    }
    pieces.push(&text[from..]);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Sets the marks that a text should carry, and only where they differ.
fn mark(place: &TextRef, txn: &mut TransactionMut<'_>, to: &[Run]) {
    let now = read(place, txn);
    let (now, to) = (spread(&now), spread(to));
    let mut at = 0;
    while at < now.len().min(to.len()) {
        let (is, wanted) = (now[at], to[at]);
        let length = now[at..].iter().zip(&to[at..]).take_while(|(a, b)| **a == is && **b == wanted).count();
        let gone =
            is.keys().filter(|name| !wanted.contains_key(*name)).map(|name| (Arc::from(*name), Any::Null));
        let new = wanted.iter().filter(|(name, value)| is.get(*name) != Some(value));
        let attributes: Attrs = gone.chain(new.map(|(name, value)| attribute(name, value))).collect();
        if !attributes.is_empty() {
            place.format(txn, at as u32, length as u32, attributes);
        }
        at += length;
    }
}

/// The marks of each unit.
fn spread(runs: &[Run]) -> Vec<&Marks> {
    runs.iter().flat_map(|run| std::iter::repeat_n(&run.marks, units(&run.text) as usize)).collect()
}
