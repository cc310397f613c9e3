//! The blocks a story is made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AssetId, Language, RichText};

/// The number of a block inside its story; never given to another block of that story.
pub type BlockId = u32;

/// One block: a paragraph, a quote, a picture…
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    pub id: BlockId,
    #[serde(flatten)]
    pub body: BlockBody,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum BlockBody {
    Paragraph(RichText),
    Subheading(RichText),
    Quote(Quote),
    List(List),
    Picture(Picture),
    Gallery(Gallery),
    Video(Video),
    Embed(Embed),
    FactBox(FactBox),
    Table(Table),
}

/// Words set apart as somebody's. Without a speaker it is a pull quote: it repeats the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    pub words: RichText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Speaker>,
}

/// Who said it, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct List {
    pub style: ListStyle,
    pub items: Vec<RichText>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ListStyle {
    #[default]
    Bulleted,
    Numbered,
}

/// Where the bytes of a picture or video are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "at", rename_all = "lowercase")]
pub enum File {
    /// Only the caption reached us; readers are shown nothing.
    #[default]
    Missing,
    /// Named by a wire, not in the library yet; readers are shown nothing.
    Remote { href: String },
    /// In the library.
    Stored { asset: AssetId },
}

/// A picture as this story shows it: the words are the story's own, first copied from the asset.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Picture {
    #[serde(flatten)]
    pub file: File,
    #[serde(default)]
    pub caption: String,
    #[serde(default)]
    pub credit: String,
    /// What the picture shows, for those who do not see it.
    #[serde(default)]
    pub alt: String,
    /// The language of the caption, where it is not the story's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Gallery {
    pub title: String,
    pub pictures: Vec<Picture>,
}

/// A video of the library, with the picture that stands for it until it plays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "WrittenVideo")]
pub struct Video {
    #[serde(flatten)]
    pub poster: Picture,
    pub title: String,
    /// Where the video itself is: a library address or the publisher's page. Written `video`, because a poster that
    /// is not in the library is written beside it with an `href` of its own.
    #[serde(rename = "video")]
    pub href: String,
    #[serde(default)]
    pub duration_s: u32,
}

/// A video as it may be written: by hand also with `href`, where the poster has none.
#[derive(Deserialize, JsonSchema)]
struct WrittenVideo {
    #[serde(flatten)]
    poster: Picture,
    title: String,
    video: Option<String>,
    #[serde(default)]
    duration_s: u32,
    #[serde(flatten)]
    by_hand: ByHand,
}

#[derive(Deserialize, JsonSchema)]
struct ByHand {
    #[serde(default)]
    href: String,
}

impl From<WrittenVideo> for Video {
    fn from(written: WrittenVideo) -> Self {
        let WrittenVideo { poster, title, video, duration_s, by_hand } = written;
        Self { poster, title, href: video.unwrap_or(by_hand.href), duration_s }
    }
}

/// Somebody else's post or player; nothing is fetched from there before the reader asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Embed {
    pub href: String,
    pub provider: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FactBox {
    pub title: String,
    pub paragraphs: Vec<RichText>,
}

/// Rows of cells; the first `header_rows` are headings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    pub caption: String,
    #[serde(default)]
    pub header_rows: usize,
    pub rows: Vec<Vec<RichText>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_keeps_its_own_address_and_that_of_its_poster() {
        let file = File::Remote { href: "https://pictures.example/1.jpg".into() };
        let poster = Picture { file, ..Picture::default() };
        let video =
            Video { poster, title: "t".into(), href: "https://video.example/1".into(), duration_s: 9 };
        let block = Block { id: 1, body: BlockBody::Video(video) };
        let json = serde_json::to_string(&block).unwrap();
        assert_eq!(serde_json::from_str::<Block>(&json).unwrap(), block);
    }

    #[test]
    fn a_video_written_by_hand_may_call_its_address_href() {
        let json = r#"{"id":1,"type":"video","at":"missing","title":"t","href":"https://video.example/1"}"#;
        let block: Block = serde_json::from_str(json).unwrap();
        assert!(matches!(block.body, BlockBody::Video(video) if video.href == "https://video.example/1"));
    }
}
