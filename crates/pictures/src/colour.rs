//! The colour that fills a picture's place while it loads.

use image::{DynamicImage, Rgb};

use crate::master::reduce;

/// Shades of each of the three colours that count as the same.
const SHADES_BITS: u32 = 3;

/// The colour that most of the picture has, as `#rrggbb`; empty for pictures one can look through. A mean of the
/// whole is a grey that is nowhere in it.
pub(crate) fn dominant(pixels: &DynamicImage) -> String {
    if pixels.color().has_alpha() {
        return String::new();
    }
    let small = reduce(pixels, (pixels.width().min(64), pixels.height().min(64))).into_rgb8();
    let shade = |value: u8| usize::from(value >> (8 - SHADES_BITS));
    let bucket = |Rgb([red, green, blue]): &Rgb<u8>| {
        shade(*red) << (2 * SHADES_BITS) | shade(*green) << SHADES_BITS | shade(*blue)
    };
    let mut counts = vec![0_usize; 1 << (3 * SHADES_BITS)];
    small.pixels().for_each(|pixel| counts[bucket(pixel)] += 1);
    let fullest = (0..counts.len()).max_by_key(|at| counts[*at]).unwrap_or_default();
    let mut sums = [0_u64; 3];
    for pixel in small.pixels().filter(|pixel| bucket(pixel) == fullest) {
        (0..3).for_each(|at| sums[at] += u64::from(pixel.0[at]));
    }
    let [red, green, blue] = sums.map(|sum| sum / counts[fullest].max(1) as u64);
    format!("#{red:02x}{green:02x}{blue:02x}")
}
