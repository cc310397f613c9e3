//! One page of each kind, as it is sent.

use pages::Printer;
use story::{Found, Press};

use crate::sample;
use crate::shelf::MemoryShelf;

fn body(printer: &Printer, shelf: &MemoryShelf, path: &str) -> String {
    match printer.print(shelf, path) {
        Found::Page(page) | Found::Gone(page) | Found::Missing(page) => {
            stable(&String::from_utf8(page.body).unwrap())
        }
        Found::Moved { path } => format!("moved to {path}"),
    }
}

/// Without the hashes in the names of theme files: a change of the style sheet is no change of the page.
fn stable(body: &str) -> String {
    let mut out = String::new();
    for (n, part) in body.split("/_/").enumerate() {
        if n == 0 {
            out.push_str(part);
            continue;
        }
        let (name, rest) = part.split_once('.').unwrap();
        out.extend(["/_/", name.rsplit_once('-').unwrap().0, "-HASH.", rest]);
    }
    out
}

fn lead(edition: &str) -> String {
    let stories = sample::journal().into_iter().filter_map(|entry| entry.change.live().cloned());
    stories
        .filter(|story| story.edition == edition && !story.corrections.is_empty())
        .map(|s| s.path)
        .next()
        .unwrap()
}

#[test]
fn each_kind_of_page_is_as_it_was() {
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let is_gone = |path: &String| matches!(printer.print(&shelf, path), Found::Gone(_));
    let withdrawn = shelf.paths_of_stories().into_iter().find(is_gone).unwrap();
    for (name, path) in [
        ("front-fr", "/fr/"),
        ("front-ar", "/ar/"),
        ("section-en", "/en/environment/"),
        ("section-page-fr", "/fr/planete/page/1"),
        ("stream-en", "/en/live-wire/"),
        ("stream-page-ar", "/ar/على-مدار-الساعة/page/1"),
        ("article-fr", &lead("fr")),
        ("article-ar", &lead("ar")),
        ("rss-fr", "/fr/rss.xml"),
        ("rss-section-ar", "/ar/العالم/rss.xml"),
        ("atom-en", "/en/atom.xml"),
        ("sitemap-en", "/en/sitemap-1.xml"),
        ("sitemap-index", "/sitemap.xml"),
        ("news-sitemap-fr", "/fr/news-sitemap.xml"),
        ("robots", "/robots.txt"),
        ("root", "/"),
        ("missing-ar", "/ar/x"),
        ("gone", &withdrawn),
    ] {
        insta::assert_snapshot!(name, body(&printer, &shelf, path));
    }
}
