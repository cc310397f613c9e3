//! The shared document of one story.

use std::collections::{BTreeMap, BTreeSet};

use story::{Block, BlockBody, BlockId, Content};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Array, ClientID, Doc, Map, OffsetKind, Options, Out, ReadTxn, StateVector, Transact, TransactionMut,
};

use crate::passages::{number, ordered, passages};
use crate::value::{Parts, Value, change_parts, read_parts};
use crate::{model, runs, suggested};

const HEADS: [&str; 3] = ["kicker", "headline", "standfirst"];

/// Bytes that are no change of this document, or that need changes which are not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are no change of this document")]
pub struct Unreadable;

/// One story being written. Changes of any number of people, in any order, come to the same words.
#[derive(Debug)]
pub struct Manuscript {
    pub(crate) doc: Doc,
}

impl Manuscript {
    pub(crate) fn empty(writer: u64) -> Self {
        let client_id = ClientID::new(writer);
        // The browser counts UTF-16 units.
        let options = Options { offset_kind: OffsetKind::Utf16, ..Options::with_client_id(client_id) };
        Self { doc: Doc::with_options(options) }
    }

    /// A document that says what `content` says. `writer` is a number of at most 53 bits that nobody else writes under.
    pub fn of(content: &Content, writer: u64) -> Self {
        let mut manuscript = Self::empty(writer);
        manuscript.change(&Content::default(), content);
        if content.blocks.is_empty() {
            // Somewhere to begin.
            let block = Block { id: 1, body: BlockBody::Paragraph(Default::default()) };
            let begun = Content { blocks: vec![block], ..content.clone() };
            manuscript.change(content, &begun);
        }
        manuscript
    }

    /// The document that the changes make, in the order in which they were kept.
    pub fn load<B: AsRef<[u8]>>(
        changes: impl IntoIterator<Item = B>,
        writer: u64,
    ) -> Result<Self, Unreadable> {
        let mut manuscript = Self::empty(writer);
        for change in changes {
            manuscript.apply(change.as_ref())?;
        }
        Ok(manuscript)
    }

    /// Takes a change in; answers with it, as its writer made it, if anything of it was new. What goes with a text that is
    /// taken away is not added to what its writer struck, and not put back: [`Self::take_in`] does that. After an error the
    /// document is spoiled and has to be loaded again.
    pub fn apply(&mut self, change: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
        Ok(self.integrate(change, false)?.new.then(|| change.to_vec()))
    }

    /// All of it, as one change of an empty document.
    pub fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// What of it is here.
    pub fn known(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What somebody lacks who knows so much.
    pub fn since(&self, known: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let known = StateVector::decode_v1(known).map_err(|_| Unreadable)?;
        Ok(self.doc.transact().encode_state_as_update_v1(&known))
    }

    /// What the document says. What it has in common with `base` is as `base` has it.
    pub fn content(&self, base: &Content) -> Content {
        let heads = HEADS.map(|name| self.doc.get_or_insert_text(name));
        let [card, lead, blocks] = ["card", "lead", "blocks"].map(|name| self.doc.get_or_insert_map(name));
        let order = self.doc.get_or_insert_array("order");
        let txn = self.doc.transact();
        let mut content = with_card(base, &read_parts(&card, &txn));
        let [kicker, headline, standfirst] = heads.map(|text| runs::text(&runs::read(&text, &txn)));
        let trimmed = |now: String, before: &str| if now == before { now } else { now.trim().to_owned() };
        content.kicker = trimmed(kicker, &base.kicker);
        content.headline = trimmed(headline, &base.headline);
        content.standfirst = trimmed(standfirst, &base.standfirst);
        let lead = read_parts(&lead, &txn);
        let shown = lead.contains_key("file") && !suggested::is_set(lead.get("added"));
        content.lead = shown.then(|| model::picture(&lead));
        content.blocks = passages(&order, &blocks, &txn)
            .into_iter()
            .filter_map(|it| model::block(it.id(), &it.parts, base.block(it.id())))
            .collect();
        content
    }

    /// What each open suggestion is signed with, as the browser of whoever made it wrote it; an odd one is signed with
    /// nothing.
    pub fn suggestions(&self) -> BTreeSet<String> {
        let heads = HEADS.map(|name| self.doc.get_or_insert_text(name));
        let [lead, blocks] = ["lead", "blocks"].map(|name| self.doc.get_or_insert_map(name));
        let order = self.doc.get_or_insert_array("order");
        let txn = self.doc.transact();
        let ids = ordered(&order, &txn);
        let shown = ids.iter().filter_map(|id| blocks.get(&txn, &id.to_string()));
        let all = heads.into_iter().map(Out::YText).chain([Out::YMap(lead)]).chain(shown);
        suggested::signatures(all, &txn)
    }

    /// Changes what differs between `from`, which is what the document says, and `to`. Answers with the change.
    pub fn change(&mut self, from: &Content, to: &Content) -> Vec<u8> {
        let heads = HEADS.map(|name| self.doc.get_or_insert_text(name));
        let [card, lead] = ["card", "lead"].map(|name| self.doc.get_or_insert_map(name));
        let mut txn = self.doc.transact_mut();
        let words = |content: &Content| {
            [&content.kicker, &content.headline, &content.standfirst].map(|text| runs::plain(text))
        };
        for ((place, from), to) in heads.iter().zip(words(from)).zip(words(to)) {
            let now = if from == to { continue } else { runs::read(place, &txn) };
            // Space around a line is nobody's words: the document may have it where the story has not.
            let known = runs::text(&now).trim() == runs::text(&from).trim();
            runs::change(std::slice::from_ref(place), &mut txn, if known { &now } else { &from }, &to);
        }
        change_parts(&card, &mut txn, &model::card(from), &model::card(to));
        let shown = |content: &Content| content.lead.as_ref().map(model::picture_parts).unwrap_or_default();
        change_parts(&lead, &mut txn, &shown(from), &shown(to));
        change_blocks(&mut txn, from, to);
        txn.encode_update_v1()
    }
}

/// Changes one after the other as one.
pub fn merged<B: AsRef<[u8]>>(changes: impl IntoIterator<Item = B>) -> Result<Vec<u8>, Unreadable> {
    yrs::merge_updates_v1(changes).map_err(|_| Unreadable)
}

/// The card's fields as the document has them; one that does not read stays as it was.
fn with_card(base: &Content, card: &Parts) -> Content {
    let Ok(serde_json::Value::Object(before)) = serde_json::to_value(base) else { return base.clone() };
    let mut content = base.clone();
    let mut all = before;
    for name in model::card(base).keys() {
        let Some(Value::Plain(json)) = card.get(name) else { continue };
        let known = all.insert(name.clone(), json.clone());
        match serde_json::from_value(all.clone().into()) {
            Ok(read) => content = read,
            Err(_) => drop(known.map(|json| all.insert(name.clone(), json))),
        }
    }
    content
}

fn change_blocks(txn: &mut TransactionMut<'_>, from: &Content, to: &Content) {
    use yrs::WriteTxn as _;
    let (blocks, order) = (txn.get_or_insert_map("blocks"), txn.get_or_insert_array("order"));
    let whole: Whole = passages(&order, &blocks, txn).into_iter().map(|it| (it.id(), it.ids)).collect();
    let by_id = |content: &Content| -> BTreeMap<BlockId, Parts> {
        content.blocks.iter().map(|block| (block.id, model::parts(&block.body))).collect()
    };
    let (before, after) = (by_id(from), by_id(to));
    let mut gone: Vec<BlockId> = before.keys().filter(|id| !after.contains_key(id)).copied().collect();
    for (id, parts) in &after {
        let known = before.get(id);
        if known == Some(parts) {
            continue;
        }
        match (known, blocks.get(txn, &id.to_string())) {
            (Some(known), Some(Out::YMap(map))) if both_lines(known, parts) => {
                change_line(&map, &texts(&blocks, txn, all_of(&whole, *id)), txn, known, parts);
            }
            (Some(known), Some(Out::YMap(map))) if known.get("type") == parts.get("type") => {
                change_parts(&map, txn, known, parts);
            }
            _ => {
                let map = blocks.insert(txn, id.to_string(), yrs::MapPrelim::default());
                change_parts(&map, txn, &Parts::new(), parts);
                gone.extend(all_of(&whole, *id).iter().skip(1));
            }
        }
    }
    reorder(txn, &whole, from, to);
    for id in gone.iter().flat_map(|id| all_of(&whole, *id).to_vec()) {
        blocks.remove(txn, &id.to_string());
    }
}

/// The blocks of the document that are one in the story, by its number.
type Whole = BTreeMap<BlockId, Vec<BlockId>>;

/// A block that is not in the document yet is itself alone.
fn all_of(whole: &Whole, id: BlockId) -> Vec<BlockId> {
    whole.get(&id).cloned().unwrap_or_else(|| vec![id])
}

fn texts(blocks: &yrs::MapRef, txn: &impl ReadTxn, ids: Vec<BlockId>) -> Vec<yrs::TextRef> {
    let text = |id: BlockId| match blocks.get(txn, &id.to_string())? {
        Out::YMap(map) => map.get(txn, "text")?.cast().ok(),
        _ => None,
    };
    ids.into_iter().filter_map(text).collect()
}

/// The words of a line may stand in several blocks, where somebody suggests to divide it.
fn change_line(
    map: &yrs::MapRef,
    texts: &[yrs::TextRef],
    txn: &mut TransactionMut<'_>,
    from: &Parts,
    to: &Parts,
) {
    let (Some(Value::Words(old)), Some(Value::Words(new))) = (from.get("text"), to.get("text")) else {
        return change_parts(map, txn, from, to);
    };
    runs::change(texts, txn, old, new);
    let rest = |parts: &Parts| {
        let rest = parts.iter().filter(|(name, _)| *name != "text");
        rest.map(|(name, value)| (name.clone(), value.clone())).collect::<Parts>()
    };
    change_parts(map, txn, &rest(from), &rest(to));
}

/// A paragraph and a sub-heading have the same words.
fn both_lines(a: &Parts, b: &Parts) -> bool {
    a.len() == 2 && b.len() == 2 && a.contains_key("text") && b.contains_key("text")
}

/// Takes out of the list what went or moved, and puts in what came: each behind the one it stands behind in the story.
fn reorder(txn: &mut TransactionMut<'_>, whole: &Whole, from: &Content, to: &Content) {
    use yrs::WriteTxn as _;
    let order = txn.get_or_insert_array("order");
    let ids = |content: &Content| content.blocks.iter().map(|block| block.id).collect::<Vec<_>>();
    let (before, after) = (ids(from), ids(to));
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, &before, &after);
    let stay: BTreeSet<BlockId> = ops
        .iter()
        .filter(|op| matches!(op, similar::DiffOp::Equal { .. }))
        .flat_map(|op| before[op.old_range()].to_vec())
        .collect();
    let moved = before.into_iter().filter(|id| !stay.contains(id));
    let gone: BTreeSet<BlockId> = moved.flat_map(|id| all_of(whole, id)).collect();
    for at in (0..order.len(txn)).rev() {
        if order.get(txn, at).and_then(|out| number(&out)).is_some_and(|id| gone.contains(&id)) {
            order.remove(txn, at);
        }
    }
    let mut behind: Option<BlockId> = None;
    for id in after {
        let all = all_of(whole, id);
        for one in all.iter().copied().filter(|_| !stay.contains(&id)) {
            let at = behind.and_then(|behind| place(&order, txn, behind)).map_or(0, |at| at + 1);
            order.insert(txn, at, one.to_string());
            behind = Some(one);
        }
        behind = all.last().copied();
    }
}

pub(crate) fn place(order: &yrs::ArrayRef, txn: &impl ReadTxn, id: BlockId) -> Option<u32> {
    order.iter(txn).position(|out| number(&out) == Some(id)).map(|at| at as u32)
}
