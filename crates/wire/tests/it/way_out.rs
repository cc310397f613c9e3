//! What leaves comes back: stories through ninjs and NewsML-G2 whole, and what each form says to those who know no
//! Marbre.

#![allow(
    clippy::disallowed_methods,
    reason = "the room is pure; its test may keep what was written for others to judge"
)]

use jiff::Timestamp;
use proptest::prelude::*;
use story::{
    Asset, AssetId, AssetKind, Block, BlockBody, Change, Channel, Content, Correction, Dispatch, Embed,
    FactBox, File, Gallery, HeadlineUse, InCoverage, Item, ItemStatus, JournalEntry, Language, List,
    ListStyle, LiveCoverage, LiveStory, MarkKind, Origin, Picture, Pinned, Quote, Relation, RichText,
    Signature, SourceCredit, Span, Speaker, StoryId, Table, Urgency, Video, Withdrawal, Writer,
};

const ORIGIN: &str = "https://news.example";

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-zéèçàâêœ «»’ـابتثجیگ0-9.,;:!?]{1,40}".prop_map(|text| format!("m{text}")),
        1 => "\\PC{1,30}".prop_map(|text| format!("n{text}")),
        1 => Just("\u{2028}a\u{2029}b\u{85}".to_owned()),
        1 => Just("a\u{a0}« b » \u{200c}c  d\u{ad}e\tf <p>&amp;</p> ]]> \u{fffe}\u{1}".to_owned()),
    ]
}

fn maybe() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), words()]
}

fn address() -> impl Strategy<Value = String> {
    "[a-z]{1,8}(/[a-z0-9]{1,6}){0,2}".prop_map(|path| format!("https://far.example/{path}?a=1&b=2"))
}

fn language() -> impl Strategy<Value = Language> {
    prop::sample::select(vec!["fr", "en-gb", "ar", "fa", "de"]).prop_map(Language::new)
}

fn mark() -> impl Strategy<Value = MarkKind> {
    prop_oneof![
        Just(MarkKind::Strong),
        Just(MarkKind::Emphasis),
        Just(MarkKind::Subscript),
        Just(MarkKind::Superscript),
        address().prop_map(|href| MarkKind::Link { href }),
        language().prop_map(|language| MarkKind::Foreign { language }),
    ]
}

fn rich() -> impl Strategy<Value = RichText> {
    (words(), prop::collection::vec((any::<(u16, u16)>(), mark()), 0..4)).prop_map(|(text, marks)| {
        let mut rich = RichText::plain(text);
        let borders: Vec<usize> =
            rich.text.char_indices().map(|(at, _)| at).chain([rich.text.len()]).collect();
        for ((one, other), kind) in marks {
            let at = |number: u16| borders[usize::from(number) % borders.len()];
            let (start, end) = (at(one).min(at(other)), at(one).max(at(other)));
            let _ = rich.mark(Span::new(start, end), kind);
        }
        rich
    })
}

fn texts() -> impl Strategy<Value = Vec<RichText>> {
    prop::collection::vec(rich(), 1..4)
}

fn picture() -> impl Strategy<Value = Picture> {
    let file = prop_oneof![
        Just(File::Missing),
        address().prop_map(|href| File::Remote { href }),
        (1u64..4).prop_map(|number| File::Stored { asset: AssetId::from_number(number) }),
    ];
    (file, maybe(), maybe(), maybe(), prop::option::of(language()))
        .prop_map(|(file, caption, credit, alt, language)| Picture { file, caption, credit, alt, language })
}

fn block() -> impl Strategy<Value = BlockBody> {
    let speaker = (words(), maybe()).prop_map(|(name, role)| Speaker { name, role });
    let style = prop_oneof![Just(ListStyle::Bulleted), Just(ListStyle::Numbered)];
    let pictures = prop::collection::vec(picture(), 1..4);
    let rows = prop::collection::vec(texts(), 1..4);
    prop_oneof![
        4 => rich().prop_map(BlockBody::Paragraph),
        1 => rich().prop_map(BlockBody::Subheading),
        1 => (rich(), prop::option::of(speaker)).prop_map(|(words, speaker)| BlockBody::Quote(Quote { words, speaker })),
        1 => (style, texts()).prop_map(|(style, items)| BlockBody::List(List { style, items })),
        1 => picture().prop_map(BlockBody::Picture),
        1 => (maybe(), pictures).prop_map(|(title, pictures)| BlockBody::Gallery(Gallery { title, pictures })),
        1 => (picture(), maybe(), address(), 0u32..9999)
            .prop_map(|(poster, title, href, duration_s)| BlockBody::Video(Video { poster, title, href, duration_s })),
        1 => (address(), words(), maybe())
            .prop_map(|(href, provider, title)| BlockBody::Embed(Embed { href, provider, title })),
        1 => (maybe(), texts()).prop_map(|(title, paragraphs)| BlockBody::FactBox(FactBox { title, paragraphs })),
        1 => (maybe(), 0usize..2, rows)
            .prop_map(|(caption, header_rows, rows)| BlockBody::Table(Table { caption, header_rows, rows })),
    ]
}

prop_compose! {
    fn content()(
        language in language(),
        (headline, kicker, standfirst, dateline, slugline) in (words(), maybe(), maybe(), maybe(), maybe()),
        (headline_short, headline_alert, headline_search) in (maybe(), maybe(), maybe()),
        byline in prop::collection::vec((words(), maybe()).prop_map(|(name, role)| Signature { name, role }), 0..3),
        urgency in 1u8..9,
        section in "[a-z-]{0,8}",
        (topics, places, people) in (
            prop::collection::vec(words(), 0..3), prop::collection::vec(words(), 0..3), prop::collection::vec(words(), 0..3),
        ),
        sources in prop::collection::vec(
            (words(), prop_oneof![Just(String::new()), address()], maybe())
                .prop_map(|(name, href, note)| SourceCredit { name, href, note }), 0..3),
        lead in prop::option::of(picture()),
        bodies in prop::collection::vec((1u32..4, block()), 0..8),
    ) -> Content {
        let mut id = 0;
        let blocks = bodies.into_iter().map(|(step, body)| {
            id += step;
            Block { id, body }
        });
        Content {
            urgency: Urgency::try_from(urgency).unwrap(), blocks: blocks.collect(),
            language, headline, headline_short, headline_alert, headline_search, kicker, standfirst, byline, dateline, slugline, section, topics, places, people, sources, lead,
        }
    }
}

fn asset(number: u64) -> Asset {
    let json = serde_json::json!({
        "id": AssetId::from_number(number), "kind": AssetKind::Picture, "hash": format!("{number:064x}"),
        "media_type": "image/jpeg", "width": 1600, "height": 900,
        "rights": { "holder": "Meridian Wire", "terms": "editorial use", "expires": "2030-01-01T00:00:00Z" },
    });
    serde_json::from_value(json).unwrap()
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(1_780_000_000_000 + ms).unwrap()
}

fn coverage() -> impl Strategy<Value = InCoverage> {
    let pinned = (1u64..1_000_000, 0i64..1_000_000)
        .prop_map(|(entry, ms)| Pinned { entry: StoryId::from_number(entry), at: at(ms) });
    let closed = prop::option::of((0i64..1_000_000).prop_map(at));
    let whole = (prop::option::of(pinned), closed)
        .prop_map(|(pinned, closed)| InCoverage::Whole(LiveCoverage { pinned, closed }));
    let entry = (1u64..1_000_000).prop_map(|number| InCoverage::Entry {
        of: StoryId::from_number(number),
        path: format!("/fr/région/le-jour-{number}"),
    });
    prop_oneof![whole, entry]
}

prop_compose! {
    fn live()(
        content in content(),
        number in 1u64..1_000_000,
        notices in prop::collection::vec(words(), 0..3),
        later in 0i64..1_000_000_000,
        revision in 1u64..50,
        translation in prop::option::of(1u64..1_000_000),
        coverage in prop::option::of(coverage()),
    ) -> LiveStory {
        LiveStory {
            id: StoryId::from_number(number), edition: "fr".into(), path: format!("/fr/région/mot-{number}"), former: Vec::new(),
            translation: translation.map(StoryId::from_number), coverage, sections: vec![content.section.clone()], revision,
            first_published: at(0), updated: at(later),
            corrections: notices.into_iter().map(|notice| Correction { at: at(later), notice }).collect(),
            content, assets: (1..4).map(asset).collect(),
        }
    }
}

fn dispatch(change: Change, seq: u64) -> Dispatch {
    Dispatch {
        story: change.story_id().unwrap(),
        entry: JournalEntry { seq, at: at(0), change },
        origin: ORIGIN.into(),
        provider: "La Rive".into(),
        language: Language::new("fr"),
        notice: "Rectificatif".into(),
        embargo: None,
    }
}

fn channel() -> Channel {
    let href = format!("{ORIGIN}/partner/list");
    Channel { title: "La Rive".into(), href, origin: ORIGIN.into(), now: at(0), next: 9 }
}

fn writer(name: &str) -> &'static Writer {
    wire::WRITERS.iter().find(|writer| writer.name == name).unwrap()
}

fn read(text: &str, name: &str) -> Vec<Item> {
    let parsed = wire::parse(text.as_bytes(), &Origin { name: "", media_type: "", time_zone: "" });
    let unexpected: Vec<_> =
        parsed.problems.iter().filter(|problem| problem.code != "missing-headline").collect();
    assert!(unexpected.is_empty(), "{name}: {unexpected:?}\n{text}");
    assert!(parsed.items.iter().all(|item| item.format == name), "{name}");
    parsed.items
}

/// For `scripts/judge-wires`, which has the standards' own schemas look at what was written.
fn keep(name: &str, text: &str) {
    let Ok(folder) = std::env::var("MARBRE_WRITTEN") else { return };
    let hash = text.bytes().fold(0u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let list = if text.contains("\"items\":[") { "-list" } else { "" };
    std::fs::write(format!("{folder}/{name}{list}-{hash:x}.txt"), text).unwrap();
}

/// As the story is once it left: pictures of the library named by their address.
fn outside(content: &Content) -> Content {
    let text = serde_json::to_string(content).unwrap();
    let mut content: Content = serde_json::from_str(&text).unwrap();
    let outside = |picture: &mut Picture| {
        if let File::Stored { asset } = picture.file {
            picture.file = File::Remote { href: format!("{ORIGIN}/media/{:064x}.jpg", asset.number()) };
        }
    };
    content.lead.iter_mut().for_each(outside);
    for block in &mut content.blocks {
        match &mut block.body {
            BlockBody::Picture(picture) => outside(picture),
            BlockBody::Gallery(gallery) => gallery.pictures.iter_mut().for_each(outside),
            BlockBody::Video(video) => outside(&mut video.poster),
            _ => {}
        }
    }
    content
}

fn assert_whole(item: &Item, story: &LiveStory) {
    let mut content = item.to_content();
    content.section = item.sections.first().cloned().unwrap_or_default();
    assert_eq!(content, outside(&story.content));
    assert_eq!(item.guid, format!("{ORIGIN}/s/{}", story.id));
    assert_eq!((item.created, item.updated), (Some(story.first_published), Some(story.updated)));
    assert_eq!((item.status, item.more["edition"].as_str()), (ItemStatus::Usable, "fr"));
    assert!(item.private_note.is_empty());
    let coverage = item.more.get("coverage").map(|said| serde_json::from_str(said).unwrap());
    assert_eq!(coverage, story.coverage);
    let part_of = item.related.iter().filter(|related| related.relation == Relation::PartOf);
    let part_of: Vec<String> = part_of.map(|related| related.guid.clone()).collect();
    let whole = story.entry_of().map(|(whole, _)| format!("{ORIGIN}/s/{whole}"));
    assert_eq!(part_of, Vec::from_iter(whole));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_story_through_ninjs_and_newsml_g2_loses_nothing(stories in prop::collection::vec(live(), 1..3)) {
        let changes = stories.iter().cloned().zip(1..);
        let sent: Vec<Dispatch> =
            changes.map(|(story, seq)| dispatch(Change::Corrected(story), seq)).collect();
        for name in ["ninjs", "newsml-g2"] {
            let writer = writer(name);
            for (dispatch, story) in sent.iter().zip(&stories) {
                let one = (writer.one)(dispatch);
                keep(name, &one);
                let items = read(&one, name);
                prop_assert_eq!(items.len(), 1);
                assert_whole(&items[0], story);
                prop_assert_eq!(&items[0].version, &dispatch.entry.seq.to_string());
            }
            let list = (writer.list.unwrap())(&channel(), &sent);
            keep(name, &list);
            let items = read(&list, name);
            prop_assert_eq!(items.len(), stories.len());
            items.iter().zip(&stories).for_each(|(item, story)| assert_whole(item, story));
        }
        keep("nitf", &(writer("nitf").one)(&sent[0]));
    }
}

/// One of everything, in words that no reader takes for anything else.
fn port() -> LiveStory {
    let mut content = Content {
        language: Language::new("fr"),
        headline: "Le port d’Ostrande rouvre".into(),
        headline_short: "Ostrande : port rouvert".into(),
        headline_alert: "Le port d’Ostrande a rouvert mardi avant l’aube.".into(),
        headline_search: "Port d’Ostrande : la réouverture".into(),
        kicker: "Tempête".into(),
        standfirst: "Les bateaux sortent de nouveau.".into(),
        byline: vec![Signature { name: "Thaïs Morvan".into(), role: String::new() }],
        dateline: "OSTRANDE".into(),
        slugline: "port-ostrande".into(),
        urgency: Urgency::try_from(3).unwrap(),
        section: "region".into(),
        topics: vec!["pêche".into()],
        places: vec!["Ostrande".into()],
        people: vec!["Ada Lindqvist".into()],
        sources: vec![SourceCredit { name: "Agence Boréale".into(), ..SourceCredit::default() }],
        lead: Some(Picture {
            file: File::Stored { asset: AssetId::from_number(1) },
            caption: "Le quai au matin".into(),
            credit: "Meridian Wire".into(),
            alt: "Des bateaux".into(),
            language: None,
        }),
        blocks: Vec::new(),
    };
    let mut paragraph = RichText::plain("Le port a rouvert ce matin, dit la capitainerie.");
    paragraph.mark(Span::new(3, 7), MarkKind::Strong).unwrap();
    content.push(BlockBody::Paragraph(paragraph));
    content.push(BlockBody::Subheading("Deux jours à quai".into()));
    let speaker = Some(Speaker { name: "Ada Lindqvist".into(), role: "capitaine".into() });
    content.push(BlockBody::Quote(Quote { words: "Nous repartons à l’aube.".into(), speaker }));
    let items = vec!["Trois chalutiers".into(), "Un ferry".into()];
    content.push(BlockBody::List(List { style: ListStyle::Bulleted, items }));
    let rows = vec![vec!["Jour".into(), "Départs".into()], vec!["Mardi".into(), "4".into()]];
    content.push(BlockBody::Table(Table { caption: "Départs".into(), header_rows: 1, rows }));
    LiveStory {
        id: StoryId::from_number(77),
        edition: "fr".into(),
        path: "/fr/region/le-port-77".into(),
        former: Vec::new(),
        translation: None,
        coverage: None,
        sections: vec!["region".into()],
        revision: 2,
        first_published: at(0),
        updated: at(60_000),
        corrections: vec![Correction { at: at(60_000), notice: "Le port compte quatre quais.".into() }],
        content,
        assets: vec![asset(1)],
    }
}

/// The same bytes to somebody who does not know our own document.
fn without_ours(text: &str) -> String {
    text.replace("application/vnd.marbre.story+json", "application/x-unknown")
}

#[test]
fn whoever_knows_no_marbre_is_told_the_same_in_the_standards_own_words() {
    let story = port();
    for name in ["ninjs", "newsml-g2", "nitf", "rss"] {
        let sent = (writer(name).one)(&dispatch(Change::Corrected(story.clone()), 5));
        keep(name, &sent);
        let sent = without_ours(&sent);
        let parsed = wire::parse(sent.as_bytes(), &Origin::default());
        let item = &parsed.items[0];
        assert_eq!(item.guid, format!("{ORIGIN}/s/{}", story.id), "{name}");
        assert_eq!(item.headline, story.content.headline, "{name}");
        assert_eq!(item.standfirst, story.content.standfirst, "{name}");
        assert_eq!(item.language.primary(), "fr", "{name}");
        assert_eq!(item.byline[0].name, "Thaïs Morvan", "{name}");
        assert!(item.topics.iter().chain(&item.sections).any(|topic| topic == "pêche"), "{name}");
        let said: String = serde_json::to_string(&item.blocks).unwrap();
        for words in
            ["Le port a rouvert ce matin", "Deux jours à quai", "Nous repartons", "Un ferry", "Mardi"]
        {
            assert!(said.contains(words), "{name}: {words}");
        }
        if name == "rss" {
            continue;
        }
        if name != "nitf" {
            let by_use = [&item.headline_short, &item.headline_alert, &item.headline_search];
            assert_eq!(
                by_use.map(String::as_str),
                HeadlineUse::ALL.map(|one| story.content.headline_for(one))
            );
        }
        assert_eq!((item.urgency.level(), item.slugline.as_str()), (3, "port-ostrande"), "{name}");
        assert!(item.editors_note.contains("quatre quais"), "{name}");
        assert_eq!(item.updated, Some(story.updated), "{name}");
        let picture = item.lead.iter().chain(item.blocks.iter().filter_map(|block| match &block.body {
            BlockBody::Picture(picture) => Some(picture),
            _ => None,
        }));
        let picture = picture.into_iter().next().unwrap();
        let href = format!("{ORIGIN}/media/{:064x}.jpg", 1);
        assert_eq!(picture.file, File::Remote { href }, "{name}");
        assert_eq!(
            (picture.caption.as_str(), picture.credit.as_str()),
            ("Le quai au matin", "Meridian Wire"),
            "{name}"
        );
    }
}

#[test]
fn a_kill_travels_in_every_form_under_the_storys_own_identifier() {
    let withdrawal = Withdrawal {
        id: StoryId::from_number(77),
        edition: "fr".into(),
        path: "/fr/region/le-port-77".into(),
        at: at(90_000),
        reason: "La source s’est rétractée.".into(),
    };
    let mut killed = dispatch(Change::Killed(withdrawal), 6);
    killed.notice = "Dépêche annulée".into();
    for name in ["ninjs", "newsml-g2", "nitf", "rss"] {
        let sent = (writer(name).one)(&killed);
        keep(name, &sent);
        let item = &wire::parse(sent.as_bytes(), &Origin::default()).items[0];
        assert_eq!(item.guid, killed.guid(), "{name}");
        assert!(sent.contains("rétractée"), "{name}");
        if name != "rss" {
            assert_eq!(item.status, ItemStatus::Canceled, "{name}");
            assert!(item.editors_note.contains("rétractée"), "{name}");
        }
    }
}

#[test]
fn a_list_of_nothing_is_valid_or_has_no_words() {
    let empty = |name: &str| (writer(name).list.unwrap())(&channel(), &[]);
    assert_eq!(empty("newsml-g2"), "", "its schema knows no message without an item");
    for name in ["ninjs", "rss"] {
        assert!(!empty(name).is_empty(), "{name}");
    }
}

#[test]
fn an_embargo_stands_in_the_field_that_each_form_has_for_it() {
    let until = at(900_000);
    let story = LiveStory { path: String::new(), corrections: Vec::new(), ..port() };
    let mut ahead = dispatch(Change::Published(story), 5);
    let (held, over) =
        ("Sous embargo : ne pas utiliser avant l’heure indiquée", "Libre d’emploi dès maintenant");
    let forms = wire::WRITERS.iter().filter(|writer| writer.embargoes).map(|writer| writer.name);
    let forms: Vec<_> = forms.collect();
    assert_eq!(forms, ["ninjs", "newsml-g2", "nitf"]);
    for name in forms {
        for (embargo, notice) in [(Some(until), held), (None, over)] {
            (ahead.embargo, ahead.notice) = (embargo, notice.into());
            let sent = (writer(name).one)(&ahead);
            keep(name, &sent);
            let item = &read(&sent, name)[0];
            assert_eq!((item.embargo, item.status), (embargo, ItemStatus::Usable), "{name}: {notice}");
            assert!(item.editors_note.contains(notice), "{name}");
        }
    }
}

#[test]
fn what_another_house_sends_as_our_document_runs_nothing_and_cuts_no_letter() {
    let mut story = port();
    let mut text = RichText::plain("é cliquez");
    text.marks = vec![
        story::Mark { span: Span::new(1, 5), kind: MarkKind::Strong },
        story::Mark { span: Span::new(3, 99), kind: MarkKind::Strong },
        story::Mark { span: Span::new(3, 9), kind: MarkKind::Link { href: "javascript:alert(1)".into() } },
    ];
    let embed = Embed { href: "data:text/html,x".into(), ..Embed::default() };
    story.content.blocks = vec![
        Block { id: 4, body: BlockBody::Paragraph(text) },
        Block { id: 4, body: BlockBody::Embed(embed) },
    ];
    let sent = (writer("ninjs").one)(&dispatch(Change::Published(story), 1));
    let item = &wire::parse(sent.as_bytes(), &Origin::default()).items[0];
    let BlockBody::Paragraph(text) = &item.blocks[0].body else { panic!("a paragraph") };
    assert!(text.marks.is_empty(), "{:?}", text.marks);
    let BlockBody::Embed(embed) = &item.blocks[1].body else { panic!("an embed") };
    assert_eq!((embed.href.as_str(), item.blocks[1].id), ("", 2));
}
