//! HTML to a tree and to the blocks of a story. Only words and safe addresses come through: no script, no style.

mod blocks;
mod figure;
mod inline;
mod outline;
mod script;

use std::borrow::Cow;
use std::collections::HashMap;

use dom_query::{Document, NodeRef};

pub(crate) use blocks::{blocks, blocks_of, fragment};
pub(crate) use figure::{figure_picture, provider_of};
pub(crate) use inline::is_inline;
pub(crate) use outline::{has_part, is_aside};
pub(crate) use script::{scripts, tell_scripts};

use crate::limits::{MARKUP_DEPTH_MAX, PAGE_BYTES_MAX, PAGE_ELEMENTS_MAX};
use crate::problem::Problems;
use crate::tree::{Builder, Tree};

/// A page or fragment as the HTML standard reads it. What costs too much to read as markup is read as bare words.
pub(crate) fn parse(html: &str, problems: &mut Problems) -> Tree {
    match document(html, problems) {
        Some(document) => tree(&document),
        None => {
            let mut builder = Builder::new();
            builder.text(&without_tags(html));
            builder.finish()
        }
    }
}

/// The document itself, for the library that finds the article in it.
pub(crate) fn document(html: &str, problems: &mut Problems) -> Option<Document> {
    let html = &*with_ends(html);
    if let Some(why) = too_much(html) {
        problems.add("too-much-markup", "", format!("{why}; only its words were read"));
        return None;
    }
    Some(Document::from(html))
}

pub(crate) fn tree(document: &Document) -> Tree {
    let mut builder = Builder::new();
    let root = document.root();
    let mut next = root.first_child();
    let mut depth = 0;
    // Elements that the builder refused: their words go to the last one it took.
    let mut refused = 0;
    while let Some(node) = next {
        if enter(&node, &mut builder, &mut refused)
            && let Some(child) = node.first_child()
        {
            depth += 1;
            next = Some(child);
            continue;
        }
        next = after(node, &mut builder, &mut depth, &mut refused);
    }
    builder.finish()
}

/// Adds a node; true where its children follow.
fn enter(node: &NodeRef, builder: &mut Builder, refused: &mut usize) -> bool {
    if node.is_text() {
        builder.text(&node.text());
        return false;
    }
    let Some(name) = node.node_name().filter(|_| node.is_element()) else {
        return false;
    };
    let attributes = node.attrs().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
    if *refused > 0 || builder.start(String::new(), name.to_lowercase(), attributes).is_err() {
        *refused += 1;
    }
    true
}

/// The node after this one and its children in document order, closing elements on the way.
fn after<'a>(
    node: NodeRef<'a>,
    builder: &mut Builder,
    depth: &mut usize,
    refused: &mut usize,
) -> Option<NodeRef<'a>> {
    let mut node = node;
    loop {
        if node.is_element() {
            if *refused > 0 {
                *refused -= 1;
            } else {
                builder.end();
            }
        }
        if let Some(sibling) = node.next_sibling() {
            return Some(sibling);
        }
        if *depth == 0 {
            return None;
        }
        *depth -= 1;
        node = node.parent()?;
    }
}

/// Why this markup is not worth reading as such. Counted before parsing: a tree builder walks its open elements
/// for every tag, so a hundred thousand nested ones would cost minutes.
fn too_much(html: &str) -> Option<String> {
    if html.len() > PAGE_BYTES_MAX {
        return Some(format!("the markup is larger than {} MiB", PAGE_BYTES_MAX >> 20));
    }
    let (mut open, mut depth, mut elements) = (HashMap::<String, usize>::new(), 0usize, 0usize);
    let mut raw_until = 0;
    for (at, _) in html.match_indices('<') {
        if at < raw_until {
            continue;
        }
        let rest = &html[at + 1..];
        let (closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let name = rest[..end.min(32)].to_ascii_lowercase();
        if !closing && matches!(name.as_str(), "script" | "style" | "textarea" | "title") {
            // Tags inside are words to the parser, too.
            raw_until = html.len() - rest.len() + end_of_raw(rest, &name);
        }
        elements += usize::from(!closing);
        if closes_itself(&name) {
            continue;
        }
        let count = open.entry(name).or_default();
        if !closing {
            *count += 1;
            depth += 1;
        } else if *count > 0 {
            *count -= 1;
            depth -= 1;
        }
        if depth > MARKUP_DEPTH_MAX {
            return Some(format!("elements nest deeper than {MARKUP_DEPTH_MAX}"));
        }
        if elements > PAGE_ELEMENTS_MAX {
            return Some(format!("there are more than {PAGE_ELEMENTS_MAX} elements"));
        }
    }
    None
}

/// Elements whose text HTML reads to their end tag, whatever stands in it.
const RAW: [&str; 6] = ["title", "script", "style", "textarea", "iframe", "noscript"];

/// XML closes an element in its own tag (`<title />`); to HTML that is an open one, which swallows all that follows.
fn with_ends(html: &str) -> Cow<'_, str> {
    let mut whole = String::new();
    let (mut kept, mut from) = (0, 0);
    for (at, _) in html.match_indices("/>") {
        // No further back than the last one: whatever began before that has ended.
        let tag = html[from..at].rfind('<').map(|open| &html[from + open + 1..at]).unwrap_or_default();
        from = at + 2;
        let name = tag.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
        let Some(name) = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name)) else { continue };
        if tag.contains('>') {
            continue;
        }
        whole.push_str(&html[kept..at]);
        whole.push_str("></");
        whole.push_str(name);
        whole.push('>');
        kept = at + 2;
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    whole.push_str(&html[kept..]);
    Cow::Owned(whole)
}

/// Where the text of a script, style or title ends.
fn end_of_raw(rest: &str, name: &str) -> usize {
    let closes = |at: &usize| {
        let tail = &rest.as_bytes()[at + 2..];
        tail.get(..name.len()).is_some_and(|tail| tail.eq_ignore_ascii_case(name.as_bytes()))
    };
    rest.match_indices("</").map(|(at, _)| at).find(closes).unwrap_or(rest.len())
}

/// Elements that need no end tag, so that an open one says nothing about depth.
fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "br"
            | "img"
            | "hr"
            | "input"
            | "meta"
            | "link"
            | "source"
            | "td"
            | "th"
            | "tr"
            | "dt"
            | "dd"
            | "option"
            | "optgroup"
            | "area"
            | "base"
            | "col"
            | "embed"
            | "param"
            | "track"
            | "wbr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "colgroup"
            | "path"
            | "use"
            | "rect"
            | "circle"
            | "html"
            | "body"
    )
}

fn without_tags(html: &str) -> String {
    let mut words = String::new();
    for part in html.split('<') {
        let text = part.split_once('>').map_or("", |(_, text)| text);
        if !text.trim().is_empty() && words.len() < PAGE_BYTES_MAX {
            words.push_str(text);
            words.push(' ');
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_nesting_is_read_as_words() {
        for html in [
            format!("{}words", "<div>".repeat(100_000)),
            format!("{}words", "<div></b>".repeat(100_000)),
            format!("{}words", "<b><i>".repeat(100_000)),
            format!("{}words", "<table><tr><td>".repeat(50_000)),
        ] {
            let mut problems = Problems::default();
            let tree = parse(&html, &mut problems);
            assert_eq!(tree.root().line(), "words");
            assert_eq!(problems.into_list()[0].code, "too-much-markup");
        }
    }

    #[test]
    fn what_xml_closed_in_its_own_tag_swallows_nothing() {
        for (html, words) in [
            ("<html><head><title /></head><body><p>The port</p></body></html>", "The port"),
            ("<p>The <iframe src=\"a\" /> port</p>", "The port"),
            ("<SCRIPT src='x'/><p>The port</p>", "The port"),
            ("<script>a = '<i/>'</script><p>The port</p>", "The port"),
        ] {
            let tree = parse(html, &mut Problems::default());
            let line = tree.root().descendants().filter(|one| one.name() == "p").map(|p| p.line());
            assert_eq!(line.collect::<String>(), words, "{html}");
        }
    }

    #[test]
    fn a_long_list_without_end_tags_is_not_deep() {
        assert_eq!(too_much(&"<li>one<p>two<br>".repeat(2_000)), None);
    }
}
