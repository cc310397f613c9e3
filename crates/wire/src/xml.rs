//! XML to a tree, kindly: broken documents give what could be read. No document type is believed and no entity
//! of its own is expanded, so a document never grows by being read.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::problem::{Problems, excerpt};
use crate::tree::{Builder, OverLimit, Tree};

/// How often reading starts again behind a fault before the rest is given up.
const RESTARTS_MAX: usize = 50;

pub(crate) fn read(text: &str, problems: &mut Problems) -> Tree {
    let text = &*with_lone_signs_escaped(text);
    let mut reading = Reading { builder: Builder::new(), spaces: HashMap::new(), problems };
    let mut from = 0;
    for _ in 0..RESTARTS_MAX {
        match reading.run(&text[from..]) {
            Stop::End => break,
            Stop::Fault(offset) => match text[from + offset..].find('<') {
                Some(next) => from += offset + next,
                None => break,
            },
        }
    }
    let unclosed = reading.builder.unclosed();
    if unclosed > 0 {
        let message = format!("the document ends inside {unclosed} open elements; what was there is kept");
        reading.problems.add("truncated", "", message);
    }
    reading.builder.finish()
}

/// `5 < 6` in a text: a sign that begins no tag is a sign. What XML leaves as it stands is left.
fn with_lone_signs_escaped(text: &str) -> Cow<'_, str> {
    let begins_tag = |rest: &str| {
        rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '!' | '?' | '_' | ':'))
    };
    if text.match_indices('<').all(|(at, _)| begins_tag(&text[at + 1..])) {
        return Cow::Borrowed(text);
    }
    let (mut whole, mut from) = (String::with_capacity(text.len() + 64), 0);
    while let Some(at) = text[from..].find('<').map(|at| from + at) {
        let verbatim = [("<![CDATA[", "]]>"), ("<!--", "-->")]
            .into_iter()
            .find(|(open, _)| text[at..].starts_with(open));
        let next = match verbatim {
            Some((_, close)) => text[at..].find(close).map_or(text.len(), |end| at + end),
            None => at + 1,
        };
        whole.push_str(&text[from..at]);
        match verbatim.is_some() || begins_tag(&text[at + 1..]) {
            true => whole.push_str(&text[at..next]),
            false => whole.push_str("&lt;"),
        }
        from = next;
    }
    whole.push_str(&text[from..]);
    Cow::Owned(whole)
}

enum Stop {
    End,
    /// A fault; reading may go on at or after this byte.
    Fault(usize),
}

struct Reading<'p> {
    builder: Builder,
    /// Prefix to short name; the last declaration of a prefix holds.
    spaces: HashMap<String, String>,
    problems: &'p mut Problems,
}

impl Reading<'_> {
    fn run(&mut self, text: &str) -> Stop {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let fault = text.get(reader.error_position() as usize..).unwrap_or_default();
                    if let Some(unended) = fault.strip_prefix("<![CDATA[") {
                        self.builder.text(unended);
                        return Stop::End;
                    }
                    let place = format!("byte {}", reader.error_position());
                    self.problems.add("bad-xml", place, format!("{error}; read on behind it"));
                    let at = (reader.error_position().max(reader.buffer_position()) as usize).max(1);
                    let at = (at..=text.len()).find(|at| text.is_char_boundary(*at));
                    return at.map_or(Stop::End, Stop::Fault);
                }
            };
            if matches!(event, Event::Eof) {
                return Stop::End;
            }
            if let Err(limit) = self.event(event) {
                say_over(limit, self.problems);
                return Stop::End;
            }
        }
    }

    fn event(&mut self, event: Event) -> Result<(), OverLimit> {
        match event {
            Event::Start(start) => self.start(&start)?,
            Event::Empty(start) => {
                self.start(&start)?;
                self.builder.end();
            }
            Event::End(end) => {
                self.builder.end_named(&end.local_name().into_inner().to_lowercase());
            }
            Event::Text(text) => self.builder.text(&text.into_inner()),
            Event::CData(text) => self.builder.text(&text.into_inner()),
            Event::GeneralRef(entity) => self.entity(&entity),
            Event::DocType(declaration) if declares_entities(&declaration) => {
                let message = "the document declares entities; they were not expanded";
                self.problems.add("entities-refused", "DOCTYPE", message);
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart) -> Result<(), OverLimit> {
        let mut attributes = Vec::new();
        for attribute in start.html_attributes().with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            let value = attribute_value(&attribute.value);
            match key.strip_prefix("xmlns") {
                Some("") => self.declare("", &value),
                Some(prefix) if prefix.starts_with(':') => self.declare(&prefix[1..], &value),
                _ => {
                    let local = attribute.key.local_name().into_inner().to_lowercase();
                    attributes.push((local, value));
                }
            }
        }
        let name = start.name();
        let prefix = name.prefix().map_or("", |prefix| prefix.into_inner());
        let space = self.spaces.get(prefix).cloned().unwrap_or_else(|| prefix.to_lowercase());
        self.builder.start(space, name.local_name().into_inner().to_lowercase(), attributes)
    }

    fn declare(&mut self, prefix: &str, uri: &str) {
        let fallback = if prefix.is_empty() { "" } else { prefix };
        self.spaces.insert(prefix.to_owned(), short_name(uri).unwrap_or(fallback).to_lowercase());
    }

    fn entity(&mut self, entity: &BytesRef) {
        match entity.resolve_char_ref() {
            Ok(Some(letter)) if letter != '\0' => {
                return self.builder.text(crate::decode::meant(letter).encode_utf8(&mut [0; 4]));
            }
            Ok(None) => {
                if let Some(words) = resolve_html5_entity(&entity.borrow().into_inner()) {
                    return self.builder.text(words);
                }
            }
            _ => {}
        }
        let written = format!("&{};", entity.borrow().into_inner());
        let message = format!("{} is not a known entity; it stands as written", excerpt(&written));
        self.problems.add("unknown-entity", "", message);
        self.builder.text(&written);
    }
}

/// Those of the document. One with a percent sign (`<!ENTITY % nitf SYSTEM …>`) only names a further document type,
/// which nobody reads here.
fn declares_entities(declaration: &str) -> bool {
    declaration.split("<!ENTITY").skip(1).any(|rest| !rest.trim_start().starts_with('%'))
}

fn attribute_value(raw: &str) -> String {
    match unescape_with(raw, resolve_html5_entity) {
        Ok(value) => value.into_owned(),
        Err(_) => raw.to_owned(),
    }
}

fn say_over(limit: OverLimit, problems: &mut Problems) {
    match limit {
        OverLimit::Depth => problems.add("too-deep", "", "elements nest too deep; reading stopped there"),
        OverLimit::Elements => {
            problems.add("too-many-elements", "", "too many elements; reading stopped there");
        }
    }
}

/// Our short names for vocabularies that formats tell apart; the same vocabulary has many addresses.
fn short_name(uri: &str) -> Option<&'static str> {
    let uri = uri.trim().trim_end_matches(['/', '#']).to_lowercase();
    let uri = uri.strip_prefix("http://").or_else(|| uri.strip_prefix("https://")).unwrap_or(&uri);
    Some(match uri {
        "www.w3.org/2005/atom" | "purl.org/atom/ns" => "atom",
        "search.yahoo.com/mrss" | "video.search.yahoo.com/mrss" => "media",
        "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" => "dc",
        "purl.org/dc/terms" => "dcterms",
        "purl.org/rss/1.0/modules/content" => "content",
        "www.itunes.com/dtds/podcast-1.0.dtd" => "itunes",
        "www.w3.org/1999/xhtml" => "html",
        "www.w3.org/1999/02/22-rdf-syntax-ns" => "rdf",
        "purl.org/rss/1.0"
        | "my.netscape.com/rdf/simple/0.9"
        | "channel.netscape.com/rdf/simple/0.9"
        | "backend.userland.com/rss2"
        | "blogs.law.harvard.edu/tech/rss" => "",
        "wellformedweb.org/commentapi" => "wfw",
        "purl.org/rss/1.0/modules/slash" => "slash",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> (Tree, Vec<String>) {
        let mut problems = Problems::default();
        let tree = read(text, &mut problems);
        (tree, problems.into_list().into_iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn names_spaces_and_entities_are_read() {
        let (tree, codes) = codes(
            "<r xmlns:m='http://search.yahoo.com/mrss/'><m:Title lang=\"fr\">P&amp;L &#233;t&eacute;</m:Title></r>",
        );
        let title = tree.top().and_then(|top| top.child("title")).unwrap();
        assert_eq!((title.space(), title.attribute("lang")), ("media", Some("fr")));
        assert_eq!((title.line().as_str(), codes.len()), ("P&L été", 0));
    }

    #[test]
    fn a_billion_laughs_stay_one() {
        let (tree, codes) =
            codes("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><l>&b;<ok>fine</ok></l>");
        assert_eq!(tree.top().map(|top| top.line()), Some("&b; fine".to_owned()));
        assert_eq!(codes, ["entities-refused", "unknown-entity"]);
    }

    #[test]
    fn broken_markup_gives_what_could_be_read() {
        for (text, expected) in [
            ("<a><b>one</b><c>two", "one two"),
            ("<a><b>one</a>", "one"),
            ("<a>R&D <b>one</b></a>", "R&D one"),
            ("<a><b x=1 y>one</b></a>", "one"),
            ("<a><b>one</b><c <d>two</d></a>", "one"),
        ] {
            let (tree, _) = codes(text);
            let line = tree.top().map(|top| top.line()).unwrap_or_default();
            assert!(line.starts_with(expected), "{text}: {line}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let (_, codes) = codes(&"<a>".repeat(100_000));
        assert_eq!(codes, ["too-deep", "truncated"]);
    }
}
