//! Pictures and videos that hang on an entry: Media RSS, enclosures, Atom links.

use story::{BlockBody, File, Item, Picture, Video};

use crate::limits::LIST_MAX;
use crate::problem::Problems;
use crate::prose::credit;
use crate::tree::Element;
use crate::{href, html};

/// The first picture leads; one that the text already shows gives it its words only.
pub(super) fn attach(entry: Element, base: &str, item: &mut Item) {
    for found in found(entry, base) {
        match found {
            Found::Picture(picture) if item.lead.is_none() => item.lead = Some(picture),
            Found::Picture(picture) => with_words(item, picture),
            Found::Video(video) => {
                item.blocks.push(story::Block { id: 0, body: BlockBody::Video(video) });
            }
        }
    }
    drop_repeated_lead(item);
}

enum Found {
    Picture(Picture),
    Video(Video),
}

fn found(entry: Element, base: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for element in entry.descendants() {
        if found.len() == LIST_MAX {
            break;
        }
        let media = element.space() == "media";
        let kind = element.attribute("type").or(element.attribute("medium")).unwrap_or_default();
        let address = element.attribute("url").or(element.attribute("href"));
        let Some(href) = address.and_then(|address| href::resolved(address, base)) else { continue };
        if media && is_smaller_copy(element) {
            continue;
        }
        let rel = element.attribute("rel").unwrap_or_default();
        let attached = (media && element.name() == "content")
            || element.name() == "enclosure"
            || (element.name() == "link" && rel == "enclosure");
        if attached && (kind.starts_with("video") || kind.starts_with("audio")) {
            found.push(Found::Video(video(element, href)));
        } else if attached && (kind.starts_with("image") || is_picture_name(&href)) {
            found.push(Found::Picture(picture(element, href)));
        }
    }
    let thumbnail = entry.descendants().find(|e| e.is("media", "thumbnail") || e.is("itunes", "image"));
    let has_picture = found.iter().any(|one| matches!(one, Found::Picture(_)));
    if let Some(element) = thumbnail.filter(|_| !has_picture)
        && let Some(href) =
            element.attribute("url").or(element.attribute("href")).and_then(|a| href::resolved(a, base))
    {
        found.push(Found::Picture(picture(element, href)));
    }
    found
}

/// What stands in one group is one thing in several sizes: of those that say their size, the first widest is it.
fn is_smaller_copy(element: Element) -> bool {
    let Some(group) = element.parent().filter(|parent| parent.is("media", "group")) else { return false };
    let width = |one: Element| one.attribute("width").and_then(|width| width.parse::<u32>().ok());
    let Some(own) = width(element) else { return false };
    let mut before = true;
    group.all("content").any(|other| {
        before &= other != element;
        width(other).is_some_and(|other| other > own || (before && other == own))
    })
}

fn is_picture_name(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending))
}

fn picture(element: Element, href: String) -> Picture {
    let (caption, credit) = words(element);
    let alt = element.attribute("alt").unwrap_or_default().to_owned();
    Picture { file: File::Remote { href }, caption, credit, alt, ..Picture::default() }
}

fn video(element: Element, href: String) -> Video {
    let (caption, credit) = words(element);
    let poster = Picture { caption, credit, ..Picture::default() };
    let seconds = element.attribute("duration").and_then(|seconds| seconds.parse().ok());
    Video { poster, title: said(element, "title"), href, duration_s: seconds.unwrap_or(0) }
}

/// Caption and credit: said on the picture, or on the group or entry around it.
fn words(element: Element) -> (String, String) {
    let caption = [said(element, "description"), said(element, "text"), said(element, "title")];
    let caption = caption.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    let credits = [said(element, "credit"), said(element, "copyright")];
    let declared = credits.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    if declared.is_empty() { credit::split(&caption) } else { (caption, credit::clean(&declared)) }
}

fn said(element: Element, name: &str) -> String {
    let around = std::iter::successors(Some(element), |up| up.parent()).take(3);
    let mut media = around.filter_map(|e| e.elements().find(|child| child.is("media", name)));
    let line = media.next().map(|words| words.line()).unwrap_or_default();
    // `type="html"` is said or forgotten.
    if line.contains('<') { html::parse(&line, &mut Problems::default()).root().line() } else { line }
}

/// Feeds hang the same picture on the entry and put it into the text.
fn with_words(item: &mut Item, picture: Picture) {
    let shown = item.blocks.iter_mut().find_map(|block| match &mut block.body {
        BlockBody::Picture(shown) if same_file(shown, &picture) => Some(shown),
        _ => None,
    });
    match shown {
        Some(shown) if shown.caption.is_empty() => {
            (shown.caption, shown.credit) = (picture.caption, picture.credit);
        }
        Some(_) => {}
        None if item
            .lead
            .as_ref()
            .is_some_and(|lead| same_file(lead, &picture) || lead.caption == picture.caption) => {}
        None => item.blocks.push(story::Block { id: 0, body: BlockBody::Picture(picture) }),
    }
}

fn drop_repeated_lead(item: &mut Item) {
    let Some(lead) = &mut item.lead else { return };
    item.blocks.retain(|block| match &block.body {
        BlockBody::Picture(shown) if same_file(shown, lead) => {
            if lead.caption.is_empty() {
                (lead.caption, lead.credit) = (shown.caption.clone(), shown.credit.clone());
            }
            false
        }
        _ => true,
    });
}

fn same_file(a: &Picture, b: &Picture) -> bool {
    a.file != File::Missing && a.file == b.file
}
