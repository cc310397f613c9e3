//! What somebody typed in a text that others take away without having read it is put back, once, for everybody.

use proptest::prelude::*;
use yrs::{Any, Map, MapPrelim, Text, Transact};

use super::*;

/// A document with the changes that it is made of.
struct Kept {
    whole: Manuscript,
    history: Vec<Vec<u8>>,
}

impl Kept {
    fn of(texts: &[&str]) -> Self {
        let whole = Manuscript::of(&paragraphs(texts), 7);
        let history = vec![whole.state()];
        Self { whole, history }
    }

    fn take(&mut self, change: &[u8]) -> bool {
        let history = || self.history.iter().map(Vec::as_slice).collect();
        let taken = self.whole.take_in(change, history).unwrap().unwrap();
        let mended = taken.mend.is_some();
        self.history.push(taken.change);
        self.history.extend(taken.mend);
        mended
    }

    fn texts(&self) -> Vec<String> {
        let fresh = Manuscript::load(&self.history, 99).unwrap().content(&Content::default());
        assert_eq!(fresh, self.whole.content(&Content::default()), "what is kept says what is shown");
        texts(&fresh)
    }
}

/// Both orders in which two changes may arrive.
fn either_way(
    kept: &[&str],
    one: impl Fn(&mut Manuscript) -> Vec<u8>,
    other: impl Fn(&mut Manuscript) -> Vec<u8>,
) -> [Vec<String>; 2] {
    [false, true].map(|turned| {
        let mut here = Kept::of(kept);
        let (mut a, mut b) = (copy(&here.whole, 8), copy(&here.whole, 9));
        let mut changes = [one(&mut a), other(&mut b)];
        if turned {
            changes.reverse();
        }
        assert!(!here.take(&changes[0]), "nothing is lost yet");
        assert!(here.take(&changes[1]), "put back");
        for known in [&mut a, &mut b] {
            here.history.iter().for_each(|change| drop(known.apply(change).unwrap()));
            assert_eq!(texts(&known.content(&Content::default())), here.texts(), "for everybody");
        }
        here.texts()
    })
}

fn to(texts: &'static [&'static str]) -> impl Fn(&mut Manuscript) -> Vec<u8> {
    move |manuscript| change(manuscript, &paragraphs(texts))
}

#[test]
fn words_in_a_paragraph_that_others_join_stand_where_the_rest_of_it_went() {
    let before = ["Premier.", "Second, et des mots.", "Tiers."];
    let joined = |manuscript: &mut Manuscript| {
        let mut after = paragraphs(&["Premier. Second, et des mots.", "", "Tiers."]);
        after.blocks.remove(1);
        change(manuscript, &after)
    };
    for texts in either_way(&before, to(&["Premier.", "Second, 😀 et des mots.", "Tiers."]), joined) {
        assert_eq!(texts, ["Premier. Second, 😀 et des mots.", "Tiers."]);
    }
}

#[test]
fn words_in_a_paragraph_that_others_remove_stand_by_themselves_in_its_place() {
    let removed = |manuscript: &mut Manuscript| {
        let mut after = paragraphs(&["Premier.", "Second.", "Tiers."]);
        after.blocks.remove(1);
        change(manuscript, &after)
    };
    for texts in
        either_way(&["Premier.", "Second.", "Tiers."], to(&["Premier.", "Second. AJOUT", "Tiers."]), removed)
    {
        assert_eq!(texts, ["Premier.", " AJOUT", "Tiers."]);
    }
}

#[test]
fn words_in_a_paragraph_that_others_make_a_quote_of_are_in_the_quote() {
    let quoted = |manuscript: &mut Manuscript| {
        let mut after = paragraphs(&["Premier.", "Second."]);
        after.blocks[1].body = BlockBody::Quote(Quote { words: "Second.".into(), speaker: None });
        change(manuscript, &after)
    };
    for texts in either_way(&["Premier.", "Second."], to(&["Premier.", "Second. AJOUT"]), quoted) {
        assert_eq!(texts.len(), 2);
        assert!(texts[1].contains("Second. AJOUT"), "{texts:?}");
    }
}

#[test]
fn words_in_an_item_that_others_take_out_of_a_list_stay() {
    let list = |items: &[&str]| {
        let mut content = paragraphs(&["Premier."]);
        let items = items.iter().map(|item| (*item).into()).collect();
        content.push(BlockBody::List(List { style: ListStyle::Bulleted, items }));
        content
    };
    let mut here = Kept { whole: Manuscript::of(&list(&["un", "deux"]), 7), history: Vec::new() };
    here.history.push(here.whole.state());
    let (mut a, mut b) = (copy(&here.whole, 8), copy(&here.whole, 9));
    here.take(&change(&mut a, &list(&["un", "deux et demi"])));
    assert!(here.take(&change(&mut b, &list(&["un"]))));
    assert_eq!(here.texts()[2], " et demi");
}

#[test]
fn whoever_took_away_what_they_had_read_is_not_contradicted() {
    let mut here = Kept::of(&["un", "deux"]);
    let mut one = copy(&here.whole, 8);
    let typed = change(&mut one, &paragraphs(&["un", "deux et demi"]));
    let mut gone = paragraphs(&["un", "deux et demi"]);
    gone.blocks.remove(1);
    let removed = change(&mut one, &gone);
    assert!(!here.take(&typed) && !here.take(&removed));
    assert_eq!(here.texts(), ["un"]);
}

#[test]
fn words_of_which_nothing_is_left_to_look_at_are_suggested_at_the_end() {
    let here = Kept::of(&["Premier.", "Second."]);
    let (mut one, mut other) = (copy(&here.whole, 8), copy(&here.whole, 9));
    let mut removed = paragraphs(&["Premier.", "Second."]);
    removed.blocks.remove(1);
    other.change(&paragraphs(&["Premier.", "Second."]), &removed);
    // A save makes one state of all changes.
    let mut saved = Kept { history: vec![other.state()], whole: copy(&other, 7) };
    assert!(saved.take(&change(&mut one, &paragraphs(&["Premier.", "Second. AJOUT 😀"]))));
    assert_eq!(saved.texts(), ["Premier."], "none can tell whether they were public");
    assert_eq!(saved.whole.suggestions(), std::collections::BTreeSet::from(["?".to_owned()]));
    let txn = saved.whole.doc.transact();
    let all = crate::rescue::words_suggested(&txn);
    assert_eq!(all, [" AJOUT 😀"]);
}

#[test]
fn what_was_only_suggested_is_put_back_as_a_suggestion() {
    let mut here = Kept::of(&["Premier.", "Second."]);
    let (one, mut other) = (copy(&here.whole, 8), copy(&here.whole, 9));
    let blocks = one.doc.get_or_insert_map("blocks");
    let suggests = {
        let mut txn = one.doc.transact_mut();
        let Some(yrs::Out::YMap(map)) = blocks.get(&txn, "2") else { panic!() };
        let Some(yrs::Out::YText(text)) = map.get(&txn, "text") else { panic!() };
        let part = text.insert_embed(&mut txn, 6, MapPrelim::default());
        part.insert(&mut txn, "added", Any::from("7.abc.1"));
        part.insert(&mut txn, "words", yrs::TextPrelim::new(" SECRET"));
        txn.encode_update_v1()
    };
    here.take(&suggests);
    assert!(here.take(&change(&mut other, &paragraphs(&["Premier. Second."]))));
    assert_eq!(here.texts(), ["Premier. Second."], "it is in no story");
    assert_eq!(here.whole.suggestions().len(), 1, "and it is not lost");
    assert_eq!(crate::rescue::words_suggested(&here.whole.doc.transact()), [" SECRET"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Each letter stands nowhere else, so that it can be told whether it is there.
    #[test]
    fn whatever_two_do_who_do_not_hear_of_each_other_every_letter_is_there(
        acts in proptest::collection::vec((any::<bool>(), 0u8..6, 0usize..6, 0usize..30, any::<bool>()), 1..30),
    ) {
        let mut here = Kept::of(&["abcdefgh", "ijklmnop", "qrstuvwx"]);
        let mut typed: Vec<char> = ('a'..='x').collect();
        let mut next = 0x4e00;
        let mut copies = [copy(&here.whole, 8), copy(&here.whole, 9)];
        let mut heard = [1, 1];
        for (who, act, block, at, hears) in acts {
            let who = usize::from(who);
            if hears {
                for change in &here.history[heard[who]..] {
                    copies[who].apply(change).unwrap();
                }
                heard[who] = here.history.len();
            }
            let before = copies[who].content(&Content::default());
            let mut after = before.clone();
            let letter = char::from_u32(next).unwrap();
            if after.blocks.is_empty() {
                continue;
            }
            let block = block % after.blocks.len();
            let BlockBody::Paragraph(text) = after.blocks[block].body.clone() else { continue };
            let mut letters: Vec<char> = text.text.chars().collect();
            let at = at % (letters.len() + 1);
            match act {
                0 if block > 0 => {
                    let BlockBody::Paragraph(first) = &after.blocks[block - 1].body else { continue };
                    let both = format!("{}{}", first.text, text.text);
                    after.blocks[block - 1].body = BlockBody::Paragraph(both.as_str().into());
                    after.blocks.remove(block);
                }
                1 => {
                    let rest: String = letters.split_off(at).into_iter().collect();
                    after.blocks[block].body =
                        BlockBody::Paragraph(letters.iter().collect::<String>().as_str().into());
                    let id = 1_000 + next;
                    let body = BlockBody::Paragraph(rest.as_str().into());
                    after.blocks.insert(block + 1, Block { id, body });
                }
                _ => {
                    letters.insert(at, letter);
                    typed.push(letter);
                    after.blocks[block].body =
                        BlockBody::Paragraph(letters.iter().collect::<String>().as_str().into());
                }
            }
            next += 1;
            if before != after {
                let change = copies[who].change(&before, &after);
                here.take(&change);
            }
        }
        let there: String = here.texts().concat();
        let lost: Vec<char> = typed.into_iter().filter(|letter| !there.contains(*letter)).collect();
        prop_assert!(lost.is_empty(), "{lost:?} of {:?}", here.texts());
    }
}
