//! Pictures as readers get them.

use serde::Serialize;
use story::{Asset, AssetKind, CardPicture, File, FocalPoint, Picture};

use crate::links;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PictureView {
    pub src: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// Language of the caption where it is not the story's; else empty.
    pub language: String,
    pub direction: &'static str,
    /// Classes that keep the focal point in sight, in steps of a tenth: the site's CSP allows no style attribute.
    pub focus: String,
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
        Some(Self {
            src: links::media_path(&asset.hash, &asset.media_type)?,
            width: asset.width.max(1),
            height: asset.height.max(1),
            alt: picture.alt.clone(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
            language: language.map_or_else(String::new, |language| language.tag().to_owned()),
            direction: language.map_or("", |language| language.direction().as_str()),
            focus: focus(asset.focal_point),
        })
    }

    /// A picture of the library shown beside a headline, which says what it shows.
    pub(crate) fn of_asset(asset: &Asset) -> Option<Self> {
        let picture = Picture { credit: asset.credit.clone(), ..Picture::default() };
        Self::shown(&picture, asset)
    }

    /// The picture of a card: the headline beside it says what it shows, so it has no text alternative.
    pub(crate) fn of_card(picture: &CardPicture) -> Option<Self> {
        Some(Self {
            src: links::media_path(&picture.hash, &picture.media_type)?,
            width: picture.width.max(1),
            height: picture.height.max(1),
            alt: String::new(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
            language: String::new(),
            direction: "",
            focus: focus(picture.focal_point),
        })
    }
}

fn focus(point: FocalPoint) -> String {
    let tenth = |thousandths: u16| (u32::from(thousandths.min(1000)) + 50) / 100 * 10;
    format!("fx-{} fy-{}", tenth(point.x), tenth(point.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focal_point_is_a_class_the_style_sheet_has() {
        for (x, y, class) in
            [(500, 500, "fx-50 fy-50"), (0, 1000, "fx-0 fy-100"), (649, 9999, "fx-60 fy-100")]
        {
            assert_eq!(focus(FocalPoint { x, y }), class);
        }
    }
}
