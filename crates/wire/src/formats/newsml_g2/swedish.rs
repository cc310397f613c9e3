//! The text of a NewsML-G2 item in the markup of the Swedish agency: headline, standfirst, quotations, sub-headings and
//! pictures in elements of its own (`RUBRIK`, `INGRESS`, `BRODTEXT`, `CITAT`, `MELLIS`, `BILD`).

use story::{Block, BlockBody, File, Item, Picture};

use crate::prose::{self, byline, credit};
use crate::tree::Element;
use crate::{href, html};

pub(super) fn is(top: Element) -> bool {
    top.find("brodtext").is_some()
}

pub(super) fn into(top: Element, item: &mut Item) {
    let texts =
        top.descendants().filter(|element| element.name() == "text" && element.find("brodtext").is_some());
    let mut texts: Vec<Element> = texts.collect();
    if texts.is_empty() {
        texts.push(top);
    }
    let (mut blocks, mut pictures) = (Vec::new(), Vec::new());
    for (n, text) in texts.into_iter().enumerate() {
        head(text, n == 0, item, &mut blocks);
        for part in text.all("brodtext") {
            body(part, &mut blocks);
        }
        if item.byline.is_empty() {
            item.byline = text.all("byline").flat_map(|by| byline::names_in(&by.line())).collect();
        }
        pictures.extend(text.all("bild").filter_map(picture));
    }
    let mut pictures = pictures.into_iter();
    item.lead = item.lead.take().or_else(|| pictures.next());
    blocks.extend(pictures.map(BlockBody::Picture));
    item.blocks.extend(blocks.into_iter().map(|body| Block { id: 0, body }));
}

/// What stands over a text. The headline of a further one, a box of facts, is a sub-heading.
fn head(text: Element, first: bool, item: &mut Item, blocks: &mut Vec<BlockBody>) {
    let line = |name: &str| text.child(name).map(|found| found.line()).unwrap_or_default();
    let title = line("rubrik");
    if item.headline.is_empty() {
        item.headline = title;
    } else if !title.is_empty() && !prose::same_words(&title, &item.headline) {
        blocks.push(BlockBody::Subheading(title.as_str().into()));
    }
    if !first {
        return blocks.extend(text.all("ingress").flat_map(|lead| html::blocks(lead, "")));
    }
    if item.standfirst.is_empty() {
        item.standfirst = line("ingress");
    }
    if item.dateline.is_empty() {
        item.dateline = text.find("ort").map(|place| place.line()).unwrap_or_default();
    }
}

fn body(part: Element, blocks: &mut Vec<BlockBody>) {
    for element in part.elements() {
        let line = element.line();
        match element.name() {
            _ if line.is_empty() => {}
            "mellis" => blocks.push(BlockBody::Subheading(line.as_str().into())),
            // As the agency's papers print what somebody says.
            "citat" => blocks.push(BlockBody::Paragraph(format!("\u{2013} {line}").as_str().into())),
            "p" => blocks.push(BlockBody::Paragraph(line.as_str().into())),
            _ => blocks.extend(html::blocks_of(element)),
        }
    }
}

fn picture(element: Element) -> Option<Picture> {
    let line = |name: &str| element.find(name).map(|found| found.line()).unwrap_or_default();
    let file = href::safe(&line("bildfil")).map_or(File::Missing, |href| File::Remote { href });
    let picture = Picture {
        file,
        caption: line("bildtext"),
        credit: credit::clean(&line("bildskapare")),
        ..Picture::default()
    };
    (picture != Picture::default()).then_some(picture)
}
