//! XMP (ISO 16684-1), as attributes or as elements. No entity of a document's own is expanded.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::{Words, date, line, lines, listed};
use crate::limits::XMP_BYTES_MAX;

/// Deeper than any structure of the standard.
const DEPTH_MAX: usize = 32;

const NAMESPACES: [(&str, &str); 8] = [
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://ns.adobe.com/photoshop/1.0/", "photoshop"),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "core"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "ext"),
    ("http://ns.adobe.com/xap/1.0/rights/", "rights"),
    ("http://ns.useplus.org/ldf/xmp/1.0/", "plus"),
    ("http://ns.adobe.com/exif/1.0/", "exif"),
];

pub(super) fn read(packet: &[u8]) -> Words {
    let text = String::from_utf8_lossy(&packet[..packet.len().min(XMP_BYTES_MAX)]);
    let found = Walk::over(&text);
    Words {
        headline: line(found.best("photoshop:Headline")),
        caption: lines(found.best("dc:description")),
        creator: listed(found.all("dc:creator")),
        credit: line(found.best("photoshop:Credit")),
        copyright: line(found.best("dc:rights")),
        terms: line(found.best("rights:UsageTerms")),
        place: place(&found),
        // Not `xmp:CreateDate`: that is the day of the file, which may be a scan.
        taken: ["photoshop:DateCreated", "exif:DateTimeOriginal"]
            .map(|key| date(found.best(key)))
            .into_iter()
            .find(|date| !date.is_empty())
            .unwrap_or_default(),
        alt: line(found.best("core:AltTextAccessibility")),
        source_type: line(found.best("ext:DigitalSourceType")),
        mining: line(found.best("plus:DataMining")),
    }
}

/// The plain fields, else where it was taken, else what it shows; the narrow before the wide.
fn place(found: &Walk) -> String {
    let of = |keys: [&str; 4]| listed(keys.map(|key| found.best(key).to_owned()));
    let plain = of(["core:Location", "photoshop:City", "photoshop:State", "photoshop:Country"]);
    let part = |structure: &str| {
        listed(
            ["Sublocation", "City", "ProvinceState", "CountryName"]
                .map(|part| found.best(&format!("ext:{structure}/ext:{part}")).to_owned()),
        )
    };
    [plain, part("LocationCreated"), part("LocationShown")]
        .into_iter()
        .find(|place| !place.is_empty())
        .unwrap_or_default()
}

struct Fact {
    /// Names from the outermost property inwards: `ext:LocationCreated/ext:City`.
    key: String,
    language: String,
    text: String,
}

#[derive(Default)]
struct Walk {
    facts: Vec<Fact>,
    spaces: HashMap<String, String>,
    /// The open elements; those that only hold others together have no name.
    open: Vec<Option<String>>,
    language: String,
    text: String,
}

impl Walk {
    fn over(text: &str) -> Self {
        let mut walk = Self::default();
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        // What stands before a fault is kept.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(start) if walk.open.len() < DEPTH_MAX => walk.start(&start),
                Event::Empty(start) if walk.open.len() < DEPTH_MAX => {
                    walk.start(&start);
                    walk.end();
                }
                Event::End(_) => walk.end(),
                Event::Text(text) => walk.text.push_str(&text.into_inner()),
                Event::CData(text) => walk.text.push_str(&text.into_inner()),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(letter)) => walk.text.push(letter),
                    _ => walk.text.push_str(resolve_xml_entity(&entity.into_inner()).unwrap_or_default()),
                },
                Event::Start(_) | Event::Empty(_) | Event::Eof => break,
                _ => {}
            }
        }
        walk
    }

    fn start(&mut self, start: &BytesStart) {
        self.text.clear();
        let attributes: Vec<(String, String)> = start
            .html_attributes()
            .with_checks(false)
            .flatten()
            .map(|attribute| {
                let value =
                    unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), String::from);
                (attribute.key.into_inner().to_owned(), value)
            })
            .collect();
        for (name, value) in &attributes {
            if let (Some(prefix), Some((_, ours))) =
                (name.strip_prefix("xmlns:"), NAMESPACES.iter().find(|(space, _)| space == value))
            {
                self.spaces.insert(prefix.to_owned(), (*ours).to_owned());
            }
        }
        let name = self.known(start.name().into_inner()).filter(|name| !name.starts_with("rdf:"));
        self.open.push(name);
        self.language.clear();
        for (name, value) in attributes {
            if name == "xml:lang" {
                self.language = value;
            } else if let Some(name) = self.known(&name)
                // An address is a value too: `rdf:resource`.
                && (!name.starts_with("rdf:") || name == "rdf:resource")
            {
                let own = Some(name).filter(|name| !name.starts_with("rdf:"));
                let names = self.open.iter().flatten().cloned().chain(own);
                let key = names.collect::<Vec<_>>().join("/");
                self.keep(key, value);
            }
        }
    }

    fn end(&mut self) {
        let key = self.open.iter().flatten().cloned().collect::<Vec<_>>().join("/");
        let text = std::mem::take(&mut self.text);
        self.keep(key, text);
        self.open.pop();
    }

    fn keep(&mut self, key: String, text: String) {
        if !key.is_empty() && !text.trim().is_empty() {
            self.facts.push(Fact { key, language: self.language.clone(), text });
        }
    }

    /// Our name of a qualified one, where we know its namespace.
    fn known(&self, name: &str) -> Option<String> {
        let (prefix, local) = name.split_once(':')?;
        Some(format!("{}:{local}", self.spaces.get(prefix)?))
    }

    fn all(&self, key: &str) -> Vec<String> {
        self.facts.iter().filter(|fact| fact.key == key).map(|fact| fact.text.clone()).collect()
    }

    /// Of several languages the one marked as the default, else the first.
    fn best(&self, key: &str) -> &str {
        let of = || self.facts.iter().filter(|fact| fact.key == key);
        let best = of().find(|fact| fact.language == "x-default").or_else(|| of().next());
        best.map_or("", |fact| fact.text.as_str())
    }
}
