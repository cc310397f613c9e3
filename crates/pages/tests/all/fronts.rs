//! The places of a front, as those who make it up are told them, are those that readers see.

use proptest::prelude::*;
use story::{Area, Change, Feed, Front, JournalEntry, Press, Shelf, Slot, Spot, StoryId};

use crate::sample;
use crate::shelf::MemoryShelf;
use crate::stale::{Newsroom, any_step};

const EDITIONS: [&str; 3] = ["fr", "en", "ar"];

fn html(printer: &pages::Printer, shelf: &MemoryShelf, edition: &str) -> String {
    match printer.print(shelf, &printer.front_path(edition).unwrap()) {
        story::Found::Page(page) => String::from_utf8(page.body).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn newest(shelf: &MemoryShelf, edition: &str, count: usize) -> Vec<StoryId> {
    let feed = Feed::Edition { edition: edition.into() };
    shelf.newest(&feed, count).iter().map(|card| card.id).collect()
}

fn make_up(shelf: &mut MemoryShelf, edition: &str, slots: &[(StoryId, &str)]) {
    let slot = |(n, (story, at)): (usize, &(StoryId, &str))| {
        let Spot { area, position } = at.parse().unwrap();
        Slot { area, position, story: *story, headline: format!("Front headline {n}"), picture: None }
    };
    let slots = slots.iter().enumerate().map(slot).collect();
    let (seq, at) = shelf.as_of().unwrap();
    let change = Change::Front(Front { edition: edition.into(), slots });
    shelf.apply(&JournalEntry { seq: seq + 1, at, change });
}

#[test]
fn what_the_desk_places_stands_there_and_nowhere_else() {
    let printer = sample::printer();
    for edition in EDITIONS {
        let mut shelf = sample::shelf();
        let free = printer.places(&shelf, edition);
        // The last places of what fills itself, and one place of each kind.
        let stories = newest(&shelf, edition, 5);
        let spots = ["lead/0", "beside/2", "second/1", "second/7", "section:region/1"];
        let placed: Vec<(StoryId, &str)> = stories.iter().copied().zip(spots).collect();
        make_up(&mut shelf, edition, &placed);
        let places = printer.places(&shelf, edition);
        let page = html(&printer, &shelf, edition);
        for (n, (story, spot)) in placed.iter().enumerate() {
            let place = places.iter().find(|place| place.spot.to_string() == *spot).unwrap();
            let shown = place.shown.as_ref().unwrap_or_else(|| panic!("{edition}: {spot} is not shown"));
            assert_eq!((shown.story, shown.placed), (*story, true), "{edition}: {spot}");
            assert!(page.contains(&format!("Front headline {n}")), "{edition}: {spot} is not on the page");
        }
        let of_itself = free.iter().filter(|place| place.shown.is_some()).count();
        assert!(of_itself > 12, "{edition}: {of_itself} places fill themselves");
    }
}

#[test]
fn a_place_that_the_page_does_not_have_is_told_last_and_not_shown() {
    let printer = sample::printer();
    let mut shelf = sample::shelf();
    let stories = newest(&shelf, "fr", 2);
    make_up(&mut shelf, "fr", &[(stories[0], "second/90"), (stories[1], "section:region/99")]);
    let places = printer.places(&shelf, "fr");
    let last: Vec<_> = places[places.len() - 2..].iter().map(|place| place.spot.to_string()).collect();
    assert_eq!(last, ["second/90", "section:region/99"]);
    assert!(places[places.len() - 2..].iter().all(|place| place.shown.is_none()));
    assert!(!html(&printer, &shelf, "fr").contains("Front headline"));
}

#[test]
fn many_placed_stories_keep_the_block_that_has_room_for_them() {
    let printer = sample::printer();
    let mut shelf = sample::shelf();
    let feed = Feed::Section { edition: "fr".into(), section: "region".into() };
    let mut cards = shelf.newest(&feed, 9);
    // A block opens with a picture.
    cards.sort_by_key(|card| card.picture.is_none());
    let stories: Vec<StoryId> = cards.iter().map(|card| card.id).collect();
    let spots: Vec<String> = (0..stories.len()).map(|n| format!("section:region/{n}")).collect();
    let placed: Vec<(StoryId, &str)> =
        stories.iter().copied().zip(spots.iter().map(String::as_str)).collect();
    make_up(&mut shelf, "fr", &placed);
    let places = printer.places(&shelf, "fr");
    let shown =
        |spot: &str| places.iter().any(|place| place.spot.to_string() == spot && place.shown.is_some());
    for spot in &spots {
        assert!(shown(spot), "{spot} of {}", spots.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn no_place_is_told_twice_and_no_story_stands_twice(steps in prop::collection::vec(any_step(), 1..40)) {
        let mut newsroom = Newsroom::new();
        for step in &steps {
            newsroom.happen(step);
        }
        for edition in EDITIONS {
            let places = newsroom.printer.places(&newsroom.shelf, edition);
            let mut spots: Vec<&Spot> = places.iter().map(|place| &place.spot).collect();
            spots.sort();
            spots.dedup();
            prop_assert_eq!(spots.len(), places.len());
            let shown: Vec<_> = places.iter().filter_map(|place| place.shown.as_ref()).collect();
            let mut stories: Vec<StoryId> = shown.iter().map(|shown| shown.story).collect();
            stories.sort_unstable();
            stories.dedup();
            prop_assert_eq!(stories.len(), shown.len());
            let page = html(&newsroom.printer, &newsroom.shelf, edition);
            for shown in shown {
                prop_assert!(page.contains(&shown.headline), "{} is not on the page", shown.headline);
            }
            prop_assert!(places.iter().any(|place| place.spot.area == Area::Lead));
        }
    }
}
