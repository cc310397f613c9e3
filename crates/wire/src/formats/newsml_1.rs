//! NewsML 1.0 to 1.2 (IPTC): news items in an envelope, each a tree of components with lines, metadata and content.

mod component;
mod content;
mod management;

use story::Item;

use super::{Head, Input};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::tree::Element;
use crate::xml;

pub(super) fn sniff(head: &Head) -> u8 {
    let lower = head.text.to_lowercase();
    if !lower.starts_with('<') || lower.contains("iptc.org/std/nar") {
        return 0;
    }
    let root = ["<newsml>", "<newsml ", "<newsml\n", "<newsml\r", ":newsml>", ":newsml "];
    let root = root.iter().any(|root| lower.contains(root));
    let parts = ["<newsenvelope", "<newsidentifier", "<newscomponent", "<newsmanagement"];
    match (root, parts.iter().any(|part| lower.contains(part))) {
        (true, true) => 97,
        (true, false) => 90,
        (false, true) => 85,
        (false, false) => 0,
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let tree = xml::read(&text, problems);
    // An item may hold further items: each is one of its own.
    let found: Vec<Element> = tree.root().descendants().filter(|e| e.name() == "newsitem").collect();
    if found.is_empty() {
        problems.add("no-items", "", "the document holds no items");
    }
    let envelope = tree.root().find("newsenvelope");
    let read = |element: Element| {
        let mut item = Item::default();
        management::identification(element, &mut item, problems);
        component::read(element, &mut item, problems);
        management::name(element, &mut item);
        management::identifier(element, &mut item);
        if let Some(envelope) = envelope {
            management::envelope(envelope, &mut item);
        }
        item
    };
    found.into_iter().take(ITEMS_MAX + 1).map(read).collect()
}

/// The word of a thing that says it in `FormalName`, `Value` or as text.
fn word(element: Element) -> String {
    let said = element.attribute("formalname").or(element.attribute("value"));
    said.map_or_else(|| element.line(), str::to_owned)
}

/// Properties anywhere in a part, as name in lower case and value; nested ones by their own name.
fn properties(element: Element<'_>) -> Vec<(String, String)> {
    const PROPERTIES_MAX: usize = 400;
    let named = element.descendants().filter(|inside| inside.name() == "property").take(PROPERTIES_MAX);
    let pair = |property: Element| {
        let name = property.attribute("formalname").unwrap_or_default().to_lowercase();
        let value = property.attribute("value").map_or_else(
            || if property.elements().next().is_none() { property.line() } else { String::new() },
            str::to_owned,
        );
        (name, value)
    };
    named.map(pair).filter(|(name, value)| !name.is_empty() && !value.trim().is_empty()).collect()
}
