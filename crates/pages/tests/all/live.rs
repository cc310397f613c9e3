//! Invariant: a page that was open all the time, and did what it was told, lists what the page printed now lists.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use story::{Found, Press};

use crate::stale::{Newsroom, any_step};

/// A part of the stream as a reader has it open.
struct Open {
    page: String,
    /// Where it listens, and the last entry it heard of.
    live: String,
    after: u64,
    /// Entries by story.
    entries: BTreeMap<String, String>,
}

fn open(newsroom: &Newsroom, page: &str) -> Open {
    let Found::Page(printed) = newsroom.printer.print(&newsroom.shelf, page) else { panic!("no {page}") };
    let html = String::from_utf8(printed.body).unwrap();
    let attribute = |name: &str| {
        let (_, rest) = html.split_once(&format!(" {name}=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    assert!(attribute("data-live").ends_with("/live"));
    let (live, after) = (format!("{page}live"), attribute("data-after").parse().unwrap());
    Open { page: page.to_owned(), live, after, entries: entries(&html) }
}

/// The entries of a list, by story.
fn entries(html: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for piece in html.split("<li data-story=\"").skip(1) {
        let (story, rest) = piece.split_once('"').unwrap();
        found.insert(story.to_owned(), rest.split("</li>").next().unwrap().to_owned());
    }
    found
}

impl Open {
    fn hear(&mut self, seq: u64, data: &str) {
        assert!(!data.contains('\n'), "an event is one line");
        let data: Value = serde_json::from_str(data).unwrap();
        let story = data["story"].as_str().unwrap();
        match data["html"].as_str() {
            Some(html) => {
                let told = entries(html);
                assert_eq!(told.keys().collect::<Vec<_>>(), [story], "an event is about one story");
                self.entries.extend(told);
            }
            None => drop(self.entries.remove(story)),
        }
        self.after = seq;
    }
}

const PARTS: [&str; 5] = [
    "/fr/en-continu/",
    "/fr/en-continu/urgents/",
    "/fr/en-continu/region/",
    "/en/live-wire/",
    "/ar/على-مدار-الساعة/",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_page_that_was_open_shows_what_a_new_one_shows(steps in prop::collection::vec(any_step(), 1..12)) {
        let mut newsroom = Newsroom::new();
        let mut pages: Vec<Open> = PARTS.iter().map(|page| open(&newsroom, page)).collect();
        for step in &steps {
            let (entry, before) = newsroom.happen(step);
            let events = newsroom.printer.live_events(&newsroom.shelf, &entry, before.as_ref());
            for page in &mut pages {
                if let Some(event) = events.iter().find(|event| event.path == page.live) {
                    page.hear(entry.seq, &event.data);
                }
                let new = open(&newsroom, &page.page);
                prop_assert_eq!(&page.entries, &new.entries, "{} after {}", &page.page, entry.change.name());
                prop_assert!(page.after <= new.after, "{} listens from where it is", &page.page);
                prop_assert_eq!(Some(new.after), newsroom.printer.live_since(&newsroom.shelf, &new.live));
            }
        }
    }
}

/// The page of a live coverage as a reader has it open: entries by story, and what stands beside them.
struct OpenCoverage {
    entries: BTreeMap<String, String>,
    parts: BTreeMap<&'static str, String>,
    after: u64,
}

/// The places beside the entries, and what follows each.
const BESIDE: [(&str, &str); 3] = [
    ("head", "</div>\n  </header>"),
    ("points", "</div>\n      <section"),
    ("pin", "</div>\n      <h2 class=\"vh\""),
];

fn open_coverage(newsroom: &Newsroom, path: &str) -> Option<OpenCoverage> {
    let Found::Page(printed) = newsroom.printer.print(&newsroom.shelf, path) else { return None };
    let html = String::from_utf8(printed.body).unwrap();
    let between = |from: &str, to: &str| {
        let (_, rest) = html.split_once(from).unwrap_or_else(|| panic!("no {from}"));
        rest.split_once(to).unwrap_or_else(|| panic!("no {to}")).0.trim().to_owned()
    };
    assert_eq!(between(" data-live=\"", "\""), format!("{path}/live"));
    let part =
        |(name, end): (&'static str, &str)| (name, between(&format!("data-live-part=\"{name}\">"), end));
    Some(OpenCoverage {
        entries: entries(&html),
        parts: BESIDE.into_iter().map(part).collect(),
        after: between(" data-after=\"", "\"").parse().unwrap(),
    })
}

impl OpenCoverage {
    fn hear(&mut self, data: &str) {
        assert!(!data.contains('\n'), "an event is one line");
        let data: Value = serde_json::from_str(data).unwrap();
        let story = data["story"].as_str().unwrap();
        for (name, html) in &mut self.parts {
            if let Some(told) = data["parts"][name].as_str() {
                *html = told.trim().to_owned();
            }
        }
        match data["html"].as_str() {
            Some(html) => self.entries.extend(entries(html)),
            None if data["parts"].is_null() => drop(self.entries.remove(story)),
            None => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_coverage_that_was_open_shows_what_a_new_one_shows(steps in prop::collection::vec(any_step(), 1..12)) {
        let mut newsroom = Newsroom::new();
        let path = newsroom.first_coverage().unwrap().path;
        let live = format!("{path}/live");
        let mut page = open_coverage(&newsroom, &path).unwrap();
        for step in &steps {
            let (entry, before) = newsroom.happen(step);
            let events = newsroom.printer.live_events(&newsroom.shelf, &entry, before.as_ref());
            let told: Vec<_> = events.iter().filter(|event| event.path == live).collect();
            prop_assert!(told.len() < 2, "an entry of the journal is told once");
            let Some(new) = open_coverage(&newsroom, &path) else {
                prop_assert!(told[0].data.contains("\"over\":true"));
                prop_assert_eq!(newsroom.printer.live_since(&newsroom.shelf, &live), None);
                return Ok(());
            };
            if let Some(event) = told.first() {
                page.hear(&event.data);
            }
            // Withdrawn while it stood above the others: the newsroom takes it down first.
            let gone = matches!(entry.change, story::Change::Killed(_));
            for (name, html) in &new.parts {
                prop_assert!(page.parts[name] == *html || gone, "{name} after {}", entry.change.name());
            }
            page.parts = new.parts;
            prop_assert_eq!(&page.entries, &new.entries, "after {}", entry.change.name());
            prop_assert_eq!(Some(new.after), newsroom.printer.live_since(&newsroom.shelf, &live));
        }
    }
}

#[test]
fn only_parts_of_the_stream_tell_of_their_changes() {
    let newsroom = Newsroom::new();
    for path in
        ["/fr/live", "/fr/en-continu/", "/fr/en-continu/page/1/live", "/fr/en-continu/nowhere/live", "live"]
    {
        assert_eq!(newsroom.printer.live_since(&newsroom.shelf, path), None, "{path}");
    }
}
