//! A sample newsroom's journal in three editions, from `tests/sample/`: invented places, names and news.

use pages::Printer;
use serde::Deserialize;
use story::{
    Asset, AssetId, AssetKind, BlockBody, Change, Content, Correction, Edition, File, FocalPoint, Hash,
    InCoverage, JournalEntry, List, ListStyle, LiveCoverage, LiveStory, MarkKind, Picture, Rights, Section,
    Signature, SiteConfig, Span, StoryId, Timestamp, Urgency, Withdrawal,
};

use crate::shelf::MemoryShelf;

/// The pictures of the sample by name; the n-th is asset n.
pub(crate) const PICTURES: [&str; 15] = [
    "port",
    "crane",
    "facade",
    "fruit",
    "grain",
    "hemicycle",
    "lab",
    "library",
    "lighthouse",
    "mics",
    "reservoir",
    "track",
    "turbines",
    "viaduct",
    "waiting",
];
const FILES: [&str; 3] =
    [include_str!("../sample/fr.toml"), include_str!("../sample/en.toml"), include_str!("../sample/ar.toml")];
/// Stories of the archive in one section, so that it has several pages.
const BULLETINS: u64 = 45;

#[derive(Deserialize)]
struct Sample {
    filler: String,
    stories: Vec<Line>,
    lead: Lead,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Line {
    section: String,
    kicker: String,
    urgency: u8,
    picture: String,
    headline: String,
    standfirst: String,
    by: String,
}

#[derive(Deserialize)]
struct Lead {
    /// Words of the text that are a link.
    link: String,
    correction: String,
    withdrawn: String,
    content: Content,
}

pub(crate) fn printer() -> Printer {
    with_cards(Printer::new(config()).unwrap())
}

/// Its cards are their words.
pub(crate) fn with_cards(printer: Printer) -> Printer {
    struct Words;
    impl story::CardMaker for Words {
        fn draw(&self, card: &story::SocialCard) -> Vec<u8> {
            format!("{card:?}").into_bytes()
        }
    }
    printer.with_cards(std::sync::Arc::new(Words))
}

pub(crate) fn config() -> SiteConfig {
    SiteConfig {
        origin: "https://trois-rives.example".to_owned(),
        hub: "https://hub.trois-rives.example/".to_owned(),
        editions: editions(),
    }
}

/// The editions that the sample has stories for.
fn editions() -> Vec<Edition> {
    let told = |edition: &Edition| ["fr", "en", "ar"].contains(&edition.id.as_str());
    pages::editions().into_iter().filter(told).collect()
}

/// The shelf after the whole journal.
pub(crate) fn shelf() -> MemoryShelf {
    let mut shelf = MemoryShelf::default();
    for entry in journal() {
        shelf.apply(&entry);
    }
    shelf
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The bytes' name of a sample picture.
pub(crate) fn picture_hash(name: &str) -> Hash {
    let hex: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{hex:0<64}").parse().unwrap()
}

/// Every entry, oldest first: an archive, a day of news, a lead updated and corrected, a story withdrawn.
pub(crate) fn journal() -> Vec<JournalEntry> {
    let mut changes = Vec::new();
    for (n, (edition, text)) in editions().iter().zip(FILES).enumerate() {
        changes.extend(of_edition(edition, &read(text), (n as u64 + 1) * 1000));
    }
    changes.sort_by_key(|(at, _)| *at);
    let numbered = changes.into_iter().zip(1..);
    numbered.map(|((at, change), seq)| JournalEntry { seq, at, change }).collect()
}

fn read(text: &str) -> Sample {
    // Pictures are named in the files; stories name assets by number.
    let text = PICTURES.iter().zip(1..).fold(text.to_owned(), |text, (name, number)| {
        let id = AssetId::from_number(number);
        text.replace(&format!("asset = \"{name}\""), &format!("asset = \"{id}\""))
    });
    toml::from_str(&text).unwrap()
}

fn of_edition(edition: &Edition, sample: &Sample, first_id: u64) -> Vec<(Timestamp, Change)> {
    let mut changes = Vec::new();
    let mut id = first_id;
    let mut publish = |content: Content, at: Timestamp, part: Option<InCoverage>| {
        id += 1;
        let mut story = live(edition, StoryId::from_number(id), content, at);
        story.coverage = part;
        changes.push((at, Change::Published(story.clone())));
        story
    };
    let archive = at("2026-05-20T06:00:00Z").as_second();
    for n in 1..=BULLETINS {
        let line = Line {
            section: "environment".to_owned(),
            urgency: 6,
            headline: sample.filler.replace("{n}", &n.to_string()),
            ..Line::default()
        };
        publish(short(&line, edition), Timestamp::from_second(archive + n as i64 * 8 * 3600).unwrap(), None);
    }
    let noon = at("2026-06-09T12:21:00Z").as_second();
    for (n, line) in sample.stories.iter().enumerate().rev() {
        publish(short(line, edition), Timestamp::from_second(noon - n as i64 * 17 * 60).unwrap(), None);
    }
    let lead = publish(lead_content(&sample.lead), at("2026-06-09T08:12:00Z"), None);
    let mistake =
        Line { section: "society".to_owned(), urgency: 5, headline: "?".to_owned(), ..Line::default() };
    let mistake = publish(short(&mistake, edition), at("2026-06-09T09:46:00Z"), None);
    cover(edition, sample, &mut publish);
    changes.extend(later(&lead, &mistake, &sample.lead));
    changes
}

/// A live coverage of a day of the archive, closed, with enough entries for two pages; one is pinned.
fn cover(
    edition: &Edition,
    sample: &Sample,
    publish: &mut impl FnMut(Content, Timestamp, Option<InCoverage>) -> LiveStory,
) {
    let began = at("2026-05-29T05:00:00Z");
    let words = |n: usize, urgency| {
        let line = &sample.stories[n % sample.stories.len()];
        let line = Line {
            section: "society".to_owned(),
            urgency,
            headline: line.headline.clone(),
            standfirst: line.standfirst.clone(),
            by: line.by.clone(),
            ..Line::default()
        };
        short(&line, edition)
    };
    let mut content = words(1, 5);
    content.blocks.clear();
    let items = (2..5).map(|n| sample.stories[n].headline.as_str().into()).collect();
    content.push(BlockBody::List(List { style: ListStyle::Bulleted, items }));
    let whole = LiveCoverage { pinned: None, closed: None };
    let coverage = publish(content, began, Some(InCoverage::Whole(whole)));
    for n in 0..22 {
        let minutes = 10 + n as i64 * 9;
        let when = Timestamp::from_second(began.as_second() + minutes * 60).unwrap();
        let urgency = [5, 5, 3, 5, 2][n % 5];
        let part = InCoverage::Entry { of: coverage.id, path: coverage.path.clone() };
        publish(words(n, urgency), when, Some(part));
    }
}

/// What happened to the lead and to the story that should not have run.
fn later(lead: &LiveStory, mistake: &LiveStory, words: &Lead) -> Vec<(Timestamp, Change)> {
    let (corrected_at, updated_at, killed_at) =
        (at("2026-06-09T09:05:00Z"), at("2026-06-09T12:32:00Z"), at("2026-06-09T10:00:00Z"));
    let fix = Correction { at: corrected_at, notice: words.correction.clone() };
    let corrected = LiveStory { corrections: vec![fix], revision: 3, updated: corrected_at, ..lead.clone() };
    let updated = LiveStory { revision: 4, updated: updated_at, ..corrected.clone() };
    let withdrawal = Withdrawal {
        id: mistake.id,
        edition: mistake.edition.clone(),
        path: mistake.path.clone(),
        at: killed_at,
        reason: words.withdrawn.clone(),
    };
    vec![
        (corrected_at, Change::Corrected(corrected)),
        (updated_at, Change::Updated(updated)),
        (killed_at, Change::Killed(withdrawal)),
    ]
}

pub(crate) fn live(edition: &Edition, id: StoryId, content: Content, at: Timestamp) -> LiveStory {
    let slugs: Vec<&str> = sections(edition, &content.section).map(|section| section.slug.as_str()).collect();
    LiveStory {
        id,
        edition: edition.id.clone(),
        path: pages::article_path(&edition.id, &slugs.join("/"), &content.headline, id),
        former: Vec::new(),
        translation: None,
        coverage: None,
        sections: listed_in(edition, &content.section),
        revision: 1,
        first_published: at,
        updated: at,
        corrections: Vec::new(),
        assets: PICTURES.iter().zip(1..).map(|(name, number)| asset(name, number)).collect(),
        content,
    }
}

/// The section that a story names, and the one it belongs to.
fn sections<'a>(edition: &'a Edition, section: &str) -> impl Iterator<Item = &'a Section> {
    edition.parent(section).into_iter().chain(edition.section(section))
}

pub(crate) fn listed_in(edition: &Edition, section: &str) -> Vec<String> {
    sections(edition, section).map(|section| section.id.clone()).collect()
}

fn asset(name: &str, number: u64) -> Asset {
    Asset {
        id: AssetId::from_number(number),
        kind: AssetKind::Picture,
        hash: picture_hash(name),
        media_type: "image/webp".to_owned(),
        width: 900,
        height: 600,
        duration_s: 0,
        caption: String::new(),
        credit: String::new(),
        alt: String::new(),
        language: Default::default(),
        captions: Default::default(),
        rights: Rights::default(),
        focal_point: FocalPoint { x: 500, y: 600 },
        colour: "#7a8790".to_owned(),
        place: String::new(),
        taken: String::new(),
    }
}

fn lead_content(lead: &Lead) -> Content {
    let mut content = lead.content.clone();
    for block in &mut content.blocks {
        let BlockBody::Paragraph(text) = &mut block.body else { continue };
        if let Some(start) = text.text.find(&lead.link) {
            let href = "https://ports-de-lorme.example/".to_owned();
            text.mark(Span::new(start, start + lead.link.len()), MarkKind::Link { href }).unwrap();
        }
    }
    content
}

fn short(line: &Line, edition: &Edition) -> Content {
    let number = PICTURES.iter().position(|name| *name == line.picture).map(|n| n as u64 + 1);
    let mut content = Content {
        language: edition.language.clone(),
        headline: line.headline.clone(),
        kicker: line.kicker.clone(),
        standfirst: line.standfirst.clone(),
        section: line.section.clone(),
        urgency: Urgency::try_from(line.urgency).unwrap(),
        lead: number.map(|number| Picture {
            file: File::Stored { asset: AssetId::from_number(number) },
            caption: line.headline.clone(),
            credit: "Agence Boréale".to_owned(),
            alt: line.headline.clone(),
            language: None,
        }),
        ..Content::default()
    };
    if !line.by.is_empty() {
        content.byline.push(Signature { name: line.by.clone(), role: String::new() });
    }
    let text = if line.standfirst.is_empty() { &line.headline } else { &line.standfirst };
    content.push(BlockBody::Paragraph(text.as_str().into()));
    content
}
