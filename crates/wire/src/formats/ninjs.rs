//! ninjs (IPTC), 1.x with its named fields and 2.x/3.x with arrays: one object, an array, or one object a line.

mod body;
mod fields;
mod parts;
mod relations;

use std::collections::HashMap;

use serde_json::{Map, Value};
use story::{Item, ItemStatus, Language, Urgency};

use super::{Head, Input, vocabulary};
use crate::limits::ITEMS_MAX;
use crate::problem::{Problems, excerpt};
use crate::{dates, embargo, href, json, urgency};
use fields::{names, signatures, text};

type Object = Map<String, Value>;

/// Whose a picture is, and who is named under a text.
const CREDIT: &[&str] = &["creditline", "creditLine", "description_creditline", "credit"];
const CREATED: &[&str] = &[
    "firstcreated",
    "firstCreated",
    "contentcreated",
    "contentCreated",
    "created_at",
    "createdAt",
    "dateCreated",
];
const UPDATED: &[&str] = &[
    "versioncreated",
    "versionCreated",
    "updated_at",
    "updatedAt",
    "dateModified",
    "published_at",
    "publishedAt",
    "datePublished",
    "published",
    "pubDate",
];
const EMBARGO: &[&str] = &["embargoed", "embargoedUntil", "embargo"];

pub(super) fn sniff(head: &Head) -> u8 {
    if !head.text.starts_with(['{', '[']) {
        return 0;
    }
    const OWN: &[&str] = &[
        "\"versioncreated\"",
        "\"versionCreated\"",
        "\"body_xhtml\"",
        "\"body_text\"",
        "\"body_html\"",
        "\"pubstatus\"",
        "\"pubStatus\"",
        "\"headlines\"",
        "\"bodies\"",
        "\"ninjs",
        "\"uri\"",
        "\"headline\"",
    ];
    let own = OWN.iter().filter(|key| head.text.contains(*key)).count();
    let lower = head.text.to_lowercase();
    let shouted = ["\"headline\"", "\"body\""].iter().all(|key| lower.contains(key));
    match own.max(usize::from(shouted)) {
        0 if head.media_type.contains("json") || head.named(&[".json", ".ninjs", ".jsonl"]) => 30,
        // Keys and values, whatever they are called.
        0 if head.text[1..].trim_start_matches(['{', '[', ' ', '\r', '\n', '\t']).starts_with('"') => 30,
        0 => 15,
        1 => 70,
        _ => 95,
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let mut objects = Vec::new();
    for value in json::read(&text, problems) {
        gather(value, &mut objects);
    }
    if objects.is_empty() {
        problems.add("no-items", "", "there is no ninjs object in it");
    }
    objects.truncate(ITEMS_MAX + 1);
    objects.iter().enumerate().map(|(n, object)| item(object, n + 1, problems)).collect()
}

/// The objects of one value: itself, the entries of an array, or of the list that an API wraps them in.
fn gather(value: Value, objects: &mut Vec<Object>) {
    match value {
        Value::Array(values) => {
            for value in values.into_iter().filter(Value::is_object) {
                gather(value, objects);
            }
        }
        Value::Object(mut object) => match wrapped(&object).and_then(|key| object.remove(&key)) {
            Some(inner) => gather(inner, objects),
            None => objects.push(translated(object)),
        },
        _ => {}
    }
}

/// The object under the names that ninjs has, where it says something under its agency's own: `article_html`,
/// `lastUpdated`, `urlToImage`, or in a group (`fields`, `attributes`) of its own.
fn translated(mut object: Object) -> Object {
    parts::translate(&mut object);
    for group in ["fields", "attributes"] {
        if let Some(Value::Object(inner)) = object.remove(group) {
            inner.into_iter().for_each(|(key, value)| {
                object.entry(key).or_insert(value);
            });
        }
    }
    // Looked up once, not once for every name; an object of more keys is data, and no news.
    const KEYS_MAX: usize = 10_000;
    let known = object
        .iter()
        .take(KEYS_MAX)
        .filter(|(own, value)| is_word(value) && vocabulary::key_of(own).is_some());
    let mut said = HashMap::new();
    for (own, value) in known {
        said.entry(vocabulary::bare(own)).or_insert_with(|| value.clone());
    }
    for (key, names) in vocabulary::fields() {
        if says(&object, key) {
            continue;
        }
        let found = names.iter().find_map(|name| said.get(*name)).cloned();
        let unfit = |value: &Value| match key {
            "pubstatus" => !vocabulary::is_status(&fields::word(value)),
            // A number of seconds, or a count.
            "firstcreated" | "versioncreated" => value.is_number(),
            _ => false,
        };
        if let Some(value) = found.filter(|value| !unfit(value)) {
            object.insert(key.to_owned(), value);
        }
    }
    object
}

fn is_word(value: &Value) -> bool {
    match value {
        Value::Array(values) => !values.is_empty(),
        other => !fields::word(other).is_empty(),
    }
}

/// Whether the object says this already, under any name that ninjs or its users have for it.
fn says(object: &Object, key: &str) -> bool {
    // `body`, `bodies` and `body_html`, but not `bodyXhtml`.
    let has = |names: &[&str]| {
        object.iter().any(|(key, value)| {
            let named = |name: &&str| {
                key.strip_prefix(*name).is_some_and(|rest| matches!(rest, "" | "s") || rest.starts_with('_'))
            };
            names.iter().any(named) && !value.is_null() && value.as_str() != Some("")
        })
    };
    match key {
        "uri" => !guid(object).is_empty(),
        "headline" => has(&["headline", "title", "name"]),
        "body_html" => has(&["body", "bodies", "content", "text"]),
        "description_text" => has(&["description", "abstract", "lead"]),
        "byline" => has(&["byline", "by", "author", "photographer", "creator", "contributor"]),
        "image" => has(&["image", "picture", "photo", "rendition", "association"]),
        "href" => !fields::href(object).is_empty(),
        "keywords" => has(&["keyword", "tag"]),
        "provider" => !fields::provider(object).is_empty(),
        "dateline" => has(&["dateline", "located"]),
        "service" => has(&["service", "category", "anpa_category"]),
        "embargoed" => has(&["embargo", "embargoed", "embargoedUntil"]),
        "versioncreated" => !text(object, UPDATED).is_empty(),
        "firstcreated" => !text(object, CREATED).is_empty(),
        "copyrightnotice" => {
            has(&["copyrightnotice", "copyrightNotice", "copyrightholder", "copyrightHolder"])
        }
        "creditline" => !text(object, CREDIT).is_empty(),
        _ => has(&[key]),
    }
}

/// The key under which an API wraps its items, or one of them: only where the object around it says nothing itself.
fn wrapped(object: &Object) -> Option<String> {
    const LISTS: &[&str] = &[
        "items", "_items", "item", "hits", "news", "data", "articles", "stories", "results", "docs", "posts",
        "value",
    ];
    const SINGLES: &[&str] = &[
        "item", "article", "story", "newsItem", "data", "result", "response", "_source", "document", "hits",
    ];
    const OWN: &[&str] = &["uri", "headline", "headlines", "guid", "body_html", "body_text", "body_xhtml"];
    if OWN.iter().any(|key| object.contains_key(*key)) {
        return None;
    }
    let list = LISTS.iter().find(|key| {
        let entries = object.get(**key).and_then(Value::as_array);
        entries.is_some_and(|entries| entries.iter().any(Value::is_object))
    });
    let known = list.or_else(|| SINGLES.iter().find(|key| object.get(**key).is_some_and(Value::is_object)));
    let says = |value: &Value| {
        value.as_object().is_some_and(|inner| OWN.iter().filter(|key| inner.contains_key(**key)).count() > 1)
    };
    // A word that only this API has: what lies under it says that it is an item.
    let own_word = || {
        let found = object.iter().find(|(_, value)| {
            says(value) || value.as_array().is_some_and(|entries| entries.iter().any(says))
        });
        found.map(|(key, _)| key.clone())
    };
    known.map(|key| (*key).to_owned()).or_else(own_word)
}

/// The sender's own number where the address only names a request, as that of a download does.
fn guid(object: &Object) -> String {
    let said = text(object, &["uri", "guid", "urn", "id", "_id"]);
    let own = object.get("altids").and_then(Value::as_object).map(|ids| text(ids, &["itemid"]));
    own.filter(|own| !own.is_empty() && (said.is_empty() || said.contains('?'))).unwrap_or(said)
}

pub(super) fn item(object: &Object, number: usize, problems: &mut Problems) -> Item {
    let mut item = Item {
        guid: guid(object),
        version: text(object, &["version"]),
        provider: fields::provider(object),
        language: Language::new(&text(object, &["language", "lang"])),
        slugline: text(object, &["slugline"]),
        dateline: fields::located(object),
        copyright: text(
            object,
            &["copyrightnotice", "copyrightNotice", "copyrightholder", "copyrightHolder"],
        ),
        usage_terms: text(object, &["usageterms", "usageTerms"]),
        editors_note: text(object, &["ednote", "edNote", "editorialnote", "editorialNote"]),
        private_note: text(object, &["privatenote", "privateNote", "internalnote"]),
        byline: signatures(object),
        sources: fields::sources(object),
        href: fields::href(object),
        kind: fields::kind(object),
        credit: text(object, CREDIT),
        located: fields::origin(object),
        priority: text(object, &["priority"]).parse().ok(),
        word_count: text(object, &["wordcount", "wordCount", "word_count"]).parse().ok(),
        take_key: text(object, &["takekey", "take_key", "anpa_take_key"]),
        sequence: text(object, &["ingest_provider_sequence", "provider_sequence", "sequence"]),
        ..Item::default()
    };
    let place = if item.guid.is_empty() { format!("object {number}") } else { item.guid.clone() };
    if item.guid.is_empty() {
        problems.add("missing-guid", place.as_str(), "the object has no uri");
    }
    let mut date = |keys: &[&str]| {
        let said = text(object, keys);
        dates::field(&said, &format!("{place}/{}", keys[0]), problems)
    };
    item.created = date(CREATED);
    item.updated = date(UPDATED);
    item.expires = date(&["expires", "expiry"]);
    item.status = status(object, &place, problems);
    embargo::hold(&mut item, &held_until(object), &place, problems);
    item.urgency = urgency(object, &place, problems);
    subjects(object, &mut item);
    if text(object, &["profile"]).contains("private") && !item.editors_note.is_empty() {
        item.private_note = std::mem::take(&mut item.editors_note);
    }
    fields::notes(object, &mut item);
    relations::read(object, &mut item);
    body::read(object, &place, &mut item, problems);
    item.href = href::safe(&item.href).unwrap_or_default();
    item
}

/// A time, or that there is one which nobody says.
fn held_until(object: &Object) -> String {
    match EMBARGO.iter().any(|key| object.get(*key) == Some(&Value::Bool(true))) {
        true => "true".to_owned(),
        false => text(object, EMBARGO),
    }
}

fn status(object: &Object, place: &str, problems: &mut Problems) -> ItemStatus {
    let said = text(object, &["pubstatus", "pubStatus"]).to_lowercase();
    match said.as_str() {
        "" | "usable" => ItemStatus::Usable,
        "withheld" => ItemStatus::Withheld,
        "canceled" | "cancelled" => ItemStatus::Canceled,
        _ => {
            let message = format!("'{}' is no publishing status; taken as withheld", excerpt(&said));
            problems.add("bad-status", place, message);
            ItemStatus::Withheld
        }
    }
}

fn urgency(object: &Object, place: &str, problems: &mut Problems) -> Urgency {
    let said = text(object, &["urgency"]);
    if said.is_empty() {
        return Urgency::default();
    }
    urgency::read(&said).unwrap_or_else(|| {
        problems.add(
            "bad-urgency",
            place,
            format!("'{}' is no urgency from 1 to 9; taken as 5", excerpt(&said)),
        );
        Urgency::default()
    })
}

fn subjects(object: &Object, item: &mut Item) {
    item.sections = names(object, &["service", "services", "anpa_category", "category"]);
    for subject in fields::subjects(object, &["subject", "subjects"]) {
        let top = subject.code.ends_with("000000");
        let list = if top { &mut item.sections } else { &mut item.topics };
        list.push(subject.name.clone());
        item.subjects.push(subject);
    }
    item.keywords = names(object, &["keywords", "keyword", "tags"]);
    item.genres = names(object, &["genre", "genres"]);
    item.signals = names(object, &["signal", "signals"]);
    item.organisations = names(object, &["organisation", "organisations", "organization", "organizations"]);
    item.topics.extend(item.organisations.iter().cloned());
    item.topics.extend(names(object, &["event", "events", "object", "objects"]));
    item.places = names(object, &["place", "places"]);
    item.people = names(object, &["person", "people", "persons"]);
}
