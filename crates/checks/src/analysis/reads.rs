//! What was read in a text, kept while the text stays the same: one keystroke changes one block of a story.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{DateRead, Lang, Mention, Name, Number, Quotation, Token, tokens};

/// Words of texts kept at one time; about a hundred long stories.
const BYTES_MAX: usize = 4_000_000;

/// Words, and what they say: each part worked out when a rule first asks for it. Depends on the text and its language
/// alone, so two stories with the same paragraph may share it.
pub(crate) struct Read {
    pub tokens: Vec<Token>,
    /// The folded words one after the other; tokens know their part.
    pub folded: String,
    pub(super) places: OnceLock<Vec<Mention>>,
    pub(super) names: OnceLock<Vec<Name>>,
    pub(super) numbers: OnceLock<Vec<Number>>,
    pub(super) dates: OnceLock<Vec<DateRead>>,
    pub(super) quotes: OnceLock<Vec<Quotation>>,
    by_rule: Mutex<Vec<(&'static str, Arc<dyn Any + Send + Sync>)>>,
}

impl Read {
    pub(super) fn of(text: &str) -> Self {
        let (tokens, folded) = tokens::split(text);
        Self {
            tokens,
            folded,
            places: OnceLock::new(),
            names: OnceLock::new(),
            numbers: OnceLock::new(),
            dates: OnceLock::new(),
            quotes: OnceLock::new(),
            by_rule: Mutex::default(),
        }
    }

    pub(super) fn once<T: Any + Send + Sync>(&self, name: &'static str, find: impl FnOnce() -> T) -> Arc<T> {
        let known = |list: &[(&'static str, Arc<dyn Any + Send + Sync>)]| {
            let (_, found) = list.iter().find(|(other, _)| *other == name)?;
            Arc::clone(found).downcast::<T>().ok()
        };
        // A rule that panicked while holding the list leaves it whole: entries are pushed in one go.
        if let Some(found) = known(&self.by_rule.lock().unwrap_or_else(PoisonError::into_inner)) {
            return found;
        }
        let found = Arc::new(find());
        let kept: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&found);
        self.by_rule.lock().unwrap_or_else(PoisonError::into_inner).push((name, kept));
        found
    }
}

/// Texts read lately, by language and words. The older half goes when there are too many.
#[derive(Default)]
pub(crate) struct Reads(Mutex<Generations>);

type Known = HashMap<(Lang, Box<str>), Arc<Read>>;

#[derive(Default)]
struct Generations {
    young: Known,
    young_bytes: usize,
    old: Known,
}

impl Reads {
    pub(super) fn of(&self, lang: Lang, text: &str) -> Arc<Read> {
        let key = (lang, Box::<str>::from(text));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(read) = all.young.get(&key) {
            return Arc::clone(read);
        }
        let read = all.old.remove(&key).unwrap_or_else(|| Arc::new(Read::of(text)));
        all.young_bytes += text.len();
        all.young.insert(key, Arc::clone(&read));
        if all.young_bytes > BYTES_MAX / 2 {
            all.old = std::mem::take(&mut all.young);
            all.young_bytes = 0;
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_read_once_and_old_ones_are_let_go() {
        let reads = Reads::default();
        let first = reads.of(Lang::Fr, "le port");
        assert!(Arc::ptr_eq(&first, &reads.of(Lang::Fr, "le port")));
        assert!(!Arc::ptr_eq(&first, &reads.of(Lang::En, "le port")), "another language reads otherwise");
        let long = "mot ".repeat(BYTES_MAX / 8);
        for n in 0..5 {
            reads.of(Lang::Fr, &format!("{long}{n}"));
        }
        assert!(!Arc::ptr_eq(&first, &reads.of(Lang::Fr, "le port")));
    }

    #[test]
    fn a_rule_works_out_its_part_once() {
        let read = Read::of("le port");
        assert_eq!(*read.once("a", || 1_u8), 1);
        assert_eq!(*read.once("a", || 2_u8), 1);
        assert_eq!(*read.once("b", || 3_u8), 3);
    }
}
