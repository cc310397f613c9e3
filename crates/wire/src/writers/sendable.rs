//! A live story as it may leave the house: addresses whole, pictures named by where their bytes are; and the whole of
//! it as one document of our own, which travels beside what a standard has words for.

use std::fmt::Write as _;

use story::{
    Asset, Block, BlockBody, Content, Dispatch, File, LiveStory, MarkKind, Picture, RichText, Span,
    Timestamp, media_path,
};

/// The content of a live story, for others.
pub(super) fn content(story: &LiveStory, origin: &str) -> Content {
    let whole = Whole { assets: &story.assets, origin };
    let mut content = story.content.clone();
    content.lead.iter_mut().for_each(|picture| whole.picture(picture));
    for source in &mut content.sources {
        whole.href(&mut source.href);
    }
    for Block { body, .. } in &mut content.blocks {
        whole.block(body);
    }
    content
}

/// The whole live story, as another Marbre reads it. What a carrier may drop or fold is written as an escape.
pub(super) fn document(story: &LiveStory, content: &Content) -> String {
    let whole = LiveStory { content: content.clone(), ..story.clone() };
    let mut document = String::new();
    for letter in serde_json::to_string(&whole).unwrap_or_default().chars() {
        match letter {
            '\u{7F}'..='\u{A0}'
            | '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202F}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF0}'..='\u{FFFF}' => {
                // Writing to a String cannot fail.
                let _ = write!(document, "\\u{:04x}", u32::from(letter));
            }
            ' ' if document.ends_with(' ') => document.push_str("\\u0020"),
            _ => document.push(letter),
        }
    }
    document
}

struct Whole<'a> {
    assets: &'a [Asset],
    origin: &'a str,
}

impl Whole<'_> {
    fn href(&self, href: &mut String) {
        if href.starts_with('/') && !href.starts_with("//") {
            href.insert_str(0, self.origin);
        }
    }

    fn picture(&self, picture: &mut Picture) {
        if let File::Stored { asset } = picture.file {
            let found = self.assets.iter().find(|known| known.id == asset);
            let href = found.and_then(|asset| media_address(asset, self.origin));
            picture.file = href.map_or(File::Missing, |href| File::Remote { href });
        }
    }

    fn rich(&self, rich: &mut RichText) {
        for mark in &mut rich.marks {
            if let MarkKind::Link { href } = &mut mark.kind {
                self.href(href);
            }
        }
    }

    fn block(&self, body: &mut BlockBody) {
        match body {
            BlockBody::Paragraph(text) | BlockBody::Subheading(text) => self.rich(text),
            BlockBody::Quote(quote) => self.rich(&mut quote.words),
            BlockBody::List(list) => list.items.iter_mut().for_each(|text| self.rich(text)),
            BlockBody::Picture(picture) => self.picture(picture),
            BlockBody::Gallery(gallery) => gallery.pictures.iter_mut().for_each(|one| self.picture(one)),
            BlockBody::Video(video) => {
                self.picture(&mut video.poster);
                self.href(&mut video.href);
            }
            BlockBody::Embed(embed) => self.href(&mut embed.href),
            BlockBody::FactBox(facts) => facts.paragraphs.iter_mut().for_each(|text| self.rich(text)),
            BlockBody::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| self.rich(cell)),
        }
    }
}

/// Where readers, too, get the bytes of an asset; nothing for what browsers do not show.
pub(super) fn media_address(asset: &Asset, origin: &str) -> Option<String> {
    media_path(&asset.hash, &asset.media_type).map(|path| format!("{origin}{path}"))
}

/// What was corrected, newest first, or what an embargo is about, for editors at the other end.
pub(super) fn note(dispatch: &Dispatch, story: &LiveStory) -> Option<String> {
    let lines = story.corrections.iter().rev().map(|correction| {
        let label = if dispatch.notice.is_empty() { "Correction" } else { &dispatch.notice };
        format!("{label} ({}): {}", time(correction.at), correction.notice)
    });
    let lines = lines.collect::<Vec<_>>().join("\n");
    let note = if lines.is_empty() { dispatch.notice.clone() } else { lines };
    (!note.is_empty()).then_some(note)
}

/// `Name, role; Name`.
pub(super) fn byline(content: &Content) -> String {
    let line = |one: &story::Signature| match one.role.as_str() {
        "" => one.name.clone(),
        role => format!("{}, {role}", one.name),
    };
    content.byline.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// To the second: what some standards' own tools ask for.
pub(super) fn time(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).unwrap_or(at).to_string()
}

/// The page on the site, empty where there is none yet; in an address, letters beyond ASCII are written as their bytes.
pub(super) fn page(story: &LiveStory, origin: &str) -> String {
    if story.path.is_empty() {
        return String::new();
    }
    let mut address = origin.to_owned();
    for byte in story.path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// The words of a text, cut at every border of a mark: marks may overlap, elements may not.
pub(super) fn pieces(rich: &RichText) -> Vec<(&str, Vec<&MarkKind>)> {
    let mut borders: Vec<usize> =
        rich.marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    borders.extend([0, rich.text.len()]);
    borders.sort_unstable();
    borders.dedup();
    let piece = |pair: &[usize]| {
        let piece = Span::new(pair[0], pair[1]);
        let over = rich
            .marks
            .iter()
            .filter(move |mark| mark.span.start <= piece.start && piece.end <= mark.span.end);
        Some((piece.of(&rich.text).ok()?, over.map(|mark| &mark.kind).collect()))
    };
    borders.windows(2).filter_map(piece).collect()
}
