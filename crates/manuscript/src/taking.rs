//! Takes changes into the document so that no word goes unread.
//!
//! A change says which letters its writer struck. What else is gone when it is in the document went with a text that was
//! taken away: by this change, with letters that its writer had not seen; or by one that came before, with letters of this
//! change. Both are put back by a change of the document's own, which is kept and passed on together with theirs.
//! A writer who knows that letters of theirs had no place any more, and who put them elsewhere, says that they are struck.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use yrs::block::ItemContent;
use yrs::encoding::read::{Cursor, Read};
use yrs::updates::decoder::{Decode, Decoder, DecoderV1};
use yrs::{ClientID, ID, IdSet, ReadTxn, StateVector, Transact, Update};

use crate::rescue::{self, Before, Lost};
use crate::shared::{Manuscript, Unreadable, merged};

/// So many changes back a text is looked for that words were written in: whoever wrote them had not heard of the last ones.
const BACK_MAX: usize = 100;

/// A change that is in the document now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// As its writer made it.
    pub change: Vec<u8>,
    /// The document's own change that puts back what went unread, where there was any.
    pub mend: Option<Vec<u8>>,
}

impl Taken {
    /// Both as one, so that nobody sees words go and come back.
    pub fn whole(&self) -> Result<Vec<u8>, Unreadable> {
        match &self.mend {
            Some(mend) => merged([&self.change, mend]),
            None => Ok(self.change.clone()),
        }
    }
}

/// What a change did.
#[derive(Debug, Default)]
pub(crate) struct Integrated {
    /// Whether any of it was new.
    pub(crate) new: bool,
    /// What is gone by it and was here before; its writer had not seen that.
    here: IdSet,
    /// What came with it and has no place.
    came: IdSet,
}

impl Manuscript {
    /// Takes a change in and puts back what went unread; nothing where nothing of it was new. `history` is what the document
    /// is made of, in order, and asked for only then. After an error the document has to be loaded again.
    pub fn take_in<'h>(
        &mut self,
        change: &[u8],
        history: impl FnOnce() -> Vec<&'h [u8]>,
    ) -> Result<Option<Taken>, Unreadable> {
        let done = self.integrate(change, true)?;
        if !done.new {
            return Ok(None);
        }
        let mut mend = None;
        if !done.here.is_empty() || !done.came.is_empty() {
            let mended = catch_unwind(AssertUnwindSafe(|| self.mend(change, &history(), &done)));
            mend = mended.unwrap_or(Err(Unreadable))?;
        }
        Ok(Some(Taken { change: change.to_vec(), mend }))
    }

    /// With `looking`, says what went unread. Bytes from outside: a fault that they find in the library must not take more than
    /// this document along.
    pub(crate) fn integrate(&mut self, change: &[u8], looking: bool) -> Result<Integrated, Unreadable> {
        catch_unwind(AssertUnwindSafe(|| {
            let update = Update::decode_v1(change).map_err(|_| Unreadable)?;
            let (struck, words) = (update.delete_set().clone(), update.insertions(false));
            let mut txn = self.doc.transact_mut();
            let known = txn.before_state().clone();
            txn.apply_update(update).map_err(|_| Unreadable)?;
            if txn.has_missing_updates() {
                return Err(Unreadable);
            }
            let new = txn.has_changes();
            if !new || !looking {
                return Ok(Integrated { new, ..Integrated::default() });
            }
            let mut gone = txn.delete_set().diff(&struck);
            let come = newer(&words, &known).diff(&struck);
            if !come.is_empty() {
                let there = Update::decode_v1(&txn.encode_state_as_update_v1(&known));
                // Whatever text it was of is not even known as gone.
                gone.merge_with(come.diff(&there.map_err(|_| Unreadable)?.insertions(false)));
            }
            let came = newer(&gone, &known);
            Ok(Integrated { new: true, here: gone.diff(&came), came })
        }))
        .unwrap_or(Err(Unreadable))
    }

    /// The change that puts back what one took away, if that were words.
    fn mend(
        &mut self,
        change: &[u8],
        history: &[&[u8]],
        done: &Integrated,
    ) -> Result<Option<Vec<u8>>, Unreadable> {
        let mut lost: Vec<(Vec<Lost>, Before)> = Vec::new();
        let mut words = Vec::new();
        if !done.here.is_empty() {
            let whole = Self::load(history, 1)?;
            lost.push(looked_for(&whole, &done.here));
        }
        if !done.came.is_empty() {
            match earlier(change, history, &done.came) {
                Some(whole) => lost.push(looked_for(&whole, &done.came)),
                None => words = words_of(change, &done.came)?,
            }
        }
        if lost.iter().all(|(lost, _)| lost.is_empty()) && words.is_empty() {
            return Ok(None);
        }
        let mut txn = self.doc.transact_mut();
        for (lost, before) in lost {
            rescue::put_back(lost, &before, &mut txn);
        }
        rescue::at_the_end(words, &mut txn);
        Ok(txn.has_changes().then(|| txn.encode_update_v1()))
    }
}

/// What of a set is not in a document that knows so much.
fn newer(set: &IdSet, known: &StateVector) -> IdSet {
    let mut newer = IdSet::default();
    for (client, ranges) in set.iter() {
        let from = known.get(client);
        for range in ranges.iter().filter(|range| range.end > from) {
            let start = range.start.max(from);
            newer.insert(ID::new(*client, start), range.end - start);
        }
    }
    newer
}

fn looked_for(document: &Manuscript, lost: &IdSet) -> (Vec<Lost>, Before) {
    let txn = document.doc.transact();
    (rescue::found(lost, &txn), rescue::before(&txn))
}

/// The document as whoever made the change may have had it, with the change: late enough to have all that the change goes on
/// from, early enough to have a place for `lost`.
fn earlier(change: &[u8], history: &[&[u8]], lost: &IdSet) -> Option<Manuscript> {
    let writers = writers(change)?;
    let last = history.len().checked_sub(1)?;
    (last.saturating_sub(BACK_MAX).max(1)..=last).rev().find_map(|until| {
        let mut document = Manuscript::load(&history[..until], 1).ok()?;
        // Their own earlier changes may have been kept behind those that they had not heard of.
        for own in history[until..].iter().filter(|own| writers_among(own, &writers)) {
            document.apply(own).ok()?;
        }
        let done = document.integrate(change, true).ok()?;
        let placed = done.came.intersect(lost).is_empty();
        placed.then_some(document)
    })
}

fn writers(change: &[u8]) -> Option<BTreeSet<ClientID>> {
    Some(Update::decode_v1(change).ok()?.insertions(true).client_ids().collect())
}

fn writers_among(change: &[u8], all: &BTreeSet<ClientID>) -> bool {
    writers(change).is_some_and(|own| !own.is_empty() && own.is_subset(all))
}

/// The words in a change that are among `wanted`, as they stand together.
fn words_of(change: &[u8], wanted: &IdSet) -> Result<Vec<String>, Unreadable> {
    let mut found = Vec::new();
    read_words(change, wanted, &mut found).map_err(|_| Unreadable)?;
    Ok(found)
}

/// Reads the items of a change (lib0, version 1) as Yjs writes them: clients, and for each its items one after the other.
fn read_words(
    change: &[u8],
    wanted: &IdSet,
    found: &mut Vec<String>,
) -> Result<(), yrs::encoding::read::Error> {
    const SKIP: u8 = 10;
    let mut bytes = DecoderV1::new(Cursor::new(change));
    for _ in 0..bytes.read_var::<u32>()? {
        let items: u32 = bytes.read_var()?;
        let client = bytes.read_client()?;
        let mut clock: u32 = bytes.read_var()?;
        let mut behind = None;
        for _ in 0..items {
            let info = bytes.read_info()?;
            if info == 0 || info == SKIP {
                clock += if info == 0 { bytes.read_len()? } else { bytes.read_var()? };
                continue;
            }
            let origin = if info & 0x80 != 0 { Some(bytes.read_left_id()?) } else { None };
            let next = if info & 0x40 != 0 { Some(bytes.read_right_id()?) } else { None };
            if origin.is_none() && next.is_none() {
                if bytes.read_parent_info()? {
                    bytes.read_string()?;
                } else {
                    bytes.read_left_id()?;
                }
                if info & 0x20 != 0 {
                    bytes.read_string()?;
                }
            }
            let content = ItemContent::decode(&mut bytes, info)?;
            let length = content.len_utf16();
            if let ItemContent::String(words) = &content {
                let goes_on = behind.is_some() && origin == behind;
                add(words.as_str(), ID::new(client, clock), wanted, goes_on, found);
                behind = Some(ID::new(client, clock + length - 1));
            }
            clock += length;
        }
    }
    Ok(())
}

fn add(words: &str, at: ID, wanted: &IdSet, goes_on: bool, found: &mut Vec<String>) {
    let mut clock = at.clock;
    let mut piece = String::new();
    for letter in words.chars() {
        if wanted.contains(&ID::new(at.client, clock)) {
            piece.push(letter);
        }
        clock += letter.len_utf16() as u32;
    }
    match found.last_mut().filter(|_| goes_on) {
        Some(last) => last.push_str(&piece),
        None => found.push(piece),
    }
}
