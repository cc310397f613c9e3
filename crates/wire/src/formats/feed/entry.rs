//! One entry of a feed to one item.

use story::{BlockBody, File, Item, ItemStatus, Language, Related, Relation, Signature, SourceCredit};

use super::super::nitf;
use super::media;
use super::{About, own};
use crate::dates;
use crate::finish::keep_new;
use crate::html;
use crate::problem::Problems;
use crate::prose::{self, byline};
use crate::tree::Element;

pub(super) fn item(entry: Element, feed: &About, number: usize, problems: &mut Problems) -> Item {
    let base = entry.attribute("base").unwrap_or(&feed.base);
    let mut item =
        Item { provider: feed.title.clone(), copyright: feed.copyright.clone(), ..Item::default() };
    item.href = link(entry, base);
    item.guid = first(entry, &["guid", "id", "identifier"]).map(|id| id.line()).unwrap_or_default();
    if item.guid.is_empty() {
        item.guid = entry.attribute("about").map_or_else(|| item.href.clone(), str::to_owned);
    }
    if item.href.is_empty()
        && first(entry, &["guid"]).is_some_and(|guid| guid.attribute("ispermalink") != Some("false"))
    {
        item.href = crate::href::safe(&item.guid).unwrap_or_default();
    }
    item.headline = own(entry, "title").map(|title| words(title, problems)).unwrap_or_default();
    let mut date = |names: &[&str]| {
        let element = first(entry, names)?;
        dates::field(&element.line(), &format!("item {number}/{}", element.name()), problems)
    };
    item.created = date(&["pubdate", "published", "issued", "created", "date"]);
    item.updated = date(&["updated", "modified"]).or(item.created);
    item.created = item.created.or(item.updated);
    item.byline = authors(entry);
    if item.byline.is_empty() {
        item.byline.clone_from(&feed.authors);
    }
    item.sections = categories(entry);
    item.language = language(entry, feed);
    if let Some(rights) = first(entry, &["rights", "copyright"]) {
        item.copyright = rights.line();
    }
    sources(entry, &mut item);
    answers(entry, &mut item);
    body(entry, base, &mut item, problems);
    item
}

/// An entry that its sender took back (RFC 6721): its identifier, the time, and the reason.
pub(super) fn deleted(entry: Element) -> Option<Item> {
    let when = entry.attribute("when").and_then(dates::read);
    Some(Item {
        guid: entry.attribute("ref")?.to_owned(),
        status: ItemStatus::Canceled,
        updated: when,
        created: when,
        headline: own(entry, "comment").map(|comment| comment.line()).unwrap_or_default(),
        ..Item::default()
    })
}

/// What an entry answers or goes on from (RFC 4685).
fn answers(entry: Element, item: &mut Item) {
    for answered in entry.all("in-reply-to").take(20) {
        item.related.push(Related {
            relation: Relation::SeeAlso,
            guid: answered.attribute("ref").unwrap_or_default().to_owned(),
            href: answered.attribute("href").map(str::to_owned).unwrap_or_default(),
            title: String::new(),
        });
    }
}

fn first<'a>(entry: Element<'a>, names: &[&str]) -> Option<Element<'a>> {
    names.iter().find_map(|name| own(entry, name).filter(|element| !element.line().is_empty()))
}

/// Where readers find it: RSS writes the address as text, Atom as an attribute.
pub(super) fn link(element: Element, base: &str) -> String {
    let links: Vec<Element> = element.all("link").filter(|link| link.space() != "media").collect();
    let atom = links.iter().filter(|link| link.attribute("href").is_some());
    let alternate = atom.clone().find(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let written = links.iter().map(|link| link.line()).find(|line| !line.is_empty());
    let href = written.or_else(|| alternate.and_then(|link| link.attribute("href")).map(str::to_owned));
    href.and_then(|href| crate::href::resolved(&href, base)).unwrap_or_default()
}

/// A title as bare words, whether it holds text, escaped HTML or XHTML.
fn words(element: Element, problems: &mut Problems) -> String {
    let line = element.line();
    let kind = element.attribute("type").unwrap_or_default();
    let holds_markup = line.contains('<') || line.contains('&');
    if kind == "text" || !holds_markup || element.elements().next().is_some() {
        return line;
    }
    let looks_escaped =
        kind.contains("html") || (line.contains('<') && line.contains('>')) || line.contains(';');
    if !looks_escaped {
        return line;
    }
    let tree = html::parse(&line, problems);
    html::tell_scripts(tree.root(), problems);
    tree.root().line()
}

pub(super) fn authors(entry: Element) -> Vec<Signature> {
    let mut names: Vec<Signature> = Vec::new();
    for element in
        entry.elements().filter(|child| matches!(child.name(), "creator" | "author" | "contributor"))
    {
        if element.name() == "contributor" && element.space() != "dc" && !names.is_empty() {
            continue;
        }
        let name = element.child("name").map_or_else(|| element.line(), |name| name.line());
        // RSS 2.0 writes `desk@example.org (Claire Aubanel)`.
        let name = match name.split_once('(') {
            Some((mail, name)) if mail.contains('@') => name.trim_end_matches(')').to_owned(),
            _ => name,
        };
        keep_new(&mut names, byline::names_in(&name));
    }
    names
}

fn categories(entry: Element) -> Vec<String> {
    let named = entry.elements().filter(|child| {
        matches!(child.name(), "category" | "subject") && !matches!(child.space(), "media" | "itunes")
    });
    let word = |element: Element| {
        let label = element.attribute("label").or(element.attribute("term")).map(str::to_owned);
        label.unwrap_or_else(|| element.line())
    };
    named.map(word).map(|name| prose::fold(&name)).collect()
}

fn language(entry: Element, feed: &About) -> Language {
    let said = own(entry, "language").map(|element| element.line());
    let said = said.or_else(|| entry.attribute("lang").map(str::to_owned));
    Language::new(said.as_deref().unwrap_or(&feed.language))
}

fn sources(entry: Element, item: &mut Item) {
    if let Some(source) = own(entry, "source") {
        let title = source.child("title").map_or_else(|| source.line(), |title| title.line());
        let href = source.attribute("url").map(str::to_owned).unwrap_or_else(|| link(source, ""));
        let name = if title.is_empty() { href.clone() } else { title };
        item.sources.push(SourceCredit { name, href, note: String::new() });
    }
}

/// Full text where there is one, the summary as standfirst; a summary alone that is short is a standfirst too.
fn body(entry: Element, base: &str, item: &mut Item, problems: &mut Problems) {
    let full = entry.elements().find(|e| e.name() == "encoded" || e.is("html", "body"));
    let full = full.or_else(|| entry.elements().find(|e| e.name() == "content" && e.space() != "media"));
    let summary = first(entry, &["description", "summary", "subtitle", "tagline", "abstract"]);
    let texts_only = [full, summary].into_iter().flatten().filter(|text| text.elements().next().is_none());
    if texts_only.map(|text| text.words()).any(|words| nitf::carried(&words, item, problems)) {
        return media::attach(entry, base, item);
    }
    item.blocks = numbered(full.map(|full| markup(full, base, problems)).unwrap_or_default());
    let summary = summary.map(|summary| markup(summary, base, problems)).unwrap_or_default();
    if item.blocks.is_empty() && is_whole_text(&summary) {
        item.blocks = numbered(summary);
    } else {
        item.standfirst = texts(&summary);
        if item.standfirst.is_empty() && item.blocks.is_empty() {
            item.blocks = numbered(summary);
        } else {
            take_pictures(summary, item);
        }
    }
    media::attach(entry, base, item);
}

/// The blocks of an element that holds text, escaped HTML or markup of its own.
fn markup(element: Element, base: &str, problems: &mut Problems) -> Vec<BlockBody> {
    if element.elements().next().is_some() {
        html::tell_scripts(element, problems);
        return html::blocks(element, base);
    }
    let raw = element.words();
    if element.attribute("type") == Some("text") || !raw.contains(['<', '&']) {
        let paragraphs = raw.split("\n\n").map(prose::fold).filter(|line| !line.is_empty());
        return paragraphs.map(|line| BlockBody::Paragraph(line.as_str().into())).collect();
    }
    html::fragment(&raw, base, problems)
}

/// Several paragraphs, or one that is long: more than a summary.
fn is_whole_text(blocks: &[BlockBody]) -> bool {
    const SUMMARY_LETTERS_MAX: usize = 600;
    let paragraphs = blocks.iter().filter(|block| matches!(block, BlockBody::Paragraph(_))).count();
    paragraphs > 2 || texts(blocks).chars().count() > SUMMARY_LETTERS_MAX
}

fn texts(blocks: &[BlockBody]) -> String {
    let lines = blocks.iter().filter_map(|block| match block {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => Some(text.text.as_str()),
        BlockBody::Quote(quote) => Some(quote.words.text.as_str()),
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

fn numbered(blocks: Vec<BlockBody>) -> Vec<story::Block> {
    blocks.into_iter().map(|body| story::Block { id: 0, body }).collect()
}

fn take_pictures(summary: Vec<BlockBody>, item: &mut Item) {
    for block in summary {
        if let BlockBody::Picture(picture) = block
            && item.lead.is_none()
            && picture.file != File::Missing
        {
            item.lead = Some(picture);
        }
    }
}
