//! Pixels to the bytes that readers get, in three formats.

use image::DynamicImage;
use jpeg_encoder::{ColorType, Encoder as JpegEncoder, SamplingFactor};
use ravif::{Encoder as AvifEncoder, Img, RGB8, RGBA8};
use story::PictureFormat;

use crate::{Refusal, Words};

/// Qualities at which the three are hard to tell from one another and from the original at arm's length.
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 78.0;
const AVIF_QUALITY: f32 = 62.0;
/// Of 1 to 10. One step below takes twice the time for a tenth fewer bytes.
const AVIF_SPEED: u8 = 9;

pub(crate) fn encode(
    pixels: &DynamicImage,
    words: &Words,
    format: PictureFormat,
) -> Result<Vec<u8>, Refusal> {
    match format {
        PictureFormat::Jpeg => jpeg(pixels, words),
        PictureFormat::WebP => webp(pixels, words),
        PictureFormat::Avif => avif(pixels, words),
    }
}

fn jpeg(pixels: &DynamicImage, words: &Words) -> Result<Vec<u8>, Refusal> {
    let flat = on_white(pixels);
    let broken = |_| Refusal::Broken { media: "JPEG" };
    // A longer side does not fit into the format.
    let side = |pixels: u32| u16::try_from(pixels).map_err(|_| Refusal::Broken { media: "JPEG" });
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    if let Some(packet) = words.packet() {
        let segment = [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat();
        encoder.add_app_segment(1, segment).map_err(broken)?;
    }
    encoder.encode(&flat, side(pixels.width())?, side(pixels.height())?, ColorType::Rgb).map_err(broken)?;
    Ok(bytes)
}

/// Three samples for each pixel; what one can look through lies on white.
fn on_white(pixels: &DynamicImage) -> Vec<u8> {
    let DynamicImage::ImageRgba8(pixels) = pixels else { return pixels.as_bytes().to_vec() };
    let over = |sample: u8, alpha: u8| {
        let (sample, alpha) = (u32::from(sample), u32::from(alpha));
        ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    pixels.pixels().flat_map(|pixel| [0, 1, 2].map(|at| over(pixel.0[at], pixel.0[3]))).collect()
}

fn webp(pixels: &DynamicImage, words: &Words) -> Result<Vec<u8>, Refusal> {
    let (width, height) = (pixels.width(), pixels.height());
    let encoder = if pixels.color().has_alpha() {
        webp::Encoder::from_rgba(pixels.as_bytes(), width, height)
    } else {
        webp::Encoder::from_rgb(pixels.as_bytes(), width, height)
    };
    let encoded = encoder.encode_simple(false, WEBP_QUALITY);
    let encoded = encoded.map_err(|_| Refusal::Broken { media: "WebP" })?;
    Ok(match words.packet() {
        Some(packet) => with_packet(&encoded, (width, height), packet.as_bytes()),
        None => encoded.to_vec(),
    })
}

/// The extended container (RFC 9649, 2.7) around a simple file: flags and size first, the words last.
fn with_packet(simple: &[u8], (width, height): (u32, u32), packet: &[u8]) -> Vec<u8> {
    const XMP: u8 = 0b100;
    const ALPHA: u8 = 0b1_0000;
    let mut chunks = simple.get(12..).unwrap_or_default();
    let mut flags = XMP;
    // An encoder that had to keep transparency wrote the extended container itself.
    if let Some(extended) = chunks.strip_prefix(b"VP8X") {
        flags |= extended.get(4).copied().unwrap_or_default();
        chunks = extended.get(14..).unwrap_or_default();
    } else if chunks.starts_with(b"VP8L") {
        flags |= ALPHA;
    }
    let mut body = b"WEBPVP8X\x0a\0\0\0".to_vec();
    body.extend([flags, 0, 0, 0]);
    for side in [width, height] {
        body.extend(&side.saturating_sub(1).to_le_bytes()[..3]);
    }
    body.extend(chunks);
    body.extend(b"XMP ");
    body.extend((packet.len() as u32).to_le_bytes());
    body.extend(packet);
    body.resize(body.len() + packet.len() % 2, 0);
    [b"RIFF", (body.len() as u32).to_le_bytes().as_slice(), &body].concat()
}

fn avif(pixels: &DynamicImage, words: &Words) -> Result<Vec<u8>, Refusal> {
    let broken = |_| Refusal::Broken { media: "AVIF" };
    let mut encoder = AvifEncoder::new()
        .with_quality(AVIF_QUALITY)
        .with_alpha_quality(AVIF_QUALITY)
        .with_speed(AVIF_SPEED)
        .with_bit_depth(ravif::BitDepth::Eight)
        .with_num_threads(Some(1));
    if let Some(exif) = words.exif() {
        encoder = encoder.with_exif(exif);
    }
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let encoded = match pixels {
        DynamicImage::ImageRgba8(pixels) => {
            let samples: Vec<RGBA8> =
                pixels.pixels().map(|p| RGBA8::new(p.0[0], p.0[1], p.0[2], p.0[3])).collect();
            encoder.encode_rgba(Img::new(&samples, width, height)).map_err(broken)?
        }
        pixels => {
            let samples: Vec<RGB8> =
                pixels.as_bytes().chunks_exact(3).map(|p| RGB8::new(p[0], p[1], p[2])).collect();
            encoder.encode_rgb(Img::new(&samples, width, height)).map_err(broken)?
        }
    };
    Ok(encoded.avif_file)
}
