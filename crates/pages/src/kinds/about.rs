//! `/fr/a-propos/`: who makes the paper, how, and what happens when it is wrong.

use minijinja::context;
use serde::Serialize;
use story::{Found, Shelf};

use crate::address::Ask;
use crate::links;
use crate::site::Site;
use crate::stale::{Ripple, Stale};
use crate::templates::value;
use crate::view::{self, Head};
use crate::words;

const SLUG: &str = "about_slug";
const FRESH_S: u32 = 3600;

#[derive(Serialize)]
struct Passage {
    title: String,
    paragraphs: Vec<String>,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    if ask.rest != [edition.words.get(SLUG), ""] {
        return None;
    }
    let paper = edition.edition.title.as_str();
    let filled = |text: &String| words::fill(text, &[("title", paper)]);
    let passages: Vec<Passage> = edition
        .edition
        .about
        .iter()
        .map(|passage| Passage {
            title: filled(&passage.title),
            paragraphs: passage.text.iter().map(filled).collect(),
        })
        .collect();
    let title = edition.words.get("about");
    let head = Head::new(title, edition.words.fill("about_us", &[("title", paper)]))
        .at(ask.site, ask.path)
        .in_editions(ask.site, |sister| Some(sister.path_of(SLUG)));
    let values = context! {
        title,
        passages => value(passages),
        contact => edition.edition.contact.as_str(),
        corrections => links::encode(&edition.path_of("corrections_slug")),
        ..view::frame(ask.site, edition, head, "", None)
    };
    Some(Found::Page(ask.site.render("about.html", super::HTML, FRESH_S, values)))
}

pub(super) fn stale(_: &Ripple, _: &mut Stale) {}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    site.editions.iter().map(|edition| edition.path_of(SLUG)).collect()
}
