//! EXIF 3.0: what cameras write.

use encoding_rs::WINDOWS_1252;
use exif::{In, Reader, Tag, Value};

use super::{Words, date, line, lines, listed};

/// What cameras write of their own accord: their own names, never what the picture shows.
const NO_CAPTIONS: [&str; 3] = ["DIGITAL CAMERA", "SONY DSC", "DCIM"];

pub(super) fn read(block: &[u8]) -> Words {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let fields = reader.read_raw(block.to_vec()).or_else(|error| error.distill_partial_result(|_| {}));
    let Ok(fields) = fields else { return Words::default() };
    let all = |tag: Tag| match fields.get_field(tag, In::PRIMARY).map(|field| &field.value) {
        Some(Value::Ascii(texts)) => texts.iter().map(|text| decode(text)).collect(),
        _ => Vec::new(),
    };
    let one = |tag: Tag| all(tag).into_iter().next().unwrap_or_default();
    let caption = lines(&one(Tag::ImageDescription));
    let no_caption =
        NO_CAPTIONS.iter().any(|word| caption.contains(word)) && caption == caption.to_uppercase();
    let taken = format!("{}{}", one(Tag::DateTimeOriginal), one(Tag::OffsetTimeOriginal).trim());
    Words {
        caption: if no_caption { String::new() } else { caption },
        creator: line(&one(Tag::Artist)),
        // The photographer's and the editor's, apart.
        copyright: listed(all(Tag::Copyright)),
        taken: date(&taken),
        ..Words::default()
    }
}

/// Should be ASCII; is UTF-8, or Latin-1 from old tools.
fn decode(text: &[u8]) -> String {
    match std::str::from_utf8(text) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(text).0.into_owned(),
    }
}
