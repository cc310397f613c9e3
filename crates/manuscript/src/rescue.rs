//! Words that went with a text which somebody took away without having read them: who joins two paragraphs, makes a quote of
//! one or removes it takes along what others typed there a moment before. Nobody meant them, so they are put back where the
//! rest of that text went, else as a paragraph of their own. What was only suggested is suggested again.

use std::collections::BTreeMap;

use story::BlockId;
use yrs::types::text::YChange;
use yrs::{
    Any, Array, Assoc, IdSet, IndexedSequence, Map, MapPrelim, MapRef, Out, ReadTxn, Text, TextPrelim,
    TextRef, TransactionMut, WriteTxn,
};

use crate::passages::ordered;
use crate::runs::{self, Run};

/// A shorter text, in UTF-16 units, is found anywhere.
const KNOWN_MIN: usize = 3;
/// So many letters before or after tell a place where the text as a whole stands nowhere.
const BESIDE: usize = 24;
const BESIDE_MIN: usize = 6;
/// Nothing of ours is deeper.
const DEPTH_MAX: usize = 6;
/// Blocks that are texts themselves.
const LINES: [&str; 2] = ["paragraph", "subheading"];

/// What went with one text.
#[derive(Debug)]
pub(crate) struct Lost {
    /// The block that the text was of; none above the blocks.
    block: Option<BlockId>,
    /// What else it said: its writer had read that.
    known: String,
    /// Behind how many bytes of that what stood.
    pieces: Vec<(usize, Piece)>,
}

#[derive(Debug)]
struct Piece {
    runs: Vec<Run>,
    /// The signature, where it was only suggested.
    suggested: Option<Any>,
}

/// A text of the document, and whose it is.
struct Place {
    block: Option<BlockId>,
    text: TextRef,
    /// The signature of a whole block that is only suggested.
    suggested: Option<Any>,
}

fn is_set(value: Option<&Any>) -> bool {
    !matches!(value, None | Some(Any::Null | Any::Undefined | Any::Bool(false)))
}

fn field(map: &MapRef, txn: &impl ReadTxn, name: &str) -> Option<Any> {
    match map.get(txn, name) {
        Some(Out::Any(any)) => Some(any),
        _ => None,
    }
}

/// All texts of the blocks and of the picture above them.
fn places(txn: &impl ReadTxn) -> Vec<Place> {
    let mut found = Vec::new();
    if let Some(lead) = txn.get_map("lead") {
        let suggested = field(&lead, txn, "added").filter(|any| is_set(Some(any)));
        inside(Out::YMap(lead), txn, &(None, suggested), 0, &mut found);
    }
    let Some(blocks) = txn.get_map("blocks") else { return found };
    for (key, out) in blocks.iter(txn) {
        let (Ok(id), Out::YMap(map)) = (key.parse(), &out) else { continue };
        // Of a line only the division before it is suggested: its words are words.
        let line = field(map, txn, "type").is_some_and(|kind| LINES.map(Any::from).contains(&kind));
        let suggested = field(map, txn, "added").filter(|any| !line && is_set(Some(any)));
        inside(out, txn, &(Some(id), suggested), 0, &mut found);
    }
    found
}

fn inside(
    out: Out,
    txn: &impl ReadTxn,
    whose: &(Option<BlockId>, Option<Any>),
    depth: usize,
    found: &mut Vec<Place>,
) {
    match out {
        _ if depth > DEPTH_MAX => {}
        Out::YText(text) => found.push(Place { block: whose.0, text, suggested: whose.1.clone() }),
        Out::YArray(list) => list.iter(txn).for_each(|out| inside(out, txn, whose, depth + 1, found)),
        Out::YMap(map) => map.iter(txn).for_each(|(_, out)| inside(out, txn, whose, depth + 1, found)),
        _ => {}
    }
}

fn is_among(lost: &IdSet, text: &TextRef, txn: &impl ReadTxn, at: u32) -> bool {
    let place = text.sticky_index(txn, at, Assoc::After);
    place.and_then(|place| place.id().copied()).is_some_and(|id| lost.contains(&id))
}

/// What of `lost` stands in the texts of a document that still has them.
pub(crate) fn found(lost: &IdSet, txn: &impl ReadTxn) -> Vec<Lost> {
    let all = places(txn).into_iter().map(|place| lost_of(&place, lost, txn));
    all.filter(|one| !one.pieces.is_empty()).collect()
}

fn lost_of(place: &Place, lost: &IdSet, txn: &impl ReadTxn) -> Lost {
    let mut found = Lost { block: place.block, known: String::new(), pieces: Vec::new() };
    let mut raw = 0;
    for chunk in place.text.diff(txn, YChange::identity) {
        match &chunk.insert {
            Out::Any(Any::String(words)) => {
                let marks = chunk.attributes.as_deref().map(runs::marks).unwrap_or_default();
                for letter in words.chars() {
                    if is_among(lost, &place.text, txn, raw) {
                        let run = Run { text: letter.to_string(), marks: marks.clone() };
                        found.push(vec![run], place.suggested.clone());
                    } else {
                        found.known.push(letter);
                    }
                    raw += letter.len_utf16() as u32;
                }
            }
            out => {
                if let Out::YMap(part) = out {
                    found.push_part(part, lost, txn);
                }
                raw += 1;
            }
        }
    }
    found
}

impl Lost {
    fn push(&mut self, runs: Vec<Run>, suggested: Option<Any>) {
        let at = self.known.len();
        match self.pieces.last_mut() {
            Some((last, piece)) if *last == at && piece.suggested == suggested => {
                runs.into_iter().for_each(|run| runs::push(&mut piece.runs, &run.text, run.marks));
            }
            _ => self.pieces.push((at, Piece { runs, suggested })),
        }
    }

    /// What somebody suggested to add there, or wrote in such a suggestion.
    fn push_part(&mut self, part: &MapRef, lost: &IdSet, txn: &impl ReadTxn) {
        let Some(Out::YText(text)) = part.get(txn, "words") else { return };
        let signed = field(part, txn, "added").unwrap_or(Any::from(true));
        let inner = lost_of(&Place { block: self.block, text, suggested: Some(signed) }, lost, txn);
        inner.pieces.into_iter().for_each(|(_, piece)| self.push(piece.runs, piece.suggested));
    }

    fn words(&self) -> String {
        self.pieces.iter().map(|(_, piece)| runs::text(&piece.runs)).collect()
    }
}

/// A document before the texts were taken away: what its blocks said, and in which order they stood.
pub(crate) struct Before {
    said: BTreeMap<BlockId, String>,
    order: Vec<BlockId>,
}

pub(crate) fn before(txn: &impl ReadTxn) -> Before {
    Before { said: said(txn), order: order_of(txn) }
}

fn order_of(txn: &impl ReadTxn) -> Vec<BlockId> {
    txn.get_array("order").map(|order| ordered(&order, txn)).unwrap_or_default()
}

fn said(txn: &impl ReadTxn) -> BTreeMap<BlockId, String> {
    let mut said = BTreeMap::<BlockId, String>::new();
    for place in places(txn) {
        if let Some(block) = place.block {
            let whole = said.entry(block).or_default();
            whole.push_str(&runs::text(&runs::read(&place.text, txn)));
            whole.push('\u{0}');
        }
    }
    said
}

/// Puts words back into the document that their text was taken from.
pub(crate) fn put_back(lost: Vec<Lost>, before: &Before, txn: &mut TransactionMut<'_>) {
    for one in lost {
        let now = said(txn);
        let changed: Vec<Place> = places(txn)
            .into_iter()
            .filter(|place| place.block.is_some_and(|id| before.said.get(&id) != now.get(&id)))
            .collect();
        let words = one.words();
        // Two who make the same of one text at once each write all of it: one is enough.
        let stands = |place: &Place| place.block == one.block && read(place, txn).contains(&words);
        if one.known.is_empty() && changed.iter().any(stands) {
            continue;
        }
        let rest = beside(one, &changed, txn);
        if !rest.words().trim().is_empty() {
            by_itself(&rest, before, txn);
        }
    }
}

fn read(place: &Place, txn: &impl ReadTxn) -> String {
    runs::text(&runs::read(&place.text, txn))
}

/// Puts what it can where the rest of the text went; answers with what has no place there.
fn beside(lost: Lost, changed: &[Place], txn: &mut TransactionMut<'_>) -> Lost {
    let Lost { block, known, pieces } = lost;
    let enough = known.encode_utf16().count() >= KNOWN_MIN;
    let whole = changed.iter().find_map(|place| Some((place, read(place, txn).rfind(&known)?)));
    let whole = whole.filter(|_| enough);
    let mut rest = Vec::new();
    // From the end on: what stands before stays where it is.
    for (at, piece) in pieces.into_iter().rev() {
        let place = match whole {
            Some((place, from)) => Some((place, from + at)),
            None => neighbours(&known, at, changed, txn),
        };
        match place {
            Some((place, at)) => insert(&place.text, at, &piece, txn),
            None => rest.insert(0, (at, piece)),
        }
    }
    Lost { block, known, pieces: rest }
}

/// Where the letters before a place now end, or those after it begin.
fn neighbours<'a>(
    known: &str,
    at: usize,
    changed: &'a [Place],
    txn: &impl ReadTxn,
) -> Option<(&'a Place, usize)> {
    let (before, after) = known.split_at(at);
    let from = before.char_indices().rev().take(BESIDE).last().map_or(0, |(from, _)| from);
    let to = after.char_indices().nth(BESIDE).map_or(after.len(), |(to, _)| to);
    let (before, after) = (&before[from..], &after[..to]);
    let long = |text: &str| text.chars().count() >= BESIDE_MIN;
    let behind = |place: &'a Place| Some((place, read(place, txn).rfind(before)? + before.len()));
    let ahead = |place: &'a Place| Some((place, read(place, txn).find(after)?));
    let found = if long(before) { changed.iter().find_map(behind) } else { None };
    found.or_else(|| if long(after) { changed.iter().find_map(ahead) } else { None })
}

/// Inserts a piece behind so many bytes of what the text says.
fn insert(text: &TextRef, at: usize, piece: &Piece, txn: &mut TransactionMut<'_>) {
    let (mut raw, mut left) = (0, at);
    for chunk in text.diff(txn, YChange::identity) {
        match &chunk.insert {
            Out::Any(Any::String(words)) if left <= words.len() => {
                raw += runs::units(words.get(..left).unwrap_or_default());
                left = 0;
                break;
            }
            Out::Any(Any::String(words)) => {
                raw += runs::units(words);
                left -= words.len();
            }
            _ => raw += 1,
        }
    }
    debug_assert_eq!(left, 0, "a place in the text");
    match &piece.suggested {
        None => runs::insert(text, txn, raw, &piece.runs),
        Some(signed) => {
            let part = text.insert_embed(txn, raw, MapPrelim::default());
            part.insert(txn, "added", signed.clone());
            let words = part.insert(txn, "words", TextPrelim::new(""));
            runs::insert(&words, txn, 0, &piece.runs);
        }
    }
}

/// A paragraph behind the block that stood before.
fn by_itself(lost: &Lost, before: &Before, txn: &mut TransactionMut<'_>) {
    let (blocks, order) = (txn.get_or_insert_map("blocks"), txn.get_or_insert_array("order"));
    let now = order_of(txn);
    let until = before.order.iter().position(|id| Some(*id) == lost.block).map_or(0, |at| at + 1);
    let stood = before.order[..until].iter().rev().find(|id| now.contains(id));
    let at = stood.and_then(|id| crate::shared::place(&order, txn, *id)).map_or(0, |at| at + 1);
    let id = free_number(&blocks, txn);
    let map = blocks.insert(txn, id.to_string(), MapPrelim::default());
    map.insert(txn, "type", "paragraph");
    let signed = lost.pieces.iter().map(|(_, piece)| piece.suggested.clone()).collect::<Option<Vec<_>>>();
    if let Some(signed) = signed.and_then(|all| all.into_iter().next()) {
        map.insert(txn, "added", signed);
    }
    let text = map.insert(txn, "text", TextPrelim::new(""));
    for (_, piece) in lost.pieces.iter().rev() {
        insert(&text, 0, piece, txn);
    }
    order.insert(txn, at, id.to_string());
}

/// A number that no block has; the same for the same state, so that a test can be played again.
fn free_number(blocks: &MapRef, txn: &TransactionMut<'_>) -> BlockId {
    let drawn = txn.doc().client_id().get().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
    let mut id = (drawn as BlockId % 0x7fff_ffff).max(1);
    while blocks.contains_key(txn, &id.to_string()) {
        id = id % 0x7fff_ffff + 1;
    }
    id
}

/// Words of a change whose text was gone before they came, and of which nothing is left to look at: as paragraphs at the end,
/// suggested, since none can tell any more whether they were words of the story.
pub(crate) fn at_the_end(words: Vec<String>, txn: &mut TransactionMut<'_>) {
    for words in words.into_iter().filter(|words| !words.trim().is_empty()) {
        let runs = vec![Run { text: words, marks: Default::default() }];
        let order = order_of(txn);
        let piece = Piece { runs, suggested: Some(Any::from("?")) };
        let lost = Lost { block: order.last().copied(), known: String::new(), pieces: vec![(0, piece)] };
        by_itself(&lost, &Before { said: BTreeMap::new(), order }, txn);
    }
}

#[cfg(test)]
pub(crate) fn words_suggested(txn: &impl ReadTxn) -> Vec<String> {
    let words = |part: &MapRef| match part.get(txn, "words") {
        Some(Out::YText(words)) => Some(runs::text(&runs::read(&words, txn))),
        _ => None,
    };
    let all = places(txn);
    let parts = all.iter().flat_map(|place| place.text.diff(txn, YChange::identity));
    let parts =
        parts.filter_map(|chunk| if let Out::YMap(part) = chunk.insert { words(&part) } else { None });
    parts.collect()
}
