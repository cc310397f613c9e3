//! Plain text: a file of headline and paragraphs, Markdown, lines of `Key: value`, and above all the text
//! copied or scraped from a web page with its menus, captions, buttons and teasers still in it.

mod body;
mod frame;
mod front;
mod lines;
mod top;

use story::Item;

use super::{Head, Input};
use crate::problem::Problems;
use lines::Line;

pub(super) fn sniff(head: &Head) -> u8 {
    if head.text.is_empty() || is_binary(&head.text, head.bytes) {
        return 0;
    }
    // A tag at the start is some markup that another format must claim.
    let marked = head.text.starts_with("<?xml")
        || head.text.starts_with("<!DOCTYPE")
        || head.text.starts_with("<!doctype");
    let said =
        head.media_type.starts_with("text/plain") || head.named(&[".txt", ".md", ".text", ".eml", ".tst"]);
    match (marked, said) {
        (true, _) => 0,
        (false, true) => 50,
        (false, false) => 10,
    }
}

/// Pictures and archives: bytes that no encoding turns into words.
fn is_binary(text: &str, bytes: &[u8]) -> bool {
    let strange = text.chars().filter(|letter| *letter == '\u{FFFD}').count();
    // Old wires frame their lines with a few of these; in bytes that are no text they are one in ten.
    let controls =
        bytes.iter().filter(|byte| **byte < 32 && !matches!(**byte, b'\t' | b'\n' | b'\r')).count();
    let two_byte = text.len() * 3 < bytes.len() * 2;
    let magic =
        [&b"\xFF\xD8\xFF"[..], b"\x89PNG", b"PK\x03\x04", b"GIF8", b"%PDF", b"RIFF", b"\x1F\x8B", b"\x7FELF"];
    magic.iter().any(|magic| bytes.starts_with(magic))
        || strange * 10 > text.chars().count()
        || (!two_byte && controls * 16 > bytes.len())
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    if is_binary(&text[..text.floor_char_boundary(4096)], &input.bytes[..input.bytes.len().min(4096)]) {
        problems.add("not-text", "", "these bytes are no text; nothing was parsed, the bytes are untouched");
        return Vec::new();
    }
    let mut item = Item::default();
    story(&text, &mut item, problems);
    let nothing = item.headline.is_empty()
        && item.blocks.is_empty()
        && item.lead.is_none()
        && item.standfirst.is_empty();
    if nothing {
        problems.add("empty", "", "there is no story in it");
        return Vec::new();
    }
    vec![item]
}

/// The story in some words; what the item says already is kept.
pub(super) fn story(text: &str, item: &mut Item, problems: &mut Problems) {
    let text = frame::without(text, item);
    let rest = front::take(&text, item, problems);
    let lines = lines::read(rest.text, rest.first_line, problems);
    let lines = frame::without_labels(frame::without_notes(lines, item, problems), item);
    let lines = top::read(lines, item, problems);
    body::read(&lines, item, problems);
    finish(item);
}

fn finish(item: &mut Item) {
    if item.provider.is_empty()
        && let Some(source) = item.sources.first()
    {
        item.provider = source.name.clone();
    }
    item.updated = item.updated.or(item.created);
}

/// Tells that a line was left out, with its words and why.
fn dropped(line: &Line, why: &str, problems: &mut Problems) {
    let message = format!("left out \u{201C}{}\u{201D}: {why}", crate::problem::excerpt(&line.text));
    problems.add("junk-line", format!("line {}", line.number), message);
}
