//! A browser's copy of a story that several people write, as the editor has it.

use e2e::journalist::Journalist;
use e2e::window::{self, Heard};
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    Array as _, ClientID, Doc, GetString as _, Map as _, Out, ReadTxn as _, StateVector, TextRef,
    Transact as _,
};

/// The shared document: texts of the head, blocks by number, their order.
pub(crate) struct Copy {
    pub(crate) doc: Doc,
}

impl Copy {
    /// `client` is the number under which this copy is written in.
    pub(crate) fn of(begun: &[u8], client: u64) -> Self {
        let copy = Self { doc: Doc::with_client_id(client) };
        copy.take_in(begun);
        copy
    }

    pub(crate) fn take_in(&self, change: &[u8]) {
        self.doc.transact_mut().apply_update(yrs::Update::decode_v1(change).unwrap()).unwrap();
    }

    pub(crate) fn known(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What somebody lacks who knows so much.
    pub(crate) fn since(&self, known: &[u8]) -> Vec<u8> {
        let known = StateVector::decode_v1(known).unwrap();
        self.doc.transact().encode_state_as_update_v1(&known)
    }

    /// How far what a client wrote is here.
    pub(crate) fn clock(&self, client: u64) -> u32 {
        self.doc.transact().state_vector().get(&ClientID::new(client))
    }

    /// Blocks in reading order, as they stand in the list.
    pub(crate) fn order(&self) -> Vec<String> {
        let order = self.doc.get_or_insert_array("order");
        let txn = self.doc.transact();
        order.iter(&txn).map(|id| id.to_string(&txn)).collect()
    }

    /// The words of a paragraph.
    pub(crate) fn text(&self, block: &str) -> TextRef {
        let blocks = self.doc.get_or_insert_map("blocks");
        let txn = self.doc.transact();
        let Some(Out::YMap(map)) = blocks.get(&txn, block) else { panic!("no block {block}") };
        let Some(Out::YText(text)) = map.get(&txn, "text") else { panic!("no words in block {block}") };
        text
    }

    pub(crate) fn words_of(&self, block: &str) -> String {
        self.text(block).get_string(&self.doc.transact())
    }
}

/// All that a window which opens is given.
pub(crate) async fn fetched(desk: &Journalist, story: &str) -> Vec<u8> {
    let (mut mouth, mut ear) = window::open(desk, story).await.unwrap();
    mouth.know(&StateVector::default().encode_v1()).await.unwrap();
    loop {
        if let Heard::Change(change) = ear.hear().await.unwrap() {
            return change;
        }
    }
}
