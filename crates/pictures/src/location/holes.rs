//! Where the satellite position stands in a block of metadata.

use std::ops::Range;

/// The tag of the first directory that leads to the satellite position (EXIF 3.0, 4.6.3).
const POSITION: u16 = 0x8825;

/// The values of `exif:GPS…` in a packet, written as attributes or as elements.
pub(super) fn told(packet: &[u8]) -> Vec<Range<usize>> {
    const NAME: &[u8] = b"GPS";
    let after = |from: usize, wanted: &dyn Fn(u8) -> bool| {
        packet.get(from..)?.iter().position(|byte| wanted(*byte)).map(|far| from + far)
    };
    let value = |at: usize| {
        let qualified =
            packet[..at].iter().rposition(|byte| !is_name(*byte) && *byte != b':').map(|at| at + 1);
        let begins = qualified.unwrap_or_default();
        let ends = after(at, &|byte| !is_name(byte))?;
        if begins > 0 && packet[begins - 1] == b'<' {
            let opens = after(ends, &|byte| byte == b'>')?;
            let closing = [b"</", &packet[begins..ends]].concat();
            let inner = &packet[opens + 1..];
            // What never ends goes on to the end of the packet.
            let far = inner.windows(closing.len()).position(|part| part == closing).unwrap_or(inner.len());
            return (packet[opens - 1] != b'/').then_some(opens + 1..opens + 1 + far);
        }
        let opens = after(ends, &|byte| !byte.is_ascii_whitespace() && byte != b'=')?;
        let quote = packet[opens];
        let closes = after(opens + 1, &|byte| byte == quote).unwrap_or(packet.len());
        matches!(quote, b'"' | b'\'').then_some(opens + 1..closes)
    };
    let mut values: Vec<Range<usize>> = Vec::new();
    for at in (0..packet.len().saturating_sub(NAME.len())).filter(|at| packet[*at..].starts_with(NAME)) {
        // What stands within a value is blanked with it.
        let inside = values.last().is_some_and(|last| at < last.end);
        let named = at > 0 && matches!(packet[at - 1], b':' | b'<');
        if !inside && named {
            values.extend(value(at).filter(|value| !value.is_empty()));
        }
    }
    values
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Where the position's directory and its values lie in a TIFF block, the pointer to it included.
pub(super) fn position(tiff: &[u8]) -> Option<Vec<Range<usize>>> {
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
