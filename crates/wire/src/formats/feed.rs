//! RSS 0.9 to 2.0, RDF and Atom, with the vocabularies that newsrooms add (content, media, Dublin Core).
//! Read over our own kind tree: a feed cut short or broken in one entry still gives the others.

mod entry;
mod media;

use story::Item;

use super::{Head, Input};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::tree::{Element, Tree};
use crate::xml;

pub(super) fn sniff(head: &Head) -> u8 {
    const STARTS: &[&str] = &["<rss", "<feed", "<rdf:rdf", "<channel", "<atom:feed"];
    let lower = head.text.to_lowercase();
    if !lower.starts_with('<') || lower.contains("<html") {
        return 0;
    }
    let declared = ["application/rss", "application/atom", "application/rdf"];
    if STARTS.iter().any(|start| lower.contains(start)) || lower.contains("w3.org/2005/atom") {
        95
    } else if declared.iter().any(|declared| head.media_type.starts_with(declared))
        || head.named(&[".rss", ".atom"])
    {
        60
    } else {
        0
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let tree = xml::read(&text, problems);
    let feed = About::of(&tree, input.origin.name);
    let entries: Vec<Element> = entries(&tree);
    if entries.is_empty() && tree.root().find("deleted-entry").is_none() {
        problems.add("no-items", "", "the feed holds no entries");
    }
    let mut items = Vec::with_capacity(entries.len().min(ITEMS_MAX));
    for (n, entry) in entries.into_iter().take(ITEMS_MAX + 1).enumerate() {
        items.push(entry::item(entry, &feed, n + 1, problems));
    }
    items
        .extend(tree.root().descendants().filter(|e| e.name() == "deleted-entry").filter_map(entry::deleted));
    items
}

/// What the feed says about all its entries.
struct About {
    title: String,
    language: String,
    copyright: String,
    /// Who signs, in Atom, where an entry does not say it.
    authors: Vec<story::Signature>,
    /// Address that relative ones are relative to.
    base: String,
}

impl About {
    /// `address` is where the feed came from: relative addresses fall back to it.
    fn of(tree: &Tree, address: &str) -> Self {
        let top = tree.top().unwrap_or_else(|| tree.root());
        let channel = top.child("channel").unwrap_or(top);
        let line = |name: &str| own(channel, name).map(|element| element.line()).unwrap_or_default();
        let language = [line("language"), top.attribute("lang").unwrap_or_default().to_owned()];
        let copyright = [line("copyright"), line("rights")];
        let base = top.attribute("base").or(channel.attribute("base")).map(str::to_owned);
        let mut authors = if top.name() == "feed" { entry::authors(top) } else { Vec::new() };
        authors.retain(|author| author.name != line("title"));
        Self {
            authors,
            title: line("title"),
            language: language.into_iter().find(|said| !said.is_empty()).unwrap_or_default(),
            copyright: copyright.into_iter().find(|said| !said.is_empty()).unwrap_or_default(),
            base: base
                .or_else(|| Some(entry::link(channel, address)).filter(|link| !link.is_empty()))
                .unwrap_or_else(|| address.to_owned()),
        }
    }
}

/// The child of that name that is the feed's own, or of a vocabulary it borrows; never of `media` or `itunes`.
fn own<'a>(element: Element<'a>, name: &str) -> Option<Element<'a>> {
    let mut children = element.elements().filter(|child| child.name() == name);
    children.find(|child| !matches!(child.space(), "media" | "itunes" | "googleplay"))
}

fn entries(tree: &Tree) -> Vec<Element<'_>> {
    let is_entry = |element: &Element| {
        matches!(element.name(), "item" | "entry") && !matches!(element.space(), "media" | "itunes")
    };
    let inside_entry = |element: &Element| {
        std::iter::successors(element.parent(), |up| up.parent())
            .any(|up| matches!(up.name(), "item" | "entry"))
    };
    tree.root().descendants().filter(is_entry).filter(|element| !inside_entry(element)).collect()
}
