//! What the buttons between the blocks do: add, remove, move.

use std::str::FromStr;

use story::{
    Block, BlockBody, BlockId, Content, Embed, FactBox, Gallery, List, ListStyle, Picture, Quote, RichText,
    Table, Video,
};

/// The words for the kinds of block, in the order in which they are offered.
pub(crate) const KINDS: &[&str] = &[
    "paragraph",
    "subheading",
    "quote",
    "list",
    "picture",
    "gallery",
    "video",
    "embed",
    "fact-box",
    "table",
];

pub(crate) fn kind(body: &BlockBody) -> &'static str {
    match body {
        BlockBody::Paragraph(_) => "paragraph",
        BlockBody::Subheading(_) => "subheading",
        BlockBody::Quote(_) => "quote",
        BlockBody::List(_) => "list",
        BlockBody::Picture(_) => "picture",
        BlockBody::Gallery(_) => "gallery",
        BlockBody::Video(_) => "video",
        BlockBody::Embed(_) => "embed",
        BlockBody::FactBox(_) => "fact-box",
        BlockBody::Table(_) => "table",
    }
}

pub(crate) fn empty(kind: &str) -> Option<BlockBody> {
    Some(match kind {
        "paragraph" => BlockBody::Paragraph(RichText::default()),
        "subheading" => BlockBody::Subheading(RichText::default()),
        "quote" => BlockBody::Quote(Quote::default()),
        "list" => BlockBody::List(List { style: ListStyle::Bulleted, items: Vec::new() }),
        "picture" => BlockBody::Picture(Picture::default()),
        "gallery" => BlockBody::Gallery(Gallery { title: String::new(), pictures: vec![Picture::default()] }),
        "video" => BlockBody::Video(Video::default()),
        "embed" => BlockBody::Embed(Embed::default()),
        "fact-box" => BlockBody::FactBox(FactBox::default()),
        "table" => BlockBody::Table(Table { header_rows: 1, ..Table::default() }),
        _ => return None,
    })
}

/// One change of the order of blocks, as a button's value writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BlockChange {
    /// `add:quote:7`: after block 7; after 0 is before all.
    Add {
        kind: String,
        after: BlockId,
    },
    Remove(BlockId),
    Up(BlockId),
    Down(BlockId),
    PictureAdd(BlockId),
    PictureRemove(BlockId, usize),
    PictureUp(BlockId, usize),
    PictureDown(BlockId, usize),
    LeadRemove,
}

impl FromStr for BlockChange {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split(':').collect();
        let block = |text: &str| text.parse::<BlockId>().map_err(drop);
        let place = |text: &str| text.parse::<usize>().map_err(drop);
        match parts.as_slice() {
            ["add", kind, after] if KINDS.contains(kind) => {
                Ok(Self::Add { kind: (*kind).to_owned(), after: block(after)? })
            }
            ["remove", id] => Ok(Self::Remove(block(id)?)),
            ["up", id] => Ok(Self::Up(block(id)?)),
            ["down", id] => Ok(Self::Down(block(id)?)),
            ["picture-add", id] => Ok(Self::PictureAdd(block(id)?)),
            ["picture-remove", id, n] => Ok(Self::PictureRemove(block(id)?, place(n)?)),
            ["picture-up", id, n] => Ok(Self::PictureUp(block(id)?, place(n)?)),
            ["picture-down", id, n] => Ok(Self::PictureDown(block(id)?, place(n)?)),
            ["lead-remove"] => Ok(Self::LeadRemove),
            _ => Err(()),
        }
    }
}

impl BlockChange {
    /// Makes the change and says which block to look at next.
    pub(crate) fn apply(self, content: &mut Content) -> Option<BlockId> {
        let at = |content: &Content, id| content.blocks.iter().position(|block| block.id == id);
        match self {
            Self::Add { kind, after } => {
                let place = at(content, after).map_or(0, |place| place + 1);
                let id = content.next_block_id();
                content.blocks.insert(place, Block { id, body: empty(&kind)? });
                Some(id)
            }
            Self::Remove(id) => {
                let place = at(content, id)?;
                content.blocks.remove(place);
                content.blocks.get(place.saturating_sub(1)).map(|block| block.id)
            }
            Self::Up(id) => {
                let place = at(content, id)?;
                content.blocks.swap(place, place.saturating_sub(1));
                Some(id)
            }
            Self::Down(id) => {
                let place = at(content, id)?;
                let next = (place + 1).min(content.blocks.len() - 1);
                content.blocks.swap(place, next);
                Some(id)
            }
            Self::PictureAdd(id) => {
                pictures(content, id)?.push(Picture::default());
                Some(id)
            }
            Self::PictureRemove(id, n) => {
                let pictures = pictures(content, id)?;
                if n < pictures.len() {
                    pictures.remove(n);
                }
                Some(id)
            }
            Self::PictureUp(id, n) => swap_pictures(content, id, n.checked_sub(1)?),
            Self::PictureDown(id, n) => swap_pictures(content, id, n),
            Self::LeadRemove => {
                content.lead = None;
                None
            }
        }
    }
}

fn swap_pictures(content: &mut Content, id: BlockId, n: usize) -> Option<BlockId> {
    let pictures = pictures(content, id)?;
    if n.saturating_add(1) < pictures.len() {
        pictures.swap(n, n + 1);
    }
    Some(id)
}

fn pictures(content: &mut Content, id: BlockId) -> Option<&mut Vec<Picture>> {
    match content.blocks.iter_mut().find(|block| block.id == id).map(|block| &mut block.body) {
        Some(BlockBody::Gallery(gallery)) => Some(&mut gallery.pictures),
        _ => None,
    }
}
