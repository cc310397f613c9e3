//! Pages and feeds are well formed: a small strict reader, enough to catch what templates get wrong.

use quick_xml::events::Event;
use story::{Found, Press};

use crate::sample;

pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) closing: bool,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

const VOID: [&str; 8] = ["meta", "link", "img", "source", "br", "input", "!doctype", "?xml"];

/// The tags of a page in order. Our templates quote every attribute that has a value, so that this may be strict.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (inside, tail) = after.split_once('>').unwrap_or_else(|| panic!("a tag is open: {:.80}", after));
        let closing = inside.starts_with('/');
        let inside = inside.trim_start_matches('/').trim_end_matches('/');
        let (name, attributes) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
        let tag = Tag { name: name.to_lowercase(), closing, attributes: read_attributes(attributes) };
        rest = match (tag.name.as_str(), closing) {
            ("script", false) => &tail[tail.find("</script>").unwrap()..],
            _ => tail,
        };
        tags.push(tag);
    }
    tags
}

fn read_attributes(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (inside, after) = quoted.split_once('"').unwrap_or_else(|| panic!("a quote is open: {text}"));
            value = inside.replace("&amp;", "&");
            rest = after;
        }
        attributes.push((name, value));
        rest = rest.trim_start();
    }
    attributes
}

/// Every element is closed in order, ids are given once, labels and in-page links lead somewhere, headings do not
/// skip a level, and every picture has its size and text alternative.
pub(crate) fn check(path: &str, html: &str) {
    let tags = tags(html);
    let mut open: Vec<&str> = Vec::new();
    let mut level = 0;
    for tag in &tags {
        if tag.closing {
            assert_eq!(open.pop(), Some(tag.name.as_str()), "{path}");
        } else if !VOID.contains(&tag.name.as_str()) {
            open.push(&tag.name);
        }
        if let (false, Some(heading)) = (tag.closing, heading(&tag.name)) {
            assert!(heading <= level + 1, "{path}: h{heading} after h{level}");
            level = heading;
        }
        if tag.name == "img" {
            for needed in ["width", "height", "alt"] {
                assert!(tag.attribute(needed).is_some(), "{path}: a picture without {needed}");
            }
        }
    }
    assert!(open.is_empty(), "{path}: {open:?}");
    check_ids(path, &tags);
}

fn check_ids(path: &str, tags: &[Tag]) {
    let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{path}: an id is given twice");
    for tag in tags {
        let inside = tag.attribute("href").and_then(|href| href.strip_prefix('#'));
        for target in inside.into_iter().chain(tag.attribute("aria-labelledby")) {
            assert!(ids.contains(&target), "{path}: nothing is called {target}");
        }
    }
}

fn heading(name: &str) -> Option<u32> {
    name.strip_prefix('h').and_then(|level| level.parse().ok())
}

#[test]
fn every_page_of_every_kind_is_well_formed() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let mut paths: Vec<String> = printer.paths(&shelf).into_iter().map(|(_, path)| path).collect();
    paths.extend(shelf.paths_of_stories());
    paths.extend(["/fr/x", "/en/x", "/ar/x"].map(str::to_owned));
    for path in paths {
        let page = match printer.print(&shelf, &path) {
            Found::Page(page) | Found::Gone(page) | Found::Missing(page) => page,
            Found::Moved { .. } => continue,
        };
        let body = String::from_utf8(page.body).unwrap();
        match page.media_type.split(';').next().unwrap() {
            "text/html" => check(&path, &body),
            "text/plain" => {}
            _ => check_xml(&path, &body),
        }
    }
}

fn check_xml(path: &str, xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(fault) => panic!("{path}: {fault}"),
        }
    }
}

#[test]
fn every_page_names_itself_its_language_and_its_feeds() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    for (kind, path) in printer.paths(&shelf) {
        let Found::Page(page) = printer.print(&shelf, &path) else { panic!("{path}") };
        if !page.media_type.starts_with("text/html") {
            continue;
        }
        let body = String::from_utf8(page.body).unwrap();
        let edition = &path[1..3];
        let direction = if edition == "ar" { "rtl" } else { "ltr" };
        for needed in [
            format!("<html lang=\"{edition}\" dir=\"{direction}\">"),
            "<link rel=\"canonical\" href=\"https:".to_owned(),
            "application/rss+xml".to_owned(),
            "<main id=\"main\">".to_owned(),
            "<h1".to_owned(),
        ] {
            assert!(body.contains(&needed), "{kind} {path}: {needed}");
        }
        assert!(!body.contains(" style="), "{kind} {path}: the CSP forbids style attributes");
    }
}
