//! What is only suggested is in no story, whoever wrote it and however odd it is, and stays through whatever a form changes.

use serde_json::Value as Json;
use story::{BlockBody, Content};
use yrs::updates::decoder::Decode;
use yrs::{
    Any, Array, ArrayRef, Doc, GetString, In, Map, MapPrelim, MapRef, OffsetKind, Options, Out, ReadTxn,
    Text, TextPrelim, TextRef, Transact, TransactionMut, Update,
};

use super::*;

const SECRET: &str = "SECRET";

/// What a browser may have written where a signature belongs.
fn oddities() -> Vec<Any> {
    let map = std::collections::HashMap::from([("by".to_owned(), Any::from("x"))]);
    vec![Any::from("7.abc.1"), Any::from(""), Any::from(true), Any::from(4.0), Any::from(map)]
}

/// A browser that does with a document what it likes.
struct Hostile(Doc);

impl Hostile {
    fn at(manuscript: &Manuscript) -> Self {
        let options =
            Options { offset_kind: OffsetKind::Utf16, ..Options::with_client_id(yrs::ClientID::new(66)) };
        let doc = Doc::with_options(options);
        for name in ["kicker", "headline", "standfirst"] {
            doc.get_or_insert_text(name);
        }
        for name in ["lead", "blocks"] {
            doc.get_or_insert_map(name);
        }
        doc.get_or_insert_array("order");
        doc.transact_mut().apply_update(Update::decode_v1(&manuscript.state()).unwrap()).unwrap();
        Self(doc)
    }

    fn act(&self, manuscript: &mut Manuscript, act: impl FnOnce(&mut TransactionMut<'_>)) {
        let known = self.0.transact().state_vector();
        act(&mut self.0.transact_mut());
        let change = self.0.transact().encode_state_as_update_v1(&known);
        manuscript.apply(&change).unwrap();
    }

    fn blocks(&self) -> MapRef {
        self.0.get_or_insert_map("blocks")
    }

    fn order(&self) -> ArrayRef {
        self.0.get_or_insert_array("order")
    }

    /// Every text that there is, of every block and of the head.
    fn texts(&self) -> Vec<TextRef> {
        let mut found: Vec<TextRef> =
            ["kicker", "headline", "standfirst"].map(|name| self.0.get_or_insert_text(name)).into();
        let (blocks, lead) = (self.blocks(), self.0.get_or_insert_map("lead"));
        let txn = self.0.transact();
        texts_in(Out::YMap(blocks), &txn, &mut found);
        texts_in(Out::YMap(lead), &txn, &mut found);
        found
    }
}

fn texts_in(out: Out, txn: &impl ReadTxn, found: &mut Vec<TextRef>) {
    match out {
        Out::YText(text) => found.push(text),
        Out::YArray(list) => list.iter(txn).for_each(|out| texts_in(out, txn, found)),
        Out::YMap(map) => map.iter(txn).for_each(|(_, out)| texts_in(out, txn, found)),
        _ => {}
    }
}

fn suggestion(by: Any, words: &str) -> MapPrelim {
    MapPrelim::from([("added", In::Any(by)), ("words", In::from(TextPrelim::new(words)))])
}

/// Suggests something in every text and of every block.
fn litter(manuscript: &mut Manuscript, by: &Any) {
    let hostile = Hostile::at(manuscript);
    let (texts, blocks) = (hostile.texts(), hostile.blocks());
    hostile.act(manuscript, |txn| {
        for text in &texts {
            let units = text.len(txn);
            // Not within a letter of two units.
            let letters = text.get_string(txn);
            let middle = letters.chars().take(1).map(char::len_utf16).sum::<usize>() as u32;
            text.insert_embed(txn, units, suggestion(by.clone(), SECRET));
            text.insert_embed(txn, middle, suggestion(by.clone(), SECRET));
            text.insert_embed(txn, 0, Any::from(4.0));
            let all = text.len(txn);
            text.format(txn, 0, all, yrs::types::Attrs::from([("struck".into(), by.clone())]));
        }
        let ids: Vec<String> = blocks.keys(txn).map(str::to_owned).collect();
        for id in ids {
            if let Some(Out::YMap(map)) = blocks.get(txn, &id) {
                map.insert(txn, "struck", by.clone());
            }
        }
    });
}

/// Blocks of every kind, wholly suggested.
fn add_blocks(manuscript: &mut Manuscript, by: &Any, bodies: &[BlockBody]) {
    let hostile = Hostile::at(manuscript);
    let (blocks, order) = (hostile.blocks(), hostile.order());
    let lead = hostile.0.get_or_insert_map("lead");
    hostile.act(manuscript, |txn| {
        for (n, body) in bodies.iter().enumerate() {
            let id = 900_000 + n;
            let kind = crate::model::parts(body).remove("type");
            let map = blocks.insert(txn, id.to_string(), MapPrelim::default());
            let Some(crate::value::Value::Plain(Json::String(kind))) = kind else { panic!("a kind") };
            map.insert(txn, "type", kind.as_str());
            map.insert(txn, "added", by.clone());
            let text = map.insert(txn, "text", TextPrelim::new(""));
            text.insert_embed(txn, 0, suggestion(by.clone(), SECRET));
            for name in ["title", "quote_words", "caption", "speaker"] {
                if kind != "paragraph" && kind != "subheading" {
                    map.insert(txn, name, TextPrelim::new(SECRET));
                }
            }
            let at = (n as u32 * 2).min(order.len(txn));
            order.insert(txn, at, id.to_string());
        }
        if lead.get(txn, "file").is_none() {
            lead.insert(txn, "file", Any::from("x"));
            lead.insert(txn, "caption", TextPrelim::new(SECRET));
            lead.insert(txn, "added", by.clone());
        }
    });
}

fn stored(manuscript: &Manuscript) -> Manuscript {
    copy(manuscript, 8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_suggested_is_in_no_story_before_it_is_accepted(content in content(), odd in 0usize..5, bodies in proptest::collection::vec(body(), 1..8)) {
        let by = oddities()[odd].clone();
        let mut manuscript = Manuscript::of(&content, 7);
        litter(&mut manuscript, &by);
        add_blocks(&mut manuscript, &by, &bodies);
        prop_assert!(!manuscript.suggestions().is_empty());
        let read = stored(&manuscript).content(&content);
        prop_assert_eq!(&read, &content);
        prop_assert!(!serde_json::to_string(&read).unwrap().contains(SECRET));
        let bare = stored(&manuscript).content(&Content::default());
        prop_assert!(!serde_json::to_string(&bare).unwrap().contains(SECRET), "nor where nothing is known of it");
    }

    #[test]
    fn a_form_says_what_it_says_and_leaves_suggestions_where_they_are(from in content(), to in content()) {
        let mut manuscript = Manuscript::of(&from, 7);
        litter(&mut manuscript, &oddities()[0]);
        let mut other = stored(&manuscript);
        let known = manuscript.content(&from);
        let update = manuscript.change(&known, &to);
        prop_assert_eq!(&manuscript.content(&to), &to);
        other.apply(&update).unwrap();
        prop_assert_eq!(&other.content(&to), &to);
    }
}

/// `Le port` and ` rouvre.` are one paragraph that somebody suggests to divide; a new paragraph is suggested behind it.
fn divided() -> (Content, Manuscript) {
    let content = paragraphs(&["Le port rouvre.", "Fin."]);
    let mut manuscript = Manuscript::of(&paragraphs(&["Le port", "Fin."]), 7);
    let hostile = Hostile::at(&manuscript);
    let (blocks, order) = (hostile.blocks(), hostile.order());
    hostile.act(&mut manuscript, |txn| {
        for (at, id, of, words) in [(1, "50", Some(1.0), " rouvre."), (2, "51", None, "")] {
            let map = blocks.insert(
                txn,
                id,
                MapPrelim::from([("type", Any::from("paragraph")), ("added", Any::from("7.a.1"))]),
            );
            if let Some(of) = of {
                map.insert(txn, "of", of);
            }
            let text = map.insert(txn, "text", TextPrelim::new(words));
            text.insert_embed(txn, 0, suggestion(Any::from("7.a.1"), SECRET));
            order.insert(txn, at, id);
        }
    });
    (content, manuscript)
}

#[test]
fn a_paragraph_that_somebody_would_divide_is_one_until_that_is_accepted() {
    let (content, manuscript) = divided();
    assert_eq!(texts(&manuscript.content(&content)), ["Le port rouvre.", "Fin."]);
    assert_eq!(manuscript.suggestions().len(), 1);
}

#[test]
fn a_form_writes_in_a_paragraph_that_somebody_would_divide() {
    for (words, wanted) in [
        ("Le port de Sarrac rouvre.", ["Le port", " de Sarrac rouvre."]),
        ("Le port rouvre ce soir.", ["Le port", " rouvre ce soir."]),
        ("Un port ferme.", ["Un port", " ferme."]),
    ] {
        let (content, mut manuscript) = divided();
        let to = paragraphs(&[words, "Fin."]);
        manuscript.change(&content, &to);
        assert_eq!(manuscript.content(&to), to);
        let hostile = Hostile::at(&manuscript);
        let blocks = hostile.blocks();
        let txn = hostile.0.transact();
        let words = |id: &str| match blocks.get(&txn, id) {
            Some(Out::YMap(map)) => {
                let text: TextRef = map.get(&txn, "text").unwrap().cast().unwrap();
                crate::runs::text(&crate::runs::read(&text, &txn))
            }
            other => panic!("{other:?}"),
        };
        assert_eq!([words("1"), words("50")], wanted);
        assert_eq!(manuscript.suggestions().len(), 1, "and the suggestion stays");
    }
}

#[test]
fn a_divided_paragraph_moves_goes_and_is_followed_as_one() {
    let (content, mut manuscript) = divided();
    let mut to = content.clone();
    to.blocks.swap(0, 1);
    to.push(BlockBody::Paragraph("Suite.".into()));
    manuscript.change(&content, &to);
    assert_eq!(texts(&manuscript.content(&to)), ["Fin.", "Le port rouvre.", "Suite."]);
    let gone = Content { blocks: vec![to.blocks[0].clone()], ..to.clone() };
    manuscript.change(&to, &gone);
    assert_eq!(texts(&manuscript.content(&gone)), ["Fin."]);
}

#[test]
fn the_editor_reads_documents_as_the_server_does() {
    let mut open = 0;
    for line in include_str!("suggested.jsonl").lines() {
        let told: Json = serde_json::from_str(line).unwrap();
        let state = decoded(told["state"].as_str().unwrap());
        let manuscript = Manuscript::load([state], 8).unwrap();
        let mut all = serde_json::to_value(Content::default()).unwrap();
        for (name, value) in told["story"].as_object().unwrap() {
            all[name] = value.clone();
        }
        let mut story: Content = serde_json::from_value(all).unwrap();
        for line in [&mut story.kicker, &mut story.headline, &mut story.standfirst] {
            *line = line.trim().to_owned();
        }
        assert_eq!(manuscript.content(&Content::default()), story);
        assert_eq!(manuscript.suggestions().len() as u64, told["open"].as_u64().unwrap());
        open += manuscript.suggestions().len();
    }
    assert!(open > 20, "{open}");
}

fn decoded(base64: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = base64.bytes().filter(|letter| *letter != b'=').map(value).collect();
    let four = |digits: &[u8]| {
        let bits =
            digits.iter().fold(0u32, |bits, digit| bits << 6 | u32::from(*digit)) << (6 * (4 - digits.len()));
        bits.to_be_bytes()[1..digits.len()].to_vec()
    };
    digits.chunks(4).flat_map(four).collect()
}
