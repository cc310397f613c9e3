//! What a news item carries: text as NITF, XHTML or plain, and pictures and videos by reference.

use story::{Block, BlockBody, File, Item, ItemKind, Language, Picture, Related, Relation, Video};

use super::super::nitf;
use super::meta::Place;
use super::{elements, event, swedish};
use crate::prose::{self, credit, lined};
use crate::tree::Element;
use crate::{href, html, language, own, packed};

pub(super) fn read<'a>(element: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let sets: Vec<Element> = element.all("contentset").collect();
    if sets.is_empty() && item.status == story::ItemStatus::Usable {
        place.say("no-content", "the item carries no content; its description is kept");
    }
    // Of a text in several languages, the one in the item's own.
    let language = item.language.clone();
    let content = |name: &'a str| {
        let mut found: Vec<Element> = sets.iter().flat_map(|set| set.all(name).collect::<Vec<_>>()).collect();
        found.sort_by_key(|inline| match inline.attribute("lang").map(Language::new) {
            Some(said) if said.primary() == language.primary() => 0,
            None => 1,
            Some(_) => 2,
        });
        found
    };
    for inline in content("inlinexml") {
        inline_xml(inline, item, place);
    }
    for inline in content("inlinedata") {
        if inline.attribute("contenttype") == Some(own::OWN_TYPE) {
            own::carry(item, inline.words());
            continue;
        }
        inline_data(inline, item, place);
    }
    let renditions: Vec<Element> = content("remotecontent");
    let files = href::files_beside(renditions.iter().filter_map(|rendition| rendition.attribute("href")));
    if !files.is_empty() {
        item.more.insert("files".to_owned(), files);
    }
    remote(element, &renditions, item, place);
    if item.lead.is_none() && item.kind == ItemKind::Text {
        item.lead = linked(element);
    }
    item.blocks.retain(|block| !repeats_headline(&block.body, &item.headline));
}

fn repeats_headline(body: &BlockBody, headline: &str) -> bool {
    matches!(body, BlockBody::Subheading(text) if prose::words_only(&text.text) == prose::words_only(headline))
}

/// NITF and XHTML; another rendition of the same text is not read twice.
fn inline_xml<'a>(inline: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let Some(top) = inline.elements().next() else { return };
    if !item.blocks.is_empty() {
        return further(inline, item, place);
    }
    item.word_count = item.word_count.or_else(|| inline.attribute("wordcount")?.parse().ok());
    if top.name() == "nitf" || top.find("body.content").is_some() {
        return nitf::into(top, item, place.problems);
    }
    if swedish::is(top) {
        return swedish::into(top, item);
    }
    if top.name() == "idf" {
        return elements::into(top, item);
    }
    if top.name() == "events" || top.name() == "event" {
        return push(event::listed(top, place), item);
    }
    push(markup(inline, top, place), item);
}

fn markup<'a>(inline: Element<'a>, top: Element<'a>, place: &mut Place<'a, '_>) -> Vec<BlockBody> {
    let body = top.find("body").unwrap_or(inline);
    html::tell_scripts(top, place.problems);
    // Agencies repeat their slugline, headline and date in a `header` beside the text itself.
    let main = body.elements().find(|part| {
        matches!(part.name(), "section" | "main" | "article") && html::has_part(*part, &["main", "body"])
    });
    html::blocks(main.unwrap_or(body), "")
}

/// The same text in another language follows under its own headline, marked as foreign. Another form of the first text
/// is not read twice.
fn further<'a>(inline: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let language = inline.attribute("lang").map(Language::new).filter(Language::is_known);
    let Some(language) = language.filter(|said| said.primary() != item.language.primary()) else {
        return place.say("further-text", "the item carries a second text; only the first was read");
    };
    let Some(top) = inline.elements().next() else { return };
    let meta = inline.parent().and_then(|set| set.parent()).and_then(|whole| whole.child("contentmeta"));
    let spoken = |one: &Element| {
        one.attribute("lang").map(Language::new).is_some_and(|said| said.primary() == language.primary())
    };
    let headline = meta.and_then(|meta| meta.all("headline").find(spoken)).map(|line| line.line());
    let title = headline.map(|words| BlockBody::Subheading(words.as_str().into()));
    let text = markup(inline, top, place);
    let mut blocks: Vec<BlockBody> = title.into_iter().chain(text).collect();
    language::foreign(blocks.iter_mut(), &language);
    push(blocks, item);
}

fn inline_data<'a>(inline: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let kind = inline.attribute("contenttype").unwrap_or("text/plain").to_lowercase();
    let packed = inline.attribute("encoding").filter(|_| kind.starts_with("text"));
    let unpacked = packed.and_then(|_| packed::text(&inline.words()));
    if item.blocks.is_empty() && nitf::carried(&inline.words(), item, place.problems) {
        return;
    }
    if !kind.starts_with("text") || (packed.is_some() && unpacked.is_none()) {
        return place.say("content-not-read", format!("inline content of type {kind} was not read"));
    }
    if !item.blocks.is_empty() {
        return place.say("further-text", "the item carries a second text; only the first was read");
    }
    let words = unpacked.unwrap_or_else(|| inline.words());
    let framed = framed(&words).filter(|_| kind.contains("plain"));
    match framed {
        Some(lines) => push(lined::blocks(lines), item),
        None if kind.contains("html") || words.trim_start().starts_with('<') => {
            push(html::fragment(&words, "", place.problems), item);
        }
        None => push(prose::paragraphs(&words), item),
    }
}

/// Lines of plain text that a program put between one pair of tags, where indents still begin the paragraphs.
fn framed(words: &str) -> Option<&str> {
    let lines = words.trim().strip_prefix("<p>")?.strip_suffix("</p>")?;
    (!lines.contains('<') && lines.trim().contains("\n  ")).then_some(lines)
}

fn push(blocks: Vec<BlockBody>, item: &mut Item) {
    item.blocks.extend(blocks.into_iter().map(|body| Block { id: 0, body }));
}

/// Renditions of one picture or video: the largest leads, or is the video.
fn remote<'a>(element: Element<'a>, renditions: &[Element<'a>], item: &mut Item, place: &mut Place<'a, '_>) {
    let of_kind = |kind: &str| {
        let matching = renditions.iter().copied().filter(|rendition| {
            let said =
                rendition.attribute("contenttype").or(rendition.attribute("format")).unwrap_or_default();
            said.to_lowercase().contains(kind)
        });
        matching.max_by_key(|rendition| size_of(*rendition))
    };
    let class =
        element.child("itemmeta").and_then(|meta| meta.child("itemclass")).and_then(super::names::code);
    let class = class.unwrap_or_default().to_lowercase();
    let videos = class.contains("video").then(|| renditions.first().copied()).flatten();
    let pictures = (class.contains("picture") || class.contains("photo"))
        .then(|| renditions.iter().copied().max_by_key(|rendition| size_of(*rendition)));
    let words = caption(element, item.kind, place);
    let sounds = class.contains("audio").then(|| renditions.first().copied()).flatten();
    if let Some(video) = of_kind("video").or(videos).or_else(|| of_kind("audio")).or(sounds) {
        let poster = Picture { file: of_kind("image").map_or(File::Missing, file_of), ..words };
        let href = address(video).unwrap_or_default();
        let seconds = video.attribute("duration").and_then(|seconds| seconds.parse().ok()).unwrap_or(0);
        let video = Video { poster, title: item.headline.clone(), href, duration_s: seconds };
        push(vec![BlockBody::Video(video)], item);
    } else if let Some(picture) = of_kind("image").or(pictures.flatten()) {
        if address(picture).is_none() {
            place.say("picture-by-id", "the picture is named by an identifier only; its caption is kept");
        }
        item.lead = Some(Picture { file: file_of(picture), ..words });
    } else if !renditions.is_empty() && item.blocks.is_empty() {
        for href in renditions.iter().filter_map(|rendition| address(*rendition)) {
            item.related.push(Related { relation: Relation::Includes, href, ..Related::default() });
        }
        place.say(
            "content-not-read",
            format!("{} remote contents of another kind were not read", renditions.len()),
        );
    }
}

/// The first picture that the item links to, where the link leads to the picture itself.
fn linked(element: Element) -> Option<Picture> {
    let links = element.child("itemmeta")?.all("link");
    let mut shown = links.filter(|link| {
        let class = link.child("itemclass").and_then(super::names::code).unwrap_or_default();
        class.to_lowercase().contains("picture")
    });
    let (link, href) = shown.find_map(|link| Some((link, link.attribute("href").and_then(href::safe)?)))?;
    let caption = link.child("title").map(|title| title.line()).unwrap_or_default();
    Some(Picture { file: File::Remote { href }, caption, ..Picture::default() })
}

/// The wider, then the one that its sender calls larger, then the one of more bytes.
fn size_of(rendition: Element) -> (u64, i8, u64) {
    const LARGE: &[&str] = &["high", "base", "original", "full", "large", "main"];
    const SMALL: &[&str] = &["thumb", "icon", "small", "low", "square"];
    let number = |name| rendition.attribute(name).and_then(|value| value.parse::<u64>().ok()).unwrap_or(0);
    let name = rendition.attribute("rendition").unwrap_or_default().to_lowercase();
    let said = |words: &[&str]| i8::from(words.iter().any(|word| name.contains(word)));
    (number("width"), said(LARGE) - said(SMALL), number("size"))
}

fn address(rendition: Element) -> Option<String> {
    rendition
        .attribute("href")
        .and_then(href::safe)
        .or_else(|| rendition.attribute("residref").and_then(href::safe))
}

fn file_of(rendition: Element) -> File {
    address(rendition).map_or(File::Missing, |href| File::Remote { href })
}

/// A picture's words are the item's description; its credit has a line of its own, or is its maker's name.
fn caption<'a>(element: Element<'a>, kind: ItemKind, place: &Place<'a, '_>) -> Picture {
    let Some(meta) = element.child("contentmeta") else { return Picture::default() };
    let role = |e: &Element| e.attribute("role").unwrap_or_default().contains("caption");
    let captions = meta.all("description").filter(role);
    let described = place.names.best(captions).or_else(|| place.names.best(meta.all("description")));
    let words = described.map(|words| words.line()).unwrap_or_default();
    let line = meta.child("creditline").map(|line| line.line()).filter(|line| !line.is_empty());
    // Who made a text is its writer; whose picture goes with it nobody says.
    let creator = meta.child("creator").filter(|_| kind != ItemKind::Text);
    let maker = || creator.map(|creator| place.names.of(creator)).filter(|name| !name.is_empty());
    match line.or_else(maker) {
        Some(credit) => Picture { caption: words, credit, ..Picture::default() },
        None => {
            let (caption, credit) = credit::split(&words);
            credit::missing(caption, credit)
        }
    }
}
