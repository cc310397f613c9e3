//! Pictures for tests: whole files that decoders accept.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// A PNG of a size: blue above, green below.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let colour = |y: u32| if y * 5 < height * 3 { Rgb([60, 120, 200]) } else { Rgb([20, 120, 30]) };
    let pixels = RgbImage::from_fn(width, height, |_, y| colour(y));
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, ImageFormat::Png).expect("a picture in memory");
    bytes.into_inner()
}
