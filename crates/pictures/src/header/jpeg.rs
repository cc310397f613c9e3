//! JPEG (ITU-T T.81, B.1 and B.2): walks the segments to the frame header.

use std::ops::Range;

use super::be16;

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xd8, 0xff])
}

/// The segments up to the first scan, that one included: marker, and where the body lies.
pub(crate) fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, Range<usize>)> {
    let mut at = 2;
    let mut over = false;
    std::iter::from_fn(move || {
        // Every step goes forward, so it ends.
        while !over {
            let marker = *bytes.get(at + 1).filter(|_| bytes[at] == 0xff)?;
            match marker {
                // Fill bytes before a marker.
                0xff => at += 1,
                // Markers without a segment.
                0x01 | 0xd0..=0xd8 => at += 2,
                0xd9 => return None,
                _ => {
                    let length = be16(bytes, at + 2)? as usize;
                    let body = at + 4..at + 2 + length;
                    bytes.get(body.clone()).filter(|_| length >= 2)?;
                    at = body.end;
                    over = marker == SCAN;
                    return Some((marker, body));
                }
            }
        }
        None
    })
}

const SCAN: u8 = 0xda;

pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (_, body) = frame(bytes)?;
    Some((be16(bytes, body.start + 3)?, be16(bytes, body.start + 1)?))
}

/// SOF0 to SOF15; C4, C8 and CC in between are tables.
fn frame(bytes: &[u8]) -> Option<(u8, Range<usize>)> {
    segments(bytes).find(|(marker, _)| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc))
}

/// Three samples and their reduced copy. What is not sent in one pass (progressive, or one scan for each colour) is
/// held as coefficients of two bytes too.
pub(super) fn bytes_per_pixel(bytes: &[u8]) -> u64 {
    let colours = frame(bytes).and_then(|(_, body)| bytes.get(body.start + 5).copied());
    let in_scan = segments(bytes)
        .find(|(marker, _)| *marker == SCAN)
        .and_then(|(_, body)| bytes.get(body.start).copied());
    let one_pass = matches!(frame(bytes), Some((0xc0 | 0xc1, _))) && colours == in_scan;
    if one_pass { 4 } else { 4 + 2 * u64::from(colours.unwrap_or(4)) }
}

/// In a scan, 0xff is always followed by something else than 0xd9: where the pair stands, the picture ends.
pub(super) fn whole(bytes: &[u8]) -> bool {
    let Some((_, scan)) = segments(bytes).find(|(marker, _)| *marker == SCAN) else { return false };
    bytes[scan.end..].windows(2).any(|pair| pair == [0xff, 0xd9])
}
