//! What a news item carries: text as NITF, XHTML or plain, and pictures and videos by reference.

use story::{Block, BlockBody, File, Item, Language, Picture, Video};

use super::super::nitf;
use super::event;
use super::meta::Place;
use crate::href;
use crate::html;
use crate::own;
use crate::prose::{self, credit};
use crate::tree::Element;

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
    remote(element, &renditions, item, place);
    item.blocks.retain(|block| !repeats_headline(&block.body, &item.headline));
}

fn repeats_headline(body: &BlockBody, headline: &str) -> bool {
    matches!(body, BlockBody::Subheading(text) if prose::words_only(&text.text) == prose::words_only(headline))
}

/// NITF and XHTML; another rendition of the same text is not read twice.
fn inline_xml<'a>(inline: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let Some(top) = inline.elements().next() else { return };
    if !item.blocks.is_empty() {
        return place.say("further-text", "the item carries a second text; only the first was read");
    }
    item.word_count = item.word_count.or_else(|| inline.attribute("wordcount")?.parse().ok());
    if top.name() == "nitf" || top.find("body.content").is_some() {
        return nitf::into(top, item, place.problems);
    }
    if top.name() == "events" || top.name() == "event" {
        return push(event::listed(top, place), item);
    }
    let body = top.find("body").unwrap_or(inline);
    html::tell_scripts(top, place.problems);
    // Agencies repeat their slugline, headline and date in a `header` beside the text itself.
    let main = body.elements().find(|part| {
        matches!(part.name(), "section" | "main" | "article") && html::has_part(*part, &["main", "body"])
    });
    push(html::blocks(main.unwrap_or(body), ""), item);
}

fn inline_data<'a>(inline: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let kind = inline.attribute("contenttype").unwrap_or("text/plain").to_lowercase();
    if inline.attribute("encoding").is_some() || !kind.starts_with("text") {
        return place.say("content-not-read", format!("inline content of type {kind} was not read"));
    }
    if !item.blocks.is_empty() {
        return place.say("further-text", "the item carries a second text; only the first was read");
    }
    let words = inline.words();
    if kind.contains("html") || words.trim_start().starts_with('<') {
        return push(html::fragment(&words, "", place.problems), item);
    }
    push(prose::paragraphs(&words), item);
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
    let words = caption(element, place);
    if let Some(video) = of_kind("video").or(videos) {
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
        place.say(
            "content-not-read",
            format!("{} remote contents of another kind were not read", renditions.len()),
        );
    }
}

fn size_of(rendition: Element) -> u64 {
    let number = |name| rendition.attribute(name).and_then(|value| value.parse::<u64>().ok()).unwrap_or(0);
    let web =
        u64::from(rendition.attribute("rendition").is_some_and(|name| name.to_lowercase().contains("high")));
    number("width").min(1 << 20) * 4 + web + number("size") / (1 << 40)
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
fn caption<'a>(element: Element<'a>, place: &Place<'a, '_>) -> Picture {
    let Some(meta) = element.child("contentmeta") else { return Picture::default() };
    let role = |e: &Element| e.attribute("role").unwrap_or_default().contains("caption");
    let captions = meta.all("description").filter(role);
    let described = place.names.best(captions).or_else(|| place.names.best(meta.all("description")));
    let words = described.map(|words| words.line()).unwrap_or_default();
    let line = meta.child("creditline").map(|line| line.line()).filter(|line| !line.is_empty());
    let maker =
        || meta.child("creator").map(|creator| place.names.of(creator)).filter(|name| !name.is_empty());
    match line.or_else(maker) {
        Some(credit) => Picture { caption: words, credit, ..Picture::default() },
        None => {
            let (caption, credit) = credit::split(&words);
            credit::missing(caption, credit)
        }
    }
}
