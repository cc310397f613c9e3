//! A web page as it came: the article found among the rest, captions and credits, and what the page says about
//! itself (JSON-LD, Open Graph, meta).

mod article;
mod linked;
mod metadata;
mod pictures;

use story::Item;

use super::{Head, Input};
use crate::html;
use crate::problem::Problems;
use crate::tree::Element;

pub(super) fn sniff(head: &Head) -> u8 {
    let lower = head.markup();
    let declared =
        head.media_type.starts_with("text/html") || head.media_type.starts_with("application/xhtml");
    let named = head.named(&[".html", ".htm", ".xhtml", ".shtml"]);
    if !lower.starts_with('<') {
        // A body without a head, or words before the first tag.
        let tags = ["<p>", "<p ", "</p>", "<div", "<br", "<html", "<body", "<article", "<h1"]
            .iter()
            .filter(|tag| lower.contains(**tag))
            .count();
        return if declared && tags > 0 { 60 } else { u8::from(tags >= 2) * 30 };
    }
    let own = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<article",
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<section",
        "<main",
        "<span",
        "<script",
        "<title",
    ];
    let starts = own.iter().any(|tag| lower.starts_with(tag) || lower.contains(&format!("\n{tag}")));
    match (lower.contains("<html") || lower.starts_with("<!doctype html"), starts, declared || named) {
        (true, _, _) => 85,
        (_, true, true) => 75,
        (_, true, false) | (_, false, true) => 55,
        _ => u8::from(own.iter().any(|tag| lower.contains(tag))) * 20,
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let mut item = Item::default();
    let Some(document) = html::document(&text, problems) else {
        let words = html::parse(&text, &mut Problems::default()).root().words();
        item.blocks = words
            .split("\n\n")
            .map(|part| story::Block {
                id: 0,
                body: story::BlockBody::Paragraph(crate::prose::fold(part).as_str().into()),
            })
            .collect();
        return vec![item];
    };
    let tree = html::tree(&document);
    let about = metadata::read(tree.root(), input.origin.name, &mut item, problems);
    article::read(document, tree.root(), &about, &mut item, problems);
    tell_scripts(tree.root(), problems);
    pictures::read(tree.root(), &about, &mut item);
    let nothing = item.headline.is_empty() && item.blocks.is_empty() && item.lead.is_none();
    if nothing {
        problems.add("no-items", "", "the page holds no words of a story");
        return Vec::new();
    }
    vec![item]
}

/// Told and no damage: a quarter of the public pages that we looked at carry scripts inside their article.
fn tell_scripts(root: Element, problems: &mut Problems) {
    let body = ["article", "main", "body"].iter().find_map(|name| root.find(name)).unwrap_or(root);
    let count = html::scripts(body);
    if count > 0 {
        let message = format!("the page carries script, as most do; it was left out; found: {count}");
        problems.add("script-left-out", "", message);
    }
}
