//! The body of a NITF: what stands over the text (`body.head`), the text, and what closes it (`body.end`).

use story::{Block, BlockBody, Item, SourceCredit};

use super::unless_said;
use crate::embargo::add_note;
use crate::problem::Problems;
use crate::prose::{self, byline};
use crate::tree::Element;
use crate::{dates, href, html};

pub(super) fn head(head: Element, item: &mut Item) {
    let line = |name: &str| head.find(name).map(|element| element.line()).unwrap_or_default();
    unless_said(&mut item.headline, line("hl1"));
    unless_said(&mut item.headline, line("hedline"));
    // `>>>ANSA/Port reopens`: what is new since the last bulletin has a sign.
    item.headline = item.headline.trim_start_matches(['>', ' ']).to_owned();
    unless_said(&mut item.dateline, dateline(head));
    unless_said(&mut item.standfirst, line("abstract"));
    let second = line("hl2");
    if second != item.headline {
        unless_said(&mut item.standfirst, second);
    }
    unless_said(&mut item.copyright, line("rights.owner"));
    unless_said(&mut item.copyright, line("rights"));
    if let Some(written) =
        head.find("story.date").and_then(|date| date.attribute("norm")).and_then(dates::read)
    {
        item.created = item.created.or(Some(written));
        item.updated = item.updated.or(Some(written));
    }
    let (sentences, names): (Vec<Element>, Vec<Element>) =
        head.all("byline").partition(|by| is_sentence(*by));
    for said in sentences {
        unless_said(&mut item.standfirst, said.line());
    }
    if item.byline.is_empty() {
        item.byline = names.into_iter().flat_map(signatures).collect();
    }
    for name in ["distributor", "rights.agent", "rights.owner"] {
        unless_said(&mut item.provider, line(name));
    }
    if let Some(city) = head.find("dateline").and_then(|dateline| dateline.find("city")) {
        unless_said(&mut item.located.city, city.line());
    }
    for note in head.all("note") {
        // "npa" is a non-publishable advisory.
        let private = note.attribute("type") == Some("npa");
        let target = if private { &mut item.private_note } else { &mut item.editors_note };
        add_note(target, &note.line());
    }
    for source in head.all("distributor") {
        let name = source.line();
        if !name.is_empty() {
            item.sources.push(SourceCredit { name, ..SourceCredit::default() });
        }
    }
}

fn dateline(head: Element) -> String {
    let said = head.find("dateline").filter(|element| {
        // A time for machines is no dateline.
        !element.line().chars().take(8).all(|letter| letter.is_ascii_digit())
    });
    let line = said.map(|element| element.line()).unwrap_or_default();
    line.trim_end_matches([' ', '-', '–', '—', ':']).replace(" ,", ",")
}

/// An agency that has no element for a second headline writes it where the names belong.
fn is_sentence(by: Element) -> bool {
    const WORDS_MIN: usize = 6;
    let line = by.line();
    let small = line.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    by.elements().next().is_none()
        && prose::word_count(&line) >= WORDS_MIN
        && small * 2 > prose::word_count(&line)
}

fn signatures(by: Element) -> Vec<story::Signature> {
    let title = by.child("byttl").or_else(|| by.child("virtloc")).map(|title| title.line());
    let people: Vec<Element> = by.all("person").collect();
    let mut names = if people.is_empty() {
        let words = by.line();
        let bare = title.as_deref().and_then(|title| words.strip_suffix(title)).unwrap_or(&words);
        byline::names_in(bare)
    } else {
        people.into_iter().flat_map(|person| byline::names_in(&person.line())).collect()
    };
    if let (Some(title), Some(last)) = (title, names.last_mut()) {
        unless_said(&mut last.role, title);
    }
    names
}

/// The standard writes `lede`; others write what they hear.
fn is_lede(paragraph: Element) -> bool {
    ["lede", "lead"].iter().any(|name| paragraph.attribute(name) == Some("true"))
}

/// Markup that stands in the text as words, once or twice escaped.
fn escaped(body: Element) -> Option<String> {
    if body.elements().next().is_some() {
        return None;
    }
    let words = body.words();
    let words = if words.contains("&lt;p") || words.contains("&lt;br") {
        words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    } else {
        words
    };
    let lower = words.to_lowercase();
    ["<p>", "<p ", "<br", "</p>", "<div"].iter().any(|tag| lower.contains(tag)).then_some(words)
}

pub(super) fn content(nitf: Element, item: &mut Item, problems: &mut Problems) {
    // A note in the head may hold a `body.content` of its own.
    let body = nitf.child("body").unwrap_or(nitf);
    let body =
        body.child("body.content").or_else(|| nitf.child("body")).or_else(|| body.find("body.content"));
    let Some(body) = body.or_else(|| (nitf.name() != "nitf").then_some(nitf)) else { return };
    html::tell_scripts(body, problems);
    let lede = body.descendants().find(|p| p.name() == "p" && is_lede(*p));
    let lede = lede.map(|lede| lede.line()).unwrap_or_default();
    let references = body.descendants().filter(|e| matches!(e.name(), "media-reference" | "img"));
    let named = references.filter_map(|e| e.attribute("source").or(e.attribute("src")));
    let files = href::files_beside(named);
    if !files.is_empty() {
        item.more.insert("files".to_owned(), files);
    }
    let mut blocks = match escaped(body) {
        Some(markup) => html::fragment(&markup, "", problems),
        None => html::blocks(body, ""),
    };
    let paragraphs = blocks.iter().filter(|block| matches!(block, BlockBody::Paragraph(_))).count();
    if !lede.is_empty() && item.standfirst.is_empty() && paragraphs > 1 {
        let place = blocks
            .iter()
            .position(|block| matches!(block, BlockBody::Paragraph(text) if prose::fold(&text.text) == lede));
        if let Some(place) = place {
            blocks.remove(place);
            item.standfirst = lede;
        }
    }
    if let Some(end) = nitf.find("body.end") {
        blocks.extend(html::blocks(end, ""));
    }
    if item.lead.is_none()
        && let Some(BlockBody::Picture(_)) = blocks.first()
        && let BlockBody::Picture(picture) = blocks.remove(0)
    {
        item.lead = Some(picture);
    }
    let said = prose::words_only(&item.headline);
    blocks.retain(
        |block| !matches!(block, BlockBody::Subheading(text) if prose::words_only(&text.text) == said),
    );
    item.blocks.extend(blocks.into_iter().map(|body| Block { id: 0, body }));
}
