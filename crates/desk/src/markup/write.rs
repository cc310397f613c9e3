//! Rich text as the markup a textarea shows.

use story::{MarkKind, RichText};

use super::{SIGNS, tidy, toggle};

/// The text with its marks written out.
pub(crate) fn write(rich: &RichText) -> String {
    let rich = tidy(rich);
    let bare_brackets = brackets_are_plain(&rich);
    let mut out = String::with_capacity(rich.text.len() + 16);
    for (at, letter) in
        rich.text.char_indices().map(|(at, letter)| (at, Some(letter))).chain([(rich.text.len(), None)])
    {
        signs_at(&rich, at, &mut out);
        if let Some(letter) = letter {
            if SIGNS.contains(&letter) && letter != '|' && !(bare_brackets && matches!(letter, '[' | ']')) {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out
}

/// `[sic]` needs no backslash where no bracket could be taken for a link.
fn brackets_are_plain(rich: &RichText) -> bool {
    rich.marks.iter().all(|mark| toggle(&mark.kind).is_some())
        && !rich.text.contains("](")
        && !rich.text.contains("]{")
}

/// What closes and opens before the letter at `at`: inner brackets close first, outer ones open first.
fn signs_at(rich: &RichText, at: usize, out: &mut String) {
    for mark in rich.marks.iter().rev().filter(|mark| mark.span.end == at) {
        match &mark.kind {
            MarkKind::Link { href } => {
                out.push_str("](");
                out.push_str(&href.replace('\\', "\\\\").replace(')', "\\)"));
                out.push(')');
            }
            MarkKind::Foreign { language } => {
                out.push_str("]{");
                out.push_str(language.tag());
                out.push('}');
            }
            _ => {}
        }
    }
    for mark in rich.marks.iter().filter(|mark| mark.span.start == at && toggle(&mark.kind).is_none()) {
        debug_assert!(mark.span.end > at);
        out.push('[');
    }
    // Strong before emphasis, whether they open or close: three stars always read as two and one.
    for sign in ["**", "*", "~", "^"] {
        let turns = rich
            .marks
            .iter()
            .filter(|mark| toggle(&mark.kind) == Some(sign))
            .filter(|mark| mark.span.start == at || mark.span.end == at)
            .count();
        debug_assert!(turns <= 1, "joined marks neither touch nor overlap");
        out.push_str(&sign.repeat(turns));
    }
}
