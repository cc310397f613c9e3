//! The sizes that readers get: upright, in the right ratio and colours, never enlarged, in three formats.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use pictures::{Master, inspect};
use story::PictureFormat;

use crate::samples::{exif_segment, gif, jpeg, jpeg_of, quarters, tiff, window, written};

/// The colour in the middle of each quarter, as the nearest of the sample's four.
fn corners(pixels: &DynamicImage) -> [char; 4] {
    let pixels = pixels.to_rgb8();
    let (width, height) = pixels.dimensions();
    let name = |Rgb([red, green, blue]): &Rgb<u8>| match (*red > 128, *green > 128, *blue > 128) {
        (true, true, true) => 'w',
        (true, ..) => 'r',
        (_, true, _) => 'g',
        _ => 'b',
    };
    let at = |x: u32, y: u32| name(pixels.get_pixel(x * width / 4, y * height / 4));
    [at(1, 1), at(3, 1), at(1, 3), at(3, 3)]
}

#[test]
fn all_eight_orientations_stand_upright() {
    let expected = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
    for (turn, expected) in (1..=8).zip(expected) {
        let bytes = jpeg(&[exif_segment(&tiff(&[], Some(turn), false))]);
        let read = inspect(&bytes).unwrap();
        let size = if turn < 5 { (48, 32) } else { (32, 48) };
        assert_eq!((read.width, read.height), size, "orientation {turn}");
        let upright = Master::open(&bytes).unwrap().rendition(size.0, PictureFormat::Jpeg).unwrap();
        let shown = image::load_from_memory(&upright).unwrap();
        assert_eq!((shown.width(), shown.height()), size);
        assert_eq!(corners(&shown).iter().collect::<String>(), expected, "orientation {turn}");
        assert_eq!(inspect(&upright).unwrap().width, size.0, "turned once, not twice");
    }
}

#[test]
fn a_size_keeps_the_ratio_and_never_enlarges() {
    let master = Master::open(&jpeg_of(&quarters(300, 200), &[])).unwrap();
    for (asked, width, height) in [(150, 150, 100), (1, 1, 1), (0, 1, 1), (300, 300, 200), (1920, 300, 200)] {
        let read = inspect(&master.rendition(asked, PictureFormat::Jpeg).unwrap()).unwrap();
        assert_eq!((read.width, read.height), (width, height), "{asked}");
    }
    let wide = Master::open(&jpeg_of(&quarters(3840, 16), &[])).unwrap();
    assert_eq!(wide.size(), (1920, 8));
}

#[test]
fn each_format_is_what_it_says_and_looks_the_same() {
    let master = Master::open(&jpeg_of(&quarters(64, 64), &[])).unwrap();
    for (format, media_type) in [
        (PictureFormat::Jpeg, "image/jpeg"),
        (PictureFormat::WebP, "image/webp"),
        (PictureFormat::Avif, "image/avif"),
    ] {
        let bytes = master.rendition(32, format).unwrap();
        let read = inspect(&bytes).unwrap();
        assert_eq!((read.media_type, read.width, read.height), (media_type, 32, 32));
        if format != PictureFormat::Avif {
            assert_eq!(
                corners(&image::load_from_memory(&bytes).unwrap()),
                ['r', 'g', 'b', 'w'],
                "{format:?}"
            );
        }
    }
}

#[test]
fn what_can_be_looked_through_stays_so_and_lies_on_white_in_jpeg() {
    let master = Master::open(&written(window(40, 20), ImageFormat::Png)).unwrap();
    let webp =
        image::load_from_memory(&master.rendition(20, PictureFormat::WebP).unwrap()).unwrap().into_rgba8();
    assert_eq!((webp.get_pixel(2, 5).0[3], webp.get_pixel(17, 5).0[3]), (0, 255));
    let flat =
        image::load_from_memory(&master.rendition(20, PictureFormat::Jpeg).unwrap()).unwrap().into_rgb8();
    assert!(flat.get_pixel(2, 5).0.iter().all(|sample| *sample > 240));
    assert!(!master.rendition(20, PictureFormat::Avif).unwrap().is_empty());
}

#[test]
fn every_kind_of_pixel_is_taken() {
    let pixels = DynamicImage::ImageRgb8(quarters(48, 32));
    let kinds = [
        DynamicImage::ImageLuma8(pixels.to_luma8()),
        DynamicImage::ImageLumaA8(pixels.to_luma_alpha8()),
        DynamicImage::ImageLuma16(pixels.to_luma16()),
        DynamicImage::ImageRgb16(pixels.to_rgb16()),
        DynamicImage::ImageRgba16(pixels.to_rgba16()),
    ];
    for kind in kinds {
        let colour = kind.color();
        let bytes = written(kind, ImageFormat::Png);
        assert_eq!(inspect(&bytes).unwrap().height, 32, "{colour:?}");
        for format in [PictureFormat::Jpeg, PictureFormat::WebP] {
            let size = Master::open(&bytes).unwrap().rendition(24, format).unwrap();
            assert_eq!(inspect(&size).unwrap().height, 16, "{colour:?}");
        }
    }
    assert!(inspect(&written(quarters(9, 9), ImageFormat::WebP)).is_ok());
    assert!(inspect(&gif(2)).is_ok());
}

#[test]
fn the_colour_is_the_one_that_most_of_the_picture_has() {
    let sky = RgbImage::from_fn(90, 90, |_, y| if y < 55 { Rgb([60, 120, 200]) } else { Rgb([20, 120, 30]) });
    let colour = inspect(&written(sky, ImageFormat::Png)).unwrap().colour;
    assert_eq!(colour, "#3c78c8", "neither the mean nor the meadow");
    assert_eq!(
        inspect(&written(window(8, 8), ImageFormat::Png)).unwrap().colour,
        "",
        "the page shines through"
    );
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let of = |format| Master::open(&jpeg(&[])).unwrap().rendition(24, format).unwrap();
    for format in [PictureFormat::Jpeg, PictureFormat::WebP, PictureFormat::Avif] {
        assert_eq!(of(format), of(format));
    }
}
