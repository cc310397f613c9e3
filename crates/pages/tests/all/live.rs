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
                prop_assert!(newsroom.printer.is_live(&page.live));
                if let Some(event) = events.iter().find(|event| event.path == page.live) {
                    page.hear(entry.seq, &event.data);
                }
                let new = open(&newsroom, &page.page);
                prop_assert_eq!(&page.entries, &new.entries, "{} after {}", &page.page, entry.change.name());
                prop_assert!(page.after <= new.after, "{} listens from where it is", &page.page);
                prop_assert_eq!(new.after, newsroom.printer.live_since(&newsroom.shelf, &new.live));
            }
        }
    }
}

#[test]
fn only_parts_of_the_stream_tell_of_their_changes() {
    let newsroom = Newsroom::new();
    for path in
        ["/fr/live", "/fr/en-continu/", "/fr/en-continu/page/1/live", "/fr/en-continu/nowhere/live", "live"]
    {
        assert!(!newsroom.printer.is_live(path), "{path}");
    }
}
