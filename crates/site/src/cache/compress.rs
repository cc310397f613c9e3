//! Bodies made small once, when a page is printed; never per request.

use std::io::Write;

use bytes::Bytes;

/// The best; done in the background for pages that are read. A quick brotli takes thirty times as long as gzip and saves
/// little, so it is never worth a reader's wait.
const BROTLI_QUALITY: i32 = 11;
/// Below this, headers outweigh the gain.
const SIZE_MIN: usize = 256;
const GZIP_LEVEL: u32 = 6;

/// Whether bodies of this media type shrink at all: pictures and fonts are compressed already.
pub(crate) fn compressible(media_type: &str) -> bool {
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    media_type.starts_with("text/")
        || media_type.ends_with("+xml")
        || media_type.ends_with("+json")
        || matches!(media_type, "application/json" | "application/xml" | "application/javascript")
}

/// `None` where it would gain nothing.
pub(crate) fn gzip(body: &[u8]) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
    encoder.write_all(body).ok()?;
    smaller(encoder.finish().ok()?, body)
}

/// `None` where it would gain nothing.
pub(crate) fn brotli(body: &[u8]) -> Option<Bytes> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        // A window larger than the text only costs memory and time to clear it.
        lgwin: i32::try_from(body.len().max(1).ilog2() + 1).unwrap_or(22).clamp(10, 22),
        size_hint: body.len(),
        mode: brotli::enc::backward_references::BrotliEncoderMode::BROTLI_MODE_TEXT,
        ..Default::default()
    };
    let (mut input, mut small) = (body, Vec::new());
    brotli::BrotliCompress(&mut input, &mut small, &params).ok()?;
    smaller(small, body)
}

fn smaller(small: Vec<u8>, body: &[u8]) -> Option<Bytes> {
    (body.len() >= SIZE_MIN && small.len() < body.len()).then(|| Bytes::from(small.into_boxed_slice()))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn text_comes_back_as_it_was_from_every_encoding() {
        let text = "Le port rouvre, les ferries repartent. ".repeat(50);
        let mut plain = Vec::new();
        let small = gzip(text.as_bytes()).unwrap();
        flate2::read::GzDecoder::new(small.as_ref()).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
        let small = brotli(text.as_bytes()).unwrap();
        plain.clear();
        brotli::BrotliDecompress(&mut small.as_ref(), &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
    }

    #[test]
    fn nothing_is_sent_larger_than_it_is() {
        for body in [&b""[..], b"x", b"short"] {
            assert_eq!((gzip(body), brotli(body)), (None, None));
        }
    }

    #[test]
    fn pictures_are_left_alone() {
        for (media_type, expected) in [
            ("text/html; charset=utf-8", true),
            ("application/rss+xml", true),
            ("application/ld+json", true),
            ("image/svg+xml", true),
            ("image/webp", false),
            ("font/woff2", false),
            ("video/mp4", false),
        ] {
            assert_eq!(compressible(media_type), expected, "{media_type}");
        }
    }
}
