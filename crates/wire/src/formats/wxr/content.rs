//! The text of a WordPress post: block comments are dropped, shortcodes are read, and text that was written without
//! paragraph tags gets its paragraphs where the editor shows them.

use story::{BlockBody, Embed, Gallery};

use super::Export;
use crate::html;
use crate::problem::Problems;
use crate::{href, prose};

/// `place` is the post's, for what is not understood of it.
pub(super) fn blocks(body: &str, export: &Export, place: &str, problems: &mut Problems) -> Vec<BlockBody> {
    let body = without_comments(body);
    let body = without_plugins(&body, place, problems);
    let mut blocks = Vec::new();
    for part in parts(&body) {
        match part {
            Part::Text(text) => blocks.extend(html::fragment(&paragraphed(text), &export.site, problems)),
            Part::Gallery(ids) => {
                let pictures = ids.iter().filter_map(|id| export.picture(id)).collect::<Vec<_>>();
                if !pictures.is_empty() {
                    blocks.push(BlockBody::Gallery(Gallery { title: String::new(), pictures }));
                }
            }
            Part::Caption { inside } => blocks.extend(caption(inside, export, problems)),
            Part::Embed(address) => blocks.extend(embed(address)),
        }
    }
    blocks.into_iter().map(alone).collect()
}

enum Part<'a> {
    Text(&'a str),
    Gallery(Vec<String>),
    Caption { inside: &'a str },
    Embed(&'a str),
}

/// `<!-- wp:paragraph -->` and its like say what the markup says already.
fn without_comments(body: &str) -> String {
    let mut plain = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<!--") {
        plain.push_str(before);
        match after.split_once("-->") {
            Some((_, after)) => rest = after,
            None => return plain,
        }
    }
    plain.push_str(rest);
    plain
}

/// Shortcodes that [`parts`] reads.
const KNOWN: &[&str] = &["gallery", "caption", "wp_caption", "embed", "youtube", "video", "audio"];

/// Without the shortcodes of plugins that are not here: what stands between two of them is text, and the report names
/// them. `[sic]` and `[…]` are words: a shortcode says something of itself, or is ended.
fn without_plugins(body: &str, place: &str, problems: &mut Problems) -> String {
    let (mut plain, mut rest) = (String::with_capacity(body.len()), body);
    let mut dropped: Vec<&str> = Vec::new();
    while let Some((before, behind)) = rest.split_once('[') {
        plain.push_str(before);
        let tag = behind.split_once(']').map(|(tag, _)| tag).unwrap_or_default();
        let ends = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = &name
            [..name.find(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c)).unwrap_or(name.len())];
        let named = name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && !tag.contains(['<', '\n']);
        let says = tag.contains('=') || tag.ends_with('/') || name.contains('_');
        let ended = || behind.contains(&format!("[/{name}]"));
        let is_code =
            named && !KNOWN.contains(&name) && if ends { dropped.contains(&name) } else { says || ended() };
        if !is_code {
            plain.push('[');
            rest = behind;
            continue;
        }
        if !ends && !dropped.contains(&name) {
            dropped.push(name);
            let message = format!(
                "the shortcode [{tag}] is one of a plugin; it is left out, and the text within it kept"
            );
            problems.add("shortcode-not-read", place, message);
        }
        rest = &behind[tag.len() + 1..];
    }
    plain.push_str(rest);
    plain
}

/// Text and the shortcodes in it.
fn parts(body: &str) -> Vec<Part<'_>> {
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(open) = body[at..].find('[').map(|found| at + found) {
        let Some(close) = body[open..].find(']').map(|found| open + found) else { break };
        let tag = &body[open + 1..close];
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
        let ends = |name: &str| {
            let end = format!("[/{name}]");
            body[close..].find(&end).map(|found| (close + found, close + found + end.len()))
        };
        let found = match name {
            "gallery" => Some((Part::Gallery(ids(tag)), close + 1)),
            "caption" | "wp_caption" => {
                ends(name).map(|(inner, outer)| (Part::Caption { inside: &body[close + 1..inner] }, outer))
            }
            "embed" | "youtube" | "video" | "audio" => match ends(name) {
                Some((inner, outer)) if inner > close + 1 => {
                    Some((Part::Embed(&body[close + 1..inner]), outer))
                }
                _ => address(tag).map(|address| (Part::Embed(address), close + 1)),
            },
            _ => None,
        };
        match found {
            Some((part, end)) => {
                parts.push(Part::Text(&body[from..open]));
                parts.push(part);
                (from, at) = (end, end);
            }
            None => at = close + 1,
        }
    }
    parts.push(Part::Text(&body[from..]));
    parts
}

fn ids(tag: &str) -> Vec<String> {
    let list = tag.split_once("ids=").map_or("", |(_, list)| list);
    let list = list.trim_start_matches(['"', '\'', '\u{201D}']);
    let end = list.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | ' ')).unwrap_or(list.len());
    list[..end].split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect()
}

fn address(tag: &str) -> Option<&str> {
    let at = tag.find("http")?;
    let end = tag[at..].find(['"', '\'', ' ', '\u{201D}']).map_or(tag.len(), |end| at + end);
    Some(&tag[at..end])
}

/// A picture and, behind it, its caption.
fn caption(inside: &str, export: &Export, problems: &mut Problems) -> Vec<BlockBody> {
    let tree = html::parse(inside, problems);
    let words = tree.root().line();
    let mut blocks = html::fragment(inside, &export.site, problems);
    blocks.retain(|block| matches!(block, BlockBody::Picture(_)));
    if let Some(BlockBody::Picture(picture)) = blocks.first_mut() {
        (picture.caption, picture.credit) = prose::credit::split(&words);
    }
    blocks
}

fn embed(address: &str) -> Option<BlockBody> {
    let href = href::safe(address.trim())?;
    let provider = html::provider_of(&href);
    Some(BlockBody::Embed(Embed { href, provider, title: String::new() }))
}

/// A paragraph that is an address and nothing else is shown as what it leads to.
fn alone(block: BlockBody) -> BlockBody {
    let BlockBody::Paragraph(text) = &block else { return block };
    let bare = text.text.trim();
    let single = bare.starts_with("http") && !bare.contains(char::is_whitespace);
    if single { embed(bare).unwrap_or(block) } else { block }
}

/// Empty lines part paragraphs and line ends are breaks, unless the text has paragraph tags of its own.
fn paragraphed(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if lower.contains("<p>") || lower.contains("<p ") || !text.contains('\n') {
        return text.to_owned();
    }
    let unix = text.replace("\r\n", "\n");
    let parts = unix.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let wrapped = parts.map(|part| {
        let tag = part.strip_prefix('<').map(|rest| {
            rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase()
        });
        let stands_alone = tag.is_some_and(|tag| {
            matches!(
                tag.as_str(),
                "h1" | "h2"
                    | "h3"
                    | "h4"
                    | "h5"
                    | "h6"
                    | "ul"
                    | "ol"
                    | "blockquote"
                    | "table"
                    | "div"
                    | "figure"
                    | "pre"
                    | "hr"
                    | "section"
                    | "iframe"
            )
        });
        if stands_alone { part.to_owned() } else { lines_of(part) }
    });
    wrapped.collect::<Vec<_>>().join("\n")
}

/// A paragraph of several lines; an address on a line of its own is one of its own.
fn lines_of(part: &str) -> String {
    let is_address = |line: &&str| {
        let line = line.trim();
        line.starts_with("http") && line.contains("://") && !line.contains(char::is_whitespace)
    };
    let lines: Vec<&str> = part.lines().collect();
    let groups = lines.chunk_by(|a, b| !is_address(a) && !is_address(b));
    groups.map(|lines| format!("<p>{}</p>", lines.join("<br>"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Vec<BlockBody>, Vec<String>) {
        let mut problems = Problems::default();
        let blocks = blocks(body, &Export::default(), "post 7", &mut problems);
        (blocks, problems.into_list().into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn shortcodes_of_plugins_go_to_the_report_and_not_into_the_text() {
        let (blocks, told) = read(
            "<p>Le port [sic] rouvre [1].</p>[contact-form-7 id=\"1\" title=\"Nous écrire\"]\
             [vc_row][vc_column]<p>Dans la colonne.</p>[/vc_column][/vc_row]<p>[pull]Cité.[/pull] [note à vérifier]</p>",
        );
        let paragraphs = ["Le port [sic] rouvre [1].", "Dans la colonne.", "Cité. [note à vérifier]"];
        assert_eq!(blocks, paragraphs.map(|text| BlockBody::Paragraph(text.into())));
        assert_eq!(told.len(), 4);
        assert!(told[0].contains("[contact-form-7 id=\"1\" title=\"Nous écrire\"]"), "{told:?}");
    }

    #[test]
    fn an_address_on_a_line_of_its_own_is_what_it_leads_to() {
        let (blocks, _) = read("Avant.\nhttps://video.example/watch?v=1\nAprès,\nsur deux lignes.\n\nFin.");
        let kinds: Vec<_> = blocks
            .iter()
            .map(|block| match block {
                BlockBody::Paragraph(text) => text.text.clone(),
                BlockBody::Embed(embed) => embed.href.clone(),
                other => format!("{other:?}"),
            })
            .collect();
        let video = "https://video.example/watch?v=1";
        assert_eq!(kinds, ["Avant.", video, "Après, sur deux lignes.", "Fin."]);
    }
}
