//! What others show of a page.

use pages::Printer;
use story::{Found, Press};

use crate::sample;

fn text(path: &str) -> String {
    match sample::printer().print(&sample::shelf(), path) {
        Found::Page(page) => String::from_utf8(page.body).unwrap(),
        other => panic!("{path}: {other:?}"),
    }
}

fn shared_picture(page: &str) -> &str {
    let start = page.split_once("property=\"og:image\" content=\"").expect("a picture to share").1;
    start.split_once('"').unwrap().0
}

#[test]
fn a_story_without_a_picture_is_shared_with_one_of_its_words() {
    let mut live = sample::journal().into_iter().rev().filter_map(|entry| entry.change.live().cloned());
    let bare = live.find(|story| story.edition == "fr" && story.content.lead.is_none()).unwrap();
    let page = text(&bare.path);
    let address = format!("/cards/{}.png", bare.id);
    assert_eq!(shared_picture(&page), format!("https://trois-rives.example{address}"));
    assert!(page.contains("property=\"og:image:width\" content=\"1200\""));
    let card = text(&address);
    assert!(card.contains(&format!("headline: {:?}", bare.content.headline)), "{card}");
}

#[test]
fn every_other_page_is_shared_with_the_newspaper_in_its_direction() {
    for (path, card) in
        [("/fr/", "/cards/fr.png"), ("/fr/region/", "/cards/fr.png"), ("/ar/", "/cards/ar.png")]
    {
        assert_eq!(shared_picture(&text(path)), format!("https://trois-rives.example{card}"), "{path}");
    }
    assert!(text("/cards/ar.png").contains("direction: Rtl"));
    assert!(!text("/cards/fr.png").contains("direction: Rtl"));
}

#[test]
fn a_withdrawn_story_has_no_card() {
    let withdrawn = sample::journal().into_iter().find_map(|entry| match entry.change {
        story::Change::Killed(withdrawal) => Some(withdrawal.id),
        _ => None,
    });
    let path = format!("/cards/{}.png", withdrawn.unwrap());
    assert!(matches!(sample::printer().print(&sample::shelf(), &path), Found::Missing(_)));
}

#[test]
fn whether_a_page_changes_is_told_without_drawing() {
    struct Idle;
    impl story::CardMaker for Idle {
        fn draw(&self, _: &story::SocialCard) -> Vec<u8> {
            panic!("nobody looks at it")
        }
    }
    let (drawing, shelf) = (sample::printer(), sample::shelf());
    let idle = Printer::new(sample::config()).unwrap().with_cards(std::sync::Arc::new(Idle));
    for (kind, path) in drawing.paths(&shelf) {
        // The drawing one's cards are their words.
        assert!(idle.outline(&shelf, &path) == drawing.print(&shelf, &path), "{kind}: {path}");
    }
}
