//! JPEG (ITU-T T.81, B.1 and B.2): walks the segments to the frame header.

use super::be16;

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xd8, 0xff])
}

/// Walks from segment to segment; every step goes forward, so it ends.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Fill bytes before a marker.
            0xff => at += 1,
            // Markers without a segment.
            0x01 | 0xd0..=0xd8 => at += 2,
            // The scan or the end, and no frame before it.
            0xd9 | 0xda => return None,
            _ if is_frame(marker) => return Some((be16(bytes, at + 7)?, be16(bytes, at + 5)?)),
            _ => at += 2 + segment_length(bytes, at + 2)?,
        }
    }
}

/// SOF0 to SOF15; C4, C8 and CC in between are tables.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

fn segment_length(bytes: &[u8], at: usize) -> Option<usize> {
    let length = be16(bytes, at)? as usize;
    (length >= 2).then_some(length)
}
