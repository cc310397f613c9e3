//! Text that would like to be markup, in every field there is.

use newsroom::Role::Chief;
use newsroom::{AddAccount, FileItem, Role};
use story::{
    Block, BlockBody, Content, Embed, FactBox, File, Gallery, List, ListStyle, MarkKind, Picture, Quote,
    RichText, Signature, SourceCredit, Span, Speaker, Table, Video,
};

use crate::world::{PASSWORD, World, content};

const ATTACK: &str = "\"'></textarea></title><script>attack()</script><img src=x onerror=attack()>{{ 7*7 }}";

fn rich() -> RichText {
    let mut rich = RichText::plain(ATTACK);
    rich.mark(Span::new(0, 5), MarkKind::Link { href: "javascript:attack()".into() }).expect("a span");
    rich
}

fn picture() -> Picture {
    let words = || ATTACK.to_owned();
    Picture {
        file: File::Remote { href: words() },
        caption: words(),
        credit: words(),
        alt: words(),
        language: None,
    }
}

fn hostile() -> Content {
    let words = || ATTACK.to_owned();
    let bodies = vec![
        BlockBody::Paragraph(rich()),
        BlockBody::Subheading(rich()),
        BlockBody::Quote(Quote { words: rich(), speaker: Some(Speaker { name: words(), role: words() }) }),
        BlockBody::List(List { style: ListStyle::Numbered, items: vec![rich(), rich()] }),
        BlockBody::Picture(picture()),
        BlockBody::Gallery(Gallery { title: words(), pictures: vec![picture()] }),
        BlockBody::Video(Video { poster: picture(), title: words(), href: words(), duration_s: 1 }),
        BlockBody::Embed(Embed { href: words(), provider: words(), title: words() }),
        BlockBody::FactBox(FactBox { title: words(), paragraphs: vec![rich()] }),
        BlockBody::Table(Table { caption: words(), header_rows: 1, rows: vec![vec![rich(), rich()]] }),
    ];
    Content {
        headline: format!("FAUTE {ATTACK}"),
        headline_short: words(),
        headline_alert: words(),
        headline_search: words(),
        kicker: words(),
        standfirst: words(),
        byline: vec![Signature { name: words(), role: words() }],
        dateline: words(),
        slugline: words(),
        topics: vec![words()],
        places: vec![words()],
        people: vec![words()],
        sources: vec![SourceCredit { name: words(), href: words(), note: words() }],
        lead: Some(picture()),
        blocks: bodies.into_iter().zip(1..).map(|(body, id)| Block { id, body }).collect(),
        ..content()
    }
}

#[tokio::test]
async fn no_word_of_a_story_item_or_person_becomes_markup() {
    let world = World::new().await;
    let story = world.story(hostile()).await;
    let delivery = testkit::delivery(&[&format!("g|1|usable||{ATTACK}|{ATTACK}")]);
    let file = FileItem { bytes: delivery, source: ATTACK.into(), ..FileItem::default() };
    let item = world.newsroom.file_item(world.kit.editor(), file).await.unwrap().items[0].id;
    let account = AddAccount {
        login: "mallory".into(),
        name: ATTACK.into(),
        role: Role::Reporter,
        reach: newsroom::Reach::EVERYWHERE,
        password: PASSWORD.into(),
        language: story::Language::new("en"),
    };
    world.newsroom.add_account(world.kit.chief(), account).await.unwrap();
    let mut chief = world.browser(Chief).await;
    let saved = chief.edit(story, &[("note", ATTACK), ("kicker", "k")], "save").await;
    assert_eq!(saved.status, 303);
    let reason = ("reason:planted-FAUTE-headline", ATTACK);
    chief.edit(story, &[reason], "acknowledge:planted-FAUTE-headline").await;
    let query: String = form_urlencoded::byte_serialize(ATTACK.as_bytes()).collect();
    for path in [
        "/stories".to_owned(),
        "/stories/list".to_owned(),
        format!("/stories?text={query}&edition={query}&section={query}&state={query}"),
        format!("/stories/new?edition={query}"),
        format!("/stories/{story}?done={query}"),
        format!("/stories/{story}?view=read"),
        format!("/stories/{story}/preflight"),
        format!("/stories/{story}/history?from=0"),
        format!("/stories/{story}/history?view=full"),
        format!("/items?source={query}&language={query}&text={query}"),
        format!("/items/{item}"),
        format!("/sign-in?next={query}&lang={query}"),
        "/accounts".to_owned(),
        "/audit".to_owned(),
        "/settings".to_owned(),
        format!("/{query}"),
    ] {
        let page = chief.get(&path).await;
        assert!(!page.status.is_server_error(), "{path}: {}", page.text);
        for raw in ["<script>attack", "<img src=x", "href=\"javascript:", "</textarea></title>"] {
            assert!(!page.text.contains(raw), "{raw:?} stands raw on {path}");
        }
    }
}
