//! The sizes of a picture that readers get, and the address of each.

use std::fmt;
use std::str::FromStr;

use crate::Hash;

/// Pixels across, from a phone's column to the whole width of a page on a dense screen.
pub const RENDITION_WIDTHS: [u32; 7] = [320, 480, 720, 960, 1280, 1600, 1920];

/// What a browser may be offered, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PictureFormat {
    Avif,
    WebP,
    Jpeg,
}

impl PictureFormat {
    pub const ALL: [Self; 3] = [Self::Avif, Self::WebP, Self::Jpeg];

    pub fn extension(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
        }
    }

    /// As HTTP says it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// One size of one picture in one format. Its text is the last part of its address: `<hash>-<width>.<extension>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rendition {
    pub hash: Hash,
    pub width: u32,
    pub format: PictureFormat,
}

impl Rendition {
    /// The widths in which a picture is offered, smallest first: never enlarged, its own width last where that is
    /// below the largest. Empty where only the file itself is: a GIF would stop moving, AVIF is small already.
    pub fn widths(media_type: &str, width: u32) -> Vec<u32> {
        if !matches!(media_type, "image/jpeg" | "image/png" | "image/webp") {
            return Vec::new();
        }
        let largest = width.clamp(1, RENDITION_WIDTHS[RENDITION_WIDTHS.len() - 1]);
        RENDITION_WIDTHS.into_iter().filter(|step| *step < largest).chain([largest]).collect()
    }

    /// All that may be made of a picture.
    pub fn all(hash: &Hash, media_type: &str, width: u32) -> Vec<Self> {
        let of = |width| PictureFormat::ALL.map(|format| Self { hash: hash.clone(), width, format });
        Self::widths(media_type, width).into_iter().flat_map(of).collect()
    }

    /// The height at a width, in the picture's own ratio.
    pub fn height((width, height): (u32, u32), at: u32) -> u32 {
        let width = u64::from(width.max(1));
        let height = (u64::from(height) * u64::from(at) + width / 2) / width;
        u32::try_from(height).unwrap_or(u32::MAX).max(1)
    }

    pub fn path(&self) -> String {
        format!("/media/{self}")
    }
}

impl fmt::Display for Rendition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}.{}", self.hash, self.width, self.format.extension())
    }
}

/// Where the bytes of a library file are served: `/media/<hash>.<ext>`; `None` where browsers show no such file.
pub fn media_path(hash: &Hash, media_type: &str) -> Option<String> {
    let extension = match media_type.split(';').next().unwrap_or_default().trim() {
        "image/webp" => "webp",
        "image/jpeg" | "image/jpg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/avif" => "avif",
        _ => return None,
    };
    Some(format!("/media/{hash}.{extension}"))
}

/// Not the name of a rendition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRendition;

impl FromStr for Rendition {
    type Err = NoRendition;

    fn from_str(name: &str) -> Result<Self, NoRendition> {
        let (hash, rest) = name.split_once('-').ok_or(NoRendition)?;
        let (width, extension) = rest.split_once('.').ok_or(NoRendition)?;
        let format = PictureFormat::ALL.into_iter().find(|format| format.extension() == extension);
        let rendition = Self {
            hash: hash.parse().map_err(|_| NoRendition)?,
            width: width.parse().map_err(|_| NoRendition)?,
            format: format.ok_or(NoRendition)?,
        };
        // One name for each: no sign, no leading zero.
        if rendition.to_string() == name { Ok(rendition) } else { Err(NoRendition) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash() -> Hash {
        "0123456789abcdef".repeat(4).parse().expect("a hash")
    }

    #[test]
    fn a_picture_is_never_offered_larger_than_it_is() {
        for (width, expected) in [
            (6000, vec![320, 480, 720, 960, 1280, 1600, 1920]),
            (1920, vec![320, 480, 720, 960, 1280, 1600, 1920]),
            (700, vec![320, 480, 700]),
            (720, vec![320, 480, 720]),
            (90, vec![90]),
            (0, vec![1]),
        ] {
            assert_eq!(Rendition::widths("image/jpeg", width), expected);
        }
        for media_type in ["image/gif", "image/avif", "video/mp4", ""] {
            assert!(Rendition::widths(media_type, 6000).is_empty());
        }
    }

    #[test]
    fn a_name_says_all_and_there_is_one_for_each() {
        for rendition in Rendition::all(&hash(), "image/png", 700) {
            assert_eq!(rendition.to_string().parse(), Ok(rendition.clone()));
            assert_eq!(rendition.path(), format!("/media/{rendition}"));
        }
        let hash = hash();
        for name in [
            format!("{hash}.webp"),
            format!("{hash}-320"),
            format!("{hash}-320.png"),
            format!("{hash}-0320.webp"),
            format!("{hash}-+320.webp"),
            format!("{hash}-320.webp/x"),
            format!("{hash}--320.webp"),
            format!("{}-320.webp", hash.as_str().to_uppercase()),
            format!("{hash}-99999999999.webp"),
            "-320.webp".to_owned(),
        ] {
            assert_eq!(name.parse::<Rendition>(), Err(NoRendition), "{name}");
        }
    }

    #[test]
    fn heights_keep_the_ratio() {
        for (size, at, height) in
            [((6000, 4000), 320, 213), ((2, 3), 1, 2), ((1000, 1), 10, 1), ((0, 5), 10, 50)]
        {
            assert_eq!(Rendition::height(size, at), height);
        }
    }
}
