//! Files of every type with whatever blocks of metadata a test wants in them.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};

/// Red above left, green above right, blue below left, white below right: each turn looks different.
pub(crate) fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x * 2 < width, y * 2 < height) {
        (true, true) => Rgb([230, 20, 20]),
        (false, true) => Rgb([20, 200, 20]),
        (true, false) => Rgb([20, 20, 230]),
        (false, false) => Rgb([250, 250, 250]),
    })
}

/// A JPEG with application segments: number and body of each.
pub(crate) fn jpeg_of(pixels: &RgbImage, segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    for (number, body) in segments {
        encoder.add_app_segment(*number, body.clone()).unwrap();
    }
    let side = |pixels: u32| u16::try_from(pixels).unwrap();
    encoder.encode(pixels, side(pixels.width()), side(pixels.height()), ColorType::Rgb).unwrap();
    bytes
}

pub(crate) fn jpeg(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    jpeg_of(&quarters(48, 32), segments)
}

pub(crate) fn written(pixels: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG with an XMP packet.
pub(crate) fn png_with(packet: &str) -> Vec<u8> {
    png_with_chunks(&[[b"iTXtXML:com.adobe.xmp\0\0\0\0\0", packet.as_bytes()].concat()])
}

/// A PNG with more chunks behind its header: kind and body of each.
pub(crate) fn png_with_chunks(chunks: &[Vec<u8>]) -> Vec<u8> {
    let bytes = written(quarters(48, 32), ImageFormat::Png);
    let framed = |body: &Vec<u8>| {
        [&(body.len() as u32 - 4).to_be_bytes(), body.as_slice(), &crc(body).to_be_bytes()].concat()
    };
    let chunks: Vec<u8> = chunks.iter().flat_map(framed).collect();
    [&bytes[..33], &chunks, &bytes[33..]].concat()
}

/// A lossless WebP with more chunks behind its picture.
pub(crate) fn webp_with(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let plain = written(quarters(48, 32), ImageFormat::WebP);
    // The extended header (RFC 9649, 2.7): EXIF and XMP are there; the size less one.
    let mut bytes = [b"WEBPVP8X\x0a\0\0\0\x0c\0\0\0\x2f\0\0\x1f\0\0", &plain[12..]].concat();
    for (kind, body) in chunks {
        bytes.extend([kind.as_slice(), &(body.len() as u32).to_le_bytes(), body].concat());
        bytes.resize(bytes.len().next_multiple_of(2), 0);
    }
    [b"RIFF", (bytes.len() as u32).to_le_bytes().as_slice(), &bytes].concat()
}

/// W3C PNG, annex D.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

/// Half of it can be looked through.
pub(crate) fn window(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, _| Rgba([200, 30, 30, if x * 2 < width { 0 } else { 255 }]))
}

/// An animation of `frames` frames of a pixel.
pub(crate) fn gif(frames: usize) -> Vec<u8> {
    let head = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0".to_vec();
    let frame = b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    [head, frame.repeat(frames), b";".to_vec()].concat()
}

/// A TIFF block with texts and, if wanted, an orientation and a satellite position.
pub(crate) fn tiff(texts: &[(Tag, &str)], orientation: Option<u16>, positioned: bool) -> Vec<u8> {
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let mut fields: Vec<Field> = texts
        .iter()
        .map(|(tag, text)| {
            field(*tag, Value::Ascii(text.split('\0').map(|part| part.as_bytes().to_vec()).collect()))
        })
        .collect();
    fields.extend(orientation.map(|turn| field(Tag::Orientation, Value::Short(vec![turn]))));
    if positioned {
        let degrees =
            |numbers: [u32; 3]| Value::Rational(numbers.map(|num| exif::Rational { num, denom: 1 }).to_vec());
        fields.push(field(Tag::GPSLatitudeRef, Value::Ascii(vec![b"N".to_vec()])));
        fields.push(field(Tag::GPSLatitude, degrees([46, 31, 77])));
        fields.push(field(Tag::GPSLongitude, degrees([6, 37, 99])));
    }
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut block = Cursor::new(Vec::new());
    writer.write(&mut block, false).unwrap();
    block.into_inner()
}

pub(crate) fn exif_segment(tiff: &[u8]) -> (u8, Vec<u8>) {
    (1, [b"Exif\0\0", tiff].concat())
}

pub(crate) fn xmp_segment(packet: &str) -> (u8, Vec<u8>) {
    (1, [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat())
}

/// Photoshop's segment with datasets: record, number, value.
pub(crate) fn iim_segment(sets: &[(u8, u8, &[u8])]) -> (u8, Vec<u8>) {
    let mut iim = Vec::new();
    for (record, number, value) in sets {
        iim.extend([0x1c, *record, *number]);
        iim.extend((value.len() as u16).to_be_bytes());
        iim.extend(*value);
    }
    let mut body = b"Photoshop 3.0\0".to_vec();
    // Another resource with a name of odd length comes first, as Photoshop writes them.
    body.extend(b"8BIM\x03\xed\x03abc\0\0\0\x01x\0");
    body.extend(b"8BIM\x04\x04\0\0");
    body.extend((iim.len() as u32).to_be_bytes());
    body.extend(&iim);
    (13, body)
}
