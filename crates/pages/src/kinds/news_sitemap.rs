//! `/fr/news-sitemap.xml`: the stories of the last two days, at most a thousand, as news search engines want them.
//! It is printed anew when its oldest story has had its two days.

use std::sync::Arc;

use jiff::SignedDuration;
use minijinja::context;
use serde::Serialize;
use story::{Card, Found, Page, Shelf};

use crate::address::Ask;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;

const FILE: &str = "news-sitemap.xml";
const STORIES_MAX: usize = 1_000;
const AGE_MAX: SignedDuration = SignedDuration::from_hours(48);
const FRESH_S: u32 = 30;

#[derive(Serialize)]
struct Line {
    url: String,
    published: String,
    headline: String,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    (ask.rest == [FILE]).then(|| Found::Page(page(ask, edition)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    // Its clock moves on with the journal's for every edition.
    for edition in &ripple.site.editions {
        stale.add(Rank::Sitemap, path(edition));
    }
}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    site.editions.iter().map(path).collect()
}

fn path(edition: &EditionSite) -> String {
    format!("{}{FILE}", edition.front)
}

fn page(ask: &Ask, edition: &EditionSite) -> Page {
    let now = ask.shelf.now();
    let is_news = |card: &Arc<Card>| now.duration_since(card.first_published) < AGE_MAX;
    let line = |card: Arc<Card>| Line {
        url: ask.site.url(&card.path),
        published: edition.clock.moment(card.first_published).iso,
        headline: card.headline.clone(),
    };
    let newest = ask.shelf.newest(&edition.feed(), STORIES_MAX);
    let news: Vec<Arc<Card>> = newest.into_iter().filter(is_news).collect();
    let until = news.iter().map(|card| card.first_published + AGE_MAX).min();
    let lines: Vec<_> = news.into_iter().map(line).collect();
    let values = context! {
        title => edition.edition.title.as_str(),
        language => edition.edition.language.primary(),
        front => ask.site.url(&edition.front),
        lines => value(lines),
    };
    Page { until, ..ask.site.render("news_sitemap.xml", super::XML, FRESH_S, values) }
}
