//! Files that were made to harm, or were harmed.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, RgbImage};
use pictures::{FRAMES_MAX, HEIGHT_MAX, Master, Refusal, inspect};
use proptest::prelude::*;

use crate::samples::{
    exif_segment, gif, iim_segment, jpeg, jpeg_of, png_with_chunks, quarters, tiff, written, xmp_segment,
};

fn samples() -> [(&'static str, Vec<u8>); 4] {
    let sets: &[(u8, u8, &[u8])] = &[(2, 120, b"caption")];
    let segments = [
        exif_segment(&tiff(&[(exif::Tag::Artist, "Ana")], Some(6), true)),
        xmp_segment("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"),
        iim_segment(sets),
    ];
    [
        ("JPEG", jpeg(&segments)),
        ("PNG", written(quarters(24, 16), ImageFormat::Png)),
        ("WebP", written(quarters(24, 16), ImageFormat::WebP)),
        ("GIF", gif(3)),
    ]
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    for (media, bytes) in samples() {
        assert!(inspect(&bytes).is_ok(), "{media}");
        for end in 0..bytes.len() {
            assert!(inspect(&bytes[..end]).is_err(), "{media} cut at {end} of {}", bytes.len());
        }
    }
}

#[test]
fn a_film_made_of_a_gif_is_refused_without_unpacking_it() {
    assert!(inspect(&gif(FRAMES_MAX)).is_ok());
    assert_eq!(inspect(&gif(5_000)).unwrap_err(), Refusal::Film { frames: 5_000 });
}

/// A few kilobytes that say they are a picture of ten gigabytes, and one that says less than it holds.
#[test]
fn bombs_are_refused_before_anything_is_unpacked() {
    let mut png = written(quarters(24, 16), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    assert_eq!(inspect(&png).unwrap_err(), Refusal::Huge { width: 50_000, height: 50_000 });
    let mut jpeg = jpeg(&[]);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xff);
    assert_eq!(inspect(&jpeg).unwrap_err(), Refusal::Huge { width: 65_535, height: 65_535 });
    let mut screen = gif(1);
    screen[6..10].fill(0xff);
    assert_eq!(inspect(&screen).unwrap_err(), Refusal::Huge { width: 65_535, height: 65_535 });
}

#[test]
fn a_picture_taller_than_any_size_of_it_can_be_is_refused() {
    let strip = |height| written(DynamicImage::new_rgb8(8, height), ImageFormat::Png);
    assert!(inspect(&strip(HEIGHT_MAX)).is_ok());
    let height = HEIGHT_MAX + 1;
    assert_eq!(inspect(&strip(height)).unwrap_err(), Refusal::Huge { width: 8, height });
    // It may lie on its side; a panorama that does not is reduced.
    let wide = RgbImage::new(20_000, 8);
    assert!(inspect(&jpeg_of(&wide, &[])).is_ok());
    let turned = jpeg_of(&wide, &[exif_segment(&tiff(&[], Some(6), true))]);
    assert_eq!(inspect(&turned).unwrap_err(), Refusal::Huge { width: 8, height: 20_000 });
}

/// A colour profile of 128 MB in as many kilobytes.
#[test]
fn what_a_png_packs_beside_its_pixels_is_bounded() {
    let mut zlib = ZlibEncoder::new(b"iCCPall\0\0".to_vec(), Compression::fast());
    for _ in 0..128 {
        zlib.write_all(&[b'x'; 1 << 20]).unwrap();
    }
    let bomb = png_with_chunks(&[zlib.finish().unwrap()]);
    let before = peak_bytes();
    assert!(inspect(&bomb).is_ok(), "without its profile, it is a picture");
    let grown = peak_bytes() - before;
    assert!(grown < 96 << 20, "{} MiB for it", grown >> 20);
}

/// The most memory that this process ever had.
#[expect(clippy::disallowed_methods, reason = "what the system says of the test itself")]
fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

#[test]
fn what_is_no_picture_is_refused_whatever_it_calls_itself() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let script_in_gif = b"GIF89a/*\x2f=1*/alert(1);//;";
    let page_in_jpeg = b"\xff\xd8\xff\xe0<html><script>alert(1)</script>\xff\xd9";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    for (bytes, refusal) in [
        (&svg[..], Refusal::Unknown),
        (b"<html>", Refusal::Unknown),
        (b"%PDF-1.7", Refusal::Unknown),
        (b"", Refusal::Unknown),
        (heic, Refusal::Unknown),
        (page_in_jpeg, Refusal::Broken { media: "JPEG" }),
    ] {
        assert_eq!(inspect(bytes).unwrap_err(), refusal);
    }
    assert!(inspect(script_in_gif).is_err());
}

#[test]
fn nothing_that_was_hidden_in_a_picture_is_in_its_sizes() {
    let hidden = b"PK\x03\x04<script>alert(1)</script>";
    let (_, picture) = &samples()[0];
    let comment =
        [&picture[..2], &[0xff, 0xfe, 0, hidden.len() as u8 + 2], hidden, &picture[2..], hidden].concat();
    let master = Master::open(&comment).unwrap();
    for format in [story::PictureFormat::Jpeg, story::PictureFormat::WebP, story::PictureFormat::Avif] {
        let size = master.rendition(16, format).unwrap();
        assert!(!size.windows(7).any(|part| part == b"<script"), "{format:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_bytes_make_it_fall_over(which in 0usize..4, noise in proptest::collection::vec(any::<(usize, u8)>(), 1..12)) {
        let (_, mut bytes) = samples()[which].clone();
        let length = bytes.len();
        for (at, byte) in noise {
            bytes[at % length] = byte;
        }
        if let Ok(read) = inspect(&bytes) {
            prop_assert!(read.width > 0 && read.height > 0);
        }
        let _ = pictures::without_location(&bytes);
    }
}
