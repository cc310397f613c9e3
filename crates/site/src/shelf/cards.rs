//! The newest cards, as they were read last: every list of what is newest begins with the same ones, and to read a card
//! takes longer than to print it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use story::Card;

/// Cards kept, some kilobyte each: more than all fronts and sections of a newspaper show.
const KEPT_MAX: usize = 4_096;

pub(super) type Cards = Newest<Card>;

/// Something of each journal entry, of one journal: what stands under a number never changes.
#[derive(Debug)]
pub(super) struct Newest<T>(Mutex<BTreeMap<u64, Arc<T>>>);

impl<T> Default for Newest<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Newest<T> {
    /// What belongs to an entry; `read` where it is not here. What is older than all that are kept is not kept.
    pub(super) fn get<E>(&self, seq: u64, read: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let known = self.kept().get(&seq).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let new = Arc::new(read()?);
        let mut kept = self.kept();
        kept.insert(seq, Arc::clone(&new));
        if kept.len() > KEPT_MAX {
            kept.pop_first();
        }
        Ok(new)
    }

    fn kept(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_newest_is_read_once() {
        let known = Newest::default();
        let count = KEPT_MAX as u64;
        for seq in 1..=count + 1 {
            assert_eq!(known.get(seq, || Ok::<_, ()>(seq)), Ok(Arc::new(seq)));
        }
        let again = |seq| known.get(seq, || Err("read again")).map(|known| *known);
        assert_eq!((again(2), again(count + 1)), (Ok(2), Ok(count + 1)));
        assert_eq!(again(1), Err("read again"), "the oldest made room");
        assert_eq!(known.get(1, || Ok::<_, ()>(1)), Ok(Arc::new(1)));
        assert_eq!((again(1), again(2)), (Err("read again"), Ok(2)));
    }
}
