//! Why a picture is not taken.

/// What is wrong with the bytes. The text says it in English for logs; the desk says it in the caller's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// None of our types: a page, a script, SVG, something else.
    Unknown,
    /// One of our types, but the bytes at its beginning or within do not hold together.
    Broken { media: &'static str },
    /// The file ends before the picture does.
    Cut { media: &'static str },
    /// Unpacking it would take more than is allowed, or it is taller than any size made of it can be.
    Huge { width: u32, height: u32 },
    /// An animation with more frames than is allowed.
    Film { frames: usize },
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown => f.write_str("not a picture: the bytes are not JPEG, PNG, WebP, GIF or AVIF"),
            Self::Broken { media } => write!(f, "this {media} file is damaged; export it again"),
            Self::Cut { media } => write!(f, "this {media} file ends too early; send it again"),
            Self::Huge { width, height } => {
                write!(f, "{width} × {height} pixels are more than can be shown safely; reduce it first")
            }
            Self::Film { frames } => write!(f, "an animation of {frames} frames; make it a video"),
        }
    }
}

impl std::error::Error for Refusal {}
