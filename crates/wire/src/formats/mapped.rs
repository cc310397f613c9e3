//! JSON of any agency, read by a mapping file that a newsroom writes itself: where each field stands, in TOML.
//!
//! ```toml
//! name = "boreale-json"
//! items = "depeches"              # where the list is; without it, the document is one item or a list
//! [fields]
//! guid = "id"
//! headline = ["titre.long", "titre.court"]   # the first that says something
//! body = "corps"
//! keywords = "mots[].libelle"     # of each entry of a list
//! picture.href = "photos[].url"   # each entry is a picture
//! [values.status]                 # the sender's words for ours
//! annulee = "canceled"
//! [fixed]                         # the same in every item
//! provider = "Agence Boréale"
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use story::{Item, Origin, Parsed};

use super::{Input, gate, ninjs};
use crate::json as reading;
use crate::limits::{ITEMS_MAX, LIST_MAX};
use crate::problem::Problems;

/// A mapping that was read and found sound.
#[derive(Debug, Clone)]
pub struct Mapping {
    name: String,
    items: String,
    fields: Vec<(&'static str, Vec<String>)>,
    values: BTreeMap<String, BTreeMap<String, String>>,
    fixed: Vec<(&'static str, String)>,
}

/// Fields of an item, and the key by which ninjs knows each.
const FIELDS: &[(&str, &str)] = &[
    ("guid", "uri"),
    ("version", "version"),
    ("provider", "provider"),
    ("kind", "type"),
    ("status", "pubstatus"),
    ("language", "language"),
    ("headline", "headline"),
    ("kicker", "kicker"),
    ("standfirst", "description_text"),
    ("byline", "byline"),
    ("dateline", "dateline"),
    ("slugline", "slugline"),
    ("take_key", "takekey"),
    ("urgency", "urgency"),
    ("priority", "priority"),
    ("created", "firstcreated"),
    ("updated", "versioncreated"),
    ("embargo", "embargoed"),
    ("expires", "expires"),
    ("sections", "service"),
    ("keywords", "keywords"),
    ("subjects", "subject"),
    ("genres", "genre"),
    ("signals", "signal"),
    ("places", "place"),
    ("people", "person"),
    ("organisations", "organisation"),
    ("credit", "creditline"),
    ("source", "source"),
    ("copyright", "copyrightnotice"),
    ("usage_terms", "usageterms"),
    ("editors_note", "ednote"),
    ("private_note", "privatenote"),
    ("href", "href"),
    ("replaces", "replaces"),
    ("corrects", "corrects"),
    ("word_count", "wordcount"),
    ("sequence", "sequence"),
    ("body", "body_html"),
    ("picture.href", "picture.href"),
    ("picture.caption", "picture.caption"),
    ("picture.credit", "picture.credit"),
    ("picture.alt", "picture.alt"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(default)]
    items: String,
    #[serde(default)]
    fields: toml::Table,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    fixed: toml::Table,
}

impl Mapping {
    /// Says in one sentence what is wrong with a file that is none.
    pub fn read(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        let mut fields = Vec::new();
        for (name, value) in flat(&written.fields) {
            let paths = match value {
                toml::Value::String(path) => vec![path],
                toml::Value::Array(paths) => {
                    paths.iter().filter_map(|path| path.as_str().map(str::to_owned)).collect()
                }
                _ => return Err(format!("the field '{name}' needs a path, or a list of paths")),
            };
            fields.push((known(&name)?, paths));
        }
        for name in written.values.keys() {
            known(name)?;
        }
        let fixed = flat(&written.fixed).into_iter().map(|(name, value)| {
            let word = match value {
                toml::Value::String(word) => word,
                toml::Value::Integer(number) => number.to_string(),
                _ => return Err(format!("'{name}' under [fixed] needs a text or a number")),
            };
            Ok((known(&name)?, word))
        });
        let fixed = fixed.collect::<Result<_, String>>()?;
        if fields.is_empty() {
            return Err(
                "there are no fields in it: say at least where the headline and the body stand".to_owned()
            );
        }
        Ok(Self { name: written.name, items: written.items, fields, values: written.values, fixed })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads bytes as this mapping says.
    pub fn parse(&self, bytes: &[u8], origin: &Origin) -> Parsed {
        gate(&self.name, |input, problems| self.items_of(input, problems), bytes, origin)
    }

    fn items_of(&self, input: &Input, problems: &mut Problems) -> Vec<Item> {
        let text = input.text(problems);
        let mut entries = Vec::new();
        for value in reading::read(&text, problems) {
            let found = if self.items.is_empty() { vec![&value] } else { at(&value, &self.items) };
            for found in found {
                match found {
                    Value::Array(list) => entries.extend(list.iter().cloned()),
                    one => entries.push(one.clone()),
                }
            }
        }
        entries.retain(Value::is_object);
        if entries.is_empty() {
            let message = format!("there is no item at '{}'", self.items);
            problems.add("no-items", self.items.clone(), message);
        }
        let read = |(n, entry): (usize, &Value)| {
            let object = self.object(entry);
            let mut item = ninjs::item(&object, n + 1, problems);
            if let Some(kicker) = object.get("kicker").and_then(Value::as_str) {
                kicker.clone_into(&mut item.kicker);
            }
            item
        };
        entries.iter().take(ITEMS_MAX + 1).enumerate().map(read).collect()
    }

    /// The entry as ninjs would say it.
    fn object(&self, entry: &Value) -> Map<String, Value> {
        let (mut object, mut pictures) = (Map::new(), Vec::<Map<String, Value>>::new());
        let fixed = self.fixed.iter().map(|(name, word)| (*name, vec![Value::String(word.clone())]));
        let found = self.fields.iter().map(|(name, paths)| {
            let all = if name.starts_with("picture.") { entry_by_entry } else { at };
            let said = paths.iter().map(|path| all(entry, path)).find(|found| found.iter().any(|v| says(v)));
            (*name, said.unwrap_or_default().into_iter().take(LIST_MAX).cloned().collect())
        });
        for (name, values) in fixed.chain(found) {
            let values: Vec<Value> = values.into_iter().map(|value| self.translated(name, value)).collect();
            if let Some(part) = name.strip_prefix("picture.") {
                pictures.resize(pictures.len().max(values.len()), Map::new());
                pictures
                    .iter_mut()
                    .zip(values)
                    .for_each(|(one, value)| drop(one.insert(part.to_owned(), value)));
                continue;
            }
            let value = match values.as_slice() {
                [] => continue,
                [one] => one.clone(),
                parts if name == "body" => Value::String(parts.iter().filter_map(paragraph).collect()),
                _ => Value::Array(values),
            };
            object.insert(key_of(name).to_owned(), value);
        }
        let pictures =
            pictures.iter().enumerate().map(|(n, one)| (format!("picture {n:03}"), associated(one)));
        object.insert("associations".to_owned(), pictures.collect());
        object
    }

    fn translated(&self, name: &str, value: Value) -> Value {
        let word = match &value {
            Value::String(word) => word.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            _ => return value,
        };
        let ours = self.values.get(name).and_then(|words| words.get(&word));
        ours.map_or(value, |ours| Value::String(ours.clone()))
    }
}

fn associated(picture: &Map<String, Value>) -> Value {
    let said = |key: &str| picture.get(key).cloned().unwrap_or_default();
    json!({ "type": "picture", "description_text": said("caption"), "creditline": said("credit"),
        "altText": said("alt"), "renditions": { "original": { "href": said("href") } } })
}

/// A part of a body that comes as a list: markup as it stands, a bare text as a paragraph.
fn paragraph(part: &Value) -> Option<String> {
    let words = part.as_str()?;
    let bare = || format!("<p>{}</p>", words.replace('&', "&amp;"));
    Some(if words.contains('<') { words.to_owned() } else { bare() })
}

fn says(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(values) => !values.is_empty(),
        _ => true,
    }
}

/// `picture.href = "x"` in TOML is a table in a table.
fn flat(table: &toml::Table) -> Vec<(String, toml::Value)> {
    table
        .iter()
        .flat_map(|(name, value)| match value {
            toml::Value::Table(inner) => {
                inner.iter().map(|(part, value)| (format!("{name}.{part}"), value.clone())).collect()
            }
            value => vec![(name.clone(), value.clone())],
        })
        .collect()
}

fn known(name: &str) -> Result<&'static str, String> {
    let found = FIELDS.iter().find(|(known, _)| *known == name).map(|(known, _)| *known);
    found.ok_or_else(|| {
        let names: Vec<&str> = FIELDS.iter().map(|(known, _)| *known).collect();
        format!("'{name}' is no field of an item; there are {}", names.join(", "))
    })
}

fn key_of(name: &str) -> &'static str {
    FIELDS.iter().find(|(known, _)| *known == name).map_or("", |(_, key)| *key)
}

/// The values at `a.b[].c`: names and numbers of places, `[]` for each entry of a list.
fn at<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![value];
    for step in path.split('.').filter(|step| !step.is_empty()) {
        let (name, each) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
        found = found
            .into_iter()
            .filter_map(|value| match value {
                Value::Array(list) => name.parse::<usize>().ok().and_then(|place| list.get(place)),
                value => value.get(name),
            })
            .flat_map(|value| match value {
                Value::Array(list) if each => list.iter().take(LIST_MAX).collect(),
                value => vec![value],
            })
            .collect();
    }
    found
}

/// As [`at`], with a gap where an entry of the list says nothing: a caption stays with its picture.
fn entry_by_entry<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let Some((list, rest)) = path.split_once("[].") else { return at(value, path) };
    let entries = at(value, &format!("{list}[]")).into_iter();
    entries.map(|one| at(one, rest).first().copied().unwrap_or(&Value::Null)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPPING: &str = r#"
name = "boreale-json"
items = "depeches"
[fields]
guid = "id"
headline = ["titre.long", "titre.court"]
body = "corps"
keywords = "mots[].libelle"
status = "etat"
updated = "maj"
picture.href = "photo.url"
picture.credit = "photo.auteur"
[values.status]
annulee = "canceled"
[fixed]
provider = "Agence Boréale"
"#;

    #[test]
    fn a_newsroom_says_itself_where_the_fields_stand() {
        let mapping = Mapping::read(MAPPING).unwrap();
        let bytes = r#"{"depeches":[{"id":7,"titre":{"court":"Le port rouvre"},"corps":"<p>Mardi matin.</p>","etat":"annulee",
            "mots":[{"libelle":"port"},{"libelle":"grève"}],"maj":"2026-06-09T10:00:00+02:00","photo":{"url":"https://p.example/1.jpg","auteur":"Jonas Kerval"}}]}"#;
        let parsed = mapping.parse(bytes.as_bytes(), &Origin::default());
        let item = &parsed.items[0];
        assert_eq!((item.guid.as_str(), item.headline.as_str()), ("7", "Le port rouvre"));
        assert_eq!((item.format.as_str(), item.provider.as_str()), ("boreale-json", "Agence Boréale"));
        assert_eq!(
            (item.keywords.as_slice(), item.blocks.len()),
            (["port".to_owned(), "grève".to_owned()].as_slice(), 1)
        );
        assert_eq!(item.status, story::ItemStatus::Canceled);
        assert_eq!(item.lead.as_ref().unwrap().credit, "Jonas Kerval");
    }

    #[test]
    fn an_embargo_that_cannot_be_read_withholds() {
        let mapping = Mapping::read("name = \"vara\"\n[fields]\nheadline = \"h\"\nembargo = \"e\"").unwrap();
        let status = |json: &str| mapping.parse(json.as_bytes(), &Origin::default()).items[0].status;
        assert_eq!(status(r#"{"h":"Harbour reopens","e":"at dawn"}"#), story::ItemStatus::Withheld);
        assert_eq!(
            status(r#"{"h":"Harbour reopens","e":"2026-06-03T06:00:00Z"}"#),
            story::ItemStatus::Usable
        );
        assert_eq!(status(r#"{"h":"Harbour reopens"}"#), story::ItemStatus::Usable);
    }

    #[test]
    fn of_a_list_every_paragraph_and_every_picture_is_read() {
        let written = r#"
name = "vara"
[fields]
guid = "id"
body = "paras[].text"
picture.href = "media[].url"
picture.caption = "media[].cap"
"#;
        let bytes = r#"{"id":"v-1","paras":[{"text":"Salt & tar."},{"text":"<p>Ships came in.</p>"}],
            "media":[{"url":"https://p.example/1.jpg"},{"url":"https://p.example/2.jpg","cap":"Two"}]}"#;
        let parsed = Mapping::read(written).unwrap().parse(bytes.as_bytes(), &Origin::default());
        let item = &parsed.items[0];
        assert_eq!(item.lead.as_ref().unwrap().caption, "");
        let told: Vec<String> = item
            .blocks
            .iter()
            .map(|block| match &block.body {
                story::BlockBody::Paragraph(words) => words.text.clone(),
                story::BlockBody::Picture(picture) => picture.caption.clone(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(told, ["Salt & tar.", "Ships came in.", "Two"]);
    }

    #[test]
    fn a_mapping_that_is_wrong_says_why() {
        for (text, why) in [
            ("name = \"x\"", "there are no fields"),
            ("name = \"x\"\n[fields]\nheadlin = \"a\"", "'headlin' is no field"),
            ("name = \"x\"\n[fields]\nheadline = 7", "needs a path"),
            ("nam = \"x\"", "unknown field"),
        ] {
            let said = Mapping::read(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
    }
}
