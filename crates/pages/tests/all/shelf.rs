//! A shelf in memory that follows journal entries as the site's does: a place is given once per feed, a story that
//! leaves leaves a hole, one that comes back gets a new place.

use std::collections::BTreeMap;
use std::sync::Arc;

use story::{
    Card, CardPicture, Change, Feed, File, JournalEntry, LiveStory, Shelf, Standing, StoryId, Timestamp,
};

#[derive(Default, Clone)]
pub(crate) struct MemoryShelf {
    as_of: Option<(u64, Timestamp)>,
    standings: BTreeMap<StoryId, Standing>,
    feeds: BTreeMap<Feed, Vec<Option<StoryId>>>,
    /// The last place of every story that ever was in a feed.
    places: BTreeMap<(Feed, StoryId), u64>,
}

impl MemoryShelf {
    /// Takes an entry in; gives the story's standing before it.
    pub(crate) fn apply(&mut self, entry: &JournalEntry) -> Option<Standing> {
        let id = entry.change.story_id();
        let before = self.standings.get(&id).cloned();
        if let Some(Standing::Live(story)) = &before {
            let story = Arc::clone(story);
            for feed in feeds_of(&story) {
                if !entry.change.live().is_some_and(|after| feeds_of(after).contains(&feed)) {
                    self.leave(&feed, id);
                }
            }
        }
        let standing = match &entry.change {
            Change::Killed(withdrawal) => Standing::Withdrawn(withdrawal.clone()),
            Change::Published(story) | Change::Updated(story) | Change::Corrected(story) => {
                for feed in feeds_of(story) {
                    self.enter(feed, id);
                }
                Standing::Live(Arc::new(story.clone()))
            }
        };
        self.standings.insert(id, standing);
        self.as_of = Some((entry.seq, entry.at));
        before
    }

    pub(crate) fn paths_of_stories(&self) -> Vec<String> {
        let path = |standing: &Standing| match standing {
            Standing::Live(story) => story.path.clone(),
            Standing::Withdrawn(withdrawal) => withdrawal.path.clone(),
        };
        self.standings.values().map(path).collect()
    }

    fn enter(&mut self, feed: Feed, id: StoryId) {
        let places = self.feeds.entry(feed.clone()).or_default();
        if !places.contains(&Some(id)) {
            self.places.insert((feed, id), places.len() as u64);
            places.push(Some(id));
        }
    }

    fn leave(&mut self, feed: &Feed, id: StoryId) {
        for place in self.feeds.entry(feed.clone()).or_default() {
            if *place == Some(id) {
                *place = None;
            }
        }
    }

    fn card(&self, id: StoryId) -> Option<Card> {
        match self.standings.get(&id)? {
            Standing::Live(story) => Some(card(story)),
            Standing::Withdrawn(_) => None,
        }
    }
}

impl Shelf for MemoryShelf {
    fn as_of(&self) -> Option<(u64, Timestamp)> {
        self.as_of
    }

    fn standing(&self, id: StoryId) -> Option<Standing> {
        self.standings.get(&id).cloned()
    }

    fn places(&self, feed: &Feed) -> u64 {
        self.feeds.get(feed).map_or(0, Vec::len) as u64
    }

    fn cards(&self, feed: &Feed, first: u64, count: u64) -> Vec<(u64, Card)> {
        let places = self.feeds.get(feed).map(Vec::as_slice).unwrap_or_default();
        let range =
            (first as usize).min(places.len())..(first.saturating_add(count) as usize).min(places.len());
        let numbered = range.clone().zip(&places[range]);
        numbered.filter_map(|(place, id)| Some((place as u64, self.card((*id)?)?))).collect()
    }

    fn newest(&self, feed: &Feed, count: usize) -> Vec<Card> {
        let places = self.feeds.get(feed).map(Vec::as_slice).unwrap_or_default();
        places.iter().rev().flatten().filter_map(|id| self.card(*id)).take(count).collect()
    }

    fn place(&self, feed: &Feed, id: StoryId) -> Option<u64> {
        self.places.get(&(feed.clone(), id)).copied()
    }
}

fn feeds_of(story: &LiveStory) -> Vec<Feed> {
    let edition = story.edition.clone();
    vec![
        Feed::Section { edition: edition.clone(), section: story.content.section.clone() },
        Feed::Edition { edition },
    ]
}

fn card(story: &LiveStory) -> Card {
    let content = &story.content;
    Card {
        id: story.id,
        path: story.path.clone(),
        headline: content.headline.clone(),
        kicker: content.kicker.clone(),
        standfirst: content.standfirst.clone(),
        byline: content.byline.iter().map(|who| who.name.clone()).collect(),
        section: content.section.clone(),
        urgency: content.urgency,
        first_published: story.first_published,
        updated: story.updated,
        corrected: !story.corrections.is_empty(),
        picture: picture(story),
    }
}

fn picture(story: &LiveStory) -> Option<CardPicture> {
    let lead = story.content.lead.as_ref()?;
    let File::Stored { asset } = &lead.file else { return None };
    let asset = story.assets.iter().find(|known| known.id == *asset)?;
    Some(CardPicture {
        hash: asset.hash.clone(),
        media_type: asset.media_type.clone(),
        width: asset.width,
        height: asset.height,
        focal_point: asset.focal_point,
        caption: lead.caption.clone(),
        credit: lead.credit.clone(),
    })
}
