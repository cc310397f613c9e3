//! GIF (GIF89a specification, 17 to 27).

use super::le16;

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")
}

/// The logical screen.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((le16(bytes, 6)?, le16(bytes, 8)?))
}

pub(super) fn whole(bytes: &[u8]) -> bool {
    walk(bytes).is_some()
}

/// How many frames; 0 where the file does not hold together.
pub(crate) fn frames(bytes: &[u8]) -> usize {
    walk(bytes).unwrap_or(0)
}

/// From block to block to the trailer; nothing is unpacked.
fn walk(bytes: &[u8]) -> Option<usize> {
    let mut at = 13 + table_length(*bytes.get(10)?);
    let mut frames = 0;
    loop {
        match *bytes.get(at)? {
            0x3b => return Some(frames),
            0x21 => at = after_blocks(bytes, at + 2)?,
            0x2c => {
                frames += 1;
                at = after_blocks(bytes, at + 11 + table_length(*bytes.get(at + 9)?))?;
            }
            _ => return None,
        }
    }
}

/// A table of colours, where the flags say that there is one.
fn table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn after_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length => at += 1 + usize::from(length),
        }
    }
}
