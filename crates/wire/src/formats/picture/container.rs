//! Where metadata stands in a picture file. Every length is checked: picture files are often cut or wrong.

/// The metadata of a file as its own bytes.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) iim: Option<Vec<u8>>,
    pub(super) xmp: Option<String>,
}

pub(super) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\xFF\xD8\xFF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF8", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
    ];
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return match bytes.get(8..12) {
            Some(b"avif" | b"avis") => Some("image/avif"),
            Some(b"heic" | b"heix" | b"mif1" | b"heif") => Some("image/heic"),
            _ => None,
        };
    }
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

pub(super) fn parts(bytes: &[u8]) -> Parts {
    let mut parts = match media_type(bytes) {
        Some("image/jpeg") => jpeg(bytes),
        _ => Parts::default(),
    };
    if parts.xmp.is_none() {
        parts.xmp = packet(bytes);
    }
    parts
}

/// Segments up to the pixels: APP1 has XMP, APP13 Photoshop's resources with IIM in one of them.
fn jpeg(bytes: &[u8]) -> Parts {
    const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
    const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
    let (mut parts, mut resources, mut at) = (Parts::default(), Vec::new(), 2);
    while let Some([0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        if *marker == 0xFF {
            at += 1;
            continue;
        }
        if matches!(marker, 0xD9 | 0xDA) {
            break;
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(segment) = bytes.get(at + 4..at + 2 + length.max(2)) else { break };
        match marker {
            0xE1 if segment.starts_with(XMP) => {
                let text = String::from_utf8_lossy(&segment[XMP.len()..]).into_owned();
                parts.xmp.get_or_insert(text);
            }
            0xED if segment.starts_with(PHOTOSHOP) => {
                resources.extend_from_slice(&segment[PHOTOSHOP.len()..]);
            }
            _ => {}
        }
        at += 2 + length.max(2);
    }
    parts.iim = resource(&resources, 0x0404);
    parts
}

/// `8BIM`, a number, a name padded to even, a length, the data padded to even.
fn resource(bytes: &[u8], wanted: u16) -> Option<Vec<u8>> {
    let mut at = 0;
    while bytes.get(at..at + 4) == Some(b"8BIM") {
        let id = u16::from_be_bytes(bytes.get(at + 4..at + 6)?.try_into().ok()?);
        let name = usize::from(*bytes.get(at + 6)?) + 1;
        let length_at = at + 6 + name + name % 2;
        let length = u32::from_be_bytes(bytes.get(length_at..length_at + 4)?.try_into().ok()?) as usize;
        let data = bytes.get(length_at + 4..length_at.checked_add(4 + length)?)?;
        if id == wanted {
            return Some(data.to_vec());
        }
        at = length_at + 4 + length + length % 2;
    }
    None
}

/// The packet itself, wherever other containers put it.
fn packet(bytes: &[u8]) -> Option<String> {
    const SEARCHED_MAX: usize = 4 << 20;
    const PACKET_MAX: usize = 512 << 10;
    let head = &bytes[..bytes.len().min(SEARCHED_MAX)];
    let start = find(head, b"<x:xmpmeta").or_else(|| find(head, b"<rdf:RDF"))?;
    let rest = &head[start..head.len().min(start + PACKET_MAX)];
    let end =
        find(rest, b"</x:xmpmeta>").or_else(|| find(rest, b"</rdf:RDF>")).map_or(rest.len(), |end| end + 12);
    Some(String::from_utf8_lossy(&rest[..end.min(rest.len())]).into_owned())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
