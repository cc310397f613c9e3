//! Headlines, texts and pictures of a ninjs object.

use serde_json::Value;
use story::{Block, BlockBody, File, Item, ItemKind, Picture, Video};

use super::super::nitf;
use super::Object;
use super::fields::{text, word};
use super::relations;
use crate::problem::Problems;
use crate::prose::{self, credit};
use crate::{embargo, headlines, href, html, own, xml};

pub(super) fn read(object: &Object, place: &str, item: &mut Item, problems: &mut Problems) {
    let is_beside = |role: &str| says(role, BESIDE_HEADLINES) || headlines::used_for(role).is_some();
    item.headline = roled(object, &["headlines", "headline"], HEADLINES, is_beside);
    if item.headline.is_empty() {
        // A list of them has been looked at; there are others that hold one for each use.
        let uses = object.get("headlines").filter(|value| value.is_object()).map(word).unwrap_or_default();
        let said = text(object, &["headline", "title", "name"]);
        item.headline = bare(if said.is_empty() { &uses } else { &said });
    }
    item.kicker = roled(object, &["headlines"], &["kicker", "overline", "pretitle"], |_| true);
    if item.kicker.is_empty() {
        item.kicker = bare(&text(object, &["kicker"]));
    }
    let by_use = object.get("headlines").and_then(Value::as_array).into_iter().flatten();
    headlines::take(item, by_use.map(|entry| (said_role(entry), bare(&word(entry)))));
    item.standfirst = standfirst(object);
    let blocks = bodies(object, place, item, problems);
    item.blocks = blocks.into_iter().map(|body| Block { id: 0, body }).collect();
    box_of_facts(object, item, problems);
    let kind = text(object, &["type"]).to_lowercase();
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
    // Some call a text with its pictures composite.
    if item.kind == ItemKind::Package && !item.blocks.is_empty() && !object.contains_key("groups") {
        item.kind = ItemKind::Text;
    }
    associations(object, item);
    if item.lead.is_none() {
        shown(object, item);
    }
}

/// The standard leaves the words of a role to the sender; these are the ones that senders use.
const HEADLINES: &[&str] = &["main", "primary", "headline", "title", ""];
const BESIDE_HEADLINES: &[&str] = &["kicker", "overline", "pretitle", "sub", "social"];

fn says(role: &str, words: &[&str]) -> bool {
    words.iter().any(|word| role.contains(word))
}

/// The text of the entry in a list whose role comes first in `roles`; "" is an entry without a role. Then that of the
/// first whose role is none of those `beside` what is meant.
fn roled(object: &Object, keys: &[&str], roles: &[&str], beside: impl Fn(&str) -> bool) -> String {
    let lists = keys.iter().filter_map(|key| object.get(*key)?.as_array());
    let entries: Vec<&Value> = lists.flatten().filter(|entry| !word(entry).is_empty()).collect();
    let of = |role: &&str| entries.iter().find(|entry| role_of(entry) == **role);
    let other = || entries.iter().find(|entry| !beside(&role_of(entry)));
    roles.iter().find_map(of).or_else(other).map(|entry| word(entry)).unwrap_or_default()
}

fn said_role(entry: &Value) -> &str {
    entry.get("role").and_then(Value::as_str).unwrap_or_default()
}

fn role_of(entry: &Value) -> String {
    headlines::word_of(said_role(entry))
}

fn standfirst(object: &Object) -> String {
    let said = roled(
        object,
        &["descriptions"],
        &["lead", "summary", "abstract", "standfirst", "main", "text", ""],
        |role| says(role, &["caption", "alt", "note"]),
    );
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

/// What an agency sets apart from the text, under its own heading.
fn box_of_facts(object: &Object, item: &mut Item, problems: &mut Problems) {
    let said = text(object, &["infobox_html", "infobox", "factbox_html", "factbox"]);
    if !said.is_empty() {
        let facts = html::fragment(&format!("<aside>{said}</aside>"), "", problems);
        item.blocks.extend(facts.into_iter().map(|body| Block { id: 0, body }));
    }
}

/// A text that the object holds, and how likely it is the story: by its role, then by its form.
struct Body {
    role: Role,
    /// Markup before plain.
    form: u8,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Story,
    Unknown,
    Summary,
    /// Words for another place than the story.
    Aside,
    Note,
    Private,
}

impl Role {
    /// 2.x and later leave the word to the sender; in 1.x it is the end of the key.
    fn of(said: &str) -> Self {
        const ROLES: &[(Role, &[&str])] = &[
            (Role::Private, &["private", "internal", "confidential", "contact"]),
            (Role::Note, &["note", "advisory"]),
            (Role::Aside, &["caption", "headline", "push", "seo", "social", "alt"]),
            (Role::Summary, &["summary", "teaser", "abstract", "lead", "intro"]),
            (
                Role::Story,
                &["main", "body", "story", "text", "full", "article", "html", "nitf", "newsml", "content"],
            ),
        ];
        let named = ROLES.iter().find(|(_, words)| words.iter().any(|word| said.contains(word)));
        named.map_or(if said.is_empty() { Self::Story } else { Self::Unknown }, |(role, _)| *role)
    }
}

/// The text that is most likely the story, in its richest form; the others go where their roles say.
fn bodies(object: &Object, place: &str, item: &mut Item, problems: &mut Problems) -> Vec<BlockBody> {
    let mut texts = listed_bodies(object, item);
    for (key, value) in object {
        if let Some(kind) = key.strip_prefix("body_") {
            texts.push(Body { role: Role::of(kind), form: form(kind), text: word(value) });
        }
    }
    let plain = text(object, &["body", "content", "text"]);
    texts.push(Body { role: Role::Story, form: 3, text: plain });
    texts.retain(|body| !body.text.is_empty());
    texts.sort_by_key(|body| (body.role, body.form));
    let mut story = None;
    for body in texts {
        match body.role {
            Role::Private => embargo::add_note(&mut item.private_note, &bare(&body.text)),
            Role::Note => embargo::add_note(&mut item.editors_note, &bare(&body.text)),
            _ if story.is_none() => story = Some(body.text),
            Role::Summary if item.standfirst.is_empty() => item.standfirst = bare(&body.text),
            Role::Unknown => {
                problems.add(
                    "further-text",
                    place,
                    "the object holds a second text; only the first was read",
                );
            }
            _ => {}
        }
    }
    let Some(text) = story else { return Vec::new() };
    if nitf::carried(&text, item, problems) {
        return std::mem::take(&mut item.blocks).into_iter().map(|block| block.body).collect();
    }
    blocks(&text, problems)
}

/// The list of 2.x and later; our own document among them is laid aside.
fn listed_bodies(object: &Object, item: &mut Item) -> Vec<Body> {
    let mut texts = Vec::new();
    for entry in object.get("bodies").and_then(Value::as_array).into_iter().flatten() {
        let said = entry.get("contentType").or_else(|| entry.get("contenttype")).and_then(Value::as_str);
        let said = said.unwrap_or_default().to_lowercase();
        if said == own::OWN_TYPE {
            own::carry(item, word(entry));
            continue;
        }
        texts.push(Body { role: Role::of(&role_of(entry)), form: form(&said), text: word(entry) });
    }
    texts
}

fn form(said: &str) -> u8 {
    match said {
        said if said.contains("html") => 0,
        said if said.contains("nitf") || said.contains("xml") => 1,
        _ => 2,
    }
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
    let said = roled(object, &["descriptions"], &["caption", "main", "text", ""], |role| {
        says(role, &["alt", "note"])
    });
    let said = if said.is_empty() {
        let keys = [
            "description_text",
            "description_html",
            "description_caption",
            "caption",
            "description",
            "body_text",
        ];
        text(object, &keys)
    } else {
        said
    };
    let declared = text(object, super::CREDIT);
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
    let addressed = renditions(object).into_iter().filter_map(|rendition| {
        let href = href::safe(&text(rendition, &["href", "url"]))?;
        let said = text(rendition, &["mimetype", "contenttype", "contentType", "mimeType", "format"]);
        let width = text(rendition, &["width"]).parse::<f64>().unwrap_or(0.0);
        (said.is_empty() || said.contains(kind) || !said.contains('/')).then_some((width as u64, href))
    });
    addressed.max_by_key(|(width, _)| *width).map(|(_, href)| href)
}

/// Pictures and videos that go with a text; in 1.x by name, in 2.x in a list. What the text shows already is no second
/// one, and what is named as the picture of the story leads.
fn associations(object: &Object, item: &mut Item) {
    const LEADS: [&str; 6] = ["featuremedia", "featured", "mainpic", "main", "lead", "hero"];
    let mut linked = relations::associated(object);
    linked.sort_by_key(|(name, linked)| {
        let name = name.to_lowercase();
        let marked = linked.iter().any(|(key, value)| key.contains("feature") && *value == Value::Bool(true));
        let named = LEADS.iter().position(|lead| name.starts_with(lead)).unwrap_or(LEADS.len());
        if marked { 0 } else { named }
    });
    for (name, linked) in linked {
        if is_embedded(object, &name, linked, item) {
            continue;
        }
        match text(linked, &["type"]).to_lowercase().as_str() {
            "picture" | "image" | "graphic" | "photo" => show(picture(linked), item),
            "video" => item.blocks.push(Block { id: 0, body: BlockBody::Video(video(linked)) }),
            _ => {}
        }
    }
}

/// Whether the text shows it where it stands: by a mark with its name, as Superdesk sets it, or in one of its sizes.
fn is_embedded(object: &Object, name: &str, linked: &Object, item: &Item) -> bool {
    let markup = text(object, &["body_html", "body_xhtml"]);
    if !name.is_empty() && markup.contains("EMBED START") && markup.contains(&format!("\"{name}\"")) {
        return true;
    }
    let addresses: Vec<String> = addresses(linked);
    let shown =
        |picture: &Picture| matches!(&picture.file, File::Remote { href } if addresses.contains(href));
    item.blocks.iter().any(|block| match &block.body {
        BlockBody::Picture(picture) => shown(picture),
        BlockBody::Gallery(gallery) => gallery.pictures.iter().any(shown),
        _ => false,
    })
}

/// Where the sizes of a picture are.
fn addresses(object: &Object) -> Vec<String> {
    let all = renditions(object).into_iter().filter_map(|one| href::safe(&text(one, &["href", "url"])));
    all.collect()
}

fn renditions(object: &Object) -> Vec<&Object> {
    match object.get("renditions") {
        Some(Value::Object(named)) => named.values().filter_map(Value::as_object).collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).collect(),
        _ => Vec::new(),
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

    fn item(wire: &Value) -> Item {
        crate::parse(wire.to_string().as_bytes(), &Origin::default()).items.remove(0)
    }

    fn first_words(item: &Item) -> &str {
        match &item.blocks[0].body {
            BlockBody::Paragraph(text) => &text.text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_headline_is_found_whatever_its_sender_calls_it() {
        let headline = |entries: &[(&str, &str)]| {
            let entries: Vec<_> = entries
                .iter()
                .map(|(role, value)| serde_json::json!({ "role": role, "value": value }))
                .collect();
            item(&serde_json::json!({ "uri": "urn:v:1", "type": "text", "headlines": entries })).headline
        };
        assert_eq!(headline(&[("short", "Port"), ("long", "Port of Vara reopens")]), "Port of Vara reopens");
        assert_eq!(headline(&[("subtitle", "Late"), ("primary", "Port reopens")]), "Port reopens");
        let address = "http://cv.example/headlinerole/main";
        assert_eq!(headline(&[("seo", "vara port"), (address, "Port reopens")]), "Port reopens");
        assert_eq!(headline(&[("kicker", "Vara")]), "");
    }

    #[test]
    fn the_story_is_told_from_summaries_and_notes_by_role() {
        let story = item(&serde_json::json!({
            "uri": "urn:v:1", "type": "text", "headline": "Port reopens", "bodies": [
                { "role": "summary", "contentType": "text/html", "value": "<p>Only a summary.</p>" },
                { "role": "private", "contentType": "text/html", "value": "<p>Call Ann.</p>" },
                { "role": "main", "contentType": "text/plain", "value": "The whole story." }
            ]
        }));
        assert_eq!((first_words(&story), story.blocks.len()), ("The whole story.", 1));
        assert_eq!(
            (story.standfirst.as_str(), story.private_note.as_str()),
            ("Only a summary.", "Call Ann.")
        );
        let story = item(&serde_json::json!({
            "uri": "urn:v:1", "type": "text", "headline": "Port reopens",
            "body_text": "The port is open.", "body_private": "Call Ann.", "body_note": "With picture."
        }));
        assert_eq!((first_words(&story), story.blocks.len()), ("The port is open.", 1));
        assert_eq!(
            (story.editors_note.as_str(), story.private_note.as_str()),
            ("With picture.", "Call Ann.")
        );
    }

    #[test]
    fn the_feature_picture_leads_and_an_embedded_one_stands_once() {
        let picture = |n: u8| {
            serde_json::json!({ "type": "picture", "description_text": format!("Quay {n}"), "renditions": {
                "original": { "href": format!("https://vara.example/{n}.jpg"), "mimetype": "image/jpeg" }
            } })
        };
        let figure = "<p>Open.</p><!-- EMBED START Image {id: \"editor_0\"} --><figure>\
            <img src=\"https://vara.example/1-small.jpg\"></figure><!-- EMBED END Image {id: \"editor_0\"} -->";
        let story = item(&serde_json::json!({
            "guid": "urn:v:1", "type": "text", "headline": "Port reopens", "body_html": figure,
            "associations": { "editor_0": picture(1), "featuremedia": picture(2), "gallery--1": picture(3) }
        }));
        assert_eq!(story.lead.as_ref().unwrap().caption, "Quay 2");
        let captions: Vec<&str> = story
            .blocks
            .iter()
            .filter_map(|block| match &block.body {
                BlockBody::Picture(picture) => Some(picture.caption.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(captions, ["", "Quay 3"]);
    }

    #[test]
    fn plain_json_may_call_its_text_text_or_content() {
        for key in ["text", "content", "body"] {
            let story = item(
                &serde_json::json!({ "title": "Port reopens", key: "Ferries left.\n\nNobody was hurt." }),
            );
            assert_eq!((first_words(&story), story.blocks.len()), ("Ferries left.", 2), "{key}");
        }
    }
}
