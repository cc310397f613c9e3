//! XML of a vocabulary that nobody published: an agency's own. What has a headline or a text among its children is an
//! item, and the names of its fields are read in the languages in which agencies write them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use story::{Block, Item, ItemStatus, Picture};

use super::{Head, Input, ninjs, vocabulary};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::tree::Element;
use crate::{href, html, xml};

pub(super) fn sniff(head: &Head) -> u8 {
    let lower = vocabulary::latin(&head.markup());
    // A `body` alone is a field of an agency's; in a page it stands beside a head, or before anything else.
    let page = ["<html", "<head>", "<!doctype", "<rss", "<feed", "<rdf"];
    let first = ["<body>", "<body "].iter().any(|tag| lower.starts_with(tag));
    if first || !lower.starts_with('<') || page.iter().any(|tag| lower.contains(tag)) {
        return 0;
    }
    let tagged = |key: &str| {
        let names = vocabulary::names_of(key).iter();
        names
            .into_iter()
            .any(|name| [">", " ", "/"].iter().any(|end| lower.contains(&format!("<{name}{end}"))))
    };
    match lower.contains(GROUPED) {
        true => 99,
        false => u8::from(tagged("headline") && tagged("body_html")) * 58,
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let tree = xml::read(&text, problems);
    let is_item = |element: &Element| {
        let said: Vec<&str> = fields(*element).filter_map(key_of).collect();
        said.contains(&"body_html") && said.len() > 1 || said.contains(&"headline") && said.len() > 2
    };
    let inside_item =
        |element: &Element| std::iter::successors(element.parent(), |up| up.parent()).any(|up| is_item(&up));
    let found = tree.root().descendants().filter(is_item).filter(|element| !inside_item(element));
    let items: Vec<Item> =
        found.take(ITEMS_MAX + 1).enumerate().map(|(n, element)| item(element, n + 1, problems)).collect();
    if items.is_empty() {
        problems.add("no-items", "", "nothing in it has a headline or a text");
    }
    items
}

/// A field that says no more than yes: `<Annuleret>true</Annuleret>`.
fn is_withdrawn(field: Element) -> bool {
    const NAMES: &[&str] =
        &["annuleret", "annulled", "annule", "canceled", "cancelled", "killed", "storniert", "annullato"];
    NAMES.contains(&field.name()) && matches!(field.line().to_lowercase().as_str(), "true" | "1" | "yes")
}

/// The vocabulary of an agency whose fields stand in groups; the text is a NITF in one of them.
const GROUPED: &str = "ap.org/schemas/03/2005/appl";
const GROUPS: &[&str] = &["identification", "publicationmanagement", "newslines", "administrativemetadata"];

/// The fields of an item: its children, and where they stand in groups, those of the groups.
fn fields(element: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    let grouped = |child: &Element| GROUPS.contains(&child.name());
    let groups = element.elements().filter(grouped);
    element.elements().filter(move |child| !grouped(child)).chain(groups.flat_map(Element::elements))
}

fn key_of(element: Element) -> Option<&'static str> {
    vocabulary::key_of(element.name())
}

/// The words of a field; a day may be told in attributes.
fn said(field: Element) -> String {
    let words = field.words().trim().to_owned();
    let part = |name| field.attribute(name);
    match (part("year"), part("month"), part("day")) {
        (Some(year), Some(month), Some(day)) if words.is_empty() => {
            format!("{year}-{month:0>2}-{day:0>2}T{}", part("time").unwrap_or("00:00:00"))
        }
        _ => words,
    }
}

/// A picture in a list of them, as ninjs would say it.
fn picture(element: Element) -> Value {
    let named = |names: &[&str]| {
        let found = element.elements().find(|child| names.contains(&child.name()));
        found.map(|child| child.line()).filter(|line| !line.is_empty()).map(Value::String)
    };
    let fields = [
        ("href", named(&["url", "href", "src"])),
        (
            "caption",
            named(&[
                "caption",
                "title",
                "text",
                "pie",
                "legende",
                "leyenda",
                "didascalia",
                "legenda",
                "bildtext",
            ]),
        ),
        ("credit", named(&["credit", "photographer", "copyright"])),
    ];
    let said = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(said.collect())
}

fn without_file(picture: &Value) -> Picture {
    let said = |key: &str| picture[key].as_str().unwrap_or_default().to_owned();
    Picture { caption: said("caption"), credit: said("credit"), ..Picture::default() }
}

/// An hour beside a day that has none.
const HOURS: &[&str] = &["hora", "heure", "uhrzeit", "ora", "tid", "klokkeslett", "kellonaika"];
/// One picture, its fields in it.
const PICTURES: &[&str] = &["foto", "photo", "picture", "fotografia", "bild", "bilde", "billede", "kuva"];

/// `21/09/2026` as whoever has an hour of these names writes days.
fn year_first(day: &str) -> String {
    match day.split(['/', '.', '-']).map(str::trim).collect::<Vec<_>>()[..] {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => day.to_owned(),
    }
}

/// `photo1.jpg`: a file that comes beside the item.
fn is_file_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(stem, ending)| (stem.is_empty(), ending.len()));
    matches!(ending, Some((false, 3..=4))) && !name.contains(char::is_whitespace)
}

/// What an item says under each key: of several fields for one, that with the likelier name.
fn told(element: Element<'_>) -> BTreeMap<&'static str, (usize, Element<'_>)> {
    let mut told = BTreeMap::new();
    for field in fields(element) {
        let Some(key) = key_of(field) else { continue };
        let words = said(field);
        // The first day of the first year is how some programs say "never".
        let never = words.is_empty() || words.starts_with("0001-01-01");
        if never || key == "pubstatus" && !vocabulary::is_status(&words) {
            continue;
        }
        let name = vocabulary::bare(field.name());
        let rank = vocabulary::names_of(key).iter().position(|known| **known == name).unwrap_or(usize::MAX);
        if told.get(key).is_none_or(|(first, _)| rank < *first) {
            told.insert(key, (rank, field));
        }
    }
    told
}

/// The element as ninjs would say it; a text in elements of its own is read as they stand.
fn item(element: Element, number: usize, problems: &mut Problems) -> Item {
    let mut object = Map::new();
    let told = told(element);
    let body = told.get("body_html").map(|(_, field)| *field).filter(|body| body.elements().next().is_some());
    let hour = element.elements().find(|child| HOURS.contains(&child.name())).map(|hour| hour.line());
    for (key, (_, field)) in told {
        let mut words = said(field);
        if key == "versioncreated"
            && let Some(hour) = hour.as_deref().filter(|hour| hour.contains(':') && !words.contains(':'))
        {
            words = format!("{}T{hour}", year_first(&words));
        }
        let value = match key {
            "image" => field.elements().map(picture).collect(),
            "keywords" => words.split([',', ';']).map(|word| Value::String(word.trim().to_owned())).collect(),
            "type" => Value::String(words.to_lowercase()),
            _ => Value::String(words),
        };
        object.insert(key.to_owned(), value);
    }
    for (key, attribute) in [("uri", "id"), ("language", "lang"), ("version", "version")] {
        if let Some(said) = element.attribute(attribute) {
            object.entry(key).or_insert_with(|| Value::String(said.to_owned()));
        }
    }
    let pictures: Vec<Element> =
        element.elements().filter(|child| PICTURES.contains(&child.name())).collect();
    let shown: Vec<Value> =
        pictures.iter().filter(|one| one.elements().next().is_some()).map(|one| picture(*one)).collect();
    object.entry("image").or_insert_with(|| Value::from(shown.clone()));
    let mut item = ninjs::item(&object, number, problems);
    let named = pictures.iter().flat_map(|one| one.elements()).map(|field| field.line()).collect::<Vec<_>>();
    let files = href::files_beside(named.iter().map(String::as_str).filter(|name| is_file_name(name)));
    if !files.is_empty() {
        item.more.insert("files".to_owned(), files);
    }
    if item.lead.is_none() {
        // A file that comes beside the item has words of its own.
        item.lead = shown.iter().find(|one| one["caption"].is_string()).map(without_file);
    }
    if element.elements().any(is_withdrawn) {
        item.status = ItemStatus::Canceled;
    }
    item.provider = item.provider.trim_matches(['/', ' ']).to_owned();
    if let Some(body) = body.or_else(|| element.find("body.content")) {
        item.blocks = html::blocks(body, "").into_iter().map(|body| Block { id: 0, body }).collect();
    }
    item
}
