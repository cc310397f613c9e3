//! Packages, kept as items whose text is the list of what they refer to; and items that are no news.

use story::{Block, BlockBody, Item, List, ListStyle, MarkKind, RichText, Span};

use super::meta::Place;
use crate::href;
use crate::tree::Element;

pub(super) fn references<'a>(element: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let refs = element.descendants().filter(|inside| inside.name() == "itemref");
    let items: Vec<RichText> =
        refs.map(|reference| entry(reference, place)).filter(|text| !text.is_empty()).collect();
    place.say("package", format!("a package: its {} references are kept as a list", items.len()));
    if !items.is_empty() {
        let body = BlockBody::List(List { style: ListStyle::Bulleted, items });
        item.blocks.push(Block { id: 0, body });
    }
}

/// Title of the item referred to, linked where it has an address; its identifier where it has no title.
fn entry<'a>(reference: Element<'a>, place: &Place<'a, '_>) -> RichText {
    let target = reference.attribute("residref").or(reference.attribute("href")).unwrap_or_default();
    let title =
        place.names.best(reference.all("headline")).or_else(|| place.names.best(reference.all("title")));
    let words = title.map_or_else(|| target.to_owned(), |title| title.line());
    let mut text = RichText::plain(words);
    if let Some(href) = reference.attribute("href").and_then(href::safe) {
        let whole = Span::new(0, text.text.len());
        let _ = text.mark(whole, MarkKind::Link { href });
    }
    text
}

/// A concept, event or plan: its name and definition, so that a desk sees what came.
pub(super) fn not_a_story<'a>(element: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    let kind = element.name().trim_end_matches("item").to_owned();
    place.say("not-a-story", format!("a {kind} item, not a story; its name and description are kept"));
    let concept = element.find("concept").unwrap_or(element);
    let best =
        |name: &'a str| place.names.best(concept.all(name)).map(|found| found.line()).unwrap_or_default();
    if item.headline.is_empty() {
        item.headline = best("name");
    }
    if item.standfirst.is_empty() {
        item.standfirst = best("definition");
    }
}
