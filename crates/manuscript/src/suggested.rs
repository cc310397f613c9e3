//! What is suggested in a document and not decided: words to add, each in a part of its own between the others; words to
//! strike, marked; blocks and the divisions between paragraphs, by a field of the block.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use yrs::types::text::YChange;
use yrs::{Any, Array, Map, MapRef, Out, ReadTxn, Text, TextRef};

use crate::value::Value;

/// Nothing of ours is deeper.
const DEPTH_MAX: usize = 8;

/// Whether a suggestion's field says that there is one: whatever it says, but no and nothing.
pub(crate) fn is_set(value: Option<&Value>) -> bool {
    !matches!(value, None | Some(Value::Plain(Json::Null | Json::Bool(false))))
}

/// What all suggestions in `all` are signed with.
pub(crate) fn signatures(all: impl IntoIterator<Item = Out>, txn: &impl ReadTxn) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    all.into_iter().for_each(|out| collect(out, txn, 0, &mut found));
    found
}

fn collect(out: Out, txn: &impl ReadTxn, depth: usize, found: &mut BTreeSet<String>) {
    match out {
        _ if depth > DEPTH_MAX => {}
        Out::YText(text) => in_text(&text, txn, depth, found),
        Out::YArray(list) => list.iter(txn).for_each(|out| collect(out, txn, depth + 1, found)),
        Out::YMap(map) => {
            for name in ["added", "struck"] {
                found.extend(map.get(txn, name).and_then(|out| signature(&out)));
            }
            map.iter(txn).for_each(|(_, out)| collect(out, txn, depth + 1, found));
        }
        _ => {}
    }
}

fn in_text(text: &TextRef, txn: &impl ReadTxn, depth: usize, found: &mut BTreeSet<String>) {
    for chunk in text.diff(txn, YChange::identity) {
        let struck = chunk.attributes.as_deref().and_then(|all| all.get("struck").cloned());
        match chunk.insert {
            Out::Any(Any::String(_)) => found.extend(struck.and_then(|any| signature(&Out::Any(any)))),
            Out::YMap(map) if has_words(&map, txn) => collect(Out::YMap(map), txn, depth + 1, found),
            _ => {}
        }
    }
}

/// A part that is left of a suggestion whose words were taken back says nothing.
fn has_words(map: &MapRef, txn: &impl ReadTxn) -> bool {
    matches!(map.get(txn, "words"), Some(Out::YText(words)) if words.len(txn) > 0)
}

fn signature(out: &Out) -> Option<String> {
    match out {
        Out::Any(Any::Null | Any::Undefined | Any::Bool(false)) => None,
        Out::Any(Any::String(text)) => Some(text.to_string()),
        _ => Some(String::new()),
    }
}
