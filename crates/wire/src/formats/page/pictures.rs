//! The picture above the text: often outside what counts as the article, and then only in the page itself.

use std::collections::HashSet;

use story::{BlockBody, File, Item, Picture};

use super::metadata::About;
use crate::html::{self, is_aside};
use crate::tree::Element;

pub(super) fn read(root: Element, about: &About, item: &mut Item) {
    drop_repeats(item);
    let captions: Vec<String> =
        item.blocks.iter().filter_map(|block| picture_of(&block.body)).map(|p| p.caption.clone()).collect();
    if let Some(lead) = first_in_page(root, about, item) {
        let shown = item
            .blocks
            .iter()
            .position(|block| picture_of(&block.body).is_some_and(|shown| same(shown, &lead)));
        if let Some(at) = shown {
            item.blocks.remove(at);
        } else if captions.contains(&lead.caption) && !lead.caption.is_empty() {
            return;
        }
        item.lead = Some(lead);
    } else if let Some(BlockBody::Picture(_)) = item.blocks.first().map(|block| &block.body)
        && let BlockBody::Picture(lead) = item.blocks.remove(0).body
    {
        item.lead = Some(lead);
    } else if !about.picture.is_empty() && captions.is_empty() {
        let file = File::Remote { href: about.picture.clone() };
        item.lead = Some(Picture { file, ..Picture::default() });
    }
}

fn picture_of(body: &BlockBody) -> Option<&Picture> {
    match body {
        BlockBody::Picture(picture) => Some(picture),
        _ => None,
    }
}

fn same(a: &Picture, b: &Picture) -> bool {
    (a.file == b.file && a.file != File::Missing) || (a.caption == b.caption && !a.caption.is_empty())
}

/// The first figure with a caption that stands before the first paragraph of the text.
fn first_in_page(root: Element, about: &About, item: &Item) -> Option<Picture> {
    let first = item.blocks.iter().find_map(|block| match &block.body {
        BlockBody::Paragraph(text) => Some(text.text.chars().take(60).collect::<String>()),
        _ => None,
    });
    let first = first.unwrap_or_default();
    for element in root.descendants() {
        if matches!(element.name(), "p" | "div")
            && !first.is_empty()
            && element.elements().next().is_none()
            && element.line().starts_with(&first)
        {
            return None;
        }
        if element.name() == "figure"
            && !in_aside(element)
            && let Some(picture) = html::figure_picture(element, &about.base)
            && (!picture.caption.is_empty() || !picture.credit.is_empty())
        {
            return Some(picture);
        }
    }
    None
}

fn in_aside(element: Element) -> bool {
    std::iter::successors(Some(element), |up| up.parent())
        .take(12)
        .any(|up| up.name() != "body" && is_aside(up))
}

/// Pages hold the same picture for several widths of screen.
fn drop_repeats(item: &mut Item) {
    let (mut files, mut captions) = (HashSet::new(), HashSet::new());
    item.blocks.retain(|block| {
        let Some(picture) = picture_of(&block.body) else { return true };
        let file = match &picture.file {
            File::Remote { href } => files.insert(href.clone()),
            File::Missing | File::Stored { .. } => true,
        };
        file && (picture.caption.is_empty() || captions.insert(picture.caption.clone()))
    });
}
