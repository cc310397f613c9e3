//! The pictures that stand for pages without one.

use image::RgbImage;
use pictures::Typesetter;
use story::{CardMaker, Direction, SocialCard};

const PAPER: [u8; 3] = [255, 255, 255];

fn typesetter() -> Typesetter {
    Typesetter::new(pages::card_fonts()).unwrap()
}

fn card(headline: &str, direction: Direction) -> SocialCard {
    SocialCard {
        title: "Trois Rives".into(),
        kicker: "Port".into(),
        headline: headline.into(),
        foot: "9 juin 2026".into(),
        direction,
    }
}

fn drawn(card: &SocialCard) -> RgbImage {
    let bytes = typesetter().draw(card);
    let picture = image::load_from_memory_with_format(&bytes, image::ImageFormat::Png).unwrap().into_rgb8();
    assert_eq!(picture.dimensions(), (SocialCard::WIDTH, SocialCard::HEIGHT));
    picture
}

/// Pixels between these edges that are not paper.
fn ink(picture: &RgbImage, left: u32, top: u32, right: u32, bottom: u32) -> usize {
    let within =
        |(x, y, _): &(u32, u32, &image::Rgb<u8>)| (left..right).contains(x) && (top..bottom).contains(y);
    picture.enumerate_pixels().filter(within).filter(|(_, _, pixel)| pixel.0 != PAPER).count()
}

#[test]
fn every_word_of_every_shipped_edition_can_be_set() {
    let typesetter = typesetter();
    for edition in pages::editions() {
        let sections = edition.all_sections().map(|section| &section.name);
        for text in sections.chain([&edition.title]).chain(edition.words.values()) {
            assert!(typesetter.can_set(text), "{}: {text}", edition.id);
        }
    }
    for text in ["Łódź, Öskemen, Ağrı, Çeşme, Iași, Paraíba", "«\u{202f}Où\u{202f}?\u{202f}»", "پژوهش‌های گچ"]
    {
        assert!(typesetter.can_set(text), "{text}");
    }
    assert!(!typesetter.can_set("ᏣᎳᎩ"));
}

#[test]
fn a_line_begins_on_the_side_of_its_script_whatever_letter_comes_first() {
    let half = SocialCard::WIDTH / 2;
    let sides = |picture: &RgbImage| (ink(picture, 0, 130, half, 500), ink(picture, half, 130, 1200, 500));
    let (left, right) = sides(&drawn(&card("Le port", Direction::Ltr)));
    assert!(left > 1000 && right == 0, "{left} {right}");
    for headline in ["الميناء", "B12 : ميناء"] {
        let (left, right) = sides(&drawn(&card(headline, Direction::Rtl)));
        assert!(right > 1000 && left == 0, "{headline}: {left} {right}");
    }
}

#[test]
fn no_headline_leaves_its_place() {
    let longest = "Une très longue phrase qui ne finit pas ".repeat(125);
    let one_word = "Anticonstitutionnellement".repeat(20);
    let overridden = "\u{202e}\u{2066}Le port\u{2069} rouvre".repeat(9);
    for headline in [&longest, &one_word, &overridden, &"ل".repeat(5000), &"a\nb\u{2028}c ".repeat(60)] {
        let picture = drawn(&card(headline, Direction::Ltr));
        assert!(ink(&picture, 80, 130, 1120, 500) > 1000, "{headline:.40}: something is set");
        for (left, right) in [(0, 76), (1124, 1200)] {
            assert_eq!(ink(&picture, left, 20, right, 630), 0, "{headline:.40}: margins stay white");
        }
        assert_eq!(ink(&picture, 0, 492, 1200, 514), 0, "{headline:.40}: the foot stands apart");
    }
}

#[test]
fn letters_that_no_font_has_leave_the_newspaper_alone_on_its_card() {
    let (unknown, empty) = (card("ᏣᎳᎩ", Direction::Ltr), card("", Direction::Ltr));
    assert_eq!(typesetter().draw(&unknown), typesetter().draw(&empty));
    assert!(ink(&drawn(&empty), 80, 130, 1120, 500) > 1000);
}

#[test]
fn a_sign_that_no_font_has_is_left_out_and_the_words_stay() {
    let with_sign = typesetter().draw(&card("🚀 Le port", Direction::Ltr));
    assert_eq!(with_sign, typesetter().draw(&card("Le port", Direction::Ltr)));
}

#[test]
fn the_same_words_give_the_same_bytes_and_few_of_them() {
    let typesetter = typesetter();
    let card =
        card("Le port d’Ostrande rouvre lundi aux passagers, après neuf jours de tempête", Direction::Ltr);
    let bytes = typesetter.draw(&card);
    assert_eq!(typesetter.draw(&card), bytes);
    assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
}

#[test]
fn a_font_that_is_none_is_refused() {
    let why = Typesetter::new([vec![1, 2, 3]]).map(|_| ()).unwrap_err();
    assert!(why.starts_with("font 1 of the cards: "), "{why}");
}
