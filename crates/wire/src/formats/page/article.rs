//! The text of the article on a page: found by a library that scores the page's parts, then read line by line
//! with what is known of news lines, so that buttons, teasers and captions in it are told.

use std::collections::HashMap;

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use story::{BlockBody, Item, Quote, Speaker};

use super::metadata::About;
use crate::html::{self, is_aside};
use crate::limits::PAGE_ELEMENTS_MAX;
use crate::problem::{Problems, excerpt};
use crate::prose::reading::{self, Line};
use crate::prose::{self, dateline, quote, word_count, words_only};
use crate::tree::{Builder, Element, Inside, Tree};

pub(super) fn read(
    document: Document,
    root: Element,
    about: &About,
    item: &mut Item,
    problems: &mut Problems,
) {
    let found = extracted(document, about);
    let own = own_reading(root, about);
    // The library drops parts of short articles; our own reading of the marked article body is whole.
    let blocks = if words_in(&own) > words_in(&found) * 2 || found.is_empty() {
        own
    } else {
        with_speakers(found, &own)
    };
    let mut reading = Reading { item, problems, blocks: Vec::new(), teasers: 0 };
    reading.item.standfirst = marked_standfirst(root);
    for block in blocks {
        reading.block(block);
    }
    let blocks = reading.blocks;
    item.blocks = blocks.into_iter().map(|body| story::Block { id: 0, body }).collect();
    standfirst(item, &about.summary);
    dateline_of_first(item);
}

fn extracted(document: Document, about: &About) -> Vec<BlockBody> {
    let config = Config {
        max_elements_to_parse: PAGE_ELEMENTS_MAX,
        disable_json_ld: true,
        keep_classes: true,
        char_threshold: 250,
        ..Config::default()
    };
    let article =
        Readability::with_document(document, None, Some(config)).and_then(|mut reader| reader.parse());
    match article {
        Ok(article) => html::fragment(&article.content, &about.base, &mut Problems::default()),
        Err(_) => Vec::new(),
    }
}

/// The body as the page marks it (`articleBody`, `article`, `main`), without the boxes inside it.
fn own_reading(root: Element, about: &About) -> Vec<BlockBody> {
    let marked =
        |element: &Element| element.attribute("itemprop").is_some_and(|prop| prop.contains("articleBody"));
    let named = |name: &'static str| move |element: &Element| element.name() == name;
    let body = root
        .descendants()
        .find(marked)
        .or_else(|| longest(root, named("article")))
        .or_else(|| longest(root, named("main")))
        .or_else(|| root.find("body"));
    let Some(body) = body else { return Vec::new() };
    let tree = without_asides(body);
    html::blocks(tree.root(), &about.base)
}

fn longest<'a>(root: Element<'a>, is: impl Fn(&Element<'a>) -> bool) -> Option<Element<'a>> {
    const CANDIDATES_MAX: usize = 40;
    root.descendants()
        .filter(|element| is(element))
        .take(CANDIDATES_MAX)
        .max_by_key(|element| element.words().len())
}

/// A copy of an element without the boxes that are no part of a story.
fn without_asides(element: Element) -> Tree {
    let mut builder = Builder::new();
    copy(element, &mut builder);
    builder.finish()
}

fn copy(element: Element, builder: &mut Builder) {
    for inside in element.inside() {
        match inside {
            Inside::Text(words) => builder.text(words),
            Inside::Element(child) if is_aside(child) => {}
            Inside::Element(child) => {
                if builder.start(String::new(), child.name().to_owned(), child.attributes()).is_ok() {
                    copy(child, builder);
                    builder.end();
                }
            }
        }
    }
}

/// The library drops who said a quotation; our own reading has it.
fn with_speakers(mut found: Vec<BlockBody>, own: &[BlockBody]) -> Vec<BlockBody> {
    let speakers: HashMap<String, &Speaker> = own
        .iter()
        .rev()
        .filter_map(|block| match block {
            BlockBody::Quote(Quote { words, speaker: Some(speaker) }) => {
                Some((words_only(&words.text), speaker))
            }
            _ => None,
        })
        .collect();
    for block in &mut found {
        let BlockBody::Quote(quote @ Quote { speaker: None, .. }) = block else { continue };
        quote.speaker = speakers.get(&words_only(&quote.words.text)).map(|speaker| (*speaker).clone());
    }
    found
}

fn words_in(blocks: &[BlockBody]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            BlockBody::Paragraph(text) => word_count(&text.text),
            BlockBody::Quote(quote) => word_count(&quote.words.text),
            _ => 0,
        })
        .sum()
}

struct Reading<'a> {
    item: &'a mut Item,
    problems: &'a mut Problems,
    blocks: Vec<BlockBody>,
    teasers: usize,
}

impl Reading<'_> {
    fn block(&mut self, block: BlockBody) {
        match block {
            BlockBody::Paragraph(text) => self.paragraph(text),
            BlockBody::Subheading(text) => self.subheading(text),
            BlockBody::List(list) => {
                let titles =
                    list.items.iter().all(|item| !item.marks.is_empty() && !prose::ends_sentence(&item.text));
                let buttons =
                    list.items.iter().all(|item| matches!(reading::line(&item.text), Line::Junk(_)));
                if (titles && self.teasers > 0) || buttons {
                    let words: Vec<&str> = list.items.iter().map(|item| item.text.as_str()).collect();
                    return self.dropped(&words.join(" / "), "a list of ways elsewhere");
                }
                self.blocks.push(BlockBody::List(list));
            }
            other => self.blocks.push(other),
        }
    }

    fn subheading(&mut self, text: story::RichText) {
        let repeats = words_only(&text.text) == words_only(&self.item.headline);
        match reading::line(&text.text) {
            _ if repeats => {}
            Line::Junk(junk) => {
                self.teasers = 6;
                self.dropped(&text.text, junk.reason());
            }
            _ => {
                self.teasers = 0;
                self.blocks.push(BlockBody::Subheading(text));
            }
        }
    }

    fn paragraph(&mut self, text: story::RichText) {
        let words = text.text.as_str();
        if words_only(words) == words_only(&self.item.headline)
            || words_only(words) == words_only(&self.item.standfirst)
        {
            return;
        }
        let linked_whole = text.marks.iter().any(|mark| {
            matches!(mark.kind, story::MarkKind::Link { .. })
                && mark.span.start == 0
                && mark.span.end == words.len()
        });
        match reading::line(words) {
            Line::Junk(junk) => {
                self.dropped(words, junk.reason());
                self.teasers = 3;
            }
            Line::Words if self.teasers > 0 && linked_whole => {
                self.teasers -= 1;
                self.dropped(words, "a way to another story");
            }
            Line::Stamp(stamp) => {
                self.item.created = self.item.created.or(stamp.created);
                self.item.updated = self.item.updated.or(stamp.updated);
            }
            Line::Byline(names) if self.item.byline.is_empty() => self.item.byline = names,
            Line::Byline(_) | Line::Trail(_) => {}
            Line::Source(sources) => self.item.sources.extend(sources),
            Line::Topics(topics) => self.item.topics.extend(topics),
            Line::Caption(picture) => self.caption(picture.caption, picture.credit),
            Line::Credit(credit) => self.caption(String::new(), credit),
            Line::Quote(quote) => self.blocks.push(BlockBody::Quote(quote)),
            Line::Attribution if self.attributed(words) => {}
            Line::Attribution | Line::Words => {
                self.teasers = 0;
                self.blocks.push(BlockBody::Paragraph(text));
            }
        }
    }

    /// A caption written as a paragraph belongs to the picture before it, where that has none.
    fn caption(&mut self, caption: String, credit: String) {
        match self.blocks.last_mut() {
            Some(BlockBody::Picture(picture)) if picture.caption.is_empty() && !caption.is_empty() => {
                (picture.caption, picture.credit) = (caption, credit);
            }
            Some(BlockBody::Picture(picture)) if picture.credit.is_empty() && caption.is_empty() => {
                picture.credit = credit;
            }
            _ => self.blocks.push(BlockBody::Picture(prose::credit::missing(caption, credit))),
        }
    }

    fn attributed(&mut self, words: &str) -> bool {
        match self.blocks.last_mut() {
            Some(BlockBody::Quote(Quote { speaker: speaker @ None, .. })) => {
                *speaker = quote::speaker(words);
                true
            }
            _ => false,
        }
    }

    fn dropped(&mut self, words: &str, why: &str) {
        let message = format!("left out \u{201C}{}\u{201D}: {why}", excerpt(words));
        self.problems.add("junk-line", format!("paragraph {}", self.blocks.len() + 1), message);
    }
}

/// The standfirst where the page's own markup names it.
fn marked_standfirst(root: Element) -> String {
    const NAMES: &[&str] = &[
        "chapo",
        "chapeau",
        "standfirst",
        "dek",
        "lede",
        "subtitle",
        "subheadline",
        "subhead",
        "accroche",
        "excerpt",
        "vorspann",
    ];
    let fits = |line: &String| (8..=120).contains(&word_count(line));
    let named = root
        .descendants()
        .filter(|element| !matches!(element.name(), "meta" | "body" | "html" | "article" | "main"));
    let named = named.filter(|element| html::has_part(*element, NAMES));
    named.take(3).map(|element| element.line()).find(fits).unwrap_or_default()
}

/// Without a marked one, the page's summary is the standfirst, unless it is only the beginning of the text.
fn standfirst(item: &mut Item, summary: &str) {
    let first = item.blocks.iter().find_map(|block| match &block.body {
        BlockBody::Paragraph(text) => Some(words_only(&text.text)),
        _ => None,
    });
    let first = first.unwrap_or_default();
    if !item.standfirst.is_empty() {
        let said = words_only(&item.standfirst);
        item.blocks.retain(
            |block| !matches!(&block.body, BlockBody::Paragraph(text) if words_only(&text.text) == said),
        );
        return;
    }
    let said = words_only(summary);
    let cut = summary.ends_with(['…']) || summary.ends_with("...");
    let beginning: String = said.chars().take(40).collect();
    let repeats = first.starts_with(&beginning) || words_only(&item.headline) == said;
    if !said.is_empty() && !cut && !repeats && word_count(summary) >= 6 {
        item.standfirst = summary.to_owned();
    } else if first == said && item.blocks.len() > 2 && !said.is_empty() {
        // The first paragraph is the summary, word for word: it is the standfirst.
        item.standfirst = summary.to_owned();
        let at = item.blocks.iter().position(
            |block| matches!(&block.body, BlockBody::Paragraph(text) if words_only(&text.text) == said),
        );
        if let Some(at) = at {
            item.blocks.remove(at);
        }
    }
}

fn dateline_of_first(item: &mut Item) {
    let first = item.blocks.iter_mut().find_map(|block| match &mut block.body {
        BlockBody::Paragraph(text) => Some(text),
        _ => None,
    });
    if let Some(first) = first
        && let Some(found) = dateline::at_start(&first.text)
        && first.replace(story::Span::new(0, found.end), "").is_ok()
    {
        item.dateline = found.place;
    }
}
