//! Bytes to pixels, within the limits, upright, in sRGB.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::Refusal;
use crate::header::{self, Header, Media};
use crate::limits::{BYTES_MAX, HEIGHT_MAX, MEMORY_MAX, PNG_EXTRAS_MAX};
use crate::words::Blocks;

/// What a file holds, the pixels as they lie in it.
pub(crate) struct Opened {
    pub(crate) header: Header,
    pub(crate) orientation: Orientation,
    pub(crate) blocks: Blocks,
    profile: Option<Vec<u8>>,
    /// `None` for AVIF, which is not unpacked here.
    pub(crate) pixels: Option<DynamicImage>,
}

pub(crate) fn open(bytes: &[u8]) -> Result<Opened, Refusal> {
    let header = header::read(bytes)?;
    if bytes.len() > BYTES_MAX {
        return Err(Refusal::Huge { width: header.width, height: header.height });
    }
    let format = match header.media {
        Media::Jpeg => ImageFormat::Jpeg,
        Media::Png => ImageFormat::Png,
        Media::WebP => ImageFormat::WebP,
        Media::Gif => ImageFormat::Gif,
        Media::Avif => return Ok(avif(header, bytes)),
    };
    let broken = |_| header.media.broken();
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    // Pixels are ours to hold: the reader of PNG needs little besides.
    limits.max_alloc = Some(if format == ImageFormat::Png { PNG_EXTRAS_MAX } else { MEMORY_MAX });
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    // A file may bring two headers that do not say the same.
    if decoder.dimensions() != (header.width, header.height) {
        return Err(header.media.broken());
    }
    // Words that cannot be read are no reason to refuse a picture.
    let blocks = Blocks {
        exif: decoder.exif_metadata().ok().flatten(),
        xmp: decoder.xmp_metadata().ok().flatten(),
        resources: Blocks::resources(bytes, header.media),
    };
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = upright(header, orientation);
    if height > HEIGHT_MAX {
        return Err(Refusal::Huge { width, height });
    }
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = DynamicImage::from_decoder(decoder).map_err(broken)?;
    Ok(Opened { header, orientation, blocks, profile, pixels: Some(narrow(pixels)) })
}

fn avif(header: Header, bytes: &[u8]) -> Opened {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let exif = exif.map(|fields| fields.buf().to_vec());
    let blocks = Blocks { exif, ..Blocks::default() };
    Opened { header, orientation: Orientation::NoTransforms, blocks, profile: None, pixels: None }
}

/// Eight bits for each of three or four samples.
fn narrow(pixels: DynamicImage) -> DynamicImage {
    match pixels {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => pixels,
        pixels if pixels.color().has_alpha() => DynamicImage::ImageRgba8(pixels.into_rgba8()),
        pixels => DynamicImage::ImageRgb8(pixels.into_rgb8()),
    }
}

fn lies(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

fn upright(Header { width, height, .. }: Header, orientation: Orientation) -> (u32, u32) {
    if lies(orientation) { (height, width) } else { (width, height) }
}

impl Opened {
    /// Whether the picture lies on its side in the file.
    pub(crate) fn lies(&self) -> bool {
        lies(self.orientation)
    }

    /// Width and height as readers see it.
    pub(crate) fn size(&self) -> (u32, u32) {
        upright(self.header, self.orientation)
    }

    /// The same colours in sRGB, so that no size needs a profile. Pixels stay where the profile is of another kind
    /// (a press's) or cannot be read.
    pub(crate) fn in_srgb(&self, mut pixels: DynamicImage) -> DynamicImage {
        let profile = self.profile.as_deref().and_then(|profile| ColorProfile::new_from_slice(profile).ok());
        let Some(profile) = profile.filter(|profile| profile.color_space == DataColorSpace::Rgb) else {
            return pixels;
        };
        let (layout, samples): (_, &mut [u8]) = match &mut pixels {
            DynamicImage::ImageRgb8(pixels) => (Layout::Rgb, pixels),
            DynamicImage::ImageRgba8(pixels) => (Layout::Rgba, pixels),
            _ => return pixels,
        };
        let srgb = ColorProfile::new_srgb();
        let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default())
        else {
            return pixels;
        };
        let before = samples.to_vec();
        // Fails only on lengths that do not match; these are one another's.
        let _ = transform.transform(&before, samples);
        pixels
    }
}
