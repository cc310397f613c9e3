//! Stories for the tests: one with a block of each kind, and any at all.

use proptest::prelude::*;
use story::{
    BlockBody, Content, Embed, FactBox, File, Gallery, Language, List, ListStyle, MarkKind, Picture, Quote,
    RichText, Signature, SourceCredit, Span, Speaker, Table, Urgency, Video,
};

fn picture(words: &str) -> Picture {
    Picture {
        file: File::Remote { href: "https://pictures.example/a.jpg".into() },
        caption: format!("{words}, légende"),
        credit: "Jonas Kerval".into(),
        alt: "Un quai".into(),
        language: Some(Language::new("fr")),
    }
}

pub(crate) fn one_of_each() -> Content {
    let mut strong = RichText::plain("Trois ferries ont accosté.");
    strong.mark(Span::new(0, 5), MarkKind::Strong).expect("what the test itself made");
    let mut content = Content {
        language: Language::new("fr"),
        headline: "Le port rouvre".into(),
        headline_short: "Port rouvert".into(),
        headline_alert: "Le port a rouvert mardi.".into(),
        headline_search: "Port d’Ostrande : réouverture".into(),
        kicker: "Transports".into(),
        standfirst: "Après neuf jours".into(),
        byline: vec![Signature { name: "Thaïs Morvan".into(), role: "à Ostrande".into() }],
        dateline: "Ostrande".into(),
        slugline: "PORT".into(),
        section: "region".into(),
        topics: vec!["Ports".into()],
        places: vec!["Ostrande".into()],
        people: vec!["Anouk Delestre".into()],
        sources: vec![SourceCredit { name: "Agence Boréale".into(), ..SourceCredit::default() }],
        lead: Some(picture("Une")),
        ..Content::default()
    };
    content.push(BlockBody::Paragraph(strong.clone()));
    content.push(BlockBody::Subheading("Deux portiques".into()));
    content.push(BlockBody::Quote(Quote {
        words: "On a dormi".into(),
        speaker: Some(Speaker { name: "Anouk Delestre".into(), role: "infirmière".into() }),
    }));
    content.push(BlockBody::List(List { style: ListStyle::Numbered, items: vec![strong, "deux".into()] }));
    content.push(BlockBody::Picture(picture("Quai")));
    content.push(BlockBody::Gallery(Gallery {
        title: "Le port".into(),
        pictures: vec![picture("1"), picture("2")],
    }));
    content.push(BlockBody::Video(Video {
        poster: picture("Film"),
        title: "Le film".into(),
        href: "https://video.example/1".into(),
        duration_s: 90,
    }));
    content.push(BlockBody::Embed(Embed {
        href: "https://social.example/1".into(),
        provider: "Social".into(),
        title: "Message".into(),
    }));
    content.push(BlockBody::FactBox(FactBox {
        title: "En chiffres".into(),
        paragraphs: vec!["86 camions".into()],
    }));
    content.push(BlockBody::Table(Table {
        caption: "Traversées".into(),
        header_rows: 1,
        rows: vec![vec!["Ligne".into(), "Heure".into()], vec!["Corlises".into(), "17:00".into()]],
    }));
    content
}

fn words() -> impl Strategy<Value = String> {
    "([a-zé *~^\\[\\]\\\\|(){}\n]|\\PC){0,10}"
}

prop_compose! {
    fn any_rich()(text in words(), marks in proptest::collection::vec((0u8..5, 0usize..10, 0usize..10), 0..3)) -> RichText {
        let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut rich = RichText::plain(text);
        for (kind, a, b) in marks {
            let (a, b) = (borders[a % borders.len()], borders[b % borders.len()]);
            let kind = match kind {
                0 => MarkKind::Strong,
                1 => MarkKind::Emphasis,
                2 => MarkKind::Superscript,
                3 => MarkKind::Foreign { language: Language::new("en") },
                _ => MarkKind::Link { href: "https://a.example/(x)".into() },
            };
            let _ = rich.mark(Span::new(a.min(b), a.max(b)), kind);
        }
        rich
    }
}

prop_compose! {
    fn any_picture()(file in 0u8..3, caption in words(), credit in words(), alt in words(), known in any::<bool>()) -> Picture {
        let file = match file {
            0 => File::Missing,
            1 => File::Remote { href: "https://p.example/1.jpg".into() },
            _ => File::Stored { asset: story::AssetId::from_number(77) },
        };
        Picture { file, caption, credit, alt, language: known.then(|| Language::new("ar")) }
    }
}

fn any_body() -> impl Strategy<Value = BlockBody> {
    let rich = || proptest::collection::vec(any_rich(), 0..3);
    prop_oneof![
        any_rich().prop_map(BlockBody::Paragraph),
        any_rich().prop_map(BlockBody::Subheading),
        (any_rich(), proptest::option::of((words(), words()))).prop_map(|(words, who)| {
            BlockBody::Quote(Quote { words, speaker: who.map(|(name, role)| Speaker { name, role }) })
        }),
        rich().prop_map(|items| BlockBody::List(List { style: ListStyle::Numbered, items })),
        any_picture().prop_map(BlockBody::Picture),
        (words(), proptest::collection::vec(any_picture(), 0..3))
            .prop_map(|(title, pictures)| BlockBody::Gallery(Gallery { title, pictures })),
        (any_picture(), words(), words(), any::<u32>()).prop_map(|(poster, title, href, duration_s)| {
            BlockBody::Video(Video { poster, title, href, duration_s })
        }),
        (words(), words(), words()).prop_map(|(href, provider, title)| BlockBody::Embed(Embed {
            href,
            provider,
            title
        })),
        (words(), rich()).prop_map(|(title, paragraphs)| BlockBody::FactBox(FactBox { title, paragraphs })),
        (words(), 0usize..3, proptest::collection::vec(rich(), 0..3))
            .prop_map(|(caption, header_rows, rows)| BlockBody::Table(Table { caption, header_rows, rows })),
    ]
}

prop_compose! {
    pub(crate) fn any_content()(
        heads in proptest::array::uniform9(words()),
        lists in proptest::array::uniform3(proptest::collection::vec(words(), 0..3)),
        byline in proptest::collection::vec((words(), words()), 0..3),
        sources in proptest::collection::vec((words(), words(), words()), 0..3),
        urgency in 1u8..=8,
        lead in proptest::option::of(any_picture()),
        bodies in proptest::collection::vec(any_body(), 0..5),
    ) -> Content {
        let [headline, headline_short, headline_alert, headline_search, kicker, standfirst, dateline, slugline, section] = heads;
        let [topics, places, people] = lists;
        let mut content = Content {
            language: Language::new("fr"), headline, headline_short, headline_alert, headline_search, kicker, standfirst, dateline, slugline, section, topics, places, people,
            byline: byline.into_iter().map(|(name, role)| Signature { name, role }).collect(),
            sources: sources.into_iter().map(|(name, href, note)| SourceCredit { name, href, note }).collect(),
            urgency: Urgency::try_from(urgency).expect("what the test itself made"), lead, ..Content::default()
        };
        bodies.into_iter().for_each(|body| content.push(body));
        content
    }
}
