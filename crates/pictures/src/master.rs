//! One picture, unpacked once: upright, in sRGB, no wider than the largest size that readers get. All sizes are made
//! from it.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage, RgbaImage};
use story::{PictureFormat, RENDITION_WIDTHS, Rendition};

use crate::decode::{self, Opened};
use crate::encode::encode;
use crate::{Refusal, Words};

/// Pixels; wider screens show the picture at less than their own width.
const MASTER_WIDTH: u32 = RENDITION_WIDTHS[RENDITION_WIDTHS.len() - 1];

pub struct Master {
    pub(crate) pixels: DynamicImage,
    words: Words,
}

impl Master {
    /// Takes as much memory as unpacking does, and time in proportion. AVIF is [`Refusal::Unknown`]: it is shown as
    /// it is.
    pub fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut opened = decode::open(bytes)?;
        let pixels = opened.pixels.take().ok_or(Refusal::Unknown)?;
        Ok(Self::of(&opened, &pixels))
    }

    pub(crate) fn of(opened: &Opened, pixels: &DynamicImage) -> Self {
        let width = opened.size().0.min(MASTER_WIDTH);
        let (across, down) = fit(opened.size(), width);
        // Reduced as it lies, then turned: turning the small one costs next to nothing.
        let lying = if opened.lies() { (down, across) } else { (across, down) };
        let mut pixels = opened.in_srgb(reduce(pixels, lying));
        pixels.apply_orientation(opened.orientation);
        Self { pixels, words: opened.blocks.words() }
    }

    pub fn size(&self) -> (u32, u32) {
        (self.pixels.width(), self.pixels.height())
    }

    /// What it takes in memory.
    pub fn bytes(&self) -> usize {
        self.pixels.as_bytes().len()
    }

    /// The picture at a width, in its own ratio, never enlarged, with the words that go with it.
    pub fn rendition(&self, width: u32, format: PictureFormat) -> Result<Vec<u8>, Refusal> {
        let size = fit(self.size(), width.clamp(1, self.size().0));
        encode(&reduce(&self.pixels, size), &self.words, format)
    }
}

/// The size at a width, in the same ratio.
fn fit(size: (u32, u32), width: u32) -> (u32, u32) {
    (width, Rendition::height(size, width))
}

pub(crate) fn reduce(pixels: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if (pixels.width(), pixels.height()) == (width, height) {
        return pixels.clone();
    }
    let kind = if pixels.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let mut small = Image::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let done = ImageRef::new(pixels.width(), pixels.height(), pixels.as_bytes(), kind)
        .ok()
        .and_then(|large| Resizer::new().resize(&large, &mut small, &options).ok());
    debug_assert!(done.is_some(), "buffers of our own have the length that their size says");
    let samples = small.into_vec();
    let reduced = match kind {
        PixelType::U8x4 => RgbaImage::from_raw(width, height, samples).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, samples).map(DynamicImage::ImageRgb8),
    };
    reduced.unwrap_or_default()
}
