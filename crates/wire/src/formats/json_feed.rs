//! JSON Feed 1.0 and 1.1.

use serde_json::{Map, Value};
use story::{Block, BlockBody, File, Item, Language, Picture, Video};

use super::{Head, Input};
use crate::html;
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::prose::{self, byline};
use crate::{dates, href, json};

pub(super) fn sniff(head: &Head) -> u8 {
    let own = head.text.starts_with('{')
        && (head.text.contains("jsonfeed.org/version") || head.text.contains("jsonfeed.org\\/version"));
    u8::from(own) * 99
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let values = json::read(&text, problems);
    let Some(Value::Object(feed)) = values.into_iter().next() else {
        problems.add("no-items", "", "there is no feed in it");
        return Vec::new();
    };
    let entries: Vec<&Map<String, Value>> = feed
        .get("items")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .collect();
    if entries.is_empty() {
        problems.add("no-items", "", "the feed holds no entries");
    }
    let read = |(n, entry)| item(entry, &feed, n + 1, problems);
    entries.into_iter().take(ITEMS_MAX + 1).enumerate().map(read).collect()
}

type Object = Map<String, Value>;

fn text(object: &Object, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn item(entry: &Object, feed: &Object, number: usize, problems: &mut Problems) -> Item {
    let mut date = |key: &str| dates::field(&text(entry, key), &format!("item {number}/{key}"), problems);
    let (created, updated) = (date("date_published"), date("date_modified"));
    let base = text(feed, "home_page_url");
    let mut item = Item {
        guid: text(entry, "id"),
        provider: text(feed, "title"),
        headline: text(entry, "title"),
        href: href::resolved(&text(entry, "url"), &base).unwrap_or_default(),
        standfirst: text(entry, "summary"),
        created: created.or(updated),
        updated: updated.or(created),
        ..Item::default()
    };
    if item.guid.is_empty() {
        item.guid.clone_from(&item.href);
    }
    item.byline = authors(entry).or_else(|| authors(feed)).unwrap_or_default();
    let tag = [text(entry, "language"), text(feed, "language")].into_iter().find(|tag| !tag.is_empty());
    item.language = Language::new(&tag.unwrap_or_default());
    item.keywords = entry
        .get("tags")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|tag| tag.as_str().map(prose::fold))
        .collect();
    let blocks = match (text(entry, "content_html"), text(entry, "content_text")) {
        (markup, _) if !markup.is_empty() => html::fragment(&markup, &base, problems),
        (_, plain) => prose::paragraphs(&plain),
    };
    item.blocks = blocks.into_iter().map(|body| Block { id: 0, body }).collect();
    media(entry, &base, &mut item);
    item
}

/// `authors` of 1.1, `author` of 1.0.
fn authors(object: &Object) -> Option<Vec<story::Signature>> {
    let list = object.get("authors").and_then(Value::as_array).cloned();
    let list = list.or_else(|| object.get("author").map(|author| vec![author.clone()]))?;
    let names = list.iter().filter_map(|author| author.get("name")?.as_str());
    let signatures: Vec<story::Signature> = names.flat_map(byline::names_in).collect();
    (!signatures.is_empty()).then_some(signatures)
}

fn media(entry: &Object, base: &str, item: &mut Item) {
    let shown = ["image", "banner_image"].iter().find_map(|key| href::resolved(&text(entry, key), base));
    if let Some(href) = shown {
        item.lead = Some(Picture { file: File::Remote { href }, ..Picture::default() });
    }
    let attachments = entry.get("attachments").and_then(Value::as_array).into_iter().flatten();
    for attachment in attachments.filter_map(Value::as_object) {
        let Some(href) = href::resolved(&text(attachment, "url"), base) else { continue };
        let (kind, title) = (text(attachment, "mime_type"), text(attachment, "title"));
        if kind.starts_with("video") || kind.starts_with("audio") {
            let duration_s = text(attachment, "duration_in_seconds").parse().unwrap_or(0);
            let video = Video { poster: Picture::default(), title, href, duration_s };
            item.blocks.push(Block { id: 0, body: BlockBody::Video(video) });
        } else if kind.starts_with("image") {
            let picture = Picture { file: File::Remote { href }, caption: title, ..Picture::default() };
            match item.lead {
                None => item.lead = Some(picture),
                Some(_) => item.blocks.push(Block { id: 0, body: BlockBody::Picture(picture) }),
            }
        }
    }
}
