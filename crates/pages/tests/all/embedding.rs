//! How a story looks inside the pages of others (oEmbed 1.0).

use serde_json::Value;
use story::{Answer, Card, Finder, Found, Press, Question, Shelf};

use crate::sample;

struct Nothing;

impl Finder for Nothing {
    fn find(&self, _: &dyn Shelf, _: &Question) -> Answer {
        Answer::default()
    }

    fn suggest(&self, _: &dyn Shelf, _: &str, _: &str, _: usize) -> Vec<Card> {
        Vec::new()
    }
}

fn asked(url: &str, more: &str) -> Option<String> {
    let url: String = form_urlencoded::byte_serialize(url.as_bytes()).collect();
    let found = sample::printer().answer(&sample::shelf(), &Nothing, "/oembed", &format!("url={url}{more}"));
    match found {
        Found::Page(page) => Some(String::from_utf8(page.body).unwrap()),
        _ => None,
    }
}

/// A live story with a picture.
fn path() -> String {
    let mut live = sample::journal().into_iter().rev().filter_map(|entry| entry.change.live().cloned());
    live.find(|story| story.edition == "fr" && story.content.lead.is_some()).unwrap().path
}

#[test]
fn only_addresses_of_our_own_are_answered() {
    let path = path();
    assert!(asked(&format!("https://trois-rives.example{path}"), "").is_some());
    assert!(asked(&format!("https://trois-rives.example{path}?utm=x#y"), "").is_some());
    for host in [
        "https://trois-rives.example.evil.example",
        "https://trois-rives.example@evil.example",
        "https://evil.example",
        "",
    ] {
        assert_eq!(asked(&format!("{host}{path}"), ""), None, "{host}");
    }
}

#[test]
fn a_thumbnail_is_no_larger_than_the_consumer_asks_for() {
    let url = format!("https://trois-rives.example{}", path());
    let side = |said: &Value, name: &str| said[name].as_u64();
    let whole: Value = serde_json::from_str(&asked(&url, "").unwrap()).unwrap();
    assert!(side(&whole, "thumbnail_width") > Some(480), "{whole}");
    let small: Value = serde_json::from_str(&asked(&url, "&maxwidth=500&maxheight=330").unwrap()).unwrap();
    assert!(side(&small, "thumbnail_width").is_some_and(|width| width <= 500), "{small}");
    assert!(side(&small, "thumbnail_height").is_some_and(|height| height <= 330), "{small}");
    let none: Value = serde_json::from_str(&asked(&url, "&maxwidth=20").unwrap()).unwrap();
    assert_eq!(none["thumbnail_url"], Value::Null, "the smallest size is larger");
    let xml = asked(&url, "&format=xml&maxwidth=500").unwrap();
    let width = xml.split_once("<thumbnail_width>").unwrap().1.split_once('<').unwrap().0;
    assert!(width.parse::<u32>().unwrap() <= 500, "{xml}");
}
