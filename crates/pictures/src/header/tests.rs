//! Headers by the byte, whole, cut and hostile.

use proptest::prelude::*;

use super::*;

fn bytes_of(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn a_box(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    bytes_of(&[&(body.len() as u32 + 8).to_be_bytes(), kind, body])
}

fn ispe(width: u32, height: u32) -> Vec<u8> {
    a_box(b"ispe", &bytes_of(&[&[0; 4], &width.to_be_bytes(), &height.to_be_bytes()]))
}

fn avif() -> Vec<u8> {
    let properties = a_box(b"ipco", &bytes_of(&[&ispe(160, 120), &ispe(1600, 1200)]));
    let meta = a_box(b"meta", &bytes_of(&[&[0; 4], &a_box(b"hdlr", b"pict"), &a_box(b"iprp", &properties)]));
    bytes_of(&[&a_box(b"ftyp", b"avif\0\0\0\0mif1miaf"), &meta, &a_box(b"mdat", b"pixels")])
}

fn jpeg() -> Vec<u8> {
    let application = [&[0xff, 0xe0, 0, 4, 1, 2][..], &[0xff, 0xff, 0xc4, 0, 3, 0]].concat();
    let frame = [0xff, 0xc2, 0, 11, 8, 0x01, 0xe0, 0x02, 0x80, 1, 0, 0, 0];
    let scan = [0xff, 0xda, 0, 8, 1, 0, 0, 0, 63, 0, 0x5a, 0xff, 0xd9];
    bytes_of(&[&[0xff, 0xd8], &application, &frame, &scan])
}

fn webp(chunk: &[u8; 4], body: &[u8]) -> Vec<u8> {
    bytes_of(&[b"RIFF", &(body.len() as u32 + 12).to_le_bytes(), b"WEBP", chunk, &[0; 4], body])
}

fn samples() -> Vec<(&'static str, Vec<u8>, (u32, u32))> {
    let end = b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0";
    let sides = [640_u32.to_be_bytes(), 480_u32.to_be_bytes()].concat();
    let png = bytes_of(&[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &sides, end]);
    let gif = b"GIF87a\x80\x02\xe0\x01\0\0\0,\0\0\0\0\x80\x02\xe0\x01\0\x02\x01\0\0;".to_vec();
    vec![
        ("image/png", png, (640, 480)),
        ("image/gif", gif, (640, 480)),
        ("image/jpeg", jpeg(), (640, 480)),
        ("image/webp", webp(b"VP8X", &[0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]), (640, 480)),
        ("image/webp", webp(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0x80, 0x42, 0xe0, 0x81]), (640, 480)),
        ("image/webp", webp(b"VP8L", &[0x2f, 0x7f, 0xc2, 0x77, 0x00]), (640, 480)),
        ("image/avif", avif(), (1600, 1200)),
    ]
}

#[test]
fn every_type_tells_its_size() {
    for (media_type, bytes, (width, height)) in samples() {
        let header = read(&bytes).unwrap_or_else(|refusal| panic!("{media_type}: {refusal}"));
        assert_eq!((header.media.media_type(), header.width, header.height), (media_type, width, height));
    }
}

#[test]
fn a_picture_cut_at_any_byte_is_refused() {
    for (media_type, bytes, _) in samples() {
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end]).is_err(), "{media_type} cut at {end}");
        }
    }
}

#[test]
fn what_runs_or_is_no_picture_is_unknown() {
    let others: [&[u8]; 7] = [
        b"",
        b"<svg/>",
        b"<?xml version='1.0'?><svg/>",
        b"<html>",
        b"GIF",
        b"BM6\0\0\0",
        b"\0\0\0\x18ftypmp42",
    ];
    for bytes in others {
        assert_eq!(read(bytes), Err(Refusal::Unknown), "{bytes:?}");
    }
}

#[test]
fn a_picture_without_extent_is_damaged() {
    assert_eq!(read(b"GIF89a\0\0\x01\0"), Err(Refusal::Broken { media: "GIF" }));
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_fall_over(which in 0usize..7, noise in proptest::collection::vec(any::<(usize, u8)>(), 0..8)) {
        let (_, mut bytes, _) = samples().swap_remove(which);
        let length = bytes.len();
        for (at, byte) in noise {
            bytes[at % length] = byte;
        }
        let _ = read(&bytes);
    }
}

#[test]
fn what_would_take_too_much_memory_is_refused_by_its_first_bytes() {
    let png = |width: u32, height: u32, depth: u8| {
        let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
        bytes_of(&[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &sides, &[depth, 6, 0, 0, 0]])
    };
    // A progressive JPEG takes more than a plain one, sixteen bits more than eight.
    let jpeg = |marker: u8, side: u16| {
        let [high, low] = side.to_be_bytes();
        let frame = [0xff, marker, 0, 17, 8, high, low, high, low, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        bytes_of(&[&[0xff, 0xd8], &frame, &[0xff, 0xda, 0, 12, 3, 0, 0, 0, 0, 0, 0, 0, 63, 0, 0xff, 0xd9]])
    };
    for (bytes, side) in [
        (png(50_000, 50_000, 8), 50_000),
        (png(10_100, 10_100, 8), 10_100),
        (png(8_200, 8_200, 16), 8_200),
        (jpeg(0xc0, 65_500), 65_500),
        (jpeg(0xc2, 9_000), 9_000),
    ] {
        assert_eq!(read(&bytes), Err(Refusal::Huge { width: side, height: side }));
    }
    assert!(read(&jpeg(0xc0, 12_000)).is_ok(), "the largest sensors are taken");
    assert!(read(&jpeg(0xc2, 8_000)).is_ok());
}
