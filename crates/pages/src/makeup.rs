//! The make-up of a front: what the desk placed stands where it was placed, everything else fills itself with what is
//! newest, and no story stands twice.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::SignedDuration;
use story::{Area, Card, Place, Shelf, Shown, Slot, Spot, Standing, StoryId};

use crate::listing::Listing;
use crate::site::EditionSite;
use crate::view::{CardView, PictureView};

/// Newest stories considered for the top of the page.
const POOL: usize = 40;
/// Newest stories considered for a section's block.
const SECTION_POOL: usize = 24;
/// How long after its last change a story may lead by itself, counted back from the newest change of all.
const LEAD_AGE_MAX: SignedDuration = SignedDuration::from_hours(8);

pub(crate) struct Makeup<'a> {
    shelf: &'a dyn Shelf,
    edition: &'a EditionSite,
    /// The newest stories of the edition.
    pub pool: Vec<Arc<Card>>,
    placed: BTreeMap<Spot, (StoryId, CardView)>,
    /// On the page already, or placed further down.
    shown: BTreeSet<StoryId>,
    /// Every place that was filled or found empty, in the order of the page.
    places: Vec<Place>,
}

impl<'a> Makeup<'a> {
    pub(crate) fn of(shelf: &'a dyn Shelf, edition: &'a EditionSite) -> Self {
        let pool = shelf.newest(&edition.feed(), POOL);
        let (placed, shown) = (BTreeMap::new(), BTreeSet::new());
        let mut makeup = Self { shelf, edition, pool, placed, shown, places: Vec::new() };
        let front = shelf.front(&edition.edition.id);
        for slot in front.into_iter().flat_map(|front| front.slots) {
            makeup.place(slot);
        }
        makeup
    }

    /// A story that is not live any more leaves its place to be filled.
    fn place(&mut self, slot: Slot) {
        let Some(Standing::Live(story)) = self.shelf.standing(slot.story) else { return };
        if story.edition != self.edition.edition.id || !self.shown.insert(story.id) {
            return;
        }
        let spot = slot.spot();
        let view = CardView::once(&Card::of(&story), self.edition).but(|view| {
            if !slot.headline.is_empty() {
                view.short.clone_from(&slot.headline);
                view.headline = slot.headline;
            }
            if let Some(asset) = slot.picture.and_then(|id| story.assets.iter().find(|asset| asset.id == id))
            {
                view.picture = PictureView::of_asset(asset).or(view.picture.take());
            }
        });
        self.placed.insert(spot, (story.id, view));
    }

    /// What the desk placed in `spot`, once.
    fn take(&mut self, spot: &Spot) -> Option<CardView> {
        let (story, view) = self.placed.remove(spot)?;
        self.note(spot, Some((story, &view, true)));
        Some(view)
    }

    /// What fills a place by itself.
    fn put(&mut self, spot: &Spot, card: &Arc<Card>) -> CardView {
        self.shown.insert(card.id);
        let view = CardView::of(card, self.edition);
        self.note(spot, Some((card.id, &view, false)));
        view
    }

    /// A place that is tried again counts as it was left.
    fn note(&mut self, spot: &Spot, by: Option<(StoryId, &CardView, bool)>) {
        let seen = |view: &CardView| match spot.area {
            Area::Beside => view.short.clone(),
            _ => view.headline.clone(),
        };
        let shown = by.map(|(story, view, placed)| Shown { story, headline: seen(view), placed });
        match self.places.iter_mut().find(|place| place.spot == *spot) {
            Some(place) => place.shown = shown,
            None => self.places.push(Place { spot: spot.clone(), shown }),
        }
    }

    /// Every place of the page, once all were filled; what the desk placed where the page has no room comes last.
    pub(crate) fn places(self) -> Vec<Place> {
        let roomless = self.placed.into_keys().map(|spot| Place { spot, shown: None });
        self.places.into_iter().chain(roomless).collect()
    }

    /// The opening: placed, or the most urgent of those that changed lately; among equals one with a picture, then the
    /// one that changed last.
    pub(crate) fn lead(&mut self) -> Option<CardView> {
        let spot = Spot { area: Area::Lead, position: 0 };
        if let Some(view) = self.take(&spot) {
            return Some(view);
        }
        let Some(lead) = self.leading() else {
            self.note(&spot, None);
            return None;
        };
        Some(self.put(&spot, &lead))
    }

    fn leading(&self) -> Option<Arc<Card>> {
        let newest = self.pool.iter().map(|card| card.updated).max()?;
        let free = |card: &&Arc<Card>| !self.shown.contains(&card.id);
        let fresh = |card: &&Arc<Card>| newest.duration_since(card.updated) <= LEAD_AGE_MAX;
        let order = |card: &&Arc<Card>| (card.urgency, card.picture.is_none(), Reverse(card.updated));
        let lead =
            self.pool.iter().filter(free).filter(|card| !is_opinion(card)).filter(fresh).min_by_key(order);
        lead.or_else(|| self.pool.iter().find(free)).cloned()
    }

    /// `count` places of an area: placed, or filled with the newest that fit.
    pub(crate) fn fill(
        &mut self,
        area: &Area,
        positions: std::ops::Range<u16>,
        fits: impl Fn(&Card) -> bool,
    ) -> Vec<CardView> {
        let pool = std::mem::take(&mut self.pool);
        let filled = self.fill_from(&pool, area, positions, fits);
        self.pool = pool;
        filled
    }

    fn fill_from(
        &mut self,
        pool: &[Arc<Card>],
        area: &Area,
        positions: std::ops::Range<u16>,
        fits: impl Fn(&Card) -> bool,
    ) -> Vec<CardView> {
        let mut filled = Vec::new();
        for position in positions {
            let spot = Spot { area: area.clone(), position };
            if let Some(view) = self.take(&spot) {
                filled.push(view);
            } else if let Some(card) = pool.iter().find(|card| !self.shown.contains(&card.id) && fits(card)) {
                filled.push(self.put(&spot, card));
            } else {
                self.note(&spot, None);
            }
        }
        filled
    }

    /// The stories of a section that are not on the page yet; one with a picture comes first.
    pub(crate) fn section(
        &mut self,
        list: &Listing,
        id: &str,
        count: impl Fn(usize, bool) -> u16,
    ) -> Vec<CardView> {
        let pool = self.shelf.newest(&list.feed, SECTION_POOL);
        let area = Area::Section(id.to_owned());
        let free: Vec<&Arc<Card>> = pool.iter().filter(|card| !self.shown.contains(&card.id)).collect();
        let placed = || self.placed.iter().filter(|(spot, _)| spot.area == area);
        let first = placed().any(|(spot, (_, view))| spot.position == 0 && view.picture.is_some());
        let free_picture = free.iter().any(|card| card.picture.is_some());
        let count = count(free.len() + placed().count(), first || free_picture);
        let mut cards = self.fill_from(&pool, &area, 0..1, |card| card.picture.is_some() || !free_picture);
        cards.extend(self.fill_from(&pool, &area, 1..count, |_| true));
        cards
    }
}

pub(crate) fn is_opinion(card: &Card) -> bool {
    card.section == "opinion"
}
