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
    bytes_of(&[&[0xff, 0xd8], &application, &[0xff, 0xc2, 0, 11, 8, 0x01, 0xe0, 0x02, 0x80, 1, 0, 0, 0]])
}

fn webp(chunk: &[u8; 4], body: &[u8]) -> Vec<u8> {
    bytes_of(&[b"RIFF\0\0\0\0WEBP", chunk, &[0; 4], body])
}

fn samples() -> Vec<(&'static str, Vec<u8>, (u32, u32))> {
    let png = bytes_of(&[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &640_u32.to_be_bytes(), &480_u32.to_be_bytes()]);
    vec![
        ("image/png", png, (640, 480)),
        ("image/gif", b"GIF87a\x80\x02\xe0\x01".to_vec(), (640, 480)),
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
        assert_eq!(read(&bytes), Ok(Header { media_type, width, height }), "{media_type}");
    }
}

#[test]
fn a_picture_cut_at_any_byte_is_damaged_or_unknown_and_never_another_size() {
    for (media_type, bytes, size) in samples() {
        for end in 0..bytes.len() {
            if let Ok(header) = read(&bytes[..end]) {
                assert_eq!((header.width, header.height), size, "{media_type} cut at {end}");
            }
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
        assert_eq!(read(bytes), Err(BadMedia::Unknown), "{bytes:?}");
    }
}

#[test]
fn a_picture_without_extent_is_damaged() {
    assert_eq!(read(b"GIF89a\0\0\x01\0"), Err(BadMedia::Broken("GIF")));
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
