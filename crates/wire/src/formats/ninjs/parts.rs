//! A text that stands as a list of its parts, each with a type and words of its own, as open newsroom systems and block
//! editors keep it: the parts become the fields that ninjs knows.

use serde_json::{Map, Value};

use super::Object;
use super::fields::{text, word};
use crate::prose;

/// Parts of one text; a list of more is data.
const PARTS_MAX: usize = 5_000;

/// Sets what the parts say where nothing else in the object does.
pub(super) fn translate(object: &mut Object) {
    const LISTS: &[&str] = &["content", "blocks", "content_elements", "parts"];
    let parts = LISTS.iter().filter_map(|key| object.get(*key)?.as_array()).find(|parts| are_parts(parts));
    let Some(parts) = parts else { return };
    let title = text(object, &["headline", "title"]);
    let mut told = Map::new();
    let mut markup = String::new();
    for part in parts.iter().filter_map(Value::as_object) {
        let words = words_of(part);
        match Kind::of(part) {
            Kind::Kicker => say(&mut told, "kicker", words),
            Kind::Summary => say(&mut told, "description_text", words),
            Kind::Title if told_is(&title, &words) || title.is_empty() => say(&mut told, "headline", words),
            Kind::Title | Kind::Heading => markup.push_str(&tagged("h2", &words)),
            Kind::Quote => markup.push_str(&tagged("blockquote", &words)),
            Kind::Picture => markup.push_str(&figure(part, &words)),
            Kind::Paragraph => markup.push_str(&tagged("p", &words)),
        }
    }
    say(&mut told, "body_html", markup);
    beside(object, &mut told);
    for (key, value) in told {
        object.entry(key).or_insert(value);
    }
}

fn are_parts(parts: &[Value]) -> bool {
    let part = |value: &Value| {
        value.as_object().is_some_and(|part| part.contains_key("type") && !words_of(part).is_empty())
    };
    parts.len() <= PARTS_MAX && parts.iter().take(20).any(part)
}

fn words_of(part: &Object) -> String {
    let data = part.get("data").and_then(Value::as_object);
    let said = data.map(|data| text(data, &["text", "html", "caption"])).unwrap_or_default();
    if said.is_empty() { text(part, &["content", "text", "html", "caption"]) } else { said }
}

fn told_is(title: &str, words: &str) -> bool {
    prose::words_only(title) == prose::words_only(words)
}

fn say(told: &mut Object, key: &str, words: String) {
    if !words.trim().is_empty() {
        told.entry(key).or_insert(Value::String(words));
    }
}

fn tagged(tag: &str, words: &str) -> String {
    if words.trim().is_empty() { String::new() } else { format!("<{tag}>{words}</{tag}>") }
}

enum Kind {
    Kicker,
    Summary,
    Title,
    Heading,
    Quote,
    Picture,
    Paragraph,
}

impl Kind {
    /// By the role of a part, else by its type; of one that is an address, its last part.
    fn of(part: &Object) -> Self {
        let role = text(part, &["role"]);
        let said = if role.is_empty() { text(part, &["type"]) } else { role };
        let said = said.rsplit(['/', ':', '#']).next().unwrap_or_default().to_lowercase();
        let level = part.get("data").and_then(|data| data.get("level")).or_else(|| part.get("level"));
        let first = said.ends_with('1') || level.is_some_and(|level| word(level) == "1");
        let named = |words: &[&str]| words.iter().any(|word| said.contains(word));
        if named(&["vignette", "kicker", "overline", "pretitle"]) {
            Self::Kicker
        } else if named(&["preamble", "ingress", "standfirst", "summary"]) || said == "lead" {
            Self::Summary
        } else if named(&["head", "title"]) {
            if first || named(&["headline", "title"]) && !named(&["sub"]) {
                Self::Title
            } else {
                Self::Heading
            }
        } else if named(&["quote"]) {
            Self::Quote
        } else if named(&["image", "picture", "photo"]) {
            Self::Picture
        } else {
            Self::Paragraph
        }
    }
}

fn figure(part: &Object, caption: &str) -> String {
    let data = part.get("data").and_then(Value::as_object);
    let address = |object: &Object| text(object, &["url", "src", "href"]);
    let href = data.map(address).filter(|href| !href.is_empty()).unwrap_or_else(|| address(part));
    let href = href.replace('&', "&amp;").replace('"', "&quot;");
    format!("<figure><img src=\"{href}\"><figcaption>{caption}</figcaption></figure>")
}

/// What such documents say in lists beside the text: properties by their type, links by what they are to it.
fn beside(object: &Object, told: &mut Object) {
    let listed = |key: &str| {
        let entries = object.get(key).and_then(Value::as_array);
        entries
            .map(|entries| entries.iter().filter_map(Value::as_object).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    for entry in listed("meta") {
        if text(entry, &["type"]).ends_with("slugline") {
            say(told, "slugline", text(entry, &["value"]));
        }
    }
    let mut authors = Vec::new();
    for link in listed("links") {
        let title = text(link, &["title", "name"]);
        match text(link, &["rel"]).as_str() {
            "section" => say(told, "service", title),
            "source" => say(told, "source", title),
            "author" => authors.push(title),
            _ => {}
        }
    }
    say(told, "byline", authors.join(", "));
}
