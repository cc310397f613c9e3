//! Our own document inside a standard's: another Marbre sent the whole live story beside what the standard has words
//! for. It is taken over as it is, but for what no sender may decide: addresses that run, marks that cut letters.

use story::{Block, BlockBody, Content, File, Item, LiveStory, Picture, RichText};

use crate::problem::Problems;
use crate::{href, limits};

/// A live story as JSON.
pub(crate) const OWN_TYPE: &str = "application/vnd.marbre.story+json";
/// Where a reader leaves the document until the item is finished.
const KEY: &str = "marbre story";

pub(crate) fn carry(item: &mut Item, document: String) {
    item.more.insert(KEY.to_owned(), document);
}

pub(crate) fn taken(item: &mut Item) -> Option<String> {
    item.more.remove(KEY)
}

/// The item says what the story says, word for word. Its identifier, version and status stay as the standard has them.
pub(crate) fn restore(item: &mut Item, document: &str, place: &str, problems: &mut Problems) {
    let story: LiveStory = match serde_json::from_str(document) {
        Ok(story) => story,
        Err(error) => {
            return problems.add("own-document", place, format!("{error}; the rest of the item was read"));
        }
    };
    item.created = Some(story.first_published);
    item.updated = Some(story.updated);
    item.more.insert("edition".to_owned(), story.edition);
    if let Some(Ok(coverage)) = story.coverage.as_ref().map(serde_json::to_string) {
        item.more.insert("coverage".to_owned(), coverage);
    }
    let content = harmless(story.content);
    item.language = content.language;
    item.headline = content.headline;
    item.headline_short = content.headline_short;
    item.headline_alert = content.headline_alert;
    item.headline_search = content.headline_search;
    item.kicker = content.kicker;
    item.standfirst = content.standfirst;
    item.byline = content.byline;
    item.dateline = content.dateline;
    item.slugline = content.slugline;
    item.urgency = content.urgency;
    item.sections = Some(content.section).filter(|section| !section.is_empty()).into_iter().collect();
    item.topics = content.topics;
    item.places = content.places;
    item.people = content.people;
    item.sources = content.sources;
    item.lead = content.lead;
    item.blocks = content.blocks;
}

fn harmless(mut content: Content) -> Content {
    content.lead.iter_mut().for_each(picture);
    for source in &mut content.sources {
        source.href = href::safe(&source.href).unwrap_or_default();
    }
    content.blocks.truncate(limits::BLOCKS_MAX);
    content.blocks.iter_mut().for_each(|one| block(&mut one.body));
    let mut seen = std::collections::BTreeSet::new();
    if !content.blocks.iter().all(|block| block.id > 0 && seen.insert(block.id)) {
        number(&mut content.blocks);
    }
    content
}

fn number(blocks: &mut [Block]) {
    for (id, block) in (1..).zip(blocks) {
        block.id = id;
    }
}

fn block(body: &mut BlockBody) {
    match body {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => rich(text),
        BlockBody::Quote(quote) => rich(&mut quote.words),
        BlockBody::List(list) => list.items.iter_mut().for_each(rich),
        BlockBody::Picture(one) => picture(one),
        BlockBody::Gallery(gallery) => gallery.pictures.iter_mut().for_each(picture),
        BlockBody::Video(video) => {
            picture(&mut video.poster);
            video.href = href::safe(&video.href).unwrap_or_default();
        }
        BlockBody::Embed(embed) => embed.href = href::safe(&embed.href).unwrap_or_default(),
        BlockBody::FactBox(facts) => facts.paragraphs.iter_mut().for_each(rich),
        BlockBody::Table(table) => table.rows.iter_mut().flatten().for_each(rich),
    }
}

/// A picture of the sender's library is none of ours.
fn picture(picture: &mut Picture) {
    picture.file = match &picture.file {
        File::Remote { href } => href::of_file(href).map_or(File::Missing, |href| File::Remote { href }),
        File::Stored { .. } | File::Missing => File::Missing,
    };
}

/// Marks in their order, each on the borders of letters, each leading somewhere that may be led to.
fn rich(rich: &mut RichText) {
    for mark in std::mem::take(&mut rich.marks) {
        let safe = match &mark.kind {
            story::MarkKind::Link { href } => href::safe(href).is_some(),
            _ => true,
        };
        if safe {
            // A mark that lies on no words says nothing.
            let _ = rich.mark(mark.span, mark.kind);
        }
    }
}
