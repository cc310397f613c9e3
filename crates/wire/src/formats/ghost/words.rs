//! The text of a Ghost post: its HTML; where an export has none, the two formats of its editors.

use serde_json::Value;
use story::BlockBody;

use super::{Object, text};
use crate::problem::Problems;
use crate::{html, json};

pub(super) fn blocks(post: &Object, base: &str, problems: &mut Problems) -> Vec<BlockBody> {
    let markup = text(post, "html");
    let markup = if markup.is_empty() { from_editor(post, problems) } else { markup };
    if markup.is_empty() {
        let plain = text(post, "plaintext");
        return crate::prose::paragraphs(&plain);
    }
    html::fragment(&local(&markup, base), base, problems)
}

/// What exports write for the address of their own site.
pub(super) const OWN_SITE: &str = "__GHOST_URL__";
/// Where no file can be fetched from (RFC 2606): its path still names the file in a copy of the site's folder.
const NO_SITE: &str = "https://ghost.invalid";

/// Addresses of the export's own site, relative to it; where nobody knows the site, those of files are kept by their path,
/// and links lead nowhere.
pub(super) fn local(markup: &str, base: &str) -> String {
    if !base.is_empty() {
        return markup.replace(OWN_SITE, "");
    }
    let unlinked = markup.replace(&format!("href=\"{OWN_SITE}"), "href=\"#");
    unlinked.replace(OWN_SITE, NO_SITE)
}

fn from_editor(post: &Object, problems: &mut Problems) -> String {
    // A document in a string of another: held to the same bounds.
    let parsed =
        |key: &str, problems: &mut Problems| json::read(&text(post, key), problems).into_iter().next();
    if let Some(document) = parsed("lexical", problems) {
        let mut out = String::new();
        if let Some(root) = document.get("root") {
            let mut unread = Vec::new();
            lexical(root, 0, &mut out, &mut unread);
            report(post, &unread, problems);
        }
        return out;
    }
    let Some(document) = parsed("mobiledoc", problems) else { return String::new() };
    let mut unread = Vec::new();
    let out = mobiledoc(&document, &mut unread);
    report(post, &unread, problems);
    out
}

/// Cards that are not among those we know.
fn report(post: &Object, unread: &[String], problems: &mut Problems) {
    for kind in unread {
        let message = format!("a card of the kind '{kind}' is not one we know; it is left out");
        problems.add("card-not-read", text(post, "slug"), message);
    }
}

const DEPTH_MAX: usize = 60;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Nodes with a type, children, or words of their own.
fn lexical(node: &Value, depth: usize, out: &mut String, unread: &mut Vec<String>) {
    let said = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
    if let Some(markup) = card_of_words(node) {
        return out.push_str(&markup);
    }
    let tag = match said("type") {
        "paragraph" => "p",
        "heading" | "extended-heading" => match said("tag") {
            "h1" | "h2" | "h3" | "h4" => said("tag"),
            _ => "h2",
        },
        "quote" | "extended-quote" | "aside" => "blockquote",
        "list" if said("listType") == "number" => "ol",
        "list" => "ul",
        "listitem" => "li",
        "link" | "autolink" => return link(node, depth, out, unread),
        "image" => return out.push_str(&figure(said("src"), said("alt"), said("caption"))),
        "gallery" => return out.push_str(&gallery(node)),
        "callout" => return out.push_str(&format!("<p>{}</p>", said("calloutText"))),
        "toggle" => {
            return out.push_str(&format!("<h3>{}</h3>{}", said("heading"), said("content")));
        }
        "bookmark" | "file" => {
            let (href, title) = linked(node);
            return out.push_str(&format!("<p><a href=\"{}\">{}</a></p>", escaped(&href), escaped(&title)));
        }
        // Written for the letter that goes out by mail.
        "email" | "email-cta" | "paywall" => return,
        "html" => return out.push_str(said("html")),
        "markdown" => return out.push_str(&format!("<p>{}</p>", escaped(said("markdown")))),
        "embed" => return out.push_str(&format!("<iframe src=\"{}\"></iframe>", escaped(said("url")))),
        "linebreak" => return out.push_str("<br>"),
        "root" | "text" | "extended-text" | "tab" | "horizontalrule" => "",
        other => {
            if node.get("children").is_none() && said("text").is_empty() {
                unread.push(other.to_owned());
            }
            ""
        }
    };
    if !tag.is_empty() {
        out.push_str(&format!("<{tag}>"));
    }
    let format = node.get("format").and_then(Value::as_u64).unwrap_or(0);
    let (open, close) = match format & 3 {
        1 => ("<b>", "</b>"),
        2 => ("<i>", "</i>"),
        3 => ("<b><i>", "</i></b>"),
        _ => ("", ""),
    };
    let words = said("text");
    if !words.is_empty() {
        out.push_str(&format!("{open}{}{close}", escaped(words)));
    }
    if depth < DEPTH_MAX {
        for child in node.get("children").and_then(Value::as_array).into_iter().flatten() {
            lexical(child, depth + 1, out, unread);
        }
    }
    if !tag.is_empty() {
        out.push_str(&format!("</{tag}>"));
    }
}

/// Cards whose words stand in fields of their own.
fn card_of_words(node: &Value) -> Option<String> {
    let said = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
    Some(match said("type") {
        "codeblock" => format!("<pre>{}</pre>", escaped(said("code"))),
        "header" => format!("<h2>{}</h2><p>{}</p>", said("header"), said("subheader")),
        "product" => format!("<h3>{}</h3>{}", said("productTitle"), said("productDescription")),
        "button" => {
            format!("<p><a href=\"{}\">{}</a></p>", escaped(said("buttonUrl")), escaped(said("buttonText")))
        }
        kind @ ("video" | "audio") => {
            let (src, caption) = (escaped(said("src")), said("caption"));
            format!("<figure><{kind} src=\"{src}\"></{kind}><figcaption>{caption}</figcaption></figure>")
        }
        _ => return None,
    })
}

fn link(node: &Value, depth: usize, out: &mut String, unread: &mut Vec<String>) {
    let href = node.get("url").and_then(Value::as_str).unwrap_or_default();
    out.push_str(&format!("<a href=\"{}\">", escaped(href)));
    if depth < DEPTH_MAX {
        for child in node.get("children").and_then(Value::as_array).into_iter().flatten() {
            lexical(child, depth + 1, out, unread);
        }
    }
    out.push_str("</a>");
}

/// Address and title of a page or a file that a card points to.
fn linked(node: &Value) -> (String, String) {
    let said = |node: &Value, key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let about = node.get("metadata").unwrap_or(node);
    let href =
        [said(node, "url"), said(node, "src")].into_iter().find(|href| !href.is_empty()).unwrap_or_default();
    let titles = [said(about, "title"), said(node, "fileTitle"), said(node, "fileName"), href.clone()];
    (href, titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default())
}

fn gallery(node: &Value) -> String {
    let images = node.get("images").and_then(Value::as_array).into_iter().flatten();
    let said =
        |image: &Value, key: &str| image.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let images = images.map(|one| {
        format!("<img src=\"{}\" alt=\"{}\">", escaped(&said(one, "src")), escaped(&said(one, "alt")))
    });
    let caption = said(node, "caption");
    format!("<figure>{}<figcaption>{caption}</figcaption></figure>", images.collect::<String>())
}

fn figure(src: &str, alt: &str, caption: &str) -> String {
    let caption =
        if caption.is_empty() { String::new() } else { format!("<figcaption>{caption}</figcaption>") };
    format!("<figure><img src=\"{}\" alt=\"{}\">{caption}</figure>", escaped(src), escaped(alt))
}

/// Sections of markup, list or card; markers open and close markups around words.
fn mobiledoc(document: &Value, unread: &mut Vec<String>) -> String {
    let list = |key: &str| document.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let (cards, markups) = (list("cards"), list("markups"));
    let mut out = String::new();
    for section in list("sections").iter().filter_map(Value::as_array) {
        match section.first().and_then(Value::as_u64) {
            Some(1) => {
                let tag = section.get(1).and_then(Value::as_str).unwrap_or("p");
                let tag =
                    if tag.len() <= 10 && tag.bytes().all(|b| b.is_ascii_alphanumeric()) { tag } else { "p" };
                out.push_str(&format!("<{tag}>{}</{tag}>", markers(section.get(2), &markups)));
            }
            Some(3) => {
                let tag = if section.get(1).and_then(Value::as_str) == Some("ol") { "ol" } else { "ul" };
                let items = section.get(2).and_then(Value::as_array).into_iter().flatten();
                let items: String =
                    items.map(|item| format!("<li>{}</li>", markers(Some(item), &markups))).collect();
                out.push_str(&format!("<{tag}>{items}</{tag}>"));
            }
            Some(10) => {
                let at = section.get(1).and_then(Value::as_u64).unwrap_or(u64::MAX);
                if let Some(card) = usize::try_from(at).ok().and_then(|at| cards.get(at)) {
                    out.push_str(&self::card(card, unread));
                }
            }
            _ => {}
        }
    }
    out
}

fn markers(list: Option<&Value>, markups: &[Value]) -> String {
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    for marker in list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_array) {
        let [_, opening, closing, words] = marker.as_slice() else { continue };
        for at in opening.as_array().into_iter().flatten().filter_map(Value::as_u64) {
            let Some(markup) = usize::try_from(at).ok().and_then(|at| markups.get(at)) else { continue };
            const TAGS: &[&str] = &["strong", "b", "em", "i", "a", "sub", "sup"];
            let tag =
                markup.get(0).and_then(Value::as_str).filter(|tag| TAGS.contains(tag)).unwrap_or("span");
            let href = markup
                .get(1)
                .and_then(Value::as_array)
                .and_then(|pairs| pairs.get(1))
                .and_then(Value::as_str);
            out.push_str(&format!("<{tag} href=\"{}\">", escaped(href.unwrap_or_default())));
            open.push(tag.to_owned());
        }
        out.push_str(&escaped(words.as_str().unwrap_or_default()));
        for _ in 0..closing.as_u64().unwrap_or(0).min(open.len() as u64) {
            out.push_str(&format!("</{}>", open.pop().unwrap_or_default()));
        }
    }
    out
}

fn card(card: &Value, unread: &mut Vec<String>) -> String {
    let said =
        |key: &str| card.get(1).and_then(|body| body.get(key)).and_then(Value::as_str).unwrap_or_default();
    match card.get(0).and_then(Value::as_str) {
        Some("image") => figure(said("src"), said("alt"), said("caption")),
        Some("html" | "embed") => said("html").to_owned(),
        Some("markdown" | "card-markdown") => format!("<p>{}</p>", escaped(said("markdown"))),
        Some("hr" | "email" | "email-cta" | "paywall") | None => String::new(),
        Some("code") => format!("<pre>{}</pre>", escaped(said("code"))),
        Some("bookmark") => {
            let (href, title) = card.get(1).map(linked).unwrap_or_default();
            format!("<p><a href=\"{}\">{}</a></p>", escaped(&href), escaped(&title))
        }
        Some("gallery") => card.get(1).map(gallery).unwrap_or_default(),
        Some(other) => {
            unread.push(other.to_owned());
            String::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cards_of_the_editor_are_read_and_those_we_do_not_know_are_told() {
        let cards = json!({ "root": { "type": "root", "children": [
            { "type": "paragraph", "children": [{ "type": "extended-text", "text": "Le port." }] },
            { "type": "callout", "calloutText": "À savoir." },
            { "type": "header", "header": "Titre", "subheader": "Sous-titre" },
            { "type": "button", "buttonUrl": "https://a.example/", "buttonText": "Lire" },
            { "type": "codeblock", "code": "x < 1" },
            { "type": "horizontalrule" },
            { "type": "signup", "header": "Abonnez-vous" },
        ] } });
        let post = json!({ "slug": "le-port", "lexical": cards.to_string() });
        let mut problems = Problems::default();
        let blocks = blocks(post.as_object().unwrap(), "", &mut problems);
        let said = serde_json::to_string(&blocks).unwrap();
        for words in ["Le port.", "À savoir.", "Titre", "Sous-titre", "Lire", "x < 1"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains("Abonnez-vous"));
        let told = problems.into_list();
        assert_eq!(
            (told.len(), told[0].code.as_str(), told[0].place.as_str()),
            (1, "card-not-read", "le-port")
        );
    }
}
