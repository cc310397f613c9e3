//! PNG (W3C PNG, third edition, 5.2 and 11.2.1).

use std::ops::Range;

use super::be32;

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}

/// The IHDR chunk comes first, always.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..16)? == b"IHDR";
    let (width, height) = (be32(bytes, 16)?, be32(bytes, 20)?);
    (header && width <= i32::MAX as u32 && height <= i32::MAX as u32).then_some((width, height))
}

/// Where the chunks lie, each with its kind and body: length and checksum stand around them. The last one is IEND, in a
/// file that is whole.
pub(crate) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 8_usize;
    std::iter::from_fn(move || {
        let chunk = at + 4..(at + 8).checked_add(be32(bytes, at)? as usize)?;
        at = chunk.end + 4;
        (at <= bytes.len()).then_some(chunk)
    })
}

/// The last chunk is there.
pub(super) fn whole(bytes: &[u8]) -> bool {
    chunks(bytes).any(|chunk| bytes[chunk].starts_with(b"IEND"))
}

/// Of a chunk's kind and body (W3C PNG, annex D).
pub(crate) fn checksum(chunk: &[u8]) -> u32 {
    let bit = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !chunk.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), bit))
}

/// With 16 bits for each sample, the wide pixels and the narrow ones are there at once.
pub(super) fn bytes_per_pixel(bytes: &[u8]) -> u64 {
    if bytes.get(24) == Some(&16) { 8 + 4 } else { 8 }
}
