//! Any story goes in and comes out as it was; whoever writes what at the same time, all end up with the same story.

mod rescue;
mod suggested;

use proptest::prelude::*;
use story::{
    Block, BlockBody, Content, Embed, FactBox, File, Gallery, Language, List, ListStyle, Mark, MarkKind,
    Picture, Quote, RichText, Signature, Span, Speaker, Table, Urgency, Video,
};

use crate::{Manuscript, Unreadable, merged};

fn words() -> impl Strategy<Value = String> {
    "([a-zé \n]|\\PC|😀){0,10}"
}

prop_compose! {
    fn rich()(text in words(), marks in proptest::collection::vec((0u8..6, 0usize..10, 0usize..10), 0..4)) -> RichText {
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut rich = RichText::plain(text);
        for (kind, a, b) in marks {
            let (a, b) = (borders[a % borders.len()], borders[b % borders.len()]);
            let kind = match kind {
                0 => MarkKind::Strong,
                1 => MarkKind::Emphasis,
                2 => MarkKind::Superscript,
                3 => MarkKind::Foreign { language: Language::new("en") },
                4 => MarkKind::Link { href: "https://b.example/".into() },
                _ => MarkKind::Link { href: "https://a.example/(x)".into() },
            };
            let _ = rich.mark(Span::new(a.min(b), a.max(b)), kind);
        }
        rich
    }
}

prop_compose! {
    fn picture()(file in 0u8..3, caption in words(), credit in words(), alt in words(), known in any::<bool>()) -> Picture {
        let file = match file {
            0 => File::Missing,
            1 => File::Remote { href: "https://p.example/1.jpg".into() },
            _ => File::Stored { asset: story::AssetId::from_number(77) },
        };
        Picture { file, caption, credit, alt, language: known.then(|| Language::new("ar")) }
    }
}

fn body() -> impl Strategy<Value = BlockBody> {
    let many = || proptest::collection::vec(rich(), 0..3);
    prop_oneof![
        3 => rich().prop_map(BlockBody::Paragraph),
        1 => rich().prop_map(BlockBody::Subheading),
        1 => (rich(), proptest::option::of((words(), words()))).prop_map(|(words, who)| {
            BlockBody::Quote(Quote { words, speaker: who.map(|(name, role)| Speaker { name, role }) })
        }),
        1 => (many(), any::<bool>()).prop_map(|(items, numbered)| {
            BlockBody::List(List { style: if numbered { ListStyle::Numbered } else { ListStyle::Bulleted }, items })
        }),
        1 => picture().prop_map(BlockBody::Picture),
        1 => (words(), proptest::collection::vec(picture(), 0..3))
            .prop_map(|(title, pictures)| BlockBody::Gallery(Gallery { title, pictures })),
        1 => (picture(), words(), words(), any::<u32>()).prop_map(|(poster, title, href, duration_s)| {
            BlockBody::Video(Video { poster, title, href, duration_s })
        }),
        1 => (words(), words(), words()).prop_map(|(href, provider, title)| BlockBody::Embed(Embed { href, provider, title })),
        1 => (words(), many()).prop_map(|(title, paragraphs)| BlockBody::FactBox(FactBox { title, paragraphs })),
        1 => (words(), 0usize..3, proptest::collection::vec(many(), 0..3))
            .prop_map(|(caption, header_rows, rows)| BlockBody::Table(Table { caption, header_rows, rows })),
    ]
}

prop_compose! {
    fn content()(
        heads in proptest::array::uniform8(words()),
        topics in proptest::collection::vec(words(), 0..3),
        byline in proptest::collection::vec((words(), words()), 0..3),
        urgency in 1u8..=8,
        lead in proptest::option::of(picture()),
        bodies in proptest::collection::vec(body(), 1..6),
        from in 1u32..40,
    ) -> Content {
        let [headline, headline_short, headline_alert, headline_search, kicker, standfirst, dateline, slugline] = heads;
        let mut content = Content {
            language: Language::new("fr"), headline, headline_short, headline_alert, headline_search, kicker, standfirst, dateline, slugline, topics,
            byline: byline.into_iter().map(|(name, role)| Signature { name, role }).collect(),
            urgency: Urgency::try_from(urgency).unwrap(), lead, ..Content::default()
        };
        content.blocks = bodies.into_iter().zip(from..).map(|(body, id)| Block { id, body }).collect();
        content
    }
}

fn paragraphs(texts: &[&str]) -> Content {
    let mut content = Content { headline: "Le port rouvre".into(), ..Content::default() };
    texts.iter().for_each(|text| content.push(BlockBody::Paragraph((*text).into())));
    content
}

fn texts(content: &Content) -> Vec<String> {
    let text = |block: &Block| match &block.body {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => text.text.clone(),
        other => format!("{other:?}"),
    };
    content.blocks.iter().map(text).collect()
}

/// Another copy of a document, whose changes are another's.
fn copy(of: &Manuscript, writer: u64) -> Manuscript {
    Manuscript::load([of.state()], writer).unwrap()
}

fn change(manuscript: &mut Manuscript, to: &Content) -> Vec<u8> {
    let from = manuscript.content(&Content::default());
    manuscript.change(&from, to)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_story_comes_out_of_the_shared_document_as_it_went_in(content in content()) {
        let manuscript = Manuscript::of(&content, 7);
        prop_assert_eq!(&manuscript.content(&content), &content);
        prop_assert_eq!(&copy(&manuscript, 8).content(&content), &content, "and out of its bytes");
    }

    #[test]
    fn a_story_turned_into_any_other_is_that_one(from in content(), to in content()) {
        let mut manuscript = Manuscript::of(&from, 7);
        let mut other = copy(&manuscript, 8);
        let update = manuscript.change(&from, &to);
        let nothing_typed = |content: &Content| {
            let block = |block: &&Block| !matches!(&block.body, BlockBody::Paragraph(text) if text.text.is_empty());
            content.blocks.iter().filter(block).map(|block| block.id).collect::<Vec<_>>()
        };
        prop_assert_eq!(&manuscript.content(&to), &to);
        other.apply(&update).unwrap();
        prop_assert_eq!(&other.content(&to), &to);
        prop_assert_eq!(nothing_typed(&other.content(&Content::default())), nothing_typed(&to));
    }

    #[test]
    fn three_people_who_write_anything_at_once_end_with_one_story(start in content(), turns in proptest::collection::vec((0usize..3, content(), 0u8..3), 1..6)) {
        let first = Manuscript::of(&start, 7);
        let mut all = [copy(&first, 11), copy(&first, 12), copy(&first, 13)];
        let mut sent: Vec<Vec<u8>> = Vec::new();
        for (who, to, hears) in turns {
            let from = all[who].content(&start);
            sent.push(all[who].change(&from, &to));
            // Sometimes a person hears of what the others wrote so far.
            if hears == 0 {
                sent.iter().for_each(|update| drop(all[who].apply(update)));
            }
        }
        // Changes build on each other: everybody asks for what they lack.
        for _ in 0..2 {
            for a in 0..3 {
                for b in 0..3 {
                    let lacking = all[a].since(&all[b].known()).unwrap();
                    all[b].apply(&lacking).unwrap();
                }
            }
        }
        let one = all[0].content(&start);
        prop_assert_eq!(&one, &all[1].content(&start));
        prop_assert_eq!(&one, &all[2].content(&start));
        let json = serde_json::to_string(&one).unwrap();
        let read: Content = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &one, "a story like any other");
        let mut ids: Vec<_> = one.blocks.iter().map(|block| block.id).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), one.blocks.len());
    }

    #[test]
    fn bytes_from_anywhere_are_refused_or_leave_a_story(noise in proptest::collection::vec(any::<u8>(), 0..60), cut in 0usize..400, flip in any::<u8>()) {
        let manuscript = Manuscript::of(&paragraphs(&["un", "deux"]), 7);
        let mut bytes = manuscript.state();
        bytes.truncate(cut % bytes.len());
        let at = flip as usize % bytes.len().max(1);
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= flip;
        }
        for sent in [noise, bytes] {
            let mut target = copy(&manuscript, 9);
            if target.apply(&sent).is_ok() {
                let content = target.content(&Content::default());
                drop(target.change(&content, &paragraphs(&["un", "deux", "trois"])));
            }
        }
    }
}

#[test]
fn two_people_in_one_paragraph_lose_no_word() {
    let first = Manuscript::of(&paragraphs(&["Trois ferries ont accosté ce matin."]), 7);
    let (mut anouk, mut jonas) = (copy(&first, 11), copy(&first, 12));
    let one = change(&mut anouk, &paragraphs(&["Quatre ferries ont accosté ce matin."]));
    let two = change(&mut jonas, &paragraphs(&["Trois ferries ont accosté ce matin à Ostrande."]));
    anouk.apply(&two).unwrap();
    jonas.apply(&one).unwrap();
    for content in [anouk.content(&Content::default()), jonas.content(&Content::default())] {
        assert_eq!(texts(&content), ["Quatre ferries ont accosté ce matin à Ostrande."]);
    }
}

#[test]
fn a_block_that_moves_or_turns_into_another_keeps_what_is_written_in_it_meanwhile() {
    let first = Manuscript::of(&paragraphs(&["un", "deux", "trois"]), 7);
    let (mut anouk, mut jonas) = (copy(&first, 11), copy(&first, 12));
    let mut moved = paragraphs(&["un", "deux", "trois"]);
    moved.blocks.swap(0, 2);
    moved.blocks[2].body = BlockBody::Subheading("un".into());
    let one = change(&mut anouk, &moved);
    let two = change(&mut jonas, &paragraphs(&["un et demi", "deux", "trois"]));
    anouk.apply(&two).unwrap();
    jonas.apply(&one).unwrap();
    let read = anouk.content(&Content::default());
    assert_eq!(texts(&read), ["trois", "deux", "un et demi"]);
    assert!(matches!(read.blocks[2].body, BlockBody::Subheading(_)));
    assert_eq!(jonas.content(&Content::default()), read);
}

#[test]
fn what_is_no_part_of_a_story_is_passed_over() {
    use yrs::{Array, Map, Transact};
    let mut manuscript = Manuscript::of(&paragraphs(&["un"]), 7);
    let doc = yrs::Doc::with_client_id(99);
    {
        let (blocks, order, headline) = (
            doc.get_or_insert_map("blocks"),
            doc.get_or_insert_array("order"),
            doc.get_or_insert_map("headline"),
        );
        let card = doc.get_or_insert_map("card");
        let mut txn = doc.transact_mut();
        headline.insert(&mut txn, "a", "map where words are");
        blocks.insert(&mut txn, "4", yrs::MapPrelim::from([("type", yrs::Any::from("script"))]));
        blocks.insert(&mut txn, "5", "no block");
        blocks.insert(
            &mut txn,
            "6",
            yrs::MapPrelim::from([
                ("type", yrs::Any::from("table")),
                ("table_body", yrs::Any::from(3.5)),
                ("header", yrs::Any::from(-1.0)),
            ]),
        );
        for id in ["4", "5", "6", "77", "0", "x", "6"] {
            order.push_back(&mut txn, id);
        }
        card.insert(&mut txn, "urgency", 900.0);
        card.insert(&mut txn, "byline", "nobody");
    }
    use yrs::ReadTxn as _;
    let update = doc.transact().encode_state_as_update_v1(&yrs::StateVector::default());
    manuscript.apply(&update).unwrap();
    let read = manuscript.content(&paragraphs(&["un"]));
    assert_eq!(read.urgency, Urgency::NORMAL);
    assert_eq!(read.headline, "Le port rouvre");
    assert_eq!(read.blocks.iter().map(|block| block.id).filter(|id| *id != 1).collect::<Vec<_>>(), [6]);
    assert!(read.blocks.iter().any(|block| block.id == 1));
}

#[test]
fn changes_of_another_document_are_refused() {
    let mut manuscript = Manuscript::of(&paragraphs(&["un"]), 7);
    let mut other = Manuscript::of(&paragraphs(&["deux"]), 8);
    let update = change(&mut other, &paragraphs(&["deux et demi"]));
    assert_eq!(manuscript.apply(&update), Err(Unreadable));
}

#[test]
fn a_change_strikes_only_what_its_writer_had_read() {
    let mut here = Manuscript::of(&paragraphs(&["un", "deux"]), 7);
    let (mut one, mut other) = (copy(&here, 8), copy(&here, 9));
    let typed = change(&mut one, &paragraphs(&["un", "deux et demi"]));
    let joined = change(&mut other, &paragraphs(&["un deux"]));
    here.apply(&typed).unwrap();
    let told = here.apply(&joined).unwrap();
    assert_eq!(told, Some(joined), "whoever typed hears that it went unread, and puts it back");
    assert_eq!(texts(&here.content(&Content::default())), ["un deux"]);
}

#[test]
fn what_is_known_already_is_no_change() {
    let mut manuscript = Manuscript::of(&paragraphs(&["un"]), 7);
    let mut other = copy(&manuscript, 8);
    let updates = [
        change(&mut other, &paragraphs(&["un", "deux"])),
        change(&mut other, &paragraphs(&["un", "deux", "trois"])),
    ];
    let both = merged(&updates).unwrap();
    assert!(manuscript.apply(&both).unwrap().is_some());
    for known in [&both, &updates[0], &updates[1]] {
        assert_eq!(manuscript.apply(known).unwrap(), None);
    }
    assert_eq!(texts(&manuscript.content(&Content::default())), ["un", "deux", "trois"]);
}

#[test]
fn marks_of_one_kind_that_touch_are_one_and_an_untouched_text_keeps_its_own() {
    let mark = |start, end| Mark { span: Span::new(start, end), kind: MarkKind::Strong };
    let text = RichText { text: "un deux".into(), marks: vec![mark(0, 2), mark(2, 7)] };
    let content =
        Content { blocks: vec![Block { id: 1, body: BlockBody::Paragraph(text) }], ..Content::default() };
    let manuscript = Manuscript::of(&content, 7);
    assert_eq!(manuscript.content(&content), content);
    let BlockBody::Paragraph(read) = &manuscript.content(&Content::default()).blocks[0].body else {
        panic!("a paragraph")
    };
    assert_eq!(read.marks, [mark(0, 7)]);
}
