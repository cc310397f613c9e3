//! The blocks of a story as readers get them. A block with nothing to show is left out.

use serde::Serialize;
use story::{Asset, Block, BlockBody, Embed, FactBox, Gallery, List, ListStyle, Quote, Table, Video};

use super::PictureView;
use crate::links;
use crate::rich::{Run, runs};

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum BlockView {
    Paragraph { runs: Vec<Run> },
    Subheading { runs: Vec<Run> },
    Quote { runs: Vec<Run>, name: String, role: String },
    PullQuote { runs: Vec<Run> },
    List { numbered: bool, items: Vec<Vec<Run>> },
    Picture { picture: PictureView },
    Gallery { title: String, pictures: Vec<PictureView> },
    Video { title: String, href: String, duration: String, poster: Option<PictureView> },
    Embed { title: String, provider: String, href: String },
    Facts { id: u32, title: String, paragraphs: Vec<Vec<Run>> },
    Table { id: u32, caption: String, head: Vec<Vec<Vec<Run>>>, rows: Vec<Vec<Vec<Run>>> },
}

pub(crate) fn blocks(blocks: &[Block], assets: &[Asset]) -> Vec<BlockView> {
    blocks.iter().filter_map(|block| view(block, assets)).collect()
}

fn view(block: &Block, assets: &[Asset]) -> Option<BlockView> {
    match &block.body {
        BlockBody::Paragraph(text) => (!text.is_empty()).then(|| BlockView::Paragraph { runs: runs(text) }),
        BlockBody::Subheading(text) => (!text.is_empty()).then(|| BlockView::Subheading { runs: runs(text) }),
        BlockBody::Quote(words) => quote(words),
        BlockBody::List(items) => list(items),
        BlockBody::Picture(picture) => {
            PictureView::of(picture, assets).map(|picture| BlockView::Picture { picture })
        }
        BlockBody::Gallery(pictures) => gallery(pictures, assets),
        BlockBody::Video(film) => video(film, assets),
        BlockBody::Embed(post) => embed(post),
        BlockBody::FactBox(facts) => fact_box(block.id, facts),
        BlockBody::Table(cells) => table(block.id, cells),
    }
}

fn quote(quote: &Quote) -> Option<BlockView> {
    if quote.words.is_empty() {
        return None;
    }
    let runs = runs(&quote.words);
    Some(match &quote.speaker {
        Some(speaker) => BlockView::Quote { runs, name: speaker.name.clone(), role: speaker.role.clone() },
        None => BlockView::PullQuote { runs },
    })
}

fn list(list: &List) -> Option<BlockView> {
    let items: Vec<_> = list.items.iter().filter(|item| !item.is_empty()).map(runs).collect();
    (!items.is_empty()).then(|| BlockView::List { numbered: list.style == ListStyle::Numbered, items })
}

fn gallery(gallery: &Gallery, assets: &[Asset]) -> Option<BlockView> {
    let pictures: Vec<_> =
        gallery.pictures.iter().filter_map(|picture| PictureView::of(picture, assets)).collect();
    (!pictures.is_empty()).then(|| BlockView::Gallery { title: gallery.title.clone(), pictures })
}

fn video(video: &Video, assets: &[Asset]) -> Option<BlockView> {
    let href = links::safe_href(&video.href)?;
    let duration = duration(video.duration_s);
    let poster = PictureView::of(&video.poster, assets);
    Some(BlockView::Video { title: video.title.clone(), href, duration, poster })
}

/// `2:14`, `1:02:09`; empty where nobody said.
pub(crate) fn duration(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, seconds) {
        (_, 0) => String::new(),
        (0, _) => format!("{minutes}:{rest:02}"),
        _ => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}

/// A card that leads there: nothing is fetched from elsewhere before the reader asks.
fn embed(embed: &Embed) -> Option<BlockView> {
    let href = links::safe_href(&embed.href)?;
    let host = || href.split('/').nth(2).unwrap_or_default().trim_start_matches("www.").to_owned();
    let provider = if embed.provider.trim().is_empty() { host() } else { embed.provider.clone() };
    Some(BlockView::Embed { title: embed.title.clone(), provider, href })
}

fn fact_box(id: u32, facts: &FactBox) -> Option<BlockView> {
    let paragraphs: Vec<_> = facts.paragraphs.iter().filter(|text| !text.is_empty()).map(runs).collect();
    let shown = !paragraphs.is_empty() || !facts.title.trim().is_empty();
    shown.then(|| BlockView::Facts { id, title: facts.title.clone(), paragraphs })
}

/// Rows are made equally long: a short row would leave holes that screen readers announce wrongly.
fn table(id: u32, table: &Table) -> Option<BlockView> {
    let width = table.rows.iter().map(Vec::len).max().filter(|width| *width > 0)?;
    let mut rows: Vec<Vec<Vec<Run>>> = Vec::new();
    for row in &table.rows {
        let mut cells: Vec<_> = row.iter().map(runs).collect();
        cells.resize(width, Vec::new());
        rows.push(cells);
    }
    let body = rows.split_off(table.header_rows.min(rows.len()));
    Some(BlockView::Table { id, caption: table.caption.clone(), head: rows, rows: body })
}
