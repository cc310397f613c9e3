//! What a picture says about itself in its first bytes: type, size, and what unpacking it takes. Nothing is unpacked
//! here.

mod avif;
mod gif;
mod jpeg;
mod png;
mod webp;

pub(crate) use jpeg::segments as jpeg_segments;
pub(crate) use png::{checksum as png_checksum, chunks as png_chunks};
pub(crate) use webp::chunks as webp_chunks;

use crate::Refusal;
use crate::limits::{FRAMES_MAX, MEMORY_MAX, PIXELS_MAX};

/// The types of pictures that browsers show and that we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
}

/// Type and size in pixels, as the header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) media: Media,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// What a decoder needs for each pixel at most.
    bytes_per_pixel: u64,
}

struct Reader {
    media: Media,
    is: fn(&[u8]) -> bool,
    size: fn(&[u8]) -> Option<(u32, u32)>,
    /// Whether the file has its end.
    whole: fn(&[u8]) -> bool,
    bytes_per_pixel: fn(&[u8]) -> u64,
}

/// Red, green, blue and transparency, and the same again while they are turned or reduced.
const PLAIN: fn(&[u8]) -> u64 = |_| 8;

const READERS: [Reader; 5] = [
    Reader {
        media: Media::Jpeg,
        is: jpeg::is,
        size: jpeg::size,
        whole: jpeg::whole,
        bytes_per_pixel: jpeg::bytes_per_pixel,
    },
    Reader {
        media: Media::Png,
        is: png::is,
        size: png::size,
        whole: png::whole,
        bytes_per_pixel: png::bytes_per_pixel,
    },
    Reader { media: Media::WebP, is: webp::is, size: webp::size, whole: webp::whole, bytes_per_pixel: PLAIN },
    Reader { media: Media::Gif, is: gif::is, size: gif::size, whole: gif::whole, bytes_per_pixel: PLAIN },
    // Never unpacked here.
    Reader { media: Media::Avif, is: avif::is, size: avif::size, whole: avif::whole, bytes_per_pixel: |_| 0 },
];

impl Media {
    /// As HTTP says it.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Avif => "image/avif",
        }
    }

    /// As people say it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
        }
    }

    pub(crate) fn broken(self) -> Refusal {
        Refusal::Broken { media: self.name() }
    }
}

/// Believes the bytes only: a name or a declared type may say anything.
pub(crate) fn read(bytes: &[u8]) -> Result<Header, Refusal> {
    let reader = READERS.iter().find(|reader| (reader.is)(bytes)).ok_or(Refusal::Unknown)?;
    let media = reader.media;
    let (width, height) = (reader.size)(bytes).ok_or_else(|| media.broken())?;
    if width == 0 || height == 0 {
        return Err(media.broken());
    }
    let header = Header { media, width, height, bytes_per_pixel: (reader.bytes_per_pixel)(bytes) };
    if header.is_too_large() {
        return Err(Refusal::Huge { width, height });
    }
    if !(reader.whole)(bytes) {
        return Err(Refusal::Cut { media: media.name() });
    }
    match header.media {
        Media::Gif if gif::frames(bytes) > FRAMES_MAX => Err(Refusal::Film { frames: gif::frames(bytes) }),
        _ => Ok(header),
    }
}

impl Header {
    fn is_too_large(&self) -> bool {
        let pixels = u64::from(self.width) * u64::from(self.height);
        pixels > PIXELS_MAX || pixels * self.bytes_per_pixel > MEMORY_MAX
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

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests;
