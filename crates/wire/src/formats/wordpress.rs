//! Posts and pages as WordPress's REST interface gives them (`wp/v2`), with what was embedded in them.

use serde_json::{Map, Value};
use story::{Block, BlockBody, CodedSubject, File, Item, ItemStatus, Picture, Signature};

use super::{Head, Input};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::{dates, href, html, json, prose};

type Object = Map<String, Value>;

pub(super) fn sniff(head: &Head) -> u8 {
    let own = head.text.starts_with(['{', '['])
        && head.text.contains("\"rendered\"")
        && (head.text.contains("\"date_gmt\"") || head.text.contains("\"slug\""));
    u8::from(own) * 98
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let mut objects = Vec::new();
    for value in json::read(&text, problems) {
        match value {
            Value::Array(values) => objects.extend(values),
            value => objects.push(value),
        }
    }
    let posts = objects.iter().filter_map(Value::as_object).filter(|object| object.contains_key("title"));
    let items: Vec<Item> = posts.take(ITEMS_MAX + 1).map(|post| item(post, problems)).collect();
    if items.is_empty() {
        problems.add("no-items", "", "there are no posts in it");
    }
    items
}

fn text(object: &Object, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Object(inner)) => {
            let rendered = inner.get("rendered").or_else(|| inner.get("raw")).and_then(Value::as_str);
            rendered.unwrap_or_default().trim().to_owned()
        }
        _ => String::new(),
    }
}

fn bare(markup: &str, problems: &mut Problems) -> String {
    if markup.contains(['<', '&']) {
        html::parse(markup, problems).root().line()
    } else {
        prose::fold(markup)
    }
}

fn item(post: &Object, problems: &mut Problems) -> Item {
    let link = href::safe(&text(post, "link")).unwrap_or_default();
    let place = if link.is_empty() { text(post, "id") } else { link.clone() };
    let mut date = |keys: [&str; 2]| {
        let mut said = keys.map(|key| text(post, key));
        if !said[0].is_empty() {
            // In Greenwich, without saying so.
            said[0].push('Z');
        }
        let said = said.into_iter().find(|said| !said.is_empty()).unwrap_or_default();
        dates::field(&said, &format!("{place}/{}", keys[1]), problems)
    };
    let (created, updated) = (date(["date_gmt", "date"]), date(["modified_gmt", "modified"]));
    let mut item = Item {
        guid: text(post, "guid"),
        href: link,
        created,
        updated: updated.or(created),
        ..Item::default()
    };
    item.headline = bare(&text(post, "title"), problems);
    item.standfirst = excerpt(post, problems);
    let base = item.href.clone();
    let blocks = html::fragment(&text(post, "content"), &base, problems);
    item.blocks = blocks.into_iter().map(|body| Block { id: 0, body }).collect();
    item.status = match text(post, "status").as_str() {
        "publish" | "inherit" | "" => ItemStatus::Usable,
        "trash" => ItemStatus::Canceled,
        _ => ItemStatus::Withheld,
    };
    // Readers of the old site need a password for it.
    let protected = |key: &str| post.get(key).and_then(|part| part.get("protected")?.as_bool()) == Some(true);
    if protected("content") || protected("excerpt") {
        item.status = ItemStatus::Withheld;
        item.signals.push("password".to_owned());
    }
    if text(post, "status") == "future" {
        item.embargo = item.created;
    }
    for key in ["slug", "type", "status", "id"] {
        item.more.insert(key.to_owned(), text(post, key));
    }
    embedded(post, &mut item);
    item
}

/// The site makes an excerpt of its own where nobody wrote one; it ends in dots.
fn excerpt(post: &Object, problems: &mut Problems) -> String {
    let said = bare(&text(post, "excerpt"), problems);
    let cut = ["[…]", "[...]", "…", "[&hellip;]"].iter().any(|end| said.ends_with(end));
    if cut { String::new() } else { said }
}

fn embedded(post: &Object, item: &mut Item) {
    let Some(embedded) = post.get("_embedded").and_then(Value::as_object) else { return picture(post, item) };
    let list = |key: &str| embedded.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    for author in list("author") {
        let name = author.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        item.byline.push(Signature { name, role: String::new() });
    }
    for term in list("wp:term").iter().filter_map(Value::as_array).flatten().filter_map(Value::as_object) {
        let (name, scheme) = (bare(&text(term, "name"), &mut Problems::default()), text(term, "taxonomy"));
        item.subjects.push(CodedSubject {
            code: text(term, "slug"),
            scheme: scheme.clone(),
            name: name.clone(),
        });
        match scheme.as_str() {
            "category" => item.sections.push(name),
            "post_tag" => item.keywords.push(name),
            _ => {}
        }
    }
    if let Some(media) = list("wp:featuredmedia").first().and_then(Value::as_object) {
        let caption = bare(&text(media, "caption"), &mut Problems::default());
        let (caption, credit) = prose::credit::split(&caption);
        let file = href::safe(&text(media, "source_url")).map_or(File::Missing, |href| File::Remote { href });
        item.lead =
            Some(Picture { file, caption, credit, alt: text(media, "alt_text"), ..Picture::default() });
    } else {
        picture(post, item);
    }
    let shown = item.lead.as_ref().map(|lead| lead.file.clone());
    if item.blocks.first().is_some_and(
        |block| matches!(&block.body, BlockBody::Picture(first) if Some(&first.file) == shown.as_ref()),
    ) {
        item.blocks.remove(0);
    }
}

fn picture(post: &Object, item: &mut Item) {
    if let Some(href) = href::safe(&text(post, "jetpack_featured_media_url")) {
        item.lead = Some(Picture { file: File::Remote { href }, ..Picture::default() });
    }
}
