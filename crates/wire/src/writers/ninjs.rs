//! ninjs 3.1 (IPTC): one object a story; its text as HTML for everybody, and the whole story as our own document
//! among the bodies, so that nothing is lost between two newsrooms that run Marbre.

use serde_json::{Map, Value, json};
use story::{
    AssetKind, Change, Channel, Content, Dispatch, File, HeadlineUse, LiveStory, Picture, Withdrawal,
};

use super::sendable;
use super::xhtml;
use crate::own::OWN_TYPE;

const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json";

pub(super) fn one(dispatch: &Dispatch) -> String {
    object(dispatch).to_string()
}

pub(super) fn list(channel: &Channel, dispatches: &[Dispatch]) -> String {
    let items: Vec<Value> = dispatches.iter().map(object).collect();
    json!({ "title": channel.title, "href": channel.href, "next": channel.next, "items": items }).to_string()
}

fn object(dispatch: &Dispatch) -> Value {
    let said = match &dispatch.entry.change {
        Change::Published(story) | Change::Updated(story) | Change::Corrected(story) => live(dispatch, story),
        Change::Killed(withdrawal) => withdrawn(dispatch, withdrawal),
        Change::Advanced(_) | Change::Front(_) | Change::Programme(_) => Value::Null,
    };
    let mut object = json!({
        "uri": dispatch.guid(),
        "standard": { "name": "ninjs", "version": "3.1", "schema": SCHEMA },
        "type": "text",
        "version": dispatch.entry.seq.to_string(),
        "copyrightHolder": dispatch.provider,
    });
    if let (Value::Object(object), Value::Object(said)) = (&mut object, said) {
        object.extend(said);
        object.retain(|_, value| !is_blank(value));
    }
    object
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}

fn live(dispatch: &Dispatch, story: &LiveStory) -> Value {
    let origin = &dispatch.origin;
    let content = sendable::content(story, origin);
    let html = xhtml::fragment(&content);
    let mut subjects = named("section", std::slice::from_ref(&content.section));
    subjects.extend(named("about", &content.topics));
    json!({
        "representationType": "full",
        "pubStatus": "usable",
        "embargoedUntil": dispatch.embargo.map(sendable::time),
        "firstCreated": sendable::time(story.first_published),
        "versionCreated": sendable::time(story.updated),
        "urgency": content.urgency.level(),
        "language": content.language.tag(),
        "edNote": sendable::note(dispatch, story),
        "headlines": headlines(&content),
        "descriptions": roled(&[("summary", &content.standfirst)]),
        "bodies": [
            { "role": "main", "contentType": "text/html", "wordCount": content.word_count(), "charCount": html.chars().count(), "value": html },
            { "role": "story", "contentType": OWN_TYPE, "value": sendable::document(story, &content) },
        ],
        "by": sendable::byline(&content),
        "slugline": content.slugline,
        "located": content.dateline,
        "people": named("about", &content.people),
        "places": named("about", &content.places),
        "subjects": subjects,
        "infoSources": content.sources.iter().map(|source| source_of(&source.name, &source.href)).collect::<Vec<_>>(),
        "altIds": alternatives(story, origin),
        "associations": associations(dispatch, story, &content),
    })
}

fn headlines(content: &Content) -> Vec<Value> {
    let mut all = vec![("main", content.headline.as_str()), ("kicker", &content.kicker)];
    all.extend(HeadlineUse::ALL.map(|wanted| (wanted.name(), content.headline_for(wanted))));
    roled(&all)
}

fn withdrawn(dispatch: &Dispatch, withdrawal: &Withdrawal) -> Value {
    json!({
        "representationType": "partial",
        "pubStatus": "canceled",
        "versionCreated": sendable::time(withdrawal.at),
        "urgency": 1,
        "language": dispatch.language.tag(),
        "headlines": roled(&[("main", &dispatch.notice)]),
        "edNote": withdrawal.reason,
    })
}

fn alternatives(story: &LiveStory, origin: &str) -> Vec<Value> {
    let known = [("webpage", sendable::page(story, origin)), ("revision", story.revision.to_string())];
    let said = known.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(role, value)| json!({ "role": role, "value": value })).collect()
}

fn roled(texts: &[(&str, &str)]) -> Vec<Value> {
    let said = texts.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(role, value)| json!({ "role": role, "contentType": "text/plain", "value": value })).collect()
}

fn named(rel: &str, names: &[String]) -> Vec<Value> {
    names.iter().filter(|name| !name.is_empty()).map(|name| json!({ "name": name, "rel": rel })).collect()
}

fn source_of(name: &str, href: &str) -> Value {
    let mut source = Map::from_iter([("name".to_owned(), json!(name))]);
    if href.starts_with("http") {
        source.insert("uri".to_owned(), json!(href));
    }
    Value::Object(source)
}

/// Every picture with its words and rights, the story that this one translates, and the live coverage it is an entry of.
fn associations(dispatch: &Dispatch, story: &LiveStory, content: &Content) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for picture in content.pictures() {
        let File::Remote { href } = &picture.file else { continue };
        let name =
            if found.is_empty() { "featuremedia".to_owned() } else { format!("picture-{}", found.len()) };
        found.push(association(&name, href, picture, dispatch, story));
    }
    let translated = story.translation.filter(|first| *first != story.id);
    let coverage = story.entry_of().map(|(coverage, _)| coverage);
    for (rel, other) in [("translationof", translated), ("partof", coverage)] {
        if let Some(other) = other {
            let uri = format!("{}/s/{other}", dispatch.origin);
            found.push(json!({ "name": rel, "rel": rel, "uri": uri, "type": "text" }));
        }
    }
    found
}

fn association(name: &str, href: &str, picture: &Picture, dispatch: &Dispatch, story: &LiveStory) -> Value {
    let pictures = story.assets.iter().filter(|asset| asset.kind == AssetKind::Picture);
    let asset = pictures
        .into_iter()
        .find(|asset| sendable::media_address(asset, &dispatch.origin).as_deref() == Some(href));
    let mut rendition = json!({ "name": "original", "href": href });
    let mut object = json!({
        "name": name,
        "uri": href,
        "type": "picture",
        "language": picture.language.as_ref().unwrap_or(&story.content.language).tag(),
        "descriptions": roled(&[("caption", &picture.caption), ("altText", &picture.alt)]),
        "by": picture.credit,
    });
    if let Some(asset) = asset {
        rendition["contentType"] = json!(asset.media_type);
        rendition["width"] = json!(asset.width);
        rendition["height"] = json!(asset.height);
        object["copyrightHolder"] = json!(asset.rights.holder);
        object["usageTerms"] = json!(asset.rights.terms);
        object["expires"] = json!(asset.rights.expires.map(sendable::time));
        object["located"] = json!(asset.place);
    }
    object["renditions"] = json!([rendition]);
    if let Value::Object(object) = &mut object {
        object.retain(|_, value| !is_blank(value));
    }
    object
}
