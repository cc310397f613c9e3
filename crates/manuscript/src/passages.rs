//! Blocks of the document as the story has them: where somebody suggests to divide a paragraph, it is still one, and what
//! somebody suggests to add is not there.

use std::collections::BTreeSet;

use story::BlockId;
use yrs::{Any, Array, ArrayRef, Map, MapRef, Out, ReadTxn};

use crate::suggested;
use crate::value::{Parts, Value, read_parts};

/// One block of the story.
pub(crate) struct Passage {
    /// The blocks of the document that it is made of, the one that it has its number from first.
    pub(crate) ids: Vec<BlockId>,
    pub(crate) parts: Parts,
}

impl Passage {
    pub(crate) fn id(&self) -> BlockId {
        self.ids[0]
    }
}

/// All blocks of the story in reading order.
pub(crate) fn passages(order: &ArrayRef, blocks: &MapRef, txn: &impl ReadTxn) -> Vec<Passage> {
    let mut all: Vec<Passage> = Vec::new();
    for id in ordered(order, txn) {
        let Some(Out::YMap(map)) = blocks.get(txn, &id.to_string()) else { continue };
        let parts = read_parts(&map, txn);
        if !suggested::is_set(parts.get("added")) {
            all.push(Passage { ids: vec![id], parts });
            continue;
        }
        if !is_line(&parts) {
            continue;
        }
        let goes_on = of(&parts);
        let last = all.last_mut().filter(|last| goes_on.is_some_and(|of| last.ids.contains(&of)));
        match last.filter(|last| is_line(&last.parts)) {
            Some(last) => {
                last.ids.push(id);
                join(&mut last.parts, parts);
            }
            // What it went on from is gone: words that were not suggested stay.
            None if has_words(&parts) => all.push(Passage { ids: vec![id], parts }),
            None => {}
        }
    }
    all
}

/// Block numbers in reading order. Two people who move one block at once have it in the list twice: the first counts.
pub(crate) fn ordered(order: &ArrayRef, txn: &impl ReadTxn) -> Vec<BlockId> {
    let mut seen = BTreeSet::new();
    order.iter(txn).filter_map(|out| number(&out)).filter(|id| seen.insert(*id)).collect()
}

pub(crate) fn number(out: &Out) -> Option<BlockId> {
    match out {
        Out::Any(Any::String(text)) => text.parse().ok().filter(|id| *id > 0),
        _ => None,
    }
}

fn is_line(parts: &Parts) -> bool {
    let name = match parts.get("type") {
        Some(Value::Plain(json)) => json.as_str(),
        _ => None,
    };
    matches!(name, Some("paragraph" | "subheading"))
}

/// The block that a suggested one was divided from.
fn of(parts: &Parts) -> Option<BlockId> {
    match parts.get("of") {
        Some(Value::Plain(json)) => json.as_u64().and_then(|id| id.try_into().ok()),
        _ => None,
    }
}

fn has_words(parts: &Parts) -> bool {
    matches!(parts.get("text"), Some(Value::Words(runs)) if !runs.is_empty())
}

fn join(parts: &mut Parts, mut more: Parts) {
    let Some(Value::Words(more)) = more.remove("text") else { return };
    match parts.get_mut("text") {
        Some(Value::Words(runs)) => runs.extend(more),
        _ => drop(parts.insert("text".to_owned(), Value::Words(more))),
    }
}
