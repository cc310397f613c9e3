//! PNG (W3C PNG, third edition, 5.2 and 11.2.1).

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

/// The last chunk is there.
pub(super) fn whole(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let (Some(length), Some(kind)) = (be32(bytes, at), bytes.get(at + 4..at + 8)) {
        // Length, type and checksum stand around the body.
        at += 12 + length as usize;
        if kind == b"IEND" {
            return at <= bytes.len();
        }
    }
    false
}

/// With 16 bits for each sample, the wide pixels and the narrow ones are there at once.
pub(super) fn bytes_per_pixel(bytes: &[u8]) -> u64 {
    if bytes.get(24) == Some(&16) { 8 + 4 } else { 8 }
}
