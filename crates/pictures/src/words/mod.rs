//! What a picture says about itself in words, from XMP, IIM and EXIF, and the part of it that every size keeps.

mod exif;
mod iim;
mod keep;
mod xmp;

use crate::header::{Media, jpeg_segments};
use crate::limits::{CAPTION_CHARS_MAX, LINE_CHARS_MAX};

/// Fields of the IPTC Photo Metadata Standard 2023.2, by our names; empty where the file says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub headline: String,
    pub caption: String,
    /// Who took it; several are joined by commas.
    pub creator: String,
    /// The line that the supplier asks to be printed.
    pub credit: String,
    pub copyright: String,
    /// What may be done with it.
    pub terms: String,
    /// From the narrow to the wide: `Quai Nord, Valmère, Keldonie`.
    pub place: String,
    /// `2026-11-26` or `2026-11-26T14:05:00+01:00`; without a zone where the camera gave none.
    pub taken: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// How it came to be, as an address of IPTC's list: from a camera, made by a model, put together.
    pub source_type: String,
    /// Whether machines may learn from it, as an address of the PLUS list.
    pub mining: String,
}

/// The blocks of metadata of one file, each as it stands there without its container.
#[derive(Debug, Clone, Default)]
pub(crate) struct Blocks {
    pub(crate) exif: Option<Vec<u8>>,
    pub(crate) xmp: Option<Vec<u8>>,
    /// Image resources of Photoshop, of which IIM is one.
    pub(crate) resources: Option<Vec<u8>>,
}

impl Blocks {
    /// What stands in Photoshop's segments of a JPEG, joined: a long one goes on in the next segment.
    pub(crate) fn resources(bytes: &[u8], media: Media) -> Option<Vec<u8>> {
        const SIGNATURE: &[u8] = b"Photoshop 3.0\0";
        let bodies = jpeg_segments(bytes).filter(|(marker, _)| *marker == 0xed).map(|(_, body)| &bytes[body]);
        let parts: Vec<&[u8]> = bodies.filter_map(|body| body.strip_prefix(SIGNATURE)).collect();
        (media == Media::Jpeg && !parts.is_empty()).then(|| parts.concat())
    }

    /// XMP before IIM before EXIF: the order in which newsrooms' tools write, from the richest to what cameras fill by
    /// themselves. A block that cannot be read is as if it were not there.
    pub(crate) fn words(&self) -> Words {
        let mut words = self.xmp.as_deref().map(xmp::read).unwrap_or_default();
        words.fill_from(self.resources.as_deref().map(iim::read).unwrap_or_default());
        words.fill_from(self.exif.as_deref().map(exif::read).unwrap_or_default());
        words
    }
}

impl Words {
    fn fill_from(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.headline, other.headline),
            (&mut self.caption, other.caption),
            (&mut self.creator, other.creator),
            (&mut self.credit, other.credit),
            (&mut self.copyright, other.copyright),
            (&mut self.terms, other.terms),
            (&mut self.place, other.place),
            (&mut self.taken, other.taken),
            (&mut self.alt, other.alt),
            (&mut self.source_type, other.source_type),
            (&mut self.mining, other.mining),
        ] {
            if mine.is_empty() {
                *mine = theirs;
            }
        }
    }
}

/// One line: no control characters, single spaces, a bounded length.
fn line(text: &str) -> String {
    bounded(text.split(|letter: char| letter.is_whitespace() || letter.is_control()), " ", LINE_CHARS_MAX)
}

/// Several lines, each as above.
fn lines(text: &str) -> String {
    let of = |line: &str| {
        bounded(line.split(|c: char| c.is_whitespace() || c.is_control()), " ", CAPTION_CHARS_MAX)
    };
    let lines: Vec<String> = text.split(['\n', '\r']).map(of).collect();
    bounded(lines.iter().map(String::as_str), "\n", CAPTION_CHARS_MAX)
}

fn bounded<'a>(parts: impl Iterator<Item = &'a str>, between: &str, chars_max: usize) -> String {
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let joined = parts.join(between);
    match joined.char_indices().nth(chars_max) {
        Some((end, _)) => joined[..end].trim_end().to_owned(),
        None => joined,
    }
}

/// The parts that are there, each once, joined by commas.
fn listed(parts: impl IntoIterator<Item = String>) -> String {
    let mut known: Vec<String> = Vec::new();
    for part in parts.into_iter().map(|part| line(&part)).filter(|part| !part.is_empty()) {
        if !known.contains(&part) {
            known.push(part);
        }
    }
    known.join(", ")
}

/// A day, or a day and a time, as ISO 8601 says it; empty where it is none.
fn date(text: &str) -> String {
    let text = text.trim().trim_end_matches('\0');
    let digits = |range: std::ops::Range<usize>| {
        text.get(range)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else {
        return String::new();
    };
    let fine = year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day) && text.is_ascii();
    if !fine {
        return String::new();
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    match text.get(11..).filter(|_| digits(11..13).is_some_and(|hour| hour < 24) && digits(14..16).is_some())
    {
        Some(time)
            if time.len() <= 20 && time.bytes().all(|b| b.is_ascii_digit() || b":.+-Z".contains(&b)) =>
        {
            format!("{day}T{time}")
        }
        _ => day,
    }
}
