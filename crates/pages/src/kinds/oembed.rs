//! `/oembed?url=…`: how a story looks inside the pages of others (oEmbed 1.0): its headline as a quotation that
//! leads here, without a script.

use minijinja::context;
use serde_json::json;
use story::{Found, LiveStory, Page, Shelf, Standing};

use crate::address::{Ask, Query};
use crate::links;
use crate::site::{EditionSite, Site};
use crate::stale::{Ripple, Stale};
use crate::view::PictureView;

const PATH: &str = "oembed";
/// Pixels; a consumer may ask for less.
const WIDTH: u32 = 600;
const HEIGHT: u32 = 200;
/// Consumers ask anew after a minute.
const FRESH_S: u32 = 60;

/// Without a query there is nothing to show.
pub(super) fn print(_: &Ask) -> Option<Found> {
    None
}

pub(super) fn answer(ask: &Ask, query: &Query) -> Option<Found> {
    if ask.edition.is_some() || ask.rest != [PATH] {
        return None;
    }
    // What follows the origin is a path: another host may begin with ours.
    let address =
        query.get("url").strip_prefix(ask.site.origin.as_str()).filter(|path| path.starts_with('/'))?;
    let story_path =
        percent_encoding::percent_decode_str(address.split(['?', '#']).next()?).decode_utf8().ok()?;
    let Standing::Live(story) = ask.shelf.standing(links::trailing_id(&story_path)?)? else {
        return None;
    };
    let edition = ask.site.edition(&story.edition)?;
    match query.get("format") {
        "" | "json" => Some(Found::Page(as_json(ask.site, edition, &story, query))),
        "xml" => Some(Found::Page(as_xml(ask.site, edition, &story, query))),
        _ => None,
    }
}

pub(super) fn stale(_: &Ripple, _: &mut Stale) {}

pub(super) fn paths(_: &Site, _: &dyn Shelf) -> Vec<String> {
    Vec::new()
}

/// It reads its query.
pub(super) fn endpoint() -> String {
    format!("/{PATH}")
}

/// Where the embeddable form of a page is, for its head.
pub(crate) fn url_for(site: &Site, path: &str) -> String {
    format!("{}?url={}", site.url(&endpoint()), links::encode_value(&site.url(path)))
}

fn size(query: &Query) -> (u32, u32) {
    let at_most = |name, most: u32| query.get(name).parse().unwrap_or(most).clamp(1, most);
    (at_most("maxwidth", WIDTH), at_most("maxheight", HEIGHT))
}

/// Its picture, no larger than the consumer asks for; who asks for nothing gets the usual size.
fn thumbnail(story: &LiveStory, query: &Query) -> Option<PictureView> {
    let at_most = |name| query.get(name).parse().unwrap_or(u32::MAX);
    let lead = story.content.lead.as_ref()?;
    PictureView::within(lead, &story.assets, (at_most("maxwidth"), at_most("maxheight")))
}

fn html(site: &Site, edition: &EditionSite, story: &LiveStory) -> String {
    let values = context! {
        e => edition.about(),
        url => site.url(&story.path),
        headline => story.content.headline.as_str(),
        standfirst => story.content.standfirst.as_str(),
        at => edition.clock.moment(story.first_published).date.long.as_str(),
    };
    site.fragment("oembed.html", values)
}

fn as_json(site: &Site, edition: &EditionSite, story: &LiveStory, query: &Query) -> Page {
    let (width, height) = size(query);
    let mut about = json!({
        "version": "1.0",
        "type": "rich",
        "title": story.content.headline,
        "provider_name": edition.edition.title,
        "provider_url": site.url(&edition.front),
        "cache_age": FRESH_S,
        "html": html(site, edition, story).trim(),
        "width": width,
        "height": height,
    });
    if let Some(author) = story.content.byline.first() {
        about["author_name"] = json!(author.name);
    }
    if let Some(picture) = thumbnail(story, query) {
        about["thumbnail_url"] = json!(site.url(&picture.src));
        about["thumbnail_width"] = json!(picture.width);
        about["thumbnail_height"] = json!(picture.height);
    }
    Page::new("application/json", about.to_string().into_bytes(), FRESH_S)
}

fn as_xml(site: &Site, edition: &EditionSite, story: &LiveStory, query: &Query) -> Page {
    let (width, height) = size(query);
    let values = context! {
        title => story.content.headline.as_str(),
        paper => edition.edition.title.as_str(),
        paper_url => site.url(&edition.front),
        author => story.content.byline.first().map(|author| author.name.as_str()),
        thumbnail => thumbnail(story, query).map(|picture| {
            context! { url => site.url(&picture.src), width => picture.width, height => picture.height }
        }),
        html => html(site, edition, story).trim(),
        width, height, fresh_s => FRESH_S,
    };
    site.render("oembed.xml", "text/xml; charset=utf-8", FRESH_S, values)
}
