//! Values of a ninjs object, whatever version wrote them: a word may be a text, a number, an object with a name,
//! or an array of these.

use serde_json::Value;
use story::{CodedSubject, Item, ItemKind, Located, Signature, SourceCredit};

use super::Object;
use crate::embargo;
use crate::prose::{self, byline};

/// The first of these keys that holds a word.
pub(super) fn text(object: &Object, keys: &[&str]) -> String {
    let found = keys.iter().filter_map(|key| object.get(*key)).map(word).find(|word| !word.is_empty());
    found.unwrap_or_default()
}

/// A value as one word: text and numbers as they stand, an object by its name or value, an array by its first.
pub(super) fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().map(word).find(|word| !word.is_empty()).unwrap_or_default(),
        Value::Object(object) => {
            let keys = [
                "name",
                "value",
                "title",
                "text",
                "by",
                "literal",
                "main",
                "basic",
                "original",
                "description",
                "code",
            ];
            keys.iter()
                .filter_map(|key| object.get(*key)?.as_str())
                .find(|text| !text.is_empty())
                .unwrap_or_default()
                .to_owned()
        }
        _ => String::new(),
    }
}

/// The words of lists under these keys.
pub(super) fn names(object: &Object, keys: &[&str]) -> Vec<String> {
    coded(object, keys).into_iter().map(|(name, _)| name).collect()
}

/// Name and code of the entries of lists under these keys.
pub(super) fn coded(object: &Object, keys: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for value in keys.iter().filter_map(|key| object.get(*key)) {
        let entries = match value {
            Value::Array(entries) => entries.iter().collect(),
            other => vec![other],
        };
        found.extend(entries.into_iter().map(|entry| (word(entry), code(entry))));
    }
    found.retain(|(name, _)| !name.is_empty());
    found
}

fn code(entry: &Value) -> String {
    entry.as_object().map(|entry| text(entry, &["code", "qcode", "uri", "literal"])).unwrap_or_default()
}

/// The entries of lists under these keys with their codes, whether or not they have names.
pub(super) fn subjects(object: &Object, keys: &[&str]) -> Vec<CodedSubject> {
    let entries = keys.iter().filter_map(|key| object.get(*key)).flat_map(|value| match value {
        Value::Array(entries) => entries.iter().collect(),
        other => vec![other],
    });
    let subject = |entry: &Value| {
        let code = code(entry);
        let (before, bare) = code.rsplit_once([':', '/']).unwrap_or(("", &code));
        let said = entry.as_object().map(|entry| text(entry, &["scheme"])).unwrap_or_default();
        let scheme = if said.is_empty() { before.to_owned() } else { said };
        CodedSubject { code: bare.to_owned(), scheme, name: word(entry) }
    };
    entries.map(subject).collect()
}

pub(super) fn kind(object: &Object) -> ItemKind {
    let said = text(object, &["type"]).to_lowercase();
    match said.rsplit('/').next().unwrap_or_default() {
        "picture" | "image" | "photo" => ItemKind::Picture,
        "graphic" => ItemKind::Graphic,
        "video" => ItemKind::Video,
        "audio" => ItemKind::Audio,
        "composite" | "package" => ItemKind::Package,
        "event" => ItemKind::Event,
        "planning" => ItemKind::Planning,
        _ => ItemKind::Text,
    }
}

/// Where it was written, as far as it says so in parts.
pub(super) fn origin(object: &Object) -> Located {
    let located = object
        .get("located")
        .or_else(|| object.get("dateline").and_then(|line| line.get("located")))
        .or_else(|| object.get("datelinelocation"));
    let part =
        |keys: &[&str]| located.and_then(Value::as_object).map(|part| text(part, keys)).unwrap_or_default();
    let city = part(&["city", "name"]);
    let city =
        if city.is_empty() { located.and_then(Value::as_str).unwrap_or_default().to_owned() } else { city };
    Located {
        city,
        region: part(&["state", "region", "countryareaname"]),
        country: part(&["country", "country_name", "countryname", "country_code", "countrycode"]),
    }
}

/// A list of notes, where each says whether readers may see it; those that they may not are no note for editors alone.
pub(super) fn notes(object: &Object, item: &mut Item) {
    for note in object.get("ednotes").and_then(Value::as_array).into_iter().flatten() {
        let words = note
            .as_object()
            .map_or_else(|| word(note), |note| text(note, &["ednote", "note", "text", "value"]));
        let public =
            ["is_publishable", "publishable", "public"].iter().find_map(|key| note.get(key)?.as_bool());
        let target = if public == Some(false) { &mut item.private_note } else { &mut item.editors_note };
        embargo::add_note(target, &prose::fold(&words));
    }
}

pub(super) fn provider(object: &Object) -> String {
    let said = text(object, &["provider", "providers"]);
    if !said.is_empty() {
        return said;
    }
    let sources = coded(object, &["infosource", "infosources", "infoSources"]);
    sources.into_iter().next().map(|(name, _)| name).unwrap_or_else(|| text(object, &["source"]))
}

pub(super) fn sources(object: &Object) -> Vec<SourceCredit> {
    let names = names(object, &["infosource", "infosources", "infoSources", "source"]);
    names.into_iter().map(|name| SourceCredit { name, ..SourceCredit::default() }).collect()
}

/// `located` is where the story is filed from: a text in 1.x, an object in 2.x.
pub(super) fn located(object: &Object) -> String {
    let said = object.get("dateline").and_then(Value::as_object).map(|line| text(line, &["text"]));
    said.filter(|said| !said.is_empty()).unwrap_or_else(|| text(object, &["dateline", "located"]))
}

pub(super) fn href(object: &Object) -> String {
    let said = text(object, &["href", "canonical", "webUrl", "url"]);
    let web = |uri: String| if uri.starts_with("http") { uri } else { String::new() };
    if said.is_empty() { web(text(object, &["uri"])) } else { said }
}

/// The names under a picture, in one line.
pub(super) fn signed_by(object: &Object) -> String {
    let names: Vec<String> = signatures(object).into_iter().map(|signature| signature.name).collect();
    names.join(", ")
}

/// One of several bylines: a text, or an object with a line and what those people are.
fn signed(line: &Value) -> Vec<Signature> {
    let object = line.as_object();
    let said = object.map(|line| text(line, &["byline", "by", "name", "value", "text", "literal"]));
    let mut names = byline::names_in(&prose::fold(&said.unwrap_or_else(|| word(line))));
    if let (Some(object), Some(last)) = (object, names.last_mut().filter(|last| last.role.is_empty())) {
        last.role = text(object, &["title", "jobtitle", "jobTitle"]);
    }
    names
}

/// 1.x has one line, 2.x a list of `by` or people with a role.
pub(super) fn signatures(object: &Object) -> Vec<Signature> {
    const KEYS: [&str; 4] = ["byline", "by", "author", "photographer"];
    let listed = KEYS.iter().filter_map(|key| object.get(*key)?.as_array()).find(|list| !list.is_empty());
    if let Some(list) = listed {
        return list.iter().flat_map(signed).collect();
    }
    let by = text(object, &KEYS);
    if !by.is_empty() {
        return byline::names_in(&prose::fold(&by));
    }
    let lines = object.get("bylines").and_then(Value::as_array).into_iter().flatten();
    let signed: Vec<Signature> = lines.flat_map(signed).collect();
    if !signed.is_empty() {
        return signed;
    }
    let authors =
        object.get("authors").or_else(|| object.get("creators")).or_else(|| object.get("contributors"));
    let authors = authors.and_then(Value::as_array).into_iter().flatten();
    let signature = |author: &Value| Signature {
        name: word(author),
        role: author.get("role").and_then(Value::as_str).unwrap_or_default().to_owned(),
    };
    authors.map(signature).filter(|signature| !signature.name.is_empty()).collect()
}
