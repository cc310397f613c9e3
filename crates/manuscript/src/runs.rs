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

pub(crate) fn push(runs: &mut Vec<Run>, text: &str, marks: Marks) {
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

/// The words of a text as readers get them: what somebody suggests to add is no string in it, what somebody suggests to
/// strike is as it was.
pub(crate) fn read(text: &TextRef, txn: &impl ReadTxn) -> Vec<Run> {
    let mut runs = Vec::new();
    for chunk in text.diff(txn, YChange::identity) {
        if let Out::Any(Any::String(words)) = &chunk.insert {
            push(&mut runs, words, chunk.attributes.as_deref().map(marks).unwrap_or_default());
        }
    }
    runs
}

pub(crate) fn marks(attributes: &Attrs) -> Marks {
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

pub(crate) fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// Inserts runs behind so many units of the document's text.
pub(crate) fn insert(text: &TextRef, txn: &mut TransactionMut<'_>, raw: u32, runs: &[Run]) {
    for run in runs.iter().rev() {
        let attributes = run.marks.iter().map(|(name, value)| attribute(name, value)).collect();
        text.insert_with_attributes(txn, raw, &run.text, attributes);
    }
}

/// The letters of one text that stand together, and where: what is suggested stands between them and is none of them.
struct Stretch<'a> {
    place: &'a TextRef,
    /// Where it begins in the document, where in the text, and its length, in units.
    raw: u32,
    from: u32,
    units: u32,
    marks: Marks,
}

fn stretches<'a>(places: &'a [TextRef], txn: &impl ReadTxn) -> Vec<Stretch<'a>> {
    let mut all = Vec::new();
    let mut from = 0;
    for place in places {
        let mut raw = 0;
        for chunk in place.diff(txn, YChange::identity) {
            let Out::Any(Any::String(words)) = &chunk.insert else {
                raw += 1;
                continue;
            };
            let units = units(words);
            let marks = chunk.attributes.as_deref().map(marks).unwrap_or_default();
            all.push(Stretch { place, raw, from, units, marks });
            (raw, from) = (raw + units, from + units);
        }
    }
    all
}

/// Makes the texts `places`, which are one in the story, say `to` where they say `from`: word by word, so that what others
/// write in the same text stays, and what they suggest.
pub(crate) fn change(places: &[TextRef], txn: &mut TransactionMut<'_>, from: &[Run], to: &[Run]) {
    let (old, new) = (text(from), text(to));
    // A text may hold what a browser put in by a way of its own, and reads like letters; then offsets would lie.
    let now: String = places.iter().map(|place| place.get_string(txn)).collect();
    if places.is_empty() || now != old {
        return;
    }
    let all = stretches(places, txn);
    // From the end on: what stands before stays where it is.
    for (at, gone, came) in steps(&words(&old), &words(&new)).into_iter().rev() {
        for it in all.iter().rev() {
            let (start, end) = (at.max(it.from), (at + gone).min(it.from + it.units));
            if start < end {
                it.place.remove_range(txn, it.raw + start - it.from, end - start);
            }
        }
        // Behind the letter that it follows.
        let before = all.iter().rev().find(|it| it.from < at).or(all.first());
        let (place, raw) =
            before.map_or((&places[0], 0), |it| (it.place, it.raw + (at - it.from).min(it.units)));
        place.insert_with_attributes(txn, raw, &came, Attrs::default());
    }
    mark(places, txn, to);
}

/// Where something goes, how much of it, and what comes there, from the start on.
fn steps(old: &[&str], new: &[&str]) -> Vec<(u32, u32, String)> {
    let mut at = 0;
    let mut steps = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let (gone, came) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        // Where a step stands follows from their order; the index that the library gives is another's.
        if !matches!(op, DiffOp::Equal { .. }) {
            steps.push((at, units(&gone), came));
        }
        at += units(&gone);
    }
    steps
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
fn mark(places: &[TextRef], txn: &mut TransactionMut<'_>, to: &[Run]) {
    let to = spread(to);
    for it in stretches(places, txn) {
        let wanted = to.get(it.from as usize..).unwrap_or_default();
        let mut at = 0;
        while at < wanted.len().min(it.units as usize) {
            let length = wanted[at..].iter().take_while(|marks| **marks == wanted[at]).count();
            let length = length.min(it.units as usize - at);
            let attributes = difference(&it.marks, wanted[at]);
            if !attributes.is_empty() {
                it.place.format(txn, it.raw + at as u32, length as u32, attributes);
            }
            at += length;
        }
    }
}

fn difference(is: &Marks, wanted: &Marks) -> Attrs {
    let gone = is.keys().filter(|name| !wanted.contains_key(*name)).map(|name| (Arc::from(*name), Any::Null));
    let new = wanted.iter().filter(|(name, value)| is.get(*name) != Some(value));
    gone.chain(new.map(|(name, value)| attribute(name, value))).collect()
}

/// The marks of each unit.
fn spread(runs: &[Run]) -> Vec<&Marks> {
    runs.iter().flat_map(|run| std::iter::repeat_n(&run.marks, units(&run.text) as usize)).collect()
}
