//! WebP (RFC 9649): the first chunk says which of the three headers it is.

use std::ops::Range;

use super::{le16, le24, le32};

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        // Extended: canvas size minus one, 24 bits each.
        b"VP8X" => Some((le24(bytes, 24)? + 1, le24(bytes, 27)? + 1)),
        // Lossy (RFC 6386, 9.1): 14 bits each after the start code.
        b"VP8 " if bytes.get(23..26)? == [0x9d, 0x01, 0x2a] => {
            Some((le16(bytes, 26)? & 0x3fff, le16(bytes, 28)? & 0x3fff))
        }
        // Lossless: after the signature, 14 bits each minus one, least significant first.
        b"VP8L" if *bytes.get(20)? == 0x2f => {
            let bits = le16(bytes, 21)? | le16(bytes, 23)? << 16;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}

/// The outermost chunk says how long the file is.
pub(super) fn whole(bytes: &[u8]) -> bool {
    le32(bytes, 4).is_some_and(|length| length as usize + 8 <= bytes.len())
}

/// The chunks of the file: kind, and where the body lies. Each begins at an even place.
pub(crate) fn chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], Range<usize>)> {
    let mut at = 12_usize;
    std::iter::from_fn(move || {
        let kind = bytes.get(at..at + 4)?.try_into().ok()?;
        let body = at + 8..(at + 8).checked_add(le32(bytes, at + 4)? as usize)?;
        bytes.get(body.clone())?;
        at = body.end.next_multiple_of(2);
        Some((kind, body))
    })
}
