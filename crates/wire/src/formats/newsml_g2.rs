//! NewsML-G2 (IPTC, 2.x): news items and packages, alone or in a news message. Validity is never asked for: a third
//! of what real agencies send is not valid. Concepts, events and plans are kept too, with a problem that says so.

mod content;
mod elements;
mod event;
mod meta;
mod names;
mod package;
mod swedish;

use story::{Item, Language};

use super::{Head, Input};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::tree::Element;
use crate::xml;
use names::Names;

const KINDS: &[&str] =
    &["newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"];

pub(super) fn sniff(head: &Head) -> u8 {
    let lower = head.text.to_lowercase();
    if !lower.starts_with('<') {
        return 0;
    }
    let kind = KINDS
        .iter()
        .chain(&["newsmessage"])
        .any(|kind| lower.contains(&format!("<{kind}")) || lower.contains(&format!(":{kind}")));
    // NewsML 1.x has NewsItem elements too, inside <NewsML>.
    // NITF may declare the vocabulary without using it.
    let carried =
        lower.find("<nitf").is_some_and(|nitf| KINDS.iter().all(|kind| !lower[..nitf].contains(kind)));
    if carried {
        return 0;
    }
    match (kind, lower.contains("iptc.org/std/nar"), lower.contains("<newsml")) {
        (_, true, false) => 97,
        (true, _, false) => 80,
        _ => 0,
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let tree = xml::read(&text, problems);
    let inside_item = |element: &Element| {
        std::iter::successors(element.parent(), |up| up.parent()).any(|up| KINDS.contains(&up.name()))
    };
    let found = tree.root().descendants().filter(|element| KINDS.contains(&element.name()));
    let found: Vec<Element> = found.filter(|element| !inside_item(element)).take(ITEMS_MAX + 1).collect();
    if found.is_empty() {
        problems.add("no-items", "", "the message holds no items");
    }
    let priority = tree.root().find("header").and_then(|header| header.child("priority"));
    let priority = priority.and_then(|priority| priority.line().parse().ok());
    let mut items: Vec<Item> = found.into_iter().flat_map(|element| read(element, problems)).collect();
    for item in &mut items {
        item.priority = item.priority.or(priority);
    }
    items
}

/// One item; a knowledge item that lists events is as many.
fn read(element: Element, problems: &mut Problems) -> Vec<Item> {
    let whole = item(element, problems);
    let events = event::concepts(element);
    if element.name() == "knowledgeitem" && events.len() > 1 {
        let several = events.into_iter().map(|concept| {
            let guid = concept.child("conceptid").and_then(names::code).unwrap_or_default().to_owned();
            let mut one = Item { guid, headline: String::new(), standfirst: String::new(), ..whole.clone() };
            (one.happening, one.blocks) = (None, Vec::new());
            let names = Names::new(element, whole.language.tag());
            let mut place = meta::Place { names: &names, path: &whole.guid, problems: &mut *problems };
            event::read(concept, &mut one, &mut place);
            one
        });
        return several.collect();
    }
    vec![whole]
}

fn item(element: Element, problems: &mut Problems) -> Item {
    let around = std::iter::successors(Some(element), |up| up.parent());
    let said = around.filter_map(|up| up.attribute("lang")).next().unwrap_or_default();
    let content_language = element.child("contentmeta").and_then(|meta| meta.child("language"));
    let tag = content_language.and_then(|language| language.attribute("tag")).unwrap_or(said);
    let names = Names::new(element, tag);
    let mut item = Item {
        guid: element.attribute("guid").unwrap_or_default().to_owned(),
        version: element.attribute("version").unwrap_or_default().to_owned(),
        language: Language::new(tag),
        ..Item::default()
    };
    let place = if item.guid.is_empty() { element.name().to_owned() } else { item.guid.clone() };
    if item.guid.is_empty() {
        problems.add("missing-guid", place.as_str(), "the item has no identifier");
    }
    let mut place = meta::Place { names: &names, path: &place, problems };
    meta::item_meta(element, &mut item, &mut place);
    meta::content_meta(element, &mut item, &mut place);
    meta::rights(element, &mut item, &names);
    match element.name() {
        "newsitem" => content::read(element, &mut item, &mut place),
        "packageitem" => package::references(element, &mut item, &mut place),
        "planningitem" => event::planning(element, &mut item, &mut place),
        _ => package::not_a_story(element, &mut item, &mut place),
    }
    item
}
