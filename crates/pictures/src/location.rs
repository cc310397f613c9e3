//! Where a picture was taken to the metre is not for readers: it can tell where a source lives.

use std::ops::Range;

use crate::header::{self, Media, jpeg_segments};

/// The tag of the first directory that leads to the satellite position (EXIF 3.0, 4.6.3).
const POSITION: u16 = 0x8825;

const EXIF: &[u8] = b"Exif\0\0";
/// What begins an XMP packet in a JPEG, and each part of one that is too long for one segment.
const PACKETS: [&[u8]; 2] = [b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"];

/// The same file with the satellite position of its EXIF and XMP blanked, byte for byte as long; `None` where there is
/// none, which is every file that is no JPEG from a camera.
pub fn without_location(bytes: &[u8]) -> Option<Vec<u8>> {
    header::read(bytes).ok().filter(|header| header.media == Media::Jpeg)?;
    let mut clean: Option<Vec<u8>> = None;
    for (_, body) in jpeg_segments(bytes).filter(|(marker, _)| *marker == 0xe1) {
        let segment = &bytes[body.clone()];
        let (from, holes, blank) = match segment.strip_prefix(EXIF) {
            Some(tiff) => (EXIF.len(), position(tiff).unwrap_or_default(), 0),
            None if PACKETS.iter().any(|start| segment.starts_with(start)) => (0, told(segment), b' '),
            None => continue,
        };
        for hole in holes {
            let clean = clean.get_or_insert_with(|| bytes.to_vec());
            clean[body.start + from + hole.start..body.start + from + hole.end].fill(blank);
        }
    }
    clean
}

/// The values of `exif:GPS…` in a packet, written as attributes or as elements.
fn told(packet: &[u8]) -> Vec<Range<usize>> {
    const NAME: &[u8] = b":GPS";
    let named = packet.windows(NAME.len()).enumerate().filter(|(_, part)| *part == NAME);
    let value = |(at, _): (usize, &[u8])| {
        let name_ends = at
            + NAME.len()
            + packet[at + NAME.len()..].iter().position(|byte| !byte.is_ascii_alphanumeric())?;
        let opens = name_ends
            + packet[name_ends..].iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'=')?;
        let end = match packet[opens] {
            quote @ (b'"' | b'\'') => quote,
            b'>' => b'<',
            _ => return None,
        };
        let from = opens + 1;
        Some(from..from + packet[from..].iter().position(|byte| *byte == end)?)
    };
    named.filter_map(value).filter(|value| !value.is_empty()).collect()
}

/// Where the position's directory and its values lie in a TIFF block, the pointer to it included.
fn position(tiff: &[u8]) -> Option<Vec<Range<usize>>> {
    let order = match tiff.get(..4)? {
        b"II\x2a\0" => u32::from_le_bytes as fn([u8; 4]) -> u32,
        b"MM\0\x2a" => u32::from_be_bytes,
        _ => return None,
    };
    let long = |at: usize| Some(order(tiff.get(at..at + 4)?.try_into().ok()?) as usize);
    let little = tiff[0] == b'I';
    let short = |at: usize| {
        let pair = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let entries = |directory: usize| {
        let count = short(directory).map_or(0, usize::from);
        (0..count).map(move |n| directory + 2 + 12 * n).filter(|at| at + 12 <= tiff.len())
    };
    let pointer = entries(long(4)?).find(|at| short(*at) == Some(POSITION))?;
    let directory = long(pointer + 8)?;
    // The entry's value leads nowhere afterwards; its tag stays, so that the directory stays in order.
    let mut holes = Vec::new();
    holes.push(pointer + 4..pointer + 12);
    for entry in entries(directory) {
        let width = match short(entry + 2)? {
            3 | 8 => 2,
            4 | 9 | 11 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = long(entry + 4)?.saturating_mul(width);
        if length > 4 {
            let from = long(entry + 8)?.min(tiff.len());
            holes.push(from..from.saturating_add(length).min(tiff.len()));
        }
        holes.push(entry..entry + 12);
    }
    Some(holes)
}
