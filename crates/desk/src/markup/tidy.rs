//! The one form of a rich text that the markup can say: no mark twice, none over spaces only, brackets nested.

use story::{Mark, MarkKind, RichText, Span};

use super::{order, toggle};

/// The same words with marks in their plainest form. Readers see no difference, except that a link crossing
/// another one ends where the outer one ends.
pub(crate) fn tidy(rich: &RichText) -> RichText {
    let mut marks: Vec<Mark> = rich.marks.iter().filter_map(|mark| trimmed(&rich.text, mark)).collect();
    marks.sort_by(order);
    let (mut tidied, brackets): (Vec<Mark>, Vec<Mark>) =
        marks.into_iter().partition(|mark| toggle(&mark.kind).is_some());
    tidied = joined(tidied);
    tidied.extend(nested(&rich.text, brackets));
    tidied.sort_by(order);
    tidied.dedup();
    RichText { text: rich.text.clone(), marks: tidied }
}

fn trimmed(text: &str, mark: &Mark) -> Option<Mark> {
    let words = mark.span.of(text).ok()?;
    let start = mark.span.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    let kind = match &mark.kind {
        MarkKind::Link { href } => {
            let href: String = href.trim().chars().filter(|letter| !letter.is_control()).collect();
            (!href.is_empty()).then_some(MarkKind::Link { href })?
        }
        MarkKind::Foreign { language } if !language.is_known() => return None,
        kind => kind.clone(),
    };
    (start < end).then_some(Mark { span: Span::new(start, end), kind })
}

/// Marks of one kind that touch or overlap become one.
fn joined(marks: Vec<Mark>) -> Vec<Mark> {
    let mut joined: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match joined.iter_mut().find(|other| other.kind == mark.kind && mark.span.start <= other.span.end) {
            Some(other) => other.span.end = other.span.end.max(mark.span.end),
            None => joined.push(mark),
        }
    }
    joined
}

/// A bracket that crosses an earlier one ends where that one ends.
fn nested(text: &str, marks: Vec<Mark>) -> Vec<Mark> {
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mut mark in marks {
        let around = kept
            .iter()
            .filter(|other| other.span.start <= mark.span.start && mark.span.start < other.span.end)
            .map(|other| other.span.end)
            .min();
        mark.span.end = around.map_or(mark.span.end, |end| end.min(mark.span.end));
        kept.extend(trimmed(text, &mark).filter(|mark| !kept.contains(mark)).into_iter().collect::<Vec<_>>());
    }
    kept
}
