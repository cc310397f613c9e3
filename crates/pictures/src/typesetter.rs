//! Words to a picture: the card that stands for a page where others share it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use cosmic_text::{
    Align, Attrs, Buffer, Color, Family, FontSystem, Metrics, Shaping, SwashCache, Weight, fontdb,
};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{Rgb, RgbImage};
use skrifa::{FontRef, MetadataProvider};
use story::{CardMaker, Direction, SocialCard};
use unicode_bidi::{BidiClass, bidi_class};

/// Colours of the light paper: its ground, three inks, the rule and the red pencil.
const PAPER: [u8; 3] = [0xff, 0xff, 0xff];
const INK: [u8; 3] = [0x14, 0x1a, 0x1b];
const INK_3: [u8; 3] = [0x59, 0x65, 0x68];
const RULE: [u8; 3] = [0xd0, 0xd7, 0xd4];
const RED: [u8; 3] = [0xb0, 0x14, 0x1e];

/// In pixels. Services that crop to a square or round the corners leave what is inside the margin.
const MARGIN: u32 = 80;
const BAND: u32 = 14;
const KICKER_AT: u32 = 72;
const HEADLINE_AT: u32 = 132;
const HEADLINE_MOST: f32 = 350.0;
const FOOT_RULE_AT: u32 = 514;
const FOOT_AT: u32 = 538;
/// Sizes of a headline, the largest that fits; words beyond the last are left out behind an ellipsis.
const HEADLINE_SIZES: [f32; 6] = [88.0, 76.0, 66.0, 58.0, 50.0, 44.0];
/// A longer one could not be read on a card, and takes time to set.
const HEADLINE_LETTERS_MAX: usize = 400;

/// Sets cards in the fonts it was given.
pub struct Typesetter {
    case: Mutex<Case>,
    /// Of the first font; the others are taken for letters that it lacks.
    family: String,
    weight: Weight,
    letters: HashSet<char>,
}

struct Case {
    fonts: FontSystem,
    glyphs: SwashCache,
}

/// How a line of a card is set.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    colour: [u8; 3],
    /// From this edge of the picture to the text, and how wide the text may be.
    top: u32,
    width: u32,
    align: Align,
}

impl Typesetter {
    /// `fonts` are whole files (TrueType or OpenType), the one for most letters first. Refuses one that cannot be read.
    pub fn new(fonts: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, String> {
        let mut database = fontdb::Database::new();
        let mut letters = HashSet::new();
        for (n, font) in fonts.into_iter().enumerate() {
            let known = FontRef::new(&font).map_err(|why| format!("font {} of the cards: {why}", n + 1))?;
            letters.extend(known.charmap().mappings().filter_map(|(letter, _)| char::from_u32(letter)));
            database.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        let first = database.faces().next().ok_or("cards need a font")?;
        let family = first.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
        let weight = first.weight;
        let fonts = FontSystem::new_with_locale_and_db("en".to_owned(), database);
        Ok(Self { case: Mutex::new(Case { fonts, glyphs: SwashCache::new() }), family, weight, letters })
    }

    /// Whether there is a letter for every character.
    pub fn can_set(&self, text: &str) -> bool {
        text.chars().all(|letter| is_unseen(letter) || self.letters.contains(&letter))
    }

    fn set(&self, fonts: &mut FontSystem, text: &str, direction: Direction, style: Style) -> Buffer {
        let (scale, leading) = if direction == Direction::Rtl { (1.2, 1.3) } else { (1.0, 1.12) };
        let size = style.size * scale;
        let mut buffer = Buffer::new_empty(Metrics::new(size, size * leading));
        buffer.set_size(Some(style.width as f32), None);
        let attributes = Attrs::new().family(Family::Name(&self.family)).weight(self.weight);
        buffer.set_text(&running(text, direction), &attributes, Shaping::Advanced, Some(style.align));
        buffer.shape_until_scroll(fonts, false);
        buffer
    }

    fn print(&self, picture: &mut RgbImage, case: &mut Case, text: &str, direction: Direction, style: Style) {
        let buffer = self.set(&mut case.fonts, text, direction, style);
        ink(picture, case, buffer, style);
    }

    fn headline(
        &self,
        picture: &mut RgbImage,
        case: &mut Case,
        text: &str,
        direction: Direction,
        align: Align,
    ) {
        let width = SocialCard::WIDTH - 2 * MARGIN;
        let style = |size| Style { size, colour: INK, top: HEADLINE_AT, width, align };
        let mut set = |text: &str, size| {
            let buffer = self.set(&mut case.fonts, text, direction, style(size));
            let fits = buffer
                .layout_runs()
                .all(|run| run.line_top + run.line_height <= HEADLINE_MOST && run.line_w <= width as f32);
            (buffer, fits)
        };
        for size in HEADLINE_SIZES {
            let (buffer, fits) = set(text, size);
            if fits {
                return ink(picture, case, buffer, style(size));
            }
        }
        let smallest = HEADLINE_SIZES[HEADLINE_SIZES.len() - 1];
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let fitting = ends.partition_point(|end| set(&shortened(&text[..*end]), smallest).1);
        let (buffer, _) =
            set(&shortened(&text[..fitting.checked_sub(1).map_or(0, |last| ends[last])]), smallest);
        ink(picture, case, buffer, style(smallest));
    }
}

/// Cut after a whole word where it has several.
fn shortened(text: &str) -> String {
    let whole = text.rsplit_once(' ').map_or(text, |(words, _)| words);
    format!("{}…", whole.trim_end())
}

/// With a mark before it where its first letter would make it run the other way.
fn running(text: &str, direction: Direction) -> String {
    let first = text.chars().find_map(|letter| match bidi_class(letter) {
        BidiClass::L => Some(Direction::Ltr),
        BidiClass::R | BidiClass::AL => Some(Direction::Rtl),
        _ => None,
    });
    match direction {
        _ if first == Some(direction) => text.to_owned(),
        Direction::Ltr => format!("\u{200e}{text}"),
        Direction::Rtl => format!("\u{200f}{text}"),
    }
}

impl CardMaker for Typesetter {
    fn draw(&self, card: &SocialCard) -> Vec<u8> {
        // A sign that no font has is left out; of words with such a letter, nothing is left.
        let drawable = |text: &str| {
            let known = |letter: &char| {
                letter.is_alphanumeric() || self.letters.contains(letter) || is_unseen(*letter)
            };
            let words: String = text.chars().filter(known).collect();
            if self.can_set(&words) { in_one_line(&words) } else { String::new() }
        };
        let (kicker, headline) = (drawable(&card.kicker), drawable(&card.headline));
        let (title, foot) = (drawable(&card.title), drawable(&card.foot));
        let mut case = self.case.lock().unwrap_or_else(PoisonError::into_inner);
        let mut picture = RgbImage::from_pixel(SocialCard::WIDTH, SocialCard::HEIGHT, Rgb(PAPER));
        fill(&mut picture, 0, 0, SocialCard::WIDTH, BAND, RED);
        fill(&mut picture, MARGIN, FOOT_RULE_AT, SocialCard::WIDTH - 2 * MARGIN, 2, RULE);
        let (start, end) = match card.direction {
            Direction::Rtl => (Align::Right, Align::Left),
            Direction::Ltr => (Align::Left, Align::Right),
        };
        let width = SocialCard::WIDTH - 2 * MARGIN;
        let line = |size, colour, top, align| Style { size, colour, top, width, align };
        if headline.is_empty() {
            self.headline(&mut picture, &mut case, &title, card.direction, start);
        } else {
            self.print(&mut picture, &mut case, &kicker, card.direction, line(34.0, RED, KICKER_AT, start));
            self.headline(&mut picture, &mut case, &headline, card.direction, start);
            self.print(&mut picture, &mut case, &title, card.direction, line(38.0, INK, FOOT_AT, start));
        }
        self.print(&mut picture, &mut case, &foot, card.direction, line(30.0, INK_3, FOOT_AT + 6, end));
        // Glyphs of this card may never come again, and each is kept at its size.
        case.glyphs = SwashCache::new();
        let mut bytes = Vec::new();
        // Memory does not refuse what is written to it.
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter);
        let _ = picture.write_with_encoder(encoder);
        bytes
    }
}

fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(HEADLINE_LETTERS_MAX).collect()
}

/// Marks that steer a line and are not drawn.
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn ink(picture: &mut RgbImage, case: &mut Case, mut buffer: Buffer, style: Style) {
    let [red, green, blue] = style.colour;
    let Case { fonts, glyphs } = case;
    buffer.draw(fonts, glyphs, Color::rgb(red, green, blue), |x, y, width, height, colour| {
        for (dx, dy) in (0..height).flat_map(|dy| (0..width).map(move |dx| (dx, dy))) {
            let at = (i64::from(x) + i64::from(dx + MARGIN), i64::from(y) + i64::from(dy + style.top));
            let (Ok(x), Ok(y)) = (u32::try_from(at.0), u32::try_from(at.1)) else { continue };
            if let Some(pixel) = picture.get_pixel_mut_checked(x, y) {
                let over = |under: u8, over: u8| {
                    let alpha = u32::from(colour.a());
                    ((u32::from(over) * alpha + u32::from(under) * (255 - alpha) + 127) / 255) as u8
                };
                let [r, g, b] = pixel.0;
                pixel.0 = [over(r, colour.r()), over(g, colour.g()), over(b, colour.b())];
            }
        }
    });
}

fn fill(picture: &mut RgbImage, left: u32, top: u32, width: u32, height: u32, colour: [u8; 3]) {
    for (x, y) in (top..top + height).flat_map(|y| (left..left + width).map(move |x| (x, y))) {
        picture.put_pixel(x, y, Rgb(colour));
    }
}
