//! Packages, kept as items whose text is the list of what they refer to; and items that are no news.

use story::{
    Block, BlockBody, CodedSubject, Item, ItemKind, List, ListStyle, MarkKind, Related, Relation, RichText,
    Span,
};

use super::event;
use super::meta::Place;
use super::names::{code, parted};
use crate::href;
use crate::limits::LIST_MAX;
use crate::tree::Element;

pub(super) fn references<'a>(element: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    item.kind = ItemKind::Package;
    let refs: Vec<Element> =
        element.descendants().filter(|inside| inside.name() == "itemref").take(LIST_MAX).collect();
    for reference in &refs {
        item.related.push(Related {
            relation: Relation::Includes,
            guid: reference.attribute("residref").unwrap_or_default().to_owned(),
            href: reference.attribute("href").and_then(href::safe).unwrap_or_default(),
            title: title(*reference, place),
        });
    }
    let items: Vec<RichText> =
        refs.into_iter().map(|reference| entry(reference, place)).filter(|text| !text.is_empty()).collect();
    place.say("package", format!("a package: its {} references are kept as a list", items.len()));
    if !items.is_empty() {
        let body = BlockBody::List(List { style: ListStyle::Bulleted, items });
        item.blocks.push(Block { id: 0, body });
    }
}

/// Title of the item referred to, linked where it has an address; its identifier where it has no title.
fn entry<'a>(reference: Element<'a>, place: &Place<'a, '_>) -> RichText {
    let target = reference.attribute("residref").or(reference.attribute("href")).unwrap_or_default();
    let title = title(reference, place);
    let words = if title.is_empty() { target.to_owned() } else { title };
    let mut text = RichText::plain(words);
    if let Some(href) = reference.attribute("href").and_then(href::safe) {
        let whole = Span::new(0, text.text.len());
        let _ = text.mark(whole, MarkKind::Link { href });
    }
    text
}

fn title<'a>(reference: Element<'a>, place: &Place<'a, '_>) -> String {
    let said =
        place.names.best(reference.all("headline")).or_else(|| place.names.best(reference.all("title")));
    said.map(|title| title.line()).unwrap_or_default()
}

/// A concept, event or plan: its name and definition, so that a desk sees what came.
pub(super) fn not_a_story<'a>(element: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let kind = element.name().trim_end_matches("item").to_owned();
    place.say("not-a-story", format!("a {kind} item, not a story; its name and description are kept"));
    let concepts: Vec<Element> =
        element.descendants().filter(|e| e.name() == "concept").take(LIST_MAX).collect();
    // The first of several says nothing of the whole.
    let concept = concepts.first().copied().filter(|_| concepts.len() == 1).unwrap_or(element);
    let best =
        |name: &'a str| place.names.best(concept.all(name)).map(|found| found.line()).unwrap_or_default();
    if item.headline.is_empty() {
        item.headline = best("name");
    }
    if item.standfirst.is_empty() {
        item.standfirst = best("definition");
    }
    match event::concepts(element).as_slice() {
        [only] if concepts.len() == 1 => event::read(*only, item, place),
        _ if concepts.len() == 1 => described(concepts[0], item, place),
        _ => several(&concepts, item, place),
    }
}

/// A list of what each concept is.
fn several<'a>(concepts: &[Element<'a>], item: &mut Item, place: &Place<'a, '_>) {
    let best = |concept: Element<'a>, name: &'a str| {
        place.names.best(concept.all(name)).map(|found| found.line()).unwrap_or_default()
    };
    let mut items = Vec::new();
    for concept in concepts {
        let (name, definition) = (best(*concept, "name"), best(*concept, "definition"));
        let (scheme, bare) = parted(concept.child("conceptid").and_then(code).unwrap_or_default());
        item.subjects.push(CodedSubject { code: bare.into(), scheme: scheme.into(), name: name.clone() });
        let said: Vec<String> = [name, definition].into_iter().filter(|said| !said.is_empty()).collect();
        items.push(RichText::plain(said.join(": ")));
    }
    items.retain(|text| !text.is_empty());
    if !items.is_empty() {
        let body = BlockBody::List(List { style: ListStyle::Bulleted, items });
        item.blocks.push(Block { id: 0, body });
    }
}

/// What a concept is, in the list of its kind.
fn described<'a>(concept: Element<'a>, item: &mut Item, place: &Place<'a, '_>) {
    let kind = concept.child("type").and_then(code).unwrap_or_default().to_lowercase();
    let name = item.headline.clone();
    let (scheme, bare) = parted(concept.child("conceptid").and_then(code).unwrap_or_default());
    item.subjects.push(CodedSubject { code: bare.into(), scheme: scheme.into(), name: name.clone() });
    if kind.contains("person") {
        item.people.push(name);
    } else if kind.contains("organi") {
        item.organisations.push(name);
    } else if kind.contains("geo") || kind.contains("poi") {
        item.places.push(name);
    }
    for related in concept.all("related").chain(concept.all("broader")).take(LIST_MAX) {
        item.related.push(Related {
            guid: code(related).unwrap_or_default().to_owned(),
            title: place.names.of(related),
            ..Related::default()
        });
    }
}
