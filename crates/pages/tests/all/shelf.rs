//! A shelf in memory that follows journal entries as the site's does: a place is given once per feed, a story that
//! leaves leaves a hole, one that comes back gets a new place.

use std::collections::BTreeMap;
use std::sync::Arc;

use story::{
    Card, Change, Feed, Front, JournalEntry, LiveStory, Name, Notice, Programme, Shelf, Standing, StoryId,
    Subject, Timestamp, Withdrawal,
};

#[derive(Default, Clone)]
pub(crate) struct MemoryShelf {
    as_of: Option<(u64, Timestamp)>,
    standings: BTreeMap<StoryId, Standing>,
    former: BTreeMap<String, StoryId>,
    feeds: BTreeMap<Feed, Vec<Option<StoryId>>>,
    /// The last place of every story that ever was in a feed.
    places: BTreeMap<(Feed, StoryId), u64>,
    /// The last entry that changed a feed.
    changed: BTreeMap<Feed, u64>,
    /// The first name that a story gave a subject.
    names: BTreeMap<Feed, String>,
    /// Notices by edition; a hole where a kill took one away.
    notices: BTreeMap<String, Vec<Option<Notice>>>,
    fronts: BTreeMap<String, Front>,
    programmes: BTreeMap<String, Programme>,
    pub(crate) most_read: BTreeMap<String, Vec<StoryId>>,
}

impl MemoryShelf {
    /// Takes an entry in; gives the story's standing before it.
    pub(crate) fn apply(&mut self, entry: &JournalEntry) -> Option<Standing> {
        self.as_of = Some((entry.seq, entry.at));
        match &entry.change {
            Change::Front(front) => drop(self.fronts.insert(front.edition.clone(), front.clone())),
            Change::Programme(programme) => {
                self.programmes.insert(programme.edition.clone(), programme.clone());
            }
            _ => {}
        }
        let id = entry.change.story_id()?;
        let before = self.standings.get(&id).cloned();
        if let Some(Standing::Live(story)) = &before {
            let after = entry.change.live().map(Feed::of).unwrap_or_default();
            for feed in Feed::of(story).into_keys().filter(|feed| !after.contains_key(feed)) {
                self.leave(&feed, id);
                self.changed.insert(feed, entry.seq);
            }
        }
        let standing = match &entry.change {
            Change::Killed(withdrawal) => {
                self.notify_of_withdrawal(withdrawal);
                Standing::Withdrawn(withdrawal.clone())
            }
            change => {
                let story = change.live()?;
                self.former.extend(story.former.iter().map(|path| (path.clone(), id)));
                for (feed, name) in Feed::of(story) {
                    self.changed.insert(feed.clone(), entry.seq);
                    self.enter(feed, name, id);
                }
                if matches!(change, Change::Corrected(_)) {
                    self.notify_of_correction(story);
                }
                Standing::Live(Arc::new(story.clone()))
            }
        };
        self.standings.insert(id, standing);
        before
    }

    pub(crate) fn paths_of_stories(&self) -> Vec<String> {
        let path = |standing: &Standing| match standing {
            Standing::Live(story) => story.path.clone(),
            Standing::Withdrawn(withdrawal) => withdrawal.path.clone(),
        };
        self.standings.values().map(path).collect()
    }

    fn enter(&mut self, feed: Feed, name: String, id: StoryId) {
        let places = self.feeds.entry(feed.clone()).or_default();
        if !places.contains(&Some(id)) {
            self.places.insert((feed.clone(), id), places.len() as u64);
            places.push(Some(id));
        }
        self.names.entry(feed).or_insert(name);
    }

    fn leave(&mut self, feed: &Feed, id: StoryId) {
        for place in self.feeds.entry(feed.clone()).or_default() {
            if *place == Some(id) {
                *place = None;
            }
        }
    }

    fn notify_of_correction(&mut self, story: &LiveStory) {
        let Some(last) = story.corrections.last() else { return };
        self.notices.entry(story.edition.clone()).or_default().push(Some(Notice {
            at: last.at,
            story: story.id,
            path: story.path.clone(),
            text: last.notice.clone(),
            withdrawn: false,
        }));
    }

    fn notify_of_withdrawal(&mut self, withdrawal: &Withdrawal) {
        let notices = self.notices.entry(withdrawal.edition.clone()).or_default();
        for notice in notices.iter_mut() {
            notice.take_if(|notice| notice.story == withdrawal.id);
        }
        notices.push(Some(Notice {
            at: withdrawal.at,
            story: withdrawal.id,
            path: withdrawal.path.clone(),
            text: withdrawal.reason.clone(),
            withdrawn: true,
        }));
    }

    fn live(&self) -> impl Iterator<Item = &LiveStory> {
        self.standings.values().filter_map(|standing| match standing {
            Standing::Live(story) => Some(&**story),
            Standing::Withdrawn(_) => None,
        })
    }

    fn card(&self, id: StoryId) -> Option<Arc<Card>> {
        match self.standings.get(&id)? {
            Standing::Live(story) => Some(Arc::new(Card::of(story))),
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

    fn formerly(&self, path: &str) -> Option<StoryId> {
        self.former.get(path).copied()
    }

    fn places(&self, feed: &Feed) -> u64 {
        self.feeds.get(feed).map_or(0, Vec::len) as u64
    }

    fn changed(&self, feed: &Feed) -> u64 {
        self.changed.get(feed).copied().unwrap_or_default()
    }

    fn cards(&self, feed: &Feed, first: u64, count: u64) -> Vec<(u64, Arc<Card>)> {
        let places = self.feeds.get(feed).map(Vec::as_slice).unwrap_or_default();
        let range = within(first, count, places.len());
        let numbered = range.clone().zip(&places[range]);
        numbered.filter_map(|(place, id)| Some((place as u64, self.card((*id)?)?))).collect()
    }

    fn newest(&self, feed: &Feed, count: usize) -> Vec<Arc<Card>> {
        let places = self.feeds.get(feed).map(Vec::as_slice).unwrap_or_default();
        places.iter().rev().flatten().filter_map(|id| self.card(*id)).take(count).collect()
    }

    fn published(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Arc<Card>> {
        let here = |story: &&LiveStory| {
            story.edition == edition
                && story.entry_of().is_none()
                && story.first_published >= from
                && story.first_published < until
        };
        let mut stories: Vec<&LiveStory> = self.live().filter(here).collect();
        stories.sort_by_key(|story| (story.first_published, story.id));
        stories.into_iter().map(|story| Arc::new(Card::of(story))).collect()
    }

    fn published_at(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Timestamp> {
        self.published(edition, from, until).into_iter().map(|card| card.first_published).collect()
    }

    fn published_around(&self, edition: &str, from: Timestamp, until: Timestamp) -> [Option<Timestamp>; 2] {
        let before = self.published_at(edition, Timestamp::MIN, from).last().copied();
        [before, self.published_at(edition, until, Timestamp::MAX).first().copied()]
    }

    fn names(&self, edition: &str, subject: Subject) -> Vec<Name> {
        let of = |feed: &Feed| match feed {
            Feed::Subject { edition: here, subject: its, slug } if here == edition && *its == subject => {
                Some(slug.clone())
            }
            _ => None,
        };
        let slugs: Vec<String> = self.feeds.keys().filter_map(of).collect();
        slugs.iter().filter_map(|slug| self.name(edition, subject, slug)).collect()
    }

    fn name(&self, edition: &str, subject: Subject, slug: &str) -> Option<Name> {
        let feed = Feed::Subject { edition: edition.into(), subject, slug: slug.into() };
        let stories = self.feeds.get(&feed)?.iter().flatten().count() as u64;
        (stories > 0).then(|| Name { slug: slug.into(), name: self.names[&feed].clone(), stories })
    }

    fn notice_places(&self, edition: &str) -> u64 {
        self.notices.get(edition).map_or(0, Vec::len) as u64
    }

    fn notices(&self, edition: &str, first: u64, count: u64) -> Vec<Notice> {
        let all = self.notices.get(edition).map(Vec::as_slice).unwrap_or_default();
        all[within(first, count, all.len())].iter().flatten().cloned().collect()
    }

    fn notices_of(&self, id: StoryId) -> Vec<u64> {
        let all = self.notices.values().flat_map(|notices| notices.iter().enumerate());
        let own = all.filter(|(_, notice)| notice.as_ref().is_some_and(|notice| notice.story == id));
        own.map(|(place, _)| place as u64).collect()
    }

    fn translations(&self, group: StoryId) -> Vec<(String, String)> {
        let own = self.live().filter(|story| story.translation == Some(group));
        let mut found: Vec<_> = own.map(|story| (story.edition.clone(), story.path.clone())).collect();
        if !found.is_empty() {
            let first = self.live().find(|story| story.id == group);
            found.extend(first.map(|story| (story.edition.clone(), story.path.clone())));
        }
        found.sort();
        found.dedup();
        found
    }

    fn front(&self, edition: &str) -> Option<Front> {
        self.fronts.get(edition).cloned()
    }

    fn programme(&self, edition: &str) -> Option<Programme> {
        self.programmes.get(edition).cloned()
    }

    fn most_read(&self, edition: &str) -> Vec<StoryId> {
        self.most_read.get(edition).cloned().unwrap_or_default()
    }

    fn place(&self, feed: &Feed, id: StoryId) -> Option<u64> {
        self.places.get(&(feed.clone(), id)).copied()
    }
}

fn within(first: u64, count: u64, len: usize) -> std::ops::Range<usize> {
    (first as usize).min(len)..(first.saturating_add(count) as usize).min(len)
}
