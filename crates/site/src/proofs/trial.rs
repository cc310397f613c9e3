//! The shelf with another front on it, or at another time.

use std::sync::Arc;

use story::{Card, Feed, Front, Name, Notice, Programme, Shelf, Standing, StoryId, Subject, Timestamp};

use crate::Snapshot;

/// Answers as the shelf does, but for the front of one edition and the time.
pub(super) struct TrialShelf<'a> {
    pub(super) shelf: &'a Snapshot,
    pub(super) front: Option<&'a Front>,
    pub(super) now: Timestamp,
}

/// Questions that the shelf below answers.
macro_rules! passed_on {
    ($(fn $name:ident(&self $(, $arg:ident: $kind:ty)*) $(-> $answer:ty)?;)+) => {
        $(fn $name(&self $(, $arg: $kind)*) $(-> $answer)? { self.shelf.$name($($arg),*) })+
    };
}

impl Shelf for TrialShelf<'_> {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn front(&self, edition: &str) -> Option<Front> {
        match self.front.filter(|front| front.edition == edition) {
            Some(front) => Some(front.clone()),
            None => self.shelf.front(edition),
        }
    }

    passed_on! {
        fn as_of(&self) -> Option<(u64, Timestamp)>;
        fn standing(&self, id: StoryId) -> Option<Standing>;
        fn formerly(&self, path: &str) -> Option<StoryId>;
        fn places(&self, feed: &Feed) -> u64;
        fn changed(&self, feed: &Feed) -> u64;
        fn cards(&self, feed: &Feed, first: u64, count: u64) -> Vec<(u64, Arc<Card>)>;
        fn newest(&self, feed: &Feed, count: usize) -> Vec<Arc<Card>>;
        fn published(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Arc<Card>>;
        fn published_at(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Timestamp>;
        fn published_around(&self, edition: &str, from: Timestamp, until: Timestamp) -> [Option<Timestamp>; 2];
        fn names(&self, edition: &str, subject: Subject) -> Vec<Name>;
        fn name(&self, edition: &str, subject: Subject, slug: &str) -> Option<Name>;
        fn notice_places(&self, edition: &str) -> u64;
        fn notices(&self, edition: &str, first: u64, count: u64) -> Vec<Notice>;
        fn notices_of(&self, id: StoryId) -> Vec<u64>;
        fn translations(&self, group: StoryId) -> Vec<(String, String)>;
        fn programme(&self, edition: &str) -> Option<Programme>;
        fn most_read(&self, edition: &str) -> Vec<StoryId>;
        fn place(&self, feed: &Feed, id: StoryId) -> Option<u64>;
    }
}
