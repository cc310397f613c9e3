//! A headline for one use: where readers see it, and that a change of it changes those pages and no others.

use std::collections::{BTreeMap, BTreeSet};

use story::{Area, Change, Correction, Found, Front, HeadlineUse, Slot, Urgency};

use crate::stale::Newsroom;

/// Everything of a page that is text.
fn text_of(found: Option<&Found>) -> String {
    match found {
        Some(Found::Page(page)) => String::from_utf8_lossy(&page.body).into_owned(),
        _ => String::new(),
    }
}

#[test]
fn a_headline_for_one_use_changes_the_pages_that_show_it_and_no_others() {
    for (wanted, shown) in [
        (HeadlineUse::Short, "Tersely told"),
        (HeadlineUse::Search, "Found by machines"),
        (HeadlineUse::Alert, "Flash from the harbour"),
    ] {
        let mut newsroom = Newsroom::printed();
        // The newest flash stands in the strip over the front, as it is not what opens it.
        let at = newsroom
            .live
            .iter()
            .rposition(|story| story.edition == "fr" && story.coverage.is_none())
            .unwrap();
        let lead = newsroom.live[at - 1].clone();
        let front = Front {
            edition: "fr".into(),
            slots: vec![Slot {
                area: Area::Lead,
                position: 0,
                story: lead.id,
                headline: String::new(),
                picture: None,
            }],
        };
        newsroom.live[at].content.urgency = Urgency::FLASH;
        let story = newsroom.live[at].clone();
        newsroom.tell(Change::Front(front));
        newsroom.tell(Change::Updated(story.clone()));
        let mut renamed = story.clone();
        *renamed.content.headline_for_mut(wanted) = shown.into();
        let known = newsroom.pages.clone();
        let (mut changed, stale) = newsroom.tell(Change::Updated(renamed.clone()));
        // A list that grows says which entry it was printed after.
        let words = |pages: &BTreeMap<String, Found>, path: &String| {
            let text = text_of(pages.get(path));
            let parts = text
                .split(" data-after=\"")
                .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
            parts.collect::<String>()
        };
        changed.retain(|path| words(&known, path) != words(&newsroom.pages, path));
        let showing: BTreeSet<String> = newsroom
            .pages
            .iter()
            .filter(|(_, page)| text_of(Some(page)).contains(shown))
            .map(|(path, _)| path.clone())
            .collect();
        assert_eq!(changed, showing, "{shown}");
        assert!(!changed.is_empty() && changed.iter().all(|path| stale.contains(path)), "{shown}: {stale:?}");
        // What is corrected or withdrawn leaves nothing of it.
        let mut corrected = renamed;
        corrected.content.headline_for_mut(wanted).clear();
        corrected.corrections.push(Correction { at: newsroom.now, notice: "A notice".into() });
        newsroom.tell(Change::Corrected(corrected));
        assert!(newsroom.pages.values().all(|page| !text_of(Some(page)).contains(shown)), "{shown}");
    }
}
