//! What follows the text for editors: notes, contacts, and who sent it. None of it is ever published.

use story::Item;

use crate::embargo;
use crate::prose::{fold, word_count};

/// The text, and what stands under the line that begins the notes.
pub(super) fn split(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins_notes(line) {
            return (&text[..at], &text[at..]);
        }
        at += line.len();
    }
    without_sign_off(text)
}

fn begins_notes(line: &str) -> bool {
    let line = line.trim();
    let lower = line.trim_start_matches(['#', '*', ' ', '-']).to_lowercase();
    let headed = line.starts_with('#') && word_count(line) <= 5;
    const STARTS: &[&str] = &[
        "note to editors",
        "notes to editors",
        "notebook",
        "notizblock",
        "note aux rédactions",
        "the following information is not",
        "die folgenden informationen sind nicht",
        "editor's note",
        "eds:",
    ];
    headed || STARTS.iter().any(|start| lower.starts_with(start))
}

/// `dpa wsz jln npr`: a last line of a few short words in small letters.
fn without_sign_off(text: &str) -> (&str, &str) {
    let trimmed = text.trim_end();
    let at = trimmed.rfind('\n').map_or(0, |at| at + 1);
    let last = trimmed[at..].trim();
    if at > 0 && is_sign_off(last) { (&text[..at], &text[at..]) } else { (text, "") }
}

fn is_sign_off(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let short = |word: &&str| {
        word.chars().count() <= 5 && word.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase())
    };
    (2..=7).contains(&words.len()) && words.iter().all(short)
}

/// Public notes are for editors; from the line that forbids publication on they are for this desk alone.
pub(super) fn read(notes: &str, item: &mut Item) {
    let mut private = false;
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for line in notes.lines() {
        let line = fold(line.trim().trim_start_matches(['#', '*', ' ']));
        let lower = line.to_lowercase();
        private |= lower.contains("not for publication")
            || lower.contains("not intended for publication")
            || lower.contains("nicht zur veröffentlichung")
            || lower.contains("contacts");
        let headed = matches!(lower.as_str(), "" | "notebook" | "dpa notebook" | "notizblock");
        if headed || is_sign_off(&line) {
            continue;
        }
        if private { closed.push(line) } else { open.push(line) }
    }
    embargo::add_note(&mut item.editors_note, &open.join("\n"));
    item.private_note = closed.join("\n");
}
