//! Where a picture was taken to the metre is not for readers: it can tell where a source lives.

mod holes;

use std::ops::Range;

use crate::header::{self, Media, jpeg_segments, png_chunks, webp_chunks};

const EXIF: &[u8] = b"Exif\0\0";
/// What begins an XMP packet in a JPEG, and each part of one that is too long for one segment.
const PACKETS: [&[u8]; 2] = [b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"];
/// What begins an EXIF block in a box of AVIF (ISO 23008-12, A.2.1): how far the TIFF header is.
const BOXED: [&[u8]; 2] = [b"\0\0\0\0", b"\0\0\0\x06Exif\0\0"];
const TIFF: [&[u8]; 2] = [b"II\x2a\0", b"MM\0\x2a"];

/// A stretch of a file to be overwritten, and with what.
type Hole = (Range<usize>, u8);

/// The same file with the satellite position of its EXIF and XMP blanked; `None` where there is none, which is every
/// file that no camera made. Byte for byte as long, but for packed words of a PNG, which are left out unread.
pub fn without_location(bytes: &[u8]) -> Option<Vec<u8>> {
    match header::read(bytes).ok()?.media {
        Media::Jpeg => blanked(bytes, in_jpeg(bytes)),
        Media::Png => png(bytes),
        Media::WebP => blanked(bytes, in_webp(bytes)),
        Media::Gif | Media::Avif => blanked(bytes, in_boxes(bytes)),
    }
}

fn blanked(bytes: &[u8], holes: Vec<Hole>) -> Option<Vec<u8>> {
    (!holes.is_empty()).then(|| {
        let mut clean = bytes.to_vec();
        holes.into_iter().for_each(|(hole, blank)| clean[hole].fill(blank));
        clean
    })
}

/// The holes in a TIFF block, or in one that names itself first, which lies in a file from `at` on.
fn of_tiff(block: &[u8], at: usize) -> Vec<Hole> {
    let (at, tiff) = block.strip_prefix(EXIF).map_or((at, block), |tiff| (at + EXIF.len(), tiff));
    let holes = holes::position(tiff).unwrap_or_default();
    holes.into_iter().map(|hole| (at + hole.start..at + hole.end, 0)).collect()
}

fn of_packet(packet: &[u8], at: usize) -> Vec<Hole> {
    holes::told(packet).into_iter().map(|hole| (at + hole.start..at + hole.end, b' ')).collect()
}

fn in_jpeg(bytes: &[u8]) -> Vec<Hole> {
    let of = |body: Range<usize>| match &bytes[body.clone()] {
        exif if exif.starts_with(EXIF) => of_tiff(exif, body.start),
        packet if PACKETS.iter().any(|start| packet.starts_with(start)) => of_packet(packet, body.start),
        _ => Vec::new(),
    };
    jpeg_segments(bytes).filter(|(marker, _)| *marker == 0xe1).flat_map(|(_, body)| of(body)).collect()
}

/// RFC 9649, 2.7.1.5: both kinds of words have a chunk each.
fn in_webp(bytes: &[u8]) -> Vec<Hole> {
    let of = |(kind, body): ([u8; 4], Range<usize>)| match &kind {
        b"EXIF" => of_tiff(&bytes[body.clone()], body.start),
        b"XMP " => of_packet(&bytes[body.clone()], body.start),
        _ => Vec::new(),
    };
    webp_chunks(bytes).flat_map(of).collect()
}

/// A packet says where it begins and ends wherever it lies; eight bytes that begin a block of EXIF are no accident.
fn in_boxes(bytes: &[u8]) -> Vec<Hole> {
    let find = |wanted: &[u8], from: usize| {
        bytes.get(from..)?.windows(wanted.len()).position(|part| part == wanted).map(|far| from + far)
    };
    let mut holes = Vec::new();
    let mut at = 0;
    while let Some(begins) = find(b"<x:xmpmeta", at) {
        at = find(b"</x:xmpmeta>", begins).unwrap_or(bytes.len());
        holes.extend(of_packet(&bytes[begins..at], begins));
    }
    for start in BOXED.iter().flat_map(|before| TIFF.map(|tiff| (before.len(), [before, tiff].concat()))) {
        let mut at = 0;
        while let Some(begins) = find(&start.1, at) {
            at = begins + start.0;
            holes.extend(of_tiff(&bytes[at..], at));
        }
    }
    holes
}

/// What stands in the place of a chunk of a PNG, kind and body; empty where it is left out, `None` where it stays. Words
/// that are packed, or written in hexadecimal as ImageMagick does, cannot be blanked; the library has read them.
fn instead(chunk: &[u8]) -> Option<Vec<u8>> {
    const PACKET: &[u8] = b"XML:com.adobe.xmp\0";
    const RAW: &[u8] = b"Raw profile type ";
    let (kind, body) = chunk.split_at(4);
    match (kind, body.strip_prefix(PACKET)) {
        (b"eXIf", _) => blanked(chunk, of_tiff(body, 4)),
        (b"iTXt", Some([0, ..])) => blanked(chunk, of_packet(body, 4)),
        (b"iTXt" | b"zTXt", Some(_)) => Some(Vec::new()),
        (b"iTXt" | b"zTXt" | b"tEXt", _) if body.starts_with(RAW) => Some(Vec::new()),
        _ => None,
    }
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut clean = Vec::new();
    let mut copied = 0;
    for chunk in png_chunks(bytes) {
        let Some(instead) = instead(&bytes[chunk.clone()]) else { continue };
        // The length stands before a chunk, its checksum behind it.
        clean.extend_from_slice(&bytes[copied..chunk.start - 4]);
        copied = chunk.end + 4;
        if !instead.is_empty() {
            clean.extend_from_slice(&bytes[chunk.start - 4..chunk.start]);
            clean.extend_from_slice(&instead);
            clean.extend_from_slice(&header::png_checksum(&instead).to_be_bytes());
        }
    }
    (copied > 0).then(|| [&clean, &bytes[copied..]].concat())
}
