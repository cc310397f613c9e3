//! Pictures as readers get them.

use serde::Serialize;
use story::{Asset, AssetKind, CardPicture, File, FocalPoint, Hash, Picture, PictureFormat, Rendition};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PictureView {
    /// For browsers that choose nothing, feeds and those who share the page: JPEG, which everybody reads, or the file
    /// itself where nothing is made of it.
    pub src: String,
    pub media_type: String,
    /// Of `src`.
    pub width: u32,
    pub height: u32,
    /// What a browser may choose from by width; empty where there is only the file itself.
    pub avif: String,
    pub webp: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// Language of the caption where it is not the story's; else empty.
    pub language: String,
    pub direction: &'static str,
    /// Classes that keep the focal point in sight, in steps of a tenth, and fill the place with the picture's colour
    /// while it loads, in sixteen steps of each: the site's CSP allows no style attribute.
    pub look: String,
}

impl PictureView {
    /// The picture of a story; `None` when its bytes are not in the library or browsers cannot show them.
    pub(crate) fn of(picture: &Picture, assets: &[Asset]) -> Option<Self> {
        let File::Stored { asset: id } = &picture.file else { return None };
        let asset = assets.iter().find(|asset| asset.id == *id && asset.kind == AssetKind::Picture)?;
        Self::shown(picture, asset)
    }

    fn shown(picture: &Picture, asset: &Asset) -> Option<Self> {
        let language = picture.language.as_ref().filter(|language| language.is_known());
        let sizes = Sizes::of(&asset.hash, &asset.media_type, (asset.width, asset.height))?;
        Some(Self {
            alt: picture.alt.clone(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
            language: language.map_or_else(String::new, |language| language.tag().to_owned()),
            direction: language.map_or("", |language| language.direction().as_str()),
            look: look(asset.focal_point, &asset.colour),
            src: sizes.src,
            media_type: sizes.media_type,
            width: sizes.width,
            height: sizes.height,
            avif: sizes.avif,
            webp: sizes.webp,
        })
    }

    /// Whether those who show other people's pages can show it large: not all of them read AVIF, and smaller ones they
    /// leave out.
    pub(crate) fn can_be_shared(&self) -> bool {
        self.media_type != "image/avif" && self.width >= SHARED_MIN.0 && self.height >= SHARED_MIN.1
    }

    /// The largest size of it that fits into a place; `None` where none does.
    pub(crate) fn within(picture: &Picture, assets: &[Asset], (wide, high): (u32, u32)) -> Option<Self> {
        let mut shown = Self::of(picture, assets)?;
        let File::Stored { asset: id } = &picture.file else { return None };
        let asset = assets.iter().find(|asset| asset.id == *id)?;
        let fits = |width: u32, height: u32| width <= wide && height <= high;
        if !fits(shown.width, shown.height) {
            let size = (asset.width, asset.height);
            let widths = Rendition::widths(&asset.media_type, asset.width);
            let width = widths.into_iter().rfind(|width| fits(*width, Rendition::height(size, *width)))?;
            shown.src = Rendition { hash: asset.hash.clone(), width, format: PictureFormat::Jpeg }.path();
            (shown.width, shown.height) = (width, Rendition::height(size, width));
        }
        Some(shown)
    }

    /// A picture of the library shown beside a headline, which says what it shows.
    pub(crate) fn of_asset(asset: &Asset) -> Option<Self> {
        let picture = Picture { credit: asset.credit.clone(), ..Picture::default() };
        Self::shown(&picture, asset)
    }

    /// The picture of a card: the headline beside it says what it shows, so it has no text alternative.
    pub(crate) fn of_card(picture: &CardPicture) -> Option<Self> {
        let sizes = Sizes::of(&picture.hash, &picture.media_type, (picture.width, picture.height))?;
        Some(Self {
            alt: String::new(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
            language: String::new(),
            direction: "",
            look: look(picture.focal_point, &picture.colour),
            src: sizes.src,
            media_type: sizes.media_type,
            width: sizes.width,
            height: sizes.height,
            avif: sizes.avif,
            webp: sizes.webp,
        })
    }
}

/// The most that is sent to who cannot choose: what those who share pages ask for, and no more.
const SHARED_WIDTH: u32 = 1280;
/// What a picture beside a shared headline must have at least.
const SHARED_MIN: (u32, u32) = (300, 157);

struct Sizes {
    src: String,
    media_type: String,
    width: u32,
    height: u32,
    avif: String,
    webp: String,
}

impl Sizes {
    fn of(hash: &Hash, media_type: &str, size: (u32, u32)) -> Option<Self> {
        let widths = Rendition::widths(media_type, size.0);
        let path = |width, format| Rendition { hash: hash.clone(), width, format }.path();
        let Some(width) = widths.iter().copied().rfind(|width| *width <= SHARED_WIDTH) else {
            return Some(Self {
                src: story::media_path(hash, media_type)?,
                media_type: media_type.to_owned(),
                width: size.0.max(1),
                height: size.1.max(1),
                avif: String::new(),
                webp: String::new(),
            });
        };
        let set = |format| {
            let offers: Vec<String> =
                widths.iter().map(|width| format!("{} {width}w", path(*width, format))).collect();
            offers.join(", ")
        };
        Some(Self {
            src: path(width, PictureFormat::Jpeg),
            media_type: PictureFormat::Jpeg.media_type().to_owned(),
            width,
            height: Rendition::height(size, width),
            avif: set(PictureFormat::Avif),
            webp: set(PictureFormat::WebP),
        })
    }
}

fn look(point: FocalPoint, colour: &str) -> String {
    let tenth = |thousandths: u16| (u32::from(thousandths.min(1000)) + 50) / 100 * 10;
    let focus = format!("fx-{} fy-{}", tenth(point.x), tenth(point.y));
    match sixteenths(colour) {
        Some([red, green, blue]) => format!("{focus} hue r{red:x} g{green:x} b{blue:x}"),
        None => focus,
    }
}

/// `#rrggbb` in sixteen steps of each.
fn sixteenths(colour: &str) -> Option<[u16; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    // Shade n is 17 × n: from black to white.
    let step = |at: usize| Some((u16::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) + 8) / 17);
    Some([step(0)?, step(2)?, step(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn focal_point_and_colour_are_classes_that_the_style_sheet_has() {
        for (x, y, colour, class) in [
            (500, 500, "", "fx-50 fy-50"),
            (0, 1000, "#zzzzzz", "fx-0 fy-100"),
            (649, 9999, "#ffffff", "fx-60 fy-100 hue rf gf bf"),
            (500, 500, "#3c78c8", "fx-50 fy-50 hue r4 g7 bc"),
            (500, 500, "#é0000", "fx-50 fy-50"),
        ] {
            assert_eq!(look(FocalPoint { x, y }, colour), class);
        }
        let sheet = include_str!("../../../../web/src/site.css");
        for step in 0..16 {
            for name in ['r', 'g', 'b'] {
                assert!(
                    sheet.contains(&format!(".{name}{step:x}{{--{name}:{}}}", step * 17)),
                    "{name}{step:x}"
                );
            }
        }
    }

    #[test]
    fn every_size_is_offered_and_none_larger_than_the_picture() {
        let hash: Hash = "0123456789abcdef".repeat(4).parse().unwrap();
        let sizes = Sizes::of(&hash, "image/jpeg", (700, 1050)).unwrap();
        assert_eq!((sizes.width, sizes.height), (700, 1050));
        assert_eq!(sizes.src, format!("/media/{hash}-700.jpg"));
        let offers: Vec<_> =
            [320, 480, 700].map(|width| format!("/media/{hash}-{width}.webp {width}w")).into();
        assert_eq!(sizes.webp, offers.join(", "));
        let large = Sizes::of(&hash, "image/png", (6000, 4000)).unwrap();
        assert_eq!((large.width, large.height, large.media_type.as_str()), (1280, 853, "image/jpeg"));
        assert!(large.avif.ends_with("-1920.avif 1920w"));
        let moving = Sizes::of(&hash, "image/gif", (700, 0)).unwrap();
        assert_eq!((moving.src, moving.width, moving.height), (format!("/media/{hash}.gif"), 700, 1));
        assert!(moving.webp.is_empty() && Sizes::of(&hash, "image/svg+xml", (7, 7)).is_none());
    }
}
