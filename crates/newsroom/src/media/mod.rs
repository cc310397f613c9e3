//! What a picture says about itself in its first bytes: type and size. Nothing is unpacked here.

mod avif;
mod gif;
mod jpeg;
mod png;
mod webp;

use crate::{Code, Refusal};

/// Type and size in pixels, as the header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) media_type: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadMedia {
    /// None of our types: a page, a script, SVG, something else.
    Unknown,
    /// One of our types, but its size is not to be found or is zero.
    Broken(&'static str),
}

impl From<BadMedia> for Refusal {
    fn from(bad: BadMedia) -> Self {
        match bad {
            BadMedia::Unknown => Self::new(Code::MediaUnknown),
            BadMedia::Broken(name) => Self::new(Code::MediaBroken).with("type", name),
        }
    }
}

struct Reader {
    media_type: &'static str,
    name: &'static str,
    is: fn(&[u8]) -> bool,
    size: fn(&[u8]) -> Option<(u32, u32)>,
}

const READERS: [Reader; 5] = [
    Reader { media_type: "image/jpeg", name: "JPEG", is: jpeg::is, size: jpeg::size },
    Reader { media_type: "image/png", name: "PNG", is: png::is, size: png::size },
    Reader { media_type: "image/webp", name: "WebP", is: webp::is, size: webp::size },
    Reader { media_type: "image/gif", name: "GIF", is: gif::is, size: gif::size },
    Reader { media_type: "image/avif", name: "AVIF", is: avif::is, size: avif::size },
];

/// Believes the bytes only: a name or a declared type may say anything.
pub(crate) fn read(bytes: &[u8]) -> Result<Header, BadMedia> {
    let reader = READERS.iter().find(|reader| (reader.is)(bytes)).ok_or(BadMedia::Unknown)?;
    match (reader.size)(bytes) {
        Some((width, height)) if width > 0 && height > 0 => {
            Ok(Header { media_type: reader.media_type, width, height })
        }
        _ => Err(BadMedia::Broken(reader.name)),
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    let pair: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u32::from(u16::from_be_bytes(pair)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    let pair: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u32::from(u16::from_le_bytes(pair)))
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    let three = bytes.get(at..at.checked_add(3)?)?;
    Some(u32::from(three[0]) | u32::from(three[1]) << 8 | u32::from(three[2]) << 16)
}

#[cfg(test)]
mod tests;
