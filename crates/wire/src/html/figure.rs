//! Pictures, galleries, players and posts of other services, as HTML and NITF write them.

use story::{BlockBody, Embed, File, Gallery, Picture, Video};

use super::outline::{credit_of, has_part};
use crate::tree::Element;
use crate::{href, prose};

/// A figure, or an element used as one, as a block; nothing where it holds no picture, player or caption.
pub(crate) fn figure(figure: Element, base: &str) -> Option<BlockBody> {
    let caption = caption_of(figure);
    if let Some(player) = figure.descendants().find(|e| is_player(e.name()))
        && let Some(mut body) = self::player(player, base)
    {
        if let BlockBody::Video(video) = &mut body {
            (video.poster.caption, video.poster.credit) = caption;
        }
        return Some(body);
    }
    if let Some(video) = media_video(figure) {
        let (caption, credit) = caption;
        let poster = Picture { caption, credit, ..Picture::default() };
        return Some(BlockBody::Video(Video { poster, ..video }));
    }
    let images: Vec<Element> = figure.descendants().filter(|e| is_image(e.name())).collect();
    // NITF names one picture in several sizes.
    let widest = images.iter().copied().filter(|e| e.name() == "media-reference").min_by_key(|e| {
        let width = e.attribute("width").and_then(|width| width.parse::<u64>().ok());
        std::cmp::Reverse(width.unwrap_or(0))
    });
    let images = widest.map_or(images, |widest| vec![widest]);
    let in_noscript = |image: &Element| image.parent().is_some_and(|parent| parent.name() == "noscript");
    let shown: Vec<Element> = images.iter().copied().filter(|image| !in_noscript(image)).collect();
    let images = if shown.is_empty() { images } else { shown };
    if images.len() > 1 && figure.find("figcaption").is_some_and(|c| c.parent() == Some(figure)) {
        let pictures: Vec<Picture> = images.into_iter().map(|image| picture(image, base)).collect();
        return Some(BlockBody::Gallery(Gallery { title: caption.0, pictures }));
    }
    let mut picture = images.first().map(|image| picture(*image, base)).unwrap_or_default();
    (picture.caption, picture.credit) = caption;
    let nothing = picture.file == File::Missing && picture.caption.is_empty() && picture.credit.is_empty();
    (!nothing).then_some(BlockBody::Picture(picture))
}

/// A film or a recording, as NITF's `media` says that it is one.
fn media_video(media: Element) -> Option<Video> {
    let kind = media.attribute("media-type").unwrap_or_default().to_lowercase();
    let moves = |said: &str| said.starts_with("video") || said.starts_with("audio");
    let references = media.descendants().filter(|e| e.name() == "media-reference");
    let mut films = references.filter(|e| moves(&kind) || e.attribute("mime-type").is_some_and(moves));
    let href = films.find_map(|e| e.attribute("source").and_then(href::safe))?;
    Some(Video { href, ..Video::default() })
}

/// The one picture of a figure, with its words.
pub(crate) fn figure_picture(element: Element, base: &str) -> Option<Picture> {
    match figure(element, base)? {
        BlockBody::Picture(picture) => Some(picture),
        BlockBody::Gallery(gallery) => gallery.pictures.into_iter().next(),
        _ => None,
    }
}

fn is_image(name: &str) -> bool {
    matches!(name, "img" | "amp-img" | "media-reference")
}

pub(crate) fn is_player(name: &str) -> bool {
    matches!(name, "iframe" | "video" | "audio" | "embed" | "object" | "amp-youtube")
}

/// Caption and credit of a figure.
fn caption_of(figure: Element) -> (String, String) {
    let named = |element: &Element| {
        matches!(element.name(), "figcaption" | "media-caption")
            || has_part(*element, &["caption", "legend", "legende"])
    };
    let caption = figure.descendants().find(named);
    let words = caption.map(|caption| caption.line()).unwrap_or_default();
    let declared = caption.and_then(credit_of).or_else(|| credit_of(figure));
    let Some(credit) = declared.map(|credit| credit.line()).filter(|credit| !credit.is_empty()) else {
        return prose::credit::split(&words);
    };
    let rest = prose::fold(&words.replacen(&credit, "", 1));
    let rest = rest.trim_end_matches(['|', '-', '–', '—', '(', ',']).trim().to_owned();
    (rest, prose::credit::clean(&credit))
}

/// The picture of one `img` (or NITF `media-reference`), without caption.
pub(crate) fn picture(image: Element, base: &str) -> Picture {
    let first_of_set = |set: &str| set.split([',', ' ']).find(|part| !part.is_empty()).map(str::to_owned);
    let addresses = ["src", "data-src", "data-original", "data-lazy-src", "source", "srcset", "data-srcset"];
    let found = addresses.iter().find_map(|name| {
        let value = image.attribute(name)?;
        let value = if name.ends_with("srcset") { first_of_set(value)? } else { value.to_owned() };
        href::resolved(&value, base)
    });
    let alt = image.attribute("alt").or(image.attribute("alternate-text"));
    Picture {
        file: found.map_or(File::Missing, |href| File::Remote { href }),
        alt: alt.map(prose::fold).unwrap_or_default(),
        ..Picture::default()
    }
}

/// Pixels for counting readers are no pictures.
pub(crate) fn is_tracker(image: Element) -> bool {
    let tiny =
        |name| image.attribute(name).is_some_and(|size| matches!(size.trim_end_matches("px"), "0" | "1"));
    tiny("width") || tiny("height")
}

/// An element of an agency's own that shows something: `x-youtubeembed`, `x-image`, `x-chart`.
pub(crate) fn is_custom(name: &str) -> bool {
    const SHOWS: &[&str] = &["image", "picture", "photo", "embed", "chart", "graphic", "video"];
    name.contains('-') && SHOWS.iter().any(|word| name.contains(word))
}

pub(crate) fn custom(element: Element, base: &str) -> Option<BlockBody> {
    let said = |names: &[&str]| {
        let found = names.iter().find_map(|name| element.attribute(name));
        found.map(prose::fold).unwrap_or_default()
    };
    if ["image", "picture", "photo"].iter().any(|word| element.name().contains(word)) {
        let (caption, credit) = (said(&["caption", "title"]), said(&["creditline", "credit"]));
        let picture = Picture { caption, credit: prose::credit::clean(&credit), ..picture(element, base) };
        return (picture != Picture::default()).then_some(BlockBody::Picture(picture));
    }
    player(element, base)
}

pub(crate) fn player(player: Element, base: &str) -> Option<BlockBody> {
    let inner = player.child("source").and_then(|source| source.attribute("src"));
    let address =
        player.attribute("src").or(player.attribute("data-src")).or(player.attribute("data")).or(inner)?;
    let href = href::resolved(address, base)?;
    let title = player.attribute("title").map(prose::fold).unwrap_or_default();
    if player.name() == "video" {
        let poster = player.attribute("poster").and_then(|poster| href::resolved(poster, base));
        let file = poster.map_or(File::Missing, |href| File::Remote { href });
        let poster = Picture { file, ..Picture::default() };
        return Some(BlockBody::Video(Video { poster, title, href, duration_s: 0 }));
    }
    let provider = provider_of(&href);
    Some(BlockBody::Embed(Embed { href, provider, title }))
}

/// A post of another service, written as a quotation with a script behind it.
pub(crate) fn post(quote: Element) -> Option<Embed> {
    const POSTS: &[&str] =
        &["tweet", "instagram", "tiktok", "bluesky", "mastodon", "reddit", "facebook", "telegram"];
    has_part(quote, POSTS).then_some(())?;
    let cited = quote.attribute("cite").or(quote.attribute("data-instgrm-permalink")).and_then(href::safe);
    let last_link =
        || quote.descendants().filter(|e| e.name() == "a").filter_map(|a| a.attribute("href")).last();
    let href = cited.or_else(|| href::safe(last_link()?))?;
    let provider = provider_of(&href);
    Some(Embed { href, provider, title: quote.line() })
}

/// The service behind an address: `youtube.com`.
pub(crate) fn provider_of(href: &str) -> String {
    let host =
        href.split("://").nth(1).unwrap_or_default().split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.trim_start_matches("www.").to_ascii_lowercase()
}
