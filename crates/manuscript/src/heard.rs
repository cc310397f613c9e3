//! What of the card came from which window. Words that come twice are in the document once by themselves; a field that
//! comes again, from a browser that died before it heard that it was kept, would undo what others did since.

use std::collections::BTreeMap;

use yrs::{Any, Map as _, Out, ReadTxn as _, Transact as _};

use crate::Manuscript;
use crate::value::json;

const PLACE: &str = "heard";

impl Manuscript {
    /// The last of a window's changes of the card that was taken in; 0 where none was.
    pub fn heard(&self, window: u64) -> u64 {
        let txn = self.doc.transact();
        match txn.get_map(PLACE).and_then(|heard| heard.get(&txn, &window.to_string())) {
            Some(Out::Any(any)) => json(&any).as_u64().unwrap_or(0),
            _ => 0,
        }
    }

    /// Notes the last change of each window that is taken in. Answers with the change.
    pub fn hear(&mut self, windows: &BTreeMap<u64, u64>) -> Vec<u8> {
        let heard = self.doc.get_or_insert_map(PLACE);
        let mut txn = self.doc.transact_mut();
        for (window, count) in windows {
            heard.insert(&mut txn, window.to_string(), Any::from(*count as f64));
        }
        txn.encode_update_v1()
    }
}
