//! XML of a vocabulary that nobody published: an agency's own. What has a headline or a text among its children is an
//! item, and the names of its fields are read in the languages in which agencies write them.

use serde_json::{Map, Value};
use story::{Block, Item, ItemStatus};

use super::{Head, Input, ninjs};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::tree::Element;
use crate::{html, xml};

/// Names of fields, and the key by which ninjs knows each.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "headline",
        &[
            "headline",
            "headline2",
            "head",
            "title",
            "titre",
            "titel",
            "titolo",
            "titulo",
            "rubrik",
            "overskrift",
            "otsikko",
        ],
    ),
    (
        "body_html",
        &[
            "body",
            "content",
            "contenttext",
            "text",
            "bodytext",
            "storytext",
            "fulltext",
            "maintext",
            "corps",
            "texte",
            "testo",
            "contenu",
            "contenuto",
            "brodtext",
            "inhalt",
            "teksti",
            "cuerpo",
        ],
    ),
    (
        "uri",
        &[
            "newsid",
            "guid",
            "id",
            "uuid",
            "identifier",
            "articleid",
            "storyid",
            "docid",
            "itemid",
            "newsitemid",
            "contentitemid",
            "ntbid",
        ],
    ),
    ("version", &["version", "revision"]),
    ("slugline", &["slugline", "slug", "slugproper", "strapline", "stichwort", "stikkord"]),
    (
        "description_text",
        &[
            "subtitle",
            "subheadline",
            "standfirst",
            "abstract",
            "summary",
            "description",
            "ingress",
            "chapeau",
            "teaser",
            "lead",
            "leadtext",
            "directorytext",
            "englishcaption",
            "caption",
            "sommario",
            "untertitel",
            "underrubrik",
        ],
    ),
    ("byline", &["byline", "author", "auteur", "autor", "autore", "forfatter", "writer"]),
    (
        "firstcreated",
        &[
            "firstcreated",
            "created",
            "datecreated",
            "createdate",
            "creationdate",
            "createdat",
            "createddatetime",
            "createddate",
        ],
    ),
    (
        "versioncreated",
        &[
            "versioncreated",
            "updated",
            "updateddatetime",
            "updateddate",
            "modified",
            "lastmodified",
            "updatedat",
            "publishdate",
            "pubdate",
            "published",
            "publicationdate",
            "datepublished",
            "publishedat",
            "datetime",
            "timestamp",
            "date",
        ],
    ),
    ("embargoed", &["embargo", "embargoed", "embargodate", "embargotime", "embargountil", "sperrfrist"]),
    ("dateline", &["dateline", "town", "city", "ville", "ort"]),
    ("service", &["section", "category", "rubrique", "ressort", "department", "kategori", "categoria"]),
    ("urgency", &["urgency", "urgence"]),
    ("priority", &["priority", "prioritet", "prio"]),
    ("language", &["language", "lang", "langue", "sprache"]),
    ("provider", &["provider", "agency", "agence", "source", "origin", "quelle", "kilde"]),
    ("ednote", &["ednote", "updatenote", "editorsnote", "editornote", "tilredaktionen"]),
    ("privatenote", &["privatenote", "internalnote", "contacts", "contactsastext", "contact"]),
    ("image", &["images", "pictures", "photos", "bilder"]),
    ("copyrightnotice", &["copyright", "copyrightnotice"]),
    ("pubstatus", &["pubstatus"]),
    ("type", &["contenttype", "itemtype"]),
    ("creditline", &["credit", "creditline"]),
    ("keywords", &["keywords", "keyword", "tags", "motscles"]),
    ("href", &["url", "link", "permalink"]),
];

pub(super) fn sniff(head: &Head) -> u8 {
    let lower = head.text.to_lowercase();
    // A `body` alone is a field of an agency's; in a page it stands beside a head, or before anything else.
    let page = ["<html", "<head>", "<!doctype", "<rss", "<feed", "<rdf"];
    let first = ["<body>", "<body "].iter().any(|tag| lower.starts_with(tag));
    if first || !lower.starts_with('<') || page.iter().any(|tag| lower.contains(tag)) {
        return 0;
    }
    let tagged = |key: &str| {
        let names = FIELDS.iter().find(|(known, _)| *known == key).map_or(&[][..], |(_, names)| names);
        names.iter().any(|name| [">", " ", "/"].iter().any(|end| lower.contains(&format!("<{name}{end}"))))
    };
    u8::from(tagged("headline") && tagged("body_html")) * 58
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let tree = xml::read(&text, problems);
    let is_item = |element: &Element| {
        let said: Vec<&str> = element.elements().filter_map(key_of).collect();
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

fn key_of(element: Element) -> Option<&'static str> {
    let name: String = element.name().chars().filter(char::is_ascii_alphanumeric).collect();
    FIELDS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(key, _)| *key)
}

/// A picture in a list of them, as ninjs would say it.
fn picture(element: Element) -> Value {
    let named = |names: &[&str]| {
        let found = element.elements().find(|child| names.contains(&child.name()));
        found.map(|child| child.line()).filter(|line| !line.is_empty()).map(Value::String)
    };
    let fields = [
        ("href", named(&["url", "href", "src"])),
        ("caption", named(&["caption", "title", "text"])),
        ("credit", named(&["credit", "photographer", "copyright"])),
    ];
    let said = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(said.collect())
}

/// The element as ninjs would say it; a text in elements of its own is read as they stand.
fn item(element: Element, number: usize, problems: &mut Problems) -> Item {
    let mut object = Map::new();
    let mut body = None;
    for child in element.elements() {
        let Some(key) = key_of(child) else { continue };
        let words = child.words().trim().to_owned();
        // The first day of the first year is how some programs say "never".
        if words.is_empty() || object.contains_key(key) || words.starts_with("0001-01-01") {
            continue;
        }
        if key == "body_html" && child.elements().next().is_some() {
            body = Some(child);
        }
        let value = if key == "image" {
            child.elements().map(picture).collect()
        } else if key == "keywords" {
            words.split([',', ';']).map(|word| Value::String(word.trim().to_owned())).collect()
        } else if key == "type" {
            Value::String(words.to_lowercase())
        } else {
            Value::String(words)
        };
        object.insert(key.to_owned(), value);
    }
    for (key, attribute) in [("uri", "id"), ("language", "lang"), ("version", "version")] {
        if let Some(said) = element.attribute(attribute) {
            object.entry(key).or_insert_with(|| Value::String(said.to_owned()));
        }
    }
    let mut item = ninjs::item(&object, number, problems);
    if element.elements().any(is_withdrawn) {
        item.status = ItemStatus::Canceled;
    }
    item.provider = item.provider.trim_matches(['/', ' ']).to_owned();
    if let Some(body) = body {
        item.blocks = html::blocks(body, "").into_iter().map(|body| Block { id: 0, body }).collect();
    }
    item
}
