//! What every page says about itself, and the values that its frame needs.

use minijinja::{Value, context};
use serde::Serialize;

use super::PictureView;
use crate::dates::Moment;
use crate::kinds::card;
use crate::links;
use crate::site::{EditionSite, Site};
use crate::templates::value;

/// A page's own facts: for browsers, search engines and those who share it.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Head {
    /// As those show it who share the page.
    pub title: String,
    /// As search engines and windows show it.
    pub found_as: String,
    pub description: String,
    /// Full address; empty for pages that should not be found again.
    pub canonical: String,
    pub alternates: Vec<Alternate>,
    pub feeds: Vec<FeedLink>,
    /// Open Graph type: `article` or `website`.
    pub kind: &'static str,
    pub image: Option<Image>,
    pub published: String,
    pub modified: String,
    pub section: String,
    /// Where it says how it looks inside the pages of others; empty for pages that cannot be embedded.
    pub oembed: String,
    /// What the page is about, for machines; already safe inside a script element.
    #[serde(skip)]
    pub json_ld: String,
}

/// The same page in another edition.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Alternate {
    pub language: String,
    /// As Open Graph writes it.
    pub locale: String,
    pub href: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct FeedLink {
    pub media_type: &'static str,
    pub title: String,
    pub href: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Image {
    pub url: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

impl Head {
    pub(crate) fn new(title: impl Into<String>, description: impl Into<String>) -> Self {
        let title = title.into();
        Self {
            found_as: title.clone(),
            title,
            description: description.into(),
            kind: "website",
            ..Self::default()
        }
    }

    pub(crate) fn at(mut self, site: &Site, path: &str) -> Self {
        self.canonical = site.url(path);
        self
    }

    /// The same page in every edition that has one, this one included; alone it has no alternate.
    pub(crate) fn in_editions(mut self, site: &Site, path: impl Fn(&EditionSite) -> Option<String>) -> Self {
        let of = |edition: &EditionSite| {
            let href = site.url(&path(edition)?);
            let language = edition.edition.language.tag().to_owned();
            Some(Alternate { language, locale: edition.open_graph_locale(), href })
        };
        self.alternates = site.editions.iter().filter_map(of).collect();
        if self.alternates.len() < 2 {
            self.alternates.clear();
        }
        self
    }
}

/// A picture as those who share the page show it.
pub(crate) fn image(site: &Site, picture: &PictureView) -> Image {
    Image {
        url: site.url(&picture.src),
        width: picture.width,
        height: picture.height,
        alt: picture.alt.clone(),
    }
}

/// Values for `layout.html`: `current` is the path of the menu line that is marked, `stamp` the moment in the
/// masthead (pages that must not change with every entry have none).
pub(crate) fn frame(
    site: &Site,
    edition: &EditionSite,
    mut head: Head,
    current: &str,
    stamp: Option<Moment>,
) -> Value {
    head.feeds.extend(edition_feeds(edition));
    if head.image.is_none() && !head.canonical.is_empty() {
        head.image = card::image_of_newspaper(site, edition);
    }
    context! {
        json_ld => Value::from_safe_string(std::mem::take(&mut head.json_ld)),
        head => value(&head),
        e => edition.about(),
        w => edition.word_values(),
        theme => edition.theme(),
        nav => edition.navigation(current),
        foot => edition.footer(),
        stamp => value(stamp),
        front => edition.front_href(),
        stream => links::encode(&edition.stream),
        search => links::encode(&edition.search_path()),
        television_href => links::encode(&edition.path_of("tv_slug")),
        editions => value(sisters(site, edition)),
    }
}

fn edition_feeds(edition: &EditionSite) -> [FeedLink; 3] {
    let feed = |media_type, file| FeedLink {
        media_type,
        title: edition.edition.title.clone(),
        href: format!("{}{file}", edition.front_href()),
    };
    [
        feed("application/rss+xml", "rss.xml"),
        feed("application/atom+xml", "atom.xml"),
        feed("application/feed+json", "feed.json"),
    ]
}

#[derive(Serialize)]
struct Sister<'a> {
    href: String,
    name: &'a str,
    language: &'a str,
    current: bool,
}

fn sisters<'a>(site: &'a Site, current: &EditionSite) -> Vec<Sister<'a>> {
    let of = |edition: &'a EditionSite| Sister {
        href: edition.front_href(),
        name: &edition.edition.name,
        language: edition.edition.language.tag(),
        current: edition.edition.id == current.edition.id,
    };
    site.editions.iter().map(of).collect()
}
