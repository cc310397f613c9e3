//! Hostile words in every field: the structure of pages does not change, nothing runs, feeds stay readable.

use std::sync::Arc;

use pages::Printer;
use story::{
    AssetId, BlockBody, Card, Change, Content, Correction, Embed, FactBox, File, Found, Gallery,
    JournalEntry, Language, List, ListStyle, LiveStory, MarkKind, Picture, Press, Quote, RichText, Section,
    Shelf, Signature, SourceCredit, Span, Speaker, StoryId, Table, Urgency, Video, Withdrawal,
};

use crate::sample;
use crate::shelf::MemoryShelf;
use crate::well_formed::{self, Tag};

const HOSTILE: [&str; 9] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% raw %}",
    "]]><!--\u{2028}\u{2029}",
    "\0\u{b}\u{1b}\u{fffe}\u{85}controls",
    "\u{202e}turned round\u{2066}",
    "&amp;&#60;&lt;script&gt;",
    "{title}{page}",
];

fn rich(words: &str) -> RichText {
    let mut text = RichText::plain(format!("{words} javascript"));
    let end = text.text.len();
    let script = MarkKind::Link { href: format!("javascript:alert('{words}')") };
    text.mark(Span::new(end - 10, end), script).unwrap();
    let web = MarkKind::Link { href: format!("https://x.example/{words}") };
    text.mark(Span::new(end - 4, end), web).unwrap();
    text
}

fn picture(words: &str) -> Picture {
    Picture {
        file: File::Stored { asset: AssetId::from_number(1) },
        caption: words.to_owned(),
        credit: words.to_owned(),
        alt: words.to_owned(),
        language: Some(Language::new("en")),
    }
}

fn hostile_content(words: &str) -> Content {
    let word = || words.to_owned();
    // Letters of its own, so that it has an address whatever the words are.
    let named = || format!("Name {words}");
    let mut content = Content {
        language: Language::new("fr"),
        headline: word(),
        headline_short: word(),
        headline_alert: word(),
        headline_search: word(),
        kicker: word(),
        standfirst: word(),
        byline: vec![Signature { name: named(), role: word() }],
        dateline: word(),
        slugline: "SLUGLINE-NEVER-SHOWN".to_owned(),
        urgency: Urgency::FLASH,
        section: "region".to_owned(),
        topics: vec![named()],
        places: vec![named()],
        people: vec![word()],
        sources: vec![SourceCredit { name: word(), href: format!("javascript:{words}"), note: word() }],
        lead: Some(picture(words)),
        blocks: Vec::new(),
    };
    let speaker = Some(Speaker { name: word(), role: word() });
    let gone = Picture {
        file: File::Remote { href: "https://elsewhere.example/x.jpg".to_owned() },
        ..picture(words)
    };
    for body in [
        BlockBody::Paragraph(rich(words)),
        BlockBody::Subheading(rich(words)),
        BlockBody::Quote(Quote { words: rich(words), speaker }),
        BlockBody::Quote(Quote { words: rich(words), speaker: None }),
        BlockBody::List(List { style: ListStyle::Numbered, items: vec![rich(words)] }),
        BlockBody::Picture(picture(words)),
        BlockBody::Picture(gone),
        BlockBody::Gallery(Gallery { title: word(), pictures: vec![picture(words)] }),
        BlockBody::Video(Video {
            poster: picture(words),
            title: word(),
            href: "/media/x".to_owned(),
            duration_s: 9,
        }),
        BlockBody::Embed(Embed { href: "https://x.example/".to_owned(), provider: word(), title: word() }),
        BlockBody::Embed(Embed { href: format!("data:{words}"), provider: word(), title: word() }),
        BlockBody::FactBox(FactBox { title: word(), paragraphs: vec![rich(words)] }),
        BlockBody::Table(Table {
            caption: word(),
            header_rows: 1,
            rows: vec![vec![rich(words)], vec![rich(words)]],
        }),
    ] {
        content.push(body);
    }
    content
}

fn newsroom(words: &str) -> (Printer, MemoryShelf, LiveStory) {
    let printer = sample::printer();
    let edition = &pages::editions()[0];
    let at = sample::at("2026-06-09T12:00:00Z");
    let mut shelf = MemoryShelf::default();
    let mut seq = 0;
    let mut entry = |change: Change| {
        seq += 1;
        shelf.apply(&JournalEntry { seq, at, change });
    };
    let mut last = None;
    for id in 1..=12 {
        let mut story = sample::live(edition, StoryId::from_number(id), hostile_content(words), at);
        story.corrections.push(Correction { at, notice: words.to_owned() });
        entry(Change::Published(story.clone()));
        last = Some(story);
    }
    let story = last.unwrap();
    let reason = words.to_owned();
    let killed = StoryId::from_number(1);
    let path = pages::article_path("fr", "region", words, killed);
    entry(Change::Killed(Withdrawal { id: killed, edition: "fr".to_owned(), path, at, reason }));
    (printer, shelf, story)
}

fn pages_of(words: &str) -> Vec<(String, String, String)> {
    let (printer, shelf, _) = newsroom(words);
    let pages = printer.paths(&shelf).into_iter().filter(|(kind, _)| *kind != "card").map(|(_, path)| path);
    let print = |path: String| match printer.print(&shelf, &path) {
        Found::Page(page) | Found::Gone(page) => {
            (path, page.media_type.to_owned(), String::from_utf8(page.body).unwrap())
        }
        found => panic!("{path}: {found:?}"),
    };
    pages.chain(shelf.paths_of_stories()).map(print).collect()
}

/// Elements and attribute names in order, without what the words themselves may change.
fn structure(html: &str) -> Vec<(String, Vec<String>)> {
    let attributes = |tag: &Tag| tag.attributes.iter().map(|(name, _)| name.clone()).collect();
    well_formed::tags(html).iter().map(|tag| (tag.name.clone(), attributes(tag))).collect()
}

#[test]
fn hostile_words_leave_the_structure_of_every_page_as_it_is() {
    let calm = pages_of("calm");
    for words in HOSTILE {
        for ((calm_path, _, calm_body), (path, _, body)) in calm.iter().zip(pages_of(words)) {
            assert_eq!(structure(calm_body), structure(&body), "{words:?} in {path} ({calm_path})");
        }
    }
}

#[test]
fn nothing_executes_and_no_link_leads_to_a_script() {
    for words in HOSTILE {
        for (path, _, body) in pages_of(words) {
            for tag in well_formed::tags(&body) {
                for (name, value) in &tag.attributes {
                    assert!(!name.starts_with("on") && name != "style", "{words:?} in {path}: {name}");
                    if matches!(name.as_str(), "href" | "src" | "action") {
                        let fine =
                            ["/", "#", "https://", "mailto:?"].iter().any(|start| value.starts_with(start));
                        assert!(fine, "{words:?} in {path}: {value}");
                    }
                }
                let is_data = tag.attribute("type") == Some("application/ld+json");
                let is_ours = tag.attribute("src").is_some_and(|src| src.starts_with("/_/site-"));
                assert!(tag.name != "script" || tag.closing || is_data || is_ours, "{words:?} in {path}");
            }
            assert!(!body.contains("SLUGLINE-NEVER-SHOWN"), "{path}");
            assert!(!body.contains("elsewhere.example"), "{path}: a remote picture is not shown");
        }
    }
}

/// RSS 2.0: a description is HTML that was escaped.
#[test]
fn who_takes_a_description_for_html_finds_no_markup_in_it() {
    for words in HOSTILE {
        for (path, _, body) in pages_of(words).into_iter().filter(|(path, ..)| path.contains("rss")) {
            for part in body.split("<description>").skip(1) {
                let said = part.split_once("</description>").unwrap().0;
                let html = said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
                assert!(!html.contains('<'), "{words:?} in {path}: {html}");
            }
        }
    }
}

#[test]
fn data_blocks_say_what_was_written() {
    for words in HOSTILE {
        let (printer, shelf, story) = newsroom(words);
        let Found::Page(page) = printer.print(&shelf, &story.path) else { panic!() };
        let body = String::from_utf8(page.body).unwrap();
        let (_, rest) = body.split_once("<script type=\"application/ld+json\">").unwrap();
        let data: serde_json::Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
        let headline = data[0]["headline"].as_str().unwrap();
        let plain = |text: &str| text.replace(['\u{fffe}', '\0', '\u{b}', '\u{1b}', '\u{85}'], "");
        assert!(plain(headline).starts_with(&plain(words)), "{words:?} {headline:?}");
        assert_eq!(data[1]["@type"], "BreadcrumbList");
    }
}

#[test]
fn two_hundred_pictures_without_a_word_print_whole() {
    let words = "z".repeat(5000);
    let (printer, mut shelf, mut story) = newsroom("calm");
    story.content.headline.clone_from(&words);
    let bare = || Picture { file: picture("").file, ..Picture::default() };
    story.content.blocks.clear();
    for _ in 0..200 {
        story.content.push(BlockBody::Picture(bare()));
    }
    let change = Change::Updated(story.clone());
    shelf.apply(&JournalEntry { seq: 99, at: sample::at("2026-06-09T13:00:00Z"), change });
    let Found::Page(page) = printer.print(&shelf, &story.path) else { panic!() };
    let body = String::from_utf8(page.body).unwrap();
    let tags = well_formed::tags(&body);
    let shown = tags.iter().filter(|tag| tag.name == "img");
    let sized = shown.filter(|img| img.attribute("width").is_some() && img.attribute("alt").is_some());
    assert!(sized.count() >= 200);
    assert!(!body.contains("<figcaption></figcaption>"), "no caption is better than an empty one");
    assert!(body.contains(&words));
}

#[test]
fn letters_that_xml_cannot_carry_reach_no_page() {
    for (path, _, body) in pages_of(HOSTILE[5]) {
        let bad = body.chars().find(|letter| letter.is_control() && *letter != '\n' && *letter != '\t');
        assert_eq!(bad, None, "{path}");
        assert!(!body.contains('\u{fffe}'), "{path}");
    }
}

#[test]
fn empty_fields_leave_no_empty_elements() {
    let printer = sample::printer();
    let edition = &pages::editions()[0];
    let at = sample::at("2026-06-09T12:00:00Z");
    let mut shelf = MemoryShelf::default();
    let content = Content { headline: "Un titre".to_owned(), ..Content::default() };
    let story = sample::live(edition, StoryId::from_number(9), content, at);
    shelf.apply(&JournalEntry { seq: 1, at, change: Change::Published(story.clone()) });
    let Found::Page(page) = printer.print(&shelf, &story.path) else { panic!() };
    let body = String::from_utf8(page.body).unwrap();
    for empty in
        ["<p></p>", "<li></li>", "<figcaption></figcaption>", "<b></b>", "<dd></dd>", "class=\"dek\"", "None"]
    {
        assert!(!body.contains(empty), "{empty}");
    }
}

#[test]
fn words_are_long_and_pictures_are_many() {
    let printer = sample::printer();
    let edition = &pages::editions()[0];
    let at = sample::at("2026-06-09T12:00:00Z");
    let mut content = hostile_content(&"long ".repeat(1_000));
    for _ in 0..200 {
        content.push(BlockBody::Picture(picture("")));
    }
    let story = sample::live(edition, StoryId::from_number(9), content, at);
    let mut shelf = MemoryShelf::default();
    shelf.apply(&JournalEntry { seq: 1, at, change: Change::Published(story.clone()) });
    let Found::Page(page) = printer.print(&shelf, &story.path) else { panic!() };
    well_formed::check(&story.path, &String::from_utf8(page.body).unwrap());
}

#[test]
fn a_section_named_by_a_hostile_edition_stays_words() {
    let mut config = sample::config();
    config.editions[0].sections.push(Section {
        id: "evil".to_owned(),
        slug: "evil".to_owned(),
        name: "<script>x</script>".to_owned(),
        sections: Vec::new(),
    });
    let printer = sample::with_cards(Printer::new(config).unwrap());
    let shelf = sample::shelf();
    let Found::Page(page) = printer.print(&shelf, "/fr/evil/") else { panic!() };
    assert!(!String::from_utf8(page.body).unwrap().contains("<script>x"));
    let cards: Vec<Arc<Card>> = shelf.newest(&story::Feed::Edition { edition: "fr".to_owned() }, 1);
    assert_eq!(cards.len(), 1);
}
