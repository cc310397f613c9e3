//! AVIF (AV1 Image File Format, on ISO/IEC 14496-12 and 23008-12): the largest `ispe` in `meta/iprp/ipco`.

use super::be32;

pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        && brands(bytes).is_some_and(|mut brands| brands.any(|b| b == b"avif" || b == b"avis"))
}

fn brands(bytes: &[u8]) -> Option<impl Iterator<Item = &[u8]>> {
    let end = be32(bytes, 0)? as usize;
    // The minor version stands between the major brand and the compatible ones; it is no brand.
    let major = bytes.get(8..12)?;
    let compatible = bytes.get(16..end.min(bytes.len()))?.chunks_exact(4);
    Some(std::iter::once(major).chain(compatible))
}

/// Thumbnails and tiles have an `ispe` too; the picture is never smaller than they are.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let meta = inside(bytes, b"meta")?;
    // A full box: version and flags first.
    let properties = inside(inside(meta.get(4..)?, b"iprp")?, b"ipco")?;
    boxes(properties)
        .filter(|(kind, _)| *kind == b"ispe")
        .filter_map(|(_, body)| Some((be32(body, 4)?, be32(body, 8)?)))
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

fn inside<'a>(bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(found, _)| *found == kind).map(|(_, body)| body)
}

/// The boxes of one level, each with its type and body; ends at the first that does not fit.
fn boxes(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (kind, body, after) = first_box(rest)?;
        rest = after;
        Some((kind, body))
    })
}

fn first_box(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let kind = bytes.get(4..8)?;
    let (head, length) = match be32(bytes, 0)? {
        // To the end of the file.
        0 => (8, bytes.len()),
        1 => (16, usize::try_from(u64::from(be32(bytes, 8)?) << 32 | u64::from(be32(bytes, 12)?)).ok()?),
        length => (8, length as usize),
    };
    let body = bytes.get(head..length)?;
    Some((kind, body, &bytes[length..]))
}

/// Every box of the outermost level is there, the pixels' too.
pub(super) fn whole(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut pixels = false;
    while !rest.is_empty() {
        let Some((kind, _, after)) = first_box(rest) else { return false };
        pixels |= kind == b"mdat";
        rest = after;
    }
    pixels
}
