//! NITF (IPTC, 2.5 to 3.6): a story with its head (`docdata`, `tobject`, `meta`) and its body. Also read from here
//! where another format carries it: NewsML 1.2, NewsML-G2, ninjs.

mod body;
mod docdata;
mod told;

use story::{Item, Language};

use super::{Head, Input};
use crate::embargo;
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::tree::Element;
use crate::xml;

pub(super) fn sniff(head: &Head) -> u8 {
    let lower = head.markup();
    if !lower.starts_with('<') || lower.contains("<newsml") || lower.contains("newsitem") {
        return 0;
    }
    let root = ["<nitf>", "<nitf ", "<nitf\n", "<nitf\r", ":nitf>", ":nitf ", "<nitf\t"];
    match (root.iter().any(|root| lower.contains(root)), lower.contains("<body.head")) {
        (true, _) => 95,
        (false, true) => 70,
        (false, false) => 0,
    }
}

/// A NITF that another format carries as a text, escaped or in CDATA: sets what it says, and tells whether it was one.
pub(super) fn carried(text: &str, item: &mut Item, problems: &mut Problems) -> bool {
    const PROLOGUE_BYTES_MAX: usize = 2_000;
    let start = text.trim_start();
    let head = start.as_bytes();
    let head = &head[..head.len().min(PROLOGUE_BYTES_MAX)];
    let named = head.windows(5).any(|bytes| bytes == b"<nitf");
    if !(start.starts_with("<nitf") || start.starts_with("<?xml") && named) {
        return false;
    }
    let tree = xml::read(start, problems);
    let Some(nitf) = tree.root().find("nitf") else { return false };
    into(nitf, item, problems);
    true
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let tree = xml::read(&text, problems);
    let mut found: Vec<Element> =
        tree.root().descendants().filter(|element| element.name() == "nitf").collect();
    if found.is_empty() {
        found.extend(tree.top());
    }
    if found.is_empty() {
        problems.add("no-items", "", "there is no story in it");
    }
    let read = |nitf: Element| {
        let mut item = Item::default();
        into(nitf, &mut item, problems);
        item
    };
    found.into_iter().take(ITEMS_MAX + 1).map(read).collect()
}

/// Sets what the item does not say yet; what carries the NITF knows better.
pub(super) fn into(nitf: Element, item: &mut Item, problems: &mut Problems) {
    let language = [nitf.attribute("lang"), nitf.find("body").and_then(|body| body.attribute("lang"))]
        .into_iter()
        .chain([nitf.attribute("baselang")])
        .flatten()
        .map(Language::new)
        .find(Language::is_known);
    if !item.language.is_known() {
        item.language = language.unwrap_or_default();
    }
    if let Some(head) = nitf.child("head") {
        docdata::read(head, item, problems);
        told::meta(head, item, problems);
        if docdata::is_embargoed(head) {
            embargo::marked(item, "docdata", problems);
        }
    }
    if let Some(head) = nitf.find("body.head") {
        body::head(head, item);
    }
    body::content(nitf, item, problems);
    if item.headline.is_empty() {
        let title = nitf.child("head").and_then(|head| head.child("title"));
        item.headline = title.map(|title| title.line()).unwrap_or_default();
    }
}

/// Sets a text that nobody has said yet.
fn unless_said(target: &mut String, said: impl Into<String>) {
    if target.is_empty() {
        *target = said.into();
    }
}
