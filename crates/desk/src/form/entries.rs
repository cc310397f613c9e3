//! Every value of a story under one name, in reading order: what the form shows and what a comparison compares.

use story::{Block, BlockBody, BlockId, Content, Field, File, HeadlineUse, ListStyle, Picture};

use crate::markup;

/// The fields of the card, beside the text.
pub(crate) const CARD_FIELDS: [&str; 13] = [
    "headline-short",
    "headline-alert",
    "headline-search",
    "slugline",
    "section",
    "urgency",
    "language",
    "byline",
    "dateline",
    "places",
    "topics",
    "people",
    "sources",
];

/// The headlines for single uses, with the key of the label of each.
const HEADLINES: [(HeadlineUse, &str); 3] = [
    (HeadlineUse::Short, "field-headline-short"),
    (HeadlineUse::Alert, "field-headline-alert"),
    (HeadlineUse::Search, "field-headline-search"),
];

/// One value of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The form field: `headline`, `b7.text`, `b7.p0.caption`.
    pub name: String,
    /// Key of its label in the messages.
    pub label: &'static str,
    pub block: Option<BlockId>,
    pub value: String,
    /// Free words (not a choice from a list, an address or a number).
    pub copy: bool,
}

/// Every value, empty ones too.
pub(crate) fn entries(content: &Content) -> Vec<Entry> {
    let mut list = List { entries: Vec::new(), block: None };
    list.words("kicker", "field-kicker", content.kicker.clone());
    list.words("headline", "field-headline", content.headline.clone());
    for (wanted, label) in HEADLINES {
        list.words(Field::HeadlineFor(wanted).to_string(), label, content.headline_for(wanted).to_owned());
    }
    list.words("standfirst", "field-standfirst", content.standfirst.clone());
    let byline: Vec<[&str; 2]> = content.byline.iter().map(|who| [who.name.as_str(), &who.role]).collect();
    list.words("byline", "field-byline", markup::write_pairs(&byline));
    list.words("dateline", "field-dateline", content.dateline.clone());
    let lead = content.lead.clone().unwrap_or_default();
    picture_entries("lead", &lead, &mut list);
    for block in &content.blocks {
        list.block = Some(block.id);
        block_entries(block, &mut list);
    }
    list.block = None;
    fiche_entries(content, &mut list);
    list.entries
}

fn fiche_entries(content: &Content, list: &mut List) {
    list.words("slugline", "field-slugline", content.slugline.clone());
    list.choice("language", "field-language", content.language.tag().to_owned());
    list.choice("section", "field-section", content.section.clone());
    list.choice("urgency", "field-urgency", content.urgency.level().to_string());
    list.words("topics", "field-topics", content.topics.join("\n"));
    list.words("places", "field-places", content.places.join("\n"));
    list.words("people", "field-people", content.people.join("\n"));
    let sources: Vec<[&str; 3]> =
        content.sources.iter().map(|from| [from.name.as_str(), &from.href, &from.note]).collect();
    list.words("sources", "field-sources", markup::write_pairs(&sources));
}

struct List {
    entries: Vec<Entry>,
    block: Option<BlockId>,
}

impl List {
    fn words(&mut self, name: impl Into<String>, label: &'static str, value: String) {
        self.entries.push(Entry { name: name.into(), label, block: self.block, value, copy: true });
    }

    fn choice(&mut self, name: impl Into<String>, label: &'static str, value: String) {
        self.entries.push(Entry { name: name.into(), label, block: self.block, value, copy: false });
    }
}

fn block_entries(block: &Block, list: &mut List) {
    let name = |part: &str| format!("b{}.{part}", block.id);
    match &block.body {
        BlockBody::Paragraph(text) => list.words(name("text"), "block-paragraph", markup::write(text)),
        BlockBody::Subheading(text) => list.words(name("text"), "block-subheading", markup::write(text)),
        BlockBody::Quote(quote) => {
            let speaker = quote.speaker.clone().unwrap_or_default();
            list.words(name("text"), "block-quote", markup::write(&quote.words));
            list.words(name("speaker"), "field-speaker", speaker.name);
            list.words(name("role"), "field-speaker-role", speaker.role);
        }
        BlockBody::List(items) => {
            let style = if items.style == ListStyle::Numbered { "numbered" } else { "bulleted" };
            list.choice(name("style"), "field-list-style", style.to_owned());
            list.words(name("items"), "block-list", markup::write_lines(&items.items));
        }
        BlockBody::Picture(picture) => picture_entries(&name("p0"), picture, list),
        BlockBody::Gallery(gallery) => {
            list.words(name("title"), "field-title", gallery.title.clone());
            list.choice(name("count"), "field-picture-count", gallery.pictures.len().to_string());
            for (n, picture) in gallery.pictures.iter().enumerate() {
                picture_entries(&name(&format!("p{n}")), picture, list);
            }
        }
        BlockBody::Video(video) => {
            list.words(name("title"), "field-title", video.title.clone());
            list.choice(name("href"), "field-address", video.href.clone());
            list.choice(name("seconds"), "field-seconds", video.duration_s.to_string());
            picture_entries(&name("p0"), &video.poster, list);
        }
        BlockBody::Embed(embed) => {
            list.words(name("title"), "field-title", embed.title.clone());
            list.words(name("provider"), "field-provider", embed.provider.clone());
            list.choice(name("href"), "field-address", embed.href.clone());
        }
        BlockBody::FactBox(facts) => {
            list.words(name("title"), "field-title", facts.title.clone());
            list.words(name("items"), "block-fact-box", markup::write_lines(&facts.paragraphs));
        }
        BlockBody::Table(table) => {
            list.words(name("title"), "field-table-caption", table.caption.clone());
            list.choice(name("header"), "field-header-rows", table.header_rows.to_string());
            list.words(name("rows"), "block-table", markup::write_rows(&table.rows));
        }
    }
}

fn picture_entries(prefix: &str, picture: &Picture, list: &mut List) {
    let file = match &picture.file {
        File::Missing => String::new(),
        File::Remote { href } => href.clone(),
        File::Stored { asset } => asset.to_string(),
    };
    let language = picture.language.as_ref().map(|language| language.tag().to_owned()).unwrap_or_default();
    list.choice(format!("{prefix}.file"), "field-file", file);
    list.words(format!("{prefix}.caption"), "field-caption", picture.caption.clone());
    list.words(format!("{prefix}.credit"), "field-credit", picture.credit.clone());
    list.words(format!("{prefix}.alt"), "field-alt", picture.alt.clone());
    list.choice(format!("{prefix}.language"), "field-caption-language", language);
}
