//! Pictures for tests: whole files that decoders accept.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// A PNG of a size: blue above, green below.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    painted(width, height, ImageFormat::Png)
}

/// The same as a JPEG whose makers, and whoever had it since, left words in it: segments by their marker (T.81, B.1.1.3).
pub fn photograph_with(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let plain = painted(640, 420, ImageFormat::Jpeg);
    let (begin, rest) = plain.split_at(2);
    let segment = |(marker, body): &(u8, Vec<u8>)| {
        [&[0xff, 0xe0 | marker], ((body.len() + 2) as u16).to_be_bytes().as_slice(), body].concat()
    };
    [begin, &segments.iter().flat_map(segment).collect::<Vec<u8>>(), rest].concat()
}

fn painted(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let colour = |y: u32| if y * 5 < height * 3 { Rgb([60, 120, 200]) } else { Rgb([20, 120, 30]) };
    let pixels = RgbImage::from_fn(width, height, |_, y| colour(y));
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, format).expect("a picture in memory");
    bytes.into_inner()
}
