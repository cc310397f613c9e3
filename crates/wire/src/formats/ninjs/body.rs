//! Headlines, texts and pictures of a ninjs object.

use serde_json::Value;
use story::{Block, BlockBody, File, Item, Picture, Video};

use super::Object;
use super::fields::{text, word};
use super::relations;
use crate::problem::Problems;
use crate::prose::{self, credit};
use crate::{href, html, own, xml};

pub(super) fn read(object: &Object, place: &str, item: &mut Item, problems: &mut Problems) {
    item.headline = roled(object, &["headlines", "headline"], &["main", "headline", "title", ""]);
    if item.headline.is_empty() {
        item.headline = bare(&text(object, &["headline", "title", "name"]));
    }
    item.kicker = roled(object, &["headlines"], &["kicker", "overline", "pretitle"]);
    item.standfirst = standfirst(object);
    let blocks = bodies(object, item, problems);
    item.blocks = blocks.into_iter().map(|body| Block { id: 0, body }).collect();
    let kind = text(object, &["type"]);
    if matches!(kind.as_str(), "picture" | "image" | "graphic" | "photo") {
        item.lead = Some(picture(object));
    } else if kind == "video" {
        item.blocks.push(Block { id: 0, body: BlockBody::Video(video(object)) });
    } else if matches!(kind.as_str(), "event" | "planning" | "component") {
        problems.add(
            "not-a-story",
            place,
            format!("an object of type {kind}, not a story; its words are kept"),
        );
    }
    associations(object, item);
    if item.lead.is_none() {
        shown(object, item);
    }
}

/// The text of the entry in a list whose role comes first in `roles`; "" is an entry without a role.
fn roled(object: &Object, keys: &[&str], roles: &[&str]) -> String {
    let lists = keys.iter().filter_map(|key| object.get(*key)?.as_array());
    let entries: Vec<&Value> = lists.flatten().collect();
    let role_of =
        |entry: &Value| entry.get("role").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let of = |role: &&str| entries.iter().find(|entry| role_of(entry) == **role && !word(entry).is_empty());
    roles.iter().find_map(of).map(|entry| word(entry)).unwrap_or_default()
}

fn standfirst(object: &Object) -> String {
    let said =
        roled(object, &["descriptions"], &["lead", "summary", "abstract", "standfirst", "main", "text", ""]);
    let said = if said.is_empty() {
        text(
            object,
            &[
                "description_text",
                "description_html",
                "description_xhtml",
                "description",
                "description_summary",
                "abstract",
                "lead",
            ],
        )
    } else {
        said
    };
    bare(&said)
}

/// Words without the markup that a field may hold.
fn bare(said: &str) -> String {
    if said.contains('<') {
        return html::parse(said, &mut Problems::default()).root().line();
    }
    prose::fold(said)
}

/// The richest of the texts that the object holds: markup before plain.
fn bodies(object: &Object, item: &mut Item, problems: &mut Problems) -> Vec<BlockBody> {
    let mut texts: Vec<(u8, String)> = Vec::new();
    for entry in object.get("bodies").and_then(Value::as_array).into_iter().flatten() {
        let said = entry.get("contentType").or_else(|| entry.get("contenttype")).and_then(Value::as_str);
        let said = said.unwrap_or_default().to_lowercase();
        if said == own::OWN_TYPE {
            own::carry(item, word(entry));
            continue;
        }
        let rank = if said.contains("html") {
            0
        } else if said.contains("nitf") {
            1
        } else {
            2
        };
        texts.push((rank, word(entry)));
    }
    for (key, value) in object {
        if let Some(kind) = key.strip_prefix("body_") {
            texts.push((
                if kind.contains("html") {
                    0
                } else if kind == "text" {
                    2
                } else {
                    1
                },
                word(value),
            ));
        }
    }
    texts.push((3, text(object, &["body", "content", "text"])));
    texts.retain(|(_, text)| !text.is_empty());
    texts.sort_by_key(|(rank, _)| *rank);
    texts.first().map(|(_, text)| blocks(text, problems)).unwrap_or_default()
}

fn blocks(text: &str, problems: &mut Problems) -> Vec<BlockBody> {
    let start = text.trim_start();
    if start.starts_with("<?xml") || start.starts_with("<nitf") {
        let tree = xml::read(text, problems);
        let body = tree.root().find("body.content").unwrap_or_else(|| tree.root());
        html::tell_scripts(body, problems);
        return html::blocks(body, "");
    }
    if has_markup(text) { html::fragment(text, "", problems) } else { prose::paragraphs(text) }
}

fn has_markup(text: &str) -> bool {
    let tag = |at: usize| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    text.match_indices('<').any(|(at, _)| tag(at))
}

fn picture(object: &Object) -> Picture {
    let file = rendition(object, "image").map_or(File::Missing, |href| File::Remote { href });
    let said = roled(object, &["descriptions"], &["caption", "main", "text", ""]);
    let said = if said.is_empty() {
        text(object, &["description_text", "description_html", "caption", "description", "body_text"])
    } else {
        said
    };
    let declared = text(object, &["creditline", "creditLine", "credit"]);
    let declared = if declared.is_empty() { text(object, &["byline", "by"]) } else { declared };
    let declared = if declared.is_empty() { super::fields::signed_by(object) } else { declared };
    let (caption, credit) = if declared.is_empty() {
        credit::split(&bare(&said))
    } else {
        (bare(&said), credit::clean(&declared))
    };
    Picture {
        file,
        caption,
        credit,
        alt: text(object, &["altText", "alttext", "alt_text"]),
        ..Picture::default()
    }
}

/// Pictures that plain JSON names beside its text, as schema.org does: an address, an object, or a list of them.
fn shown(object: &Object, item: &mut Item) {
    const KEYS: [&str; 6] = ["image", "images", "picture", "pictures", "photo", "photos"];
    fn listed(value: &Value) -> &[Value] {
        value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
    }
    let file = |said: &str| href::safe(said).map(|href| File::Remote { href });
    let read = |value: &Value| match value {
        Value::String(said) => Some(Picture { file: file(said)?, ..Picture::default() }),
        Value::Object(about) => {
            let own = file(&text(about, &["url", "contentUrl", "href", "src"]));
            Some(picture(about)).map(|it| Picture { file: own.unwrap_or_else(|| it.file.clone()), ..it })
        }
        _ => None,
    };
    let pictures = KEYS.iter().filter_map(|key| object.get(*key)).flat_map(listed).filter_map(read);
    pictures.filter(|picture| picture.file != File::Missing).for_each(|picture| show(picture, item));
}

/// The first picture leads.
fn show(picture: Picture, item: &mut Item) {
    if item.lead.is_none() {
        item.lead = Some(picture);
    } else {
        item.blocks.push(Block { id: 0, body: BlockBody::Picture(picture) });
    }
}

fn video(object: &Object) -> Video {
    let poster = picture(object);
    Video {
        poster,
        title: text(object, &["headline", "title"]),
        href: rendition(object, "video").unwrap_or_default(),
        duration_s: 0,
    }
}

/// The widest rendition of a kind: an object of objects in 1.x, an array in 2.x.
fn rendition(object: &Object, kind: &str) -> Option<String> {
    let renditions: Vec<&Value> = match object.get("renditions")? {
        Value::Object(named) => named.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => Vec::new(),
    };
    let addressed = renditions.into_iter().filter_map(|rendition| {
        let rendition = rendition.as_object()?;
        let href = href::safe(&text(rendition, &["href", "url"]))?;
        let said = text(rendition, &["mimetype", "contenttype", "contentType", "mimeType", "format"]);
        let width = text(rendition, &["width"]).parse::<f64>().unwrap_or(0.0);
        (said.is_empty() || said.contains(kind) || !said.contains('/')).then_some((width as u64, href))
    });
    addressed.max_by_key(|(width, _)| *width).map(|(_, href)| href)
}

/// Pictures and videos that go with a text; in 1.x by name, in 2.x in a list.
fn associations(object: &Object, item: &mut Item) {
    for (_, linked) in relations::associated(object) {
        match text(linked, &["type"]).as_str() {
            "picture" | "image" | "graphic" | "photo" => show(picture(linked), item),
            "video" => item.blocks.push(Block { id: 0, body: BlockBody::Video(video(linked)) }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use story::Origin;

    use super::*;

    #[test]
    fn plain_json_shows_the_pictures_that_it_names() {
        let pictures = |image: &str| {
            let json =
                format!("{{\"title\":\"Harbour reopens\",\"text\":\"Ferries left.\",\"image\":{image}}}");
            let item = crate::parse(json.as_bytes(), &Origin::default()).items.remove(0);
            let more = item.blocks.into_iter().filter_map(|block| match block.body {
                BlockBody::Picture(picture) => Some(picture),
                _ => None,
            });
            let of = |picture: Picture| match picture.file {
                File::Remote { href } => (href, picture.caption),
                _ => (String::new(), picture.caption),
            };
            item.lead.into_iter().chain(more).map(of).collect::<Vec<_>>()
        };
        let at = |n: u8| format!("https://vara.example/{n}.jpg");
        assert_eq!(pictures(&format!("\"{}\"", at(1))), [(at(1), String::new())]);
        let two = format!("[{{\"url\":\"{}\",\"caption\":\"The quay.\"}},\"{}\"]", at(1), at(2));
        assert_eq!(pictures(&two), [(at(1), "The quay.".to_owned()), (at(2), String::new())]);
        assert!(pictures("\"javascript:alert(1)\"").is_empty() && pictures("7").is_empty());
    }
}
