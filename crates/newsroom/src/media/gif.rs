//! GIF (GIF89a specification, 17 and 18).

use super::le16;

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")
}

/// The logical screen.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((le16(bytes, 6)?, le16(bytes, 8)?))
}
