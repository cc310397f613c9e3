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
