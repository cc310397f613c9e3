//! A story as a list shows it.

use std::sync::Arc;

use serde::Serialize;
use story::{Card, Shelf, Standing};

use super::{PictureView, duration};
use crate::dates::Moment;
use crate::links;
use crate::site::EditionSite;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardView {
    pub id: String,
    pub href: String,
    pub headline: String,
    /// The headline where there is little room.
    pub short: String,
    /// The headline of the strip over a front.
    pub alert: String,
    /// The kicker, or the section's name where the story has none.
    pub kicker: String,
    pub section: String,
    pub section_id: String,
    pub standfirst: String,
    pub byline: Vec<String>,
    pub urgent: bool,
    /// A live coverage that still gets entries, or one of its entries.
    pub live: bool,
    /// Opinion is set in italic, facts are not.
    pub opinion: bool,
    pub published: Moment,
    pub updated: Moment,
    pub changed: bool,
    /// Length of the video in it, `2:14`; empty without.
    pub duration: String,
    pub video: bool,
    pub picture: Option<PictureView>,
}

impl CardView {
    pub(crate) fn of(card: &Card, edition: &EditionSite) -> Self {
        let section = edition.edition.section(&card.section).map_or("", |section| section.name.as_str());
        let kicker = if card.kicker.trim().is_empty() { section } else { card.kicker.as_str() };
        let said = |words: &str| !words.is_empty() && words != card.headline.trim();
        let or_headline = |words: &str| if said(words) { words.to_owned() } else { card.headline.clone() };
        Self {
            id: card.id.to_string(),
            href: links::encode(&card.path),
            headline: card.headline.clone(),
            short: or_headline(&card.short),
            alert: or_headline(&card.alert),
            kicker: kicker.to_owned(),
            section: section.to_owned(),
            section_id: card.section.clone(),
            standfirst: card.standfirst.clone(),
            byline: card.byline.clone(),
            urgent: card.urgency.is_urgent(),
            live: card.live || card.coverage.is_some(),
            opinion: card.section == "opinion",
            published: edition.clock.moment(card.first_published),
            updated: edition.clock.moment(card.updated),
            changed: card.updated > card.first_published,
            duration: duration(card.video_s.unwrap_or(0)),
            video: card.video_s.is_some(),
            picture: card.picture.as_ref().and_then(PictureView::of_card),
        }
    }
}

pub(crate) fn cards<'a>(
    cards: impl IntoIterator<Item = &'a Arc<Card>>,
    edition: &EditionSite,
) -> Vec<CardView> {
    cards.into_iter().map(|card| CardView::of(card, edition)).collect()
}

/// What an edition published last.
pub(crate) fn newest(shelf: &dyn Shelf, edition: &EditionSite, count: usize) -> Vec<CardView> {
    cards(&shelf.newest(&edition.feed(), count), edition)
}

/// What readers of an edition ask for most, as far as it is still there.
pub(crate) fn most_read(shelf: &dyn Shelf, edition: &EditionSite, count: usize) -> Vec<CardView> {
    let card = |id| match shelf.standing(id) {
        Some(Standing::Live(story)) => Some(CardView::of(&Card::of(&story), edition)),
        _ => None,
    };
    shelf.most_read(&edition.edition.id).into_iter().filter_map(card).take(count).collect()
}
