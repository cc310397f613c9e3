//! One file of a ZIP archive (PKWARE APPNOTE, 4.3): found by the directory at its end, unpacked up to a bound.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const FILE: &[u8] = b"PK\x03\x04";
/// The end is behind at most so much comment.
const TAIL: usize = 22 + 0xFFFF;
const STORED: usize = 0;
const DEFLATED: usize = 8;

/// Nothing where it is not there, is packed in a way we do not know, is broken, or is larger than `bytes_max`.
pub(super) fn entry(archive: &[u8], name: &str, bytes_max: usize) -> Option<Vec<u8>> {
    let tail = archive.len().saturating_sub(TAIL);
    let end = tail + archive[tail..].windows(END.len()).rposition(|window| window == END)?;
    let (count, mut at) = (number(archive, end + 10, 2)?, number(archive, end + 16, 4)?);
    for _ in 0..count {
        if archive.get(at..at + 4)? != ENTRY {
            return None;
        }
        let [named, extra, comment] = [28, 30, 32].map(|offset| number(archive, at + offset, 2));
        let length = named?;
        if archive.get(at + 46..at + 46 + length)? == name.as_bytes() {
            let (method, packed) = (number(archive, at + 10, 2)?, number(archive, at + 20, 4)?);
            return unpacked(archive, number(archive, at + 42, 4)?, method, packed, bytes_max);
        }
        at += 46 + length + extra? + comment?;
    }
    None
}

fn unpacked(archive: &[u8], at: usize, method: usize, packed: usize, bytes_max: usize) -> Option<Vec<u8>> {
    if archive.get(at..at + 4)? != FILE {
        return None;
    }
    let begin = at + 30 + number(archive, at + 26, 2)? + number(archive, at + 28, 2)?;
    let packed = archive.get(begin..begin.checked_add(packed)?)?;
    let mut bytes = Vec::new();
    match method {
        STORED => bytes.extend_from_slice(packed),
        DEFLATED => {
            DeflateDecoder::new(packed).take(bytes_max as u64 + 1).read_to_end(&mut bytes).ok()?;
        }
        _ => return None,
    }
    (bytes.len() <= bytes_max).then_some(bytes)
}

/// Least byte first.
fn number(archive: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = archive.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}
