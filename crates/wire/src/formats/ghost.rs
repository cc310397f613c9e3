//! Ghost: the export of a whole site, what its interfaces answer, and the same wrapped by migration tools.

mod tables;
mod words;

use serde_json::{Map, Value};
use story::{Block, BlockBody, CodedSubject, File, Item, ItemKind, ItemStatus, Picture, Signature};

use super::{Head, Input};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::{dates, href, html, json, prose};
use tables::Tables;

type Object = Map<String, Value>;

pub(super) fn sniff(head: &Head) -> u8 {
    if !head.text.starts_with(['{', '[']) || !head.text.contains("\"posts\"") && !head.text.contains("\"db\"")
    {
        return 0;
    }
    const OWN: &[&str] = &[
        "\"exported_on\"",
        "\"mobiledoc\"",
        "\"lexical\"",
        "\"feature_image\"",
        "\"custom_excerpt\"",
        "\"published_at\"",
        "\"codeinjection_head\"",
        "\"comment_id\"",
    ];
    let own = OWN.iter().filter(|key| head.text.contains(*key)).count();
    match own {
        0 => 20,
        1 => 72,
        _ => 98,
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let values = json::read(&text, problems);
    let named = href::safe(input.origin.name).filter(|site| site.starts_with("http"));
    let site = named.unwrap_or_default();
    if site.is_empty() && text.contains(words::OWN_SITE) {
        let message = "the export does not say the address of its site; name it, or a copy of its pictures";
        problems.add("unknown-site", "", message);
    }
    let mut items = Vec::new();
    for data in values.iter().flat_map(tables::data) {
        let tables = Tables::of(data);
        let posts = tables.posts.iter().take(ITEMS_MAX + 1);
        items.extend(posts.map(|post| item(post, &tables, &site, problems)));
        items.extend(tables.people());
        items.extend(tables.terms());
    }
    if items.is_empty() {
        problems.add("no-items", "", "there are no posts in it");
    }
    items
}

fn text(object: &Object, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(flag)) => flag.to_string(),
        _ => String::new(),
    }
}

fn item(post: &Object, tables: &Tables, site: &str, problems: &mut Problems) -> Item {
    let id = [text(post, "id"), text(post, "uuid"), text(post, "slug")];
    let id = id.into_iter().find(|id| !id.is_empty()).unwrap_or_default();
    let mut date = |key: &str| dates::field(&text(post, key), &format!("{id}/{key}"), problems);
    let (published, created, updated) = (date("published_at"), date("created_at"), date("updated_at"));
    let mut item = Item {
        guid: format!("ghost:{id}"),
        headline: prose::fold(&text(post, "title")),
        standfirst: prose::fold(&text(post, "custom_excerpt")),
        created: published.or(created),
        updated: updated.or(published).or(created),
        ..Item::default()
    };
    let base = [text(post, "url"), site.to_owned()].into_iter().find_map(|said| href::safe(&said));
    let base = base.unwrap_or_default();
    item.href = href::safe(&text(post, "url")).unwrap_or_default();
    life(post, tables, &mut item);
    let blocks = words::blocks(post, &base, problems);
    item.blocks = blocks.into_iter().map(|body| Block { id: 0, body }).collect();
    for (name, role) in tables.authors_of(post) {
        item.byline.push(Signature { name, role });
    }
    filed_under(post, tables, &mut item);
    lead(post, tables, &base, &mut item);
    item
}

/// Only what everybody may read is usable.
fn life(post: &Object, tables: &Tables, item: &mut Item) {
    let says = |object: &Object| matches!(text(object, "email_only").as_str(), "1" | "true");
    let by_mail = says(post) || tables.meta_of(post).is_some_and(says);
    let (status, visibility) = (text(post, "status"), text(post, "visibility"));
    item.status = match (status.as_str(), visibility.as_str()) {
        // "sent" went out by mail alone, and never stood on the site.
        ("published" | "", "public" | "") if !by_mail => ItemStatus::Usable,
        _ => ItemStatus::Withheld,
    };
    if status == "scheduled" {
        item.embargo = item.created;
    }
    let page = text(post, "type") == "page" || matches!(text(post, "page").as_str(), "1" | "true");
    let kind = if page { "page" } else { "post" };
    for (name, value) in [
        ("slug", text(post, "slug")),
        ("status", status),
        ("visibility", visibility),
        ("type", kind.to_owned()),
    ] {
        item.more.insert(name.to_owned(), value);
    }
}

/// The first tag is the main one: the section. Tags with a hash sign are for the desk alone.
fn filed_under(post: &Object, tables: &Tables, item: &mut Item) {
    let mut first = true;
    for (name, slug) in tables.tags_of(post) {
        if name.starts_with('#') {
            item.signals.push(name);
            continue;
        }
        item.subjects.push(CodedSubject { code: slug, scheme: "tag".to_owned(), name: name.clone() });
        if first {
            item.sections.push(name);
            first = false;
        } else {
            item.keywords.push(name);
        }
    }
}

fn lead(post: &Object, tables: &Tables, base: &str, item: &mut Item) {
    let Some(address) = href::resolved(&words::local(&text(post, "feature_image"), base), base) else {
        return;
    };
    let of = |key: &str| {
        let own = text(post, key);
        if own.is_empty() {
            tables.meta_of(post).map(|meta| text(meta, key)).unwrap_or_default()
        } else {
            own
        }
    };
    let caption = of("feature_image_caption");
    let caption = if caption.contains('<') {
        html::parse(&caption, &mut Problems::default()).root().line()
    } else {
        caption
    };
    let (caption, credit) = prose::credit::split(&caption);
    let file = File::Remote { href: address };
    if item
        .blocks
        .first()
        .is_some_and(|block| matches!(&block.body, BlockBody::Picture(first) if first.file == file))
    {
        item.blocks.remove(0);
    }
    item.lead = Some(Picture { file, caption, credit, alt: of("feature_image_alt"), ..Picture::default() });
}

/// A person or a term as a concept.
fn concept(guid: String, name: String) -> Item {
    Item { guid, kind: ItemKind::Concept, headline: name, ..Item::default() }
}
