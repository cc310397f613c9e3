//! Word documents (Office Open XML, ECMA-376): what press offices attach to their mails. Words, headings, lists and
//! tables; hidden and deleted words are none, and pictures stay in the file.

mod zip;

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use story::Item;

use super::{Head, Input};
use crate::limits::PAGE_BYTES_MAX;
use crate::problem::Problems;
use crate::tree::Element;
use crate::{dates, decode, html, prose, xml};

const DOCUMENT: &str = "word/document.xml";
/// A small archive may unpack to much, and an element takes the room of many letters: what is read of it goes with the
/// archive's own size. A document of fifty pages has 30 000 tags in half a megabyte.
const TAGS: RangeInclusive<usize> = 50_000..=300_000;
const BYTES: RangeInclusive<usize> = 1 << 20..=PAGE_BYTES_MAX;

fn within(range: &RangeInclusive<usize>, wanted: usize) -> usize {
    wanted.clamp(*range.start(), *range.end())
}

pub(super) fn sniff(head: &Head) -> u8 {
    if !head.bytes.starts_with(b"PK\x03\x04") {
        return 0;
    }
    let said = head.named(&[".docx", ".docm"]) || head.media_type.contains("wordprocessingml");
    let inside = head.bytes.windows(5).any(|window| window == b"word/");
    if said || inside { 90 } else { 0 }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let bytes_max = within(&BYTES, input.bytes.len().saturating_mul(10));
    let Some(bytes) = zip::entry(input.bytes, DOCUMENT, bytes_max) else {
        problems.add("no-items", "", "there is no text of a document in it that could be unpacked");
        return Vec::new();
    };
    let tags_max = within(&TAGS, TAGS.start() + input.bytes.len() / 16);
    if bytes.iter().filter(|byte| **byte == b'<').count() > tags_max {
        problems.add(
            "too-many-elements",
            DOCUMENT,
            "more markup than any text of news has; nothing was read",
        );
        return Vec::new();
    }
    let tree = xml::read(&decode::text(&bytes, "application/xml", problems), problems);
    let Some(body) = tree.root().find("body") else {
        problems.add("no-items", DOCUMENT, "the document has no body");
        return Vec::new();
    };
    let mut item = Item::default();
    let mut markup = String::new();
    let mut parts = Vec::new();
    gather(body, 0, &mut parts);
    if let Some(at) = parts.iter().position(|part| !part.line().is_empty())
        && is_headline(parts[at])
    {
        item.headline = prose::fold(&plain(parts[at]));
        parts.drain(..=at);
    }
    let mut listed = false;
    for part in parts {
        let in_list = part.name() == "p" && part.find("numpr").is_some();
        if listed != in_list {
            markup.push_str(if in_list { "<ul>" } else { "</ul>" });
            listed = in_list;
        }
        match part.name() {
            "tbl" => table(part, &mut markup),
            _ => paragraph(part, in_list, &mut markup),
        }
    }
    let blocks = html::fragment(&markup, "", problems);
    item.blocks = blocks.into_iter().map(|body| story::Block { id: 0, body }).collect();
    about(input.bytes, &mut item);
    if item.headline.is_empty() && item.blocks.is_empty() {
        problems.add("empty", DOCUMENT, "there are no words in it");
        return Vec::new();
    }
    vec![item]
}

/// Paragraphs and tables in their order, also those within frames of content.
fn gather<'a>(around: Element<'a>, depth: usize, parts: &mut Vec<Element<'a>>) {
    const DEPTH_MAX: usize = 20;
    for element in around.elements() {
        match element.name() {
            "p" | "tbl" => parts.push(element),
            "sdt" | "sdtcontent" | "customxml" | "ins" if depth < DEPTH_MAX => {
                gather(element, depth + 1, parts);
            }
            _ => {}
        }
    }
}

fn style(paragraph: Element) -> String {
    let style = paragraph.child("ppr").and_then(|about| about.child("pstyle"));
    style.and_then(|style| style.attribute("val")).unwrap_or_default().to_lowercase()
}

/// Styles are named in the language of the program.
fn is_heading(paragraph: Element) -> bool {
    const NAMES: &[&str] =
        &["heading", "title", "titre", "berschrift", "überschrift", "titel", "ttulo", "título", "titolo"];
    NAMES.iter().any(|name| style(paragraph).starts_with(name))
}

/// A heading, or a first line that is no sentence.
fn is_headline(part: Element) -> bool {
    const WORDS_MAX: usize = 25;
    let words = plain(part);
    let words = words.trim();
    let short = words.split_whitespace().count() <= WORDS_MAX && !words.ends_with(['.', ':', '۔']);
    part.name() == "p" && (is_heading(part) || short) && part.find("numpr").is_none()
}

fn plain(paragraph: Element) -> String {
    runs(paragraph).map(|run| words(run)).collect()
}

fn runs<'a>(paragraph: Element<'a>) -> impl Iterator<Item = Element<'a>> {
    let hidden = |run: &Element| run.child("rpr").is_some_and(|about| is_on(about, "vanish"));
    paragraph.descendants().filter(|inside| inside.name() == "r").filter(move |run| !hidden(run))
}

fn is_on(about: Element, name: &str) -> bool {
    about
        .child(name)
        .is_some_and(|said| !matches!(said.attribute("val"), Some("0" | "false" | "none" | "off")))
}

fn words(run: Element) -> String {
    let word = |inside: Element| match inside.name() {
        "t" => inside.words(),
        "tab" => "\t".to_owned(),
        "br" | "cr" => "\n".to_owned(),
        "nobreakhyphen" => "-".to_owned(),
        _ => String::new(),
    };
    run.elements().map(word).collect()
}

fn paragraph(part: Element, in_list: bool, markup: &mut String) {
    let tag = match (in_list, is_heading(part)) {
        (true, _) => "li",
        (false, true) => "h2",
        (false, false) => "p",
    };
    // Writing to a String cannot fail.
    let _ = write!(markup, "<{tag}>");
    inline(part, markup);
    let _ = write!(markup, "</{tag}>");
}

fn inline(part: Element, markup: &mut String) {
    for run in runs(part) {
        let marked = |name: &str| run.child("rpr").is_some_and(|about| is_on(about, name));
        let (bold, italic) = (marked("b"), marked("i"));
        let words = words(run).replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
        markup.push_str(if bold { "<b>" } else { "" });
        markup.push_str(if italic { "<i>" } else { "" });
        markup.push_str(&words);
        markup.push_str(if italic { "</i>" } else { "" });
        markup.push_str(if bold { "</b>" } else { "" });
    }
}

fn table(table: Element, markup: &mut String) {
    markup.push_str("<table>");
    for row in table.all("tr") {
        markup.push_str("<tr>");
        for cell in row.all("tc") {
            markup.push_str("<td>");
            for part in cell.all("p") {
                inline(part, markup);
                markup.push(' ');
            }
            markup.push_str("</td>");
        }
        markup.push_str("</tr>");
    }
    markup.push_str("</table>");
}

/// When it was made and changed; whoever is named there is whose machine it was.
fn about(bytes: &[u8], item: &mut Item) {
    let Some(core) = zip::entry(bytes, "docProps/core.xml", PAGE_BYTES_MAX) else { return };
    let core = String::from_utf8_lossy(&core);
    let tree = xml::read(&core, &mut Problems::default());
    let date = |name: &str| tree.root().find(name).and_then(|said| dates::read(&said.line()));
    item.created = date("created");
    item.updated = date("modified").or(item.created);
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use story::Origin;

    /// An archive of one packed file, as small as it can be.
    fn archive(paragraphs: usize, words: &str) -> Vec<u8> {
        let name = b"word/document.xml";
        let text = format!(
            "<document><body>{}</body></document>",
            format!("<p><r><t>{words}</t></r></p>").repeat(paragraphs)
        );
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(text.as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        let size = (packed.len() as u32).to_le_bytes();
        let named = (name.len() as u16).to_le_bytes();
        let mut bytes =
            [b"PK\x03\x04".as_slice(), &[0; 4], &[8, 0], &[0; 8], &size, &[0; 4], &named, &[0; 2]].concat();
        bytes.extend_from_slice(name);
        bytes.extend_from_slice(&packed);
        let directory = (bytes.len() as u32).to_le_bytes();
        bytes.extend(
            [b"PK\x01\x02".as_slice(), &[0; 6], &[8, 0], &[0; 8], &size, &[0; 4], &named, &[0; 16]].concat(),
        );
        bytes.extend_from_slice(name);
        bytes.extend([b"PK\x05\x06".as_slice(), &[0; 6], &[1, 0], &[0; 4], &directory, &[0; 2]].concat());
        bytes
    }

    fn problems(bytes: &[u8]) -> Vec<String> {
        let parsed = crate::parse(bytes, &Origin { name: "a.docx", media_type: "", time_zone: "" });
        parsed.problems.into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_small_archive_unpacks_to_what_its_size_allows() {
        assert_eq!(problems(&archive(300, "The port reopened on Tuesday.")), ["missing-headline"]);
        // A few kilobytes of it took a hundred megabytes.
        assert_eq!(problems(&archive(45_000, "a")), ["too-many-elements"]);
        assert_eq!(problems(&archive(40_000, &"word ".repeat(30))), ["no-items"]);
    }
}
