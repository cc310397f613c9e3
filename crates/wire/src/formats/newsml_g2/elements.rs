//! The text of a NewsML-G2 item in the markup of an editor that calls every part an `element` of some `type` (`idf`).

use story::{Block, BlockBody, File, Item, Picture};

use crate::tree::Element;
use crate::{href, html, prose};

pub(super) fn into(top: Element, item: &mut Item) {
    let parts = top.descendants().filter(|part| matches!(part.name(), "element" | "object"));
    let inside = |part: &Element| {
        std::iter::successors(part.parent(), |up| up.parent()).any(|up| up.name() == part.name())
    };
    let parts: Vec<Element> = parts.filter(|part| !inside(part)).collect();
    for part in parts {
        let kind = part.attribute("type").unwrap_or_default().to_lowercase();
        if part.name() == "object" {
            item.blocks.extend(picture(part, &kind).map(|picture| block(BlockBody::Picture(picture))));
            continue;
        }
        let line = part.line();
        if kind == "headline" {
            if item.headline.is_empty() {
                item.headline = line;
            }
        } else if matches!(kind.as_str(), "preamble" | "leadin" | "drophead") && item.standfirst.is_empty() {
            item.standfirst = line;
        } else if kind == "dateline" && item.dateline.is_empty() {
            item.dateline = line;
        } else if kind.starts_with("subheadline") {
            item.blocks.push(block(BlockBody::Subheading(line.as_str().into())));
        } else if kind == "preamble" && prose::same_words(&line, &item.standfirst) {
            // The description said it already.
        } else {
            item.blocks.extend(html::blocks(part, "").into_iter().map(block));
        }
    }
    if item.lead.is_none()
        && let Some(at) = item.blocks.iter().position(|block| matches!(block.body, BlockBody::Picture(_)))
        && let BlockBody::Picture(picture) = item.blocks.remove(at).body
    {
        item.lead = Some(picture);
    }
}

fn block(body: BlockBody) -> Block {
    Block { id: 0, body }
}

/// A picture is a link to itself, with what is said of it beside.
fn picture(object: Element, kind: &str) -> Option<Picture> {
    let link = object.find("link").filter(|_| kind.contains("image"))?;
    let line = |names: &[&str]| {
        let found = names.iter().filter_map(|name| link.find(name)).map(|found| found.line());
        found.into_iter().find(|line| !line.is_empty()).unwrap_or_default()
    };
    let address = link.attribute("url").or(link.attribute("uri")).map(|said| match said.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => said.to_owned(),
    });
    let file = address.and_then(|said| href::safe(&said)).map_or(File::Missing, |href| File::Remote { href });
    let authors =
        link.descendants().filter(|inner| inner.name() == "link" && inner.attribute("rel") == Some("author"));
    let credit: Vec<&str> = authors.filter_map(|author| author.attribute("title")).collect();
    let alt = line(&["alttext"]);
    Some(Picture {
        file,
        caption: line(&["caption", "text"]),
        credit: credit.join(", "),
        alt,
        ..Picture::default()
    })
}
