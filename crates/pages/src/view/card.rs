//! A story as a list shows it.

use serde::Serialize;
use story::Card;

use super::PictureView;
use crate::dates::Moment;
use crate::links;
use crate::site::EditionSite;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardView {
    pub href: String,
    pub headline: String,
    /// The kicker, or the section's name where the story has none.
    pub kicker: String,
    pub section: String,
    pub standfirst: String,
    pub byline: Vec<String>,
    pub urgent: bool,
    /// Opinion is set in italic, facts are not.
    pub opinion: bool,
    pub published: Moment,
    pub updated: Moment,
    pub changed: bool,
    pub picture: Option<PictureView>,
}

impl CardView {
    pub(crate) fn of(card: &Card, edition: &EditionSite) -> Self {
        let section = edition.edition.section(&card.section).map_or("", |section| section.name.as_str());
        let kicker = if card.kicker.trim().is_empty() { section } else { card.kicker.as_str() };
        Self {
            href: links::encode(&card.path),
            headline: card.headline.clone(),
            kicker: kicker.to_owned(),
            section: section.to_owned(),
            standfirst: card.standfirst.clone(),
            byline: card.byline.clone(),
            urgent: card.urgency.level() <= 2,
            opinion: card.section == "opinion",
            published: edition.clock.moment(card.first_published),
            updated: edition.clock.moment(card.updated),
            changed: card.updated > card.first_published,
            picture: card.picture.as_ref().and_then(PictureView::of_card),
        }
    }
}

pub(crate) fn cards<'a>(cards: impl IntoIterator<Item = &'a Card>, edition: &EditionSite) -> Vec<CardView> {
    cards.into_iter().map(|card| CardView::of(card, edition)).collect()
}
