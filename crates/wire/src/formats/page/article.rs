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

/// Fewer words are a teaser or an accident, not a story.
const WORDS_MIN: usize = 60;

pub(super) fn read(
    document: Document,
    root: Element,
    about: &About,
    item: &mut Item,
    problems: &mut Problems,
) {
    let found = extracted(document, about);
    let (own, marked) = own_reading(root, about);
    // The library drops parts of short articles; our own reading of the marked article body is whole. A page that
    // marks nothing is read whole only where the library found next to nothing.
    let most = if marked { words_in(&found) * 2 } else { (words_in(&found) * 2).max(WORDS_MIN * 2) };
    let meagre = marked || words_in(&found) < WORDS_MIN;
    let blocks =
        if (words_in(&own) > most && meagre) || found.is_empty() { own } else { with_speakers(found, &own) };
    let blocks = unless_thin(blocks, root, about);
    let blocks = unless_only_linked(blocks, about);
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

/// The text of the structured data, where the page itself shows less than half of it: scripts would have filled it.
fn unless_only_linked(blocks: Vec<BlockBody>, about: &About) -> Vec<BlockBody> {
    let linked = word_count(&about.body);
    if linked < WORDS_MIN / 3 || words_in(&blocks) * 2 >= linked {
        return blocks;
    }
    if about.body.contains("</") {
        return html::fragment(&about.body, &about.base, &mut Problems::default());
    }
    prose::paragraphs(&about.body)
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
fn own_reading(root: Element, about: &About) -> (Vec<BlockBody>, bool) {
    let marked =
        |element: &Element| element.attribute("itemprop").is_some_and(|prop| prop.contains("articleBody"));
    let named = |name: &'static str| move |element: &Element| element.name() == name;
    let body = root
        .descendants()
        .find(marked)
        .or_else(|| longest(root, named("article")))
        .or_else(|| longest(root, named("main")));
    let marked = body.is_some();
    let Some(body) = body.or_else(|| root.find("body")) else { return (Vec::new(), false) };
    let tree = without_asides(body);
    (html::blocks(tree.root(), &about.base), marked)
}

fn longest<'a>(root: Element<'a>, is: impl Fn(&Element<'a>) -> bool) -> Option<Element<'a>> {
    const CANDIDATES_MAX: usize = 40;
    root.descendants()
        .filter(|element| is(element))
        .take(CANDIDATES_MAX)
        .max_by_key(|element| element.words().len())
}

/// Where what was found is a few words or a list of ways elsewhere, the part of the page with the most running text.
fn unless_thin(found: Vec<BlockBody>, root: Element, about: &About) -> Vec<BlockBody> {
    let thin = words_and_lists_in(&found) < WORDS_MIN || linked_share(&found) > 40;
    if !thin {
        return found;
    }
    let Some(densest) = densest(root) else { return found };
    let tree = without_asides(densest);
    let dense = html::blocks(tree.root(), &about.base);
    if words_and_lists_in(&dense) > words_and_lists_in(&found)
        && linked_share(&dense) < linked_share(&found).max(30)
    {
        dense
    } else {
        found
    }
}

/// Of the letters in paragraphs, how many in a hundred are links.
fn linked_share(blocks: &[BlockBody]) -> usize {
    let (mut linked, mut all) = (0, 0);
    for block in blocks {
        let texts = match block {
            BlockBody::Paragraph(text) | BlockBody::Subheading(text) => std::slice::from_ref(text),
            BlockBody::List(list) => list.items.as_slice(),
            _ => &[],
        };
        for text in texts {
            all += text.text.len();
            let links = text.marks.iter().filter(|mark| matches!(mark.kind, story::MarkKind::Link { .. }));
            linked += links.map(|mark| mark.span.end - mark.span.start).sum::<usize>();
        }
    }
    (linked * 100).checked_div(all).unwrap_or(100)
}

/// The element whose own text and paragraphs, not those of the boxes in it, are the longest.
fn densest(root: Element) -> Option<Element> {
    let own = |element: Element| -> usize {
        let pieces = element.inside().map(|inside| match inside {
            Inside::Text(words) => words.trim().len(),
            Inside::Element(child) if matches!(child.name(), "p" | "blockquote") => unlinked(child),
            Inside::Element(child) if html::is_inline(child.name()) && child.name() != "a" => unlinked(child),
            Inside::Element(_) => 0,
        });
        pieces.sum()
    };
    let candidates =
        root.descendants().filter(|element| !matches!(element.name(), "p" | "script" | "style" | "head"));
    let best = candidates.filter(|element| !is_aside(*element)).map(|element| (own(element), element));
    best.max_by_key(|(length, _)| *length).filter(|(length, _)| *length > 200).map(|(_, element)| element)
}

fn unlinked(element: Element) -> usize {
    let links = element.descendants().filter(|inside| inside.name() == "a").map(|a| a.line().len());
    element.line().len().saturating_sub(links.sum())
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
            BlockBody::Paragraph(text) => prose::weight(&text.text),
            BlockBody::Quote(quote) => prose::weight(&quote.words.text),
            _ => 0,
        })
        .sum()
}

/// As [`words_in`], with lists: stories may be lists, and so are menus.
fn words_and_lists_in(blocks: &[BlockBody]) -> usize {
    let listed = blocks.iter().map(|block| match block {
        BlockBody::List(list) => list.items.iter().map(|item| prose::weight(&item.text)).sum(),
        _ => 0,
    });
    words_in(blocks) + listed.sum::<usize>()
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

#[cfg(test)]
mod tests {
    use story::{Item, Origin};

    fn page(body: &str) -> Item {
        let html = format!(
            "<!doctype html><html><head><title>Le port rouvre à Ostrande</title></head><body>{body}</body></html>"
        );
        let parsed =
            crate::parse(html.as_bytes(), &Origin { name: "a.html", media_type: "text/html", time_zone: "" });
        parsed.items.into_iter().next().unwrap()
    }

    fn text(item: &Item) -> String {
        let content = item.to_content();
        content.fields().map(|field| field.text.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn running_text_wins_over_a_longer_list_of_ways_elsewhere() {
        let links =
            "<li><a href=/x>Une autre histoire du port et de ses grues, à lire ici</a></li>".repeat(40);
        let story =
            "Le port a rouvert mardi matin, a annoncé la capitainerie, après trois jours de tempête.<br><br>"
                .repeat(5);
        let item = page(&format!("<div id=x><ul>{links}</ul></div><div id=y>{story}</div>"));
        assert!(text(&item).contains("annoncé la capitainerie"), "{item:?}");
    }

    #[test]
    fn readings_over_letters_are_not_read_twice() {
        let item = page(
            "<article><h1>港が再開</h1><p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>は火曜日に再開しました。三日間の嵐の後、フェリーが戻りました。</p></article>",
        );
        assert!(text(&item).contains("港は火曜日"), "{}", text(&item));
    }

    #[test]
    fn who_signs_is_read_from_a_class_and_without_the_day() {
        let words =
            "<p>Le port a rouvert mardi matin, a annoncé la capitainerie, après trois jours.</p>".repeat(4);
        let item = page(&format!(
            "<article><h1>Le port rouvre à Ostrande</h1><span class=article__byline>Jonas Kerval June 9, 2026</span>{words}</article>"
        ));
        assert_eq!(item.byline.iter().map(|by| by.name.as_str()).collect::<Vec<_>>(), ["Jonas Kerval"]);
    }
}
