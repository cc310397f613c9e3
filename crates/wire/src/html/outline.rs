//! What the class and role of an element say about its part on a page: credits, boxes that are no story.

use crate::tree::Element;

/// Words in a class or id, as their parts: `article__figcaption-credit` is article, figcaption, credit.
fn parts(element: Element) -> impl Iterator<Item = String> {
    let names = [element.attribute("class"), element.attribute("id"), element.attribute("itemprop")];
    let names: Vec<String> = names.into_iter().flatten().map(str::to_lowercase).collect();
    let parts: Vec<String> = names
        .iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    parts.into_iter()
}

pub(crate) fn has_part(element: Element, words: &[&str]) -> bool {
    parts(element).any(|part| words.contains(&part.as_str()))
}

const CREDIT: &[&str] = &[
    "credit",
    "credits",
    "cred",
    "copyright",
    "copyrightholder",
    "photographer",
    "attribution",
    "rights",
    "crédit",
    "quelle",
    "agency",
    "photocredit",
    "imagecredit",
];

/// The credit inside a caption, where an element says that it is one.
pub(crate) fn credit_of<'a>(caption: Element<'a>) -> Option<Element<'a>> {
    caption.descendants().find(|element| {
        has_part(*element, CREDIT) || matches!(element.name(), "small" | "cite" | "media-producer")
    })
}

const ASIDE: &[&str] = &[
    "related",
    "share",
    "sharing",
    "social",
    "newsletter",
    "subscribe",
    "promo",
    "advert",
    "advertisement",
    "ads",
    "ad",
    "cookie",
    "consent",
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "comments",
    "recirc",
    "taboola",
    "outbrain",
    "paywall",
    "signup",
    "toolbar",
    "sponsored",
    "popup",
    "modal",
    "teaser",
    "readmore",
    "lire",
];

/// Boxes around a story that are no part of it.
pub(crate) fn is_aside(element: Element) -> bool {
    matches!(element.name(), "nav" | "form" | "footer" | "menu" | "dialog")
        || element
            .attribute("role")
            .is_some_and(|role| matches!(role, "navigation" | "search" | "complementary"))
        || element.attribute("hidden").is_some()
        || has_part(element, ASIDE)
}
