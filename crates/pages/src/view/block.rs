//! The blocks of a story as readers get them. A block with nothing to show is left out.

use serde::Serialize;
use story::{Asset, Block, BlockBody, Embed, FactBox, Gallery, List, ListStyle, Quote, Table, Video};

use super::PictureView;
use crate::links;
use crate::rich::{Run, runs};

/// HLS play lists (RFC 8216 §10).
const STREAM_TYPE: &str = "application/vnd.apple.mpegurl";

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum BlockView {
    Paragraph {
        runs: Vec<Run>,
    },
    Subheading {
        runs: Vec<Run>,
    },
    Quote {
        runs: Vec<Run>,
        name: String,
        role: String,
    },
    PullQuote {
        runs: Vec<Run>,
    },
    List {
        numbered: bool,
        items: Vec<Vec<Run>>,
    },
    Picture {
        picture: PictureView,
    },
    Gallery {
        id: u32,
        title: String,
        pictures: Vec<PictureView>,
    },
    /// `media_type` is empty where the address leads to a page and not to the film itself.
    Video {
        title: String,
        href: String,
        media_type: &'static str,
        duration: String,
        poster: Option<PictureView>,
    },
    Embed {
        title: String,
        provider: String,
        href: String,
        player: String,
    },
    Facts {
        id: u32,
        title: String,
        paragraphs: Vec<Vec<Run>>,
    },
    Table {
        id: u32,
        caption: String,
        head: Vec<Vec<Vec<Run>>>,
        rows: Vec<Vec<Vec<Run>>>,
    },
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
        BlockBody::Gallery(pictures) => gallery(block.id, pictures, assets),
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

fn gallery(id: u32, gallery: &Gallery, assets: &[Asset]) -> Option<BlockView> {
    let pictures: Vec<_> =
        gallery.pictures.iter().filter_map(|picture| PictureView::of(picture, assets)).collect();
    (!pictures.is_empty()).then(|| BlockView::Gallery { id, title: gallery.title.clone(), pictures })
}

fn video(video: &Video, assets: &[Asset]) -> Option<BlockView> {
    let href = links::safe_href(&video.href)?;
    let duration = duration(video.duration_s);
    let poster = PictureView::of(&video.poster, assets);
    let media_type = film_type(&href);
    Some(BlockView::Video { title: video.title.clone(), href, media_type, duration, poster })
}

/// What is at the address of a film that can be shown in its place, by its ending: the house's own, or another's over
/// TLS.
pub(crate) fn film_type(href: &str) -> &'static str {
    let path = match href.strip_prefix("https://") {
        Some(rest) => rest.split_once('/').map(|(_, path)| path),
        None => href.strip_prefix('/'),
    };
    let path = path.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    match path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase().as_str() {
        "m3u8" => STREAM_TYPE,
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        _ => "",
    }
}

/// Whether one of them is a stream, which our player may have to fetch.
pub(crate) fn any_streams(blocks: &[BlockView]) -> bool {
    blocks
        .iter()
        .any(|block| matches!(block, BlockView::Video { media_type, .. } if *media_type == STREAM_TYPE))
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
    let player = player(&href).unwrap_or_default();
    Some(BlockView::Embed { title: embed.title.clone(), provider, href, player })
}

/// Where a provider shows it inside the pages of others, once the reader asked: only those that the site's
/// Content-Security-Policy names.
fn player(href: &str) -> Option<String> {
    let rest = href.strip_prefix("https://")?;
    let (host, path) = rest.split_once('/')?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let plain = |id: &str| {
        let fine = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        (!id.is_empty() && id.len() <= 40 && id.chars().all(fine)).then(|| id.to_owned())
    };
    let after = |prefix: &str| path.strip_prefix(prefix).map(|id| id.split('/').next().unwrap_or_default());
    match host.trim_start_matches("www.").trim_start_matches("m.") {
        "youtube.com" | "youtube-nocookie.com" => {
            let watched = || query.split('&').find_map(|part| part.strip_prefix("v="));
            let id =
                after("embed/").or_else(|| after("shorts/")).or_else(|| after("live/")).or_else(watched)?;
            Some(format!("https://www.youtube-nocookie.com/embed/{}", plain(id)?))
        }
        "youtu.be" => Some(format!("https://www.youtube-nocookie.com/embed/{}", plain(path)?)),
        "vimeo.com" => Some(format!("https://player.vimeo.com/video/{}?dnt=1", plain(after("")?)?)),
        "dailymotion.com" => {
            Some(format!("https://geo.dailymotion.com/player.html?video={}", plain(after("video/")?)?))
        }
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_films_of_the_house_and_over_tls_are_shown_in_their_place() {
        for (href, expected) in [
            ("https://films.example/live/INDEX.M3U8?token=a.b", STREAM_TYPE),
            ("/media/ab12.mp4", "video/mp4"),
            ("https://films.example/a.webm#t=3", "video/webm"),
            ("http://films.example/a.mp4", ""),
            ("https://films.example/watch?v=a.mp4", ""),
            ("https://films.mp4", ""),
        ] {
            assert_eq!(film_type(href), expected, "{href}");
        }
    }

    #[test]
    fn only_known_players_are_shown_inside_a_page() {
        for (href, expected) in [
            (
                "https://www.youtube.com/watch?t=3&v=a-b_1",
                Some("https://www.youtube-nocookie.com/embed/a-b_1"),
            ),
            ("https://youtu.be/xyz?si=1", Some("https://www.youtube-nocookie.com/embed/xyz")),
            ("https://vimeo.com/123", Some("https://player.vimeo.com/video/123?dnt=1")),
            (
                "https://www.dailymotion.com/video/x8",
                Some("https://geo.dailymotion.com/player.html?video=x8"),
            ),
            ("http://www.youtube.com/watch?v=a", None),
            ("https://youtube.com.evil.example/watch?v=a", None),
            ("https://www.youtube.com/watch?v=%22%3E", None),
            ("https://meridian.example/post/1", None),
        ] {
            assert_eq!(player(href).as_deref(), expected, "{href}");
        }
    }
}
