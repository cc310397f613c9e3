//! How large a picture may be: every limit has a name, a unit and a reason.

/// One picture as it came from a camera, with room for the largest sensors.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;

/// Width times height: the largest sensors have 100 to 150 million; beyond are stitched panoramas and bombs.
pub const PIXELS_MAX: u64 = 160_000_000;

/// What unpacking one picture may take. The first bytes of a file tell it before anything is unpacked.
pub const MEMORY_MAX: u64 = 768 * 1024 * 1024;

/// What a PNG may take beside its pixels: its lines, its colour profile (some megabytes at most), its words. Packed a
/// thousandfold, these tell nothing of their size beforehand.
pub(crate) const PNG_EXTRAS_MAX: u64 = 32 * 1024 * 1024;

/// Pixels from top to bottom: WebP has no more. Width is reduced; a height is shown as it is.
pub const HEIGHT_MAX: u32 = 16_383;

/// Frames of an animation: longer ones are films and belong into a video.
pub const FRAMES_MAX: usize = 1_000;

/// A caption with all of its translations and notes; what is longer is no caption.
pub(crate) const CAPTION_CHARS_MAX: usize = 5_000;

/// A name, a place, a line of rights.
pub(crate) const LINE_CHARS_MAX: usize = 500;

/// XMP is some kilobytes; editing histories make it a few hundred.
pub(crate) const XMP_BYTES_MAX: usize = 2 * 1024 * 1024;
