//! A story as a list shows it.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use minijinja::Value;
use serde::{Serialize, Serializer};
use story::{Card, Shelf, Standing, StoryId, Timestamp};

use super::{PictureView, duration};
use crate::dates::Moment;
use crate::links;
use crate::site::EditionSite;
use crate::templates::value;

/// Cards kept by edition, some kilobytes each: more than its front, its stream and its sections show.
const KEPT_MAX: usize = 1_024;

/// Made once for all pages that show it; so is what templates read of it.
#[derive(Debug, Clone)]
pub(crate) struct CardView(Arc<Made>);

#[derive(Debug)]
struct Made {
    fields: Fields,
    value: OnceLock<Value>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fields {
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
    pub(crate) fn of(card: &Arc<Card>, edition: &EditionSite) -> Self {
        edition.cards.get(card, || Self::once(card, edition))
    }

    /// The same, of a card that no list of the shelf holds.
    pub(crate) fn once(card: &Card, edition: &EditionSite) -> Self {
        Self::made(Fields::of(card, edition))
    }

    /// As one page alone shows it.
    pub(crate) fn but(&self, change: impl FnOnce(&mut Fields)) -> Self {
        let mut fields = self.0.fields.clone();
        change(&mut fields);
        Self::made(fields)
    }

    fn made(fields: Fields) -> Self {
        Self(Arc::new(Made { fields, value: OnceLock::new() }))
    }
}

impl Deref for CardView {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.0.fields
    }
}

impl Serialize for CardView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.get_or_init(|| value(&self.0.fields)).serialize(serializer)
    }
}

/// The newest cards of an edition as its pages show them. A version of a story has one.
#[derive(Debug)]
pub(crate) struct Cards<V>(Mutex<Kept<V>>);

type Kept<V> = BTreeMap<(Timestamp, StoryId), (Arc<Card>, V)>;

impl<V> Default for Cards<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<V: Clone> Cards<V> {
    /// What is older than all that are kept is not kept.
    fn get(&self, card: &Arc<Card>, make: impl FnOnce() -> V) -> V {
        let key = (card.updated, card.id);
        let known = self.kept().get(&key).filter(|(known, _)| known == card).map(|(_, view)| view.clone());
        known.unwrap_or_else(|| {
            let view = make();
            let mut kept = self.kept();
            kept.insert(key, (Arc::clone(card), view.clone()));
            if kept.len() > KEPT_MAX {
                kept.pop_first();
            }
            view
        })
    }

    fn kept(&self) -> MutexGuard<'_, Kept<V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fields {
    fn of(card: &Card, edition: &EditionSite) -> Self {
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
        Some(Standing::Live(story)) => Some(CardView::once(&Card::of(&story), edition)),
        _ => None,
    };
    shelf.most_read(&edition.edition.id).into_iter().filter_map(card).take(count).collect()
}

#[cfg(test)]
mod tests {
    use story::Urgency;

    use super::*;

    fn card(number: u64, headline: &str) -> Arc<Card> {
        let at = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(number as i64);
        Arc::new(Card {
            id: StoryId::from_number(number),
            path: format!("/fr/region/{number}"),
            headline: headline.to_owned(),
            short: String::new(),
            alert: String::new(),
            kicker: String::new(),
            standfirst: String::new(),
            byline: Vec::new(),
            section: String::new(),
            urgency: Urgency::default(),
            first_published: at,
            updated: at,
            corrected: false,
            coverage: None,
            live: false,
            video_s: None,
            gallery: false,
            picture: None,
        })
    }

    #[test]
    fn a_version_is_made_once_another_anew_and_the_newest_are_kept() {
        let cards = Cards::default();
        let made = |card: &Arc<Card>| {
            let mut new = false;
            let headline = cards.get(card, || {
                new = true;
                card.headline.clone()
            });
            assert_eq!(headline, card.headline);
            new
        };
        assert!(made(&card(1, "Le port rouvre")));
        assert!(!made(&card(1, "Le port rouvre")), "as a list that was read again has it");
        assert!(made(&card(1, "Le port ferme")), "of the same second");
        for number in 2..=KEPT_MAX as u64 + 1 {
            assert!(made(&card(number, "Le port rouvre")));
        }
        assert!(!made(&card(2, "Le port rouvre")));
        assert!(made(&card(1, "Le port ferme")), "the oldest made room");
    }
}
