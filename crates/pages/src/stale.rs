//! Which pages an entry changes: what it touched, worked out once, and the list that page kinds add to.

use std::collections::BTreeSet;

use story::{Change, Feed, JournalEntry, LiveStory, Shelf, Standing, StoryId};

use crate::kinds::coverage::in_stream;
use crate::listing::Listing;
use crate::site::{EditionSite, Site};

/// Pages in the order in which readers miss them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Article,
    Front,
    Section,
    Stream,
    Feed,
    Sitemap,
    Neighbour,
}

/// The paths named so far.
#[derive(Default)]
pub(crate) struct Stale {
    known: BTreeSet<String>,
    paths: Vec<(Rank, String)>,
}

impl Stale {
    pub(crate) fn add(&mut self, rank: Rank, path: impl Into<String>) {
        let path = path.into();
        if self.known.insert(path.clone()) {
            self.paths.push((rank, path));
        }
    }

    pub(crate) fn in_order(mut self) -> Vec<String> {
        self.paths.sort_by_key(|(rank, _)| *rank);
        self.paths.into_iter().map(|(_, path)| path).collect()
    }
}

/// What an entry touched in an edition.
pub(crate) struct Ripple<'a> {
    pub site: &'a Site,
    pub shelf: &'a dyn Shelf,
    pub entry: &'a JournalEntry,
    /// The edition of the story, where the site has it.
    pub edition: Option<&'a EditionSite>,
    /// The story as readers saw it before.
    pub was: Option<&'a LiveStory>,
    /// The story's addresses, as they were and as they are, those from before it came here included.
    pub paths: Vec<&'a str>,
    /// The story's place in the edition, a hole after a kill.
    pub place: Option<u64>,
    /// An entry of a live coverage that stands there and nowhere else, and never was to be told elsewhere.
    pub aside: bool,
    /// The lists it was in or is in, the edition's own left out.
    pub lists: Vec<Touched<'a>>,
}

/// A list that an entry changed.
pub(crate) struct Touched<'a> {
    pub list: Listing<'a>,
    /// The story's place, a hole after it left.
    pub place: Option<u64>,
}

impl<'a> Ripple<'a> {
    pub(crate) fn of(
        site: &'a Site,
        shelf: &'a dyn Shelf,
        entry: &'a JournalEntry,
        before: Option<&'a Standing>,
    ) -> Self {
        let was: Option<&LiveStory> = match before {
            Some(Standing::Live(story)) => Some(story),
            _ => None,
        };
        let edition = site.edition(entry.change.edition());
        let id = entry.change.story_id();
        let place = edition.zip(id).and_then(|(edition, id)| shelf.place(&edition.feed(), id));
        let mut ripple = Self {
            site,
            shelf,
            entry,
            edition,
            was,
            paths: paths_of(entry, before),
            place,
            aside: edition.is_some_and(|edition| aside(shelf, edition, entry, was)),
            lists: Vec::new(),
        };
        if let (Some(edition), Some(id)) = (edition, id) {
            ripple.touch(edition, id);
        }
        ripple
    }

    fn touch(&mut self, edition: &'a EditionSite, id: StoryId) {
        let versions = [self.entry.change.live(), self.was].into_iter().flatten();
        let feeds: BTreeSet<Feed> = versions.flat_map(|story| Feed::of(story).into_keys()).collect();
        for feed in feeds {
            let place = self.shelf.place(&feed, id);
            let list = match feed {
                Feed::Edition { .. } | Feed::Entries { .. } | Feed::Highlights { .. } => continue,
                Feed::Section { section, .. } => match edition.edition.section(&section) {
                    Some(section) => Listing::section(edition, section),
                    None => continue,
                },
                // Only its addresses matter here.
                Feed::Subject { subject, slug, .. } => Listing::subject(edition, subject, &slug, &slug),
            };
            self.lists.push(Touched { list, place });
        }
    }
}

fn aside(shelf: &dyn Shelf, edition: &EditionSite, entry: &JournalEntry, was: Option<&LiveStory>) -> bool {
    let quiet = |story: &LiveStory| {
        let id = story.id;
        story.entry_of().is_some()
            && !in_stream(story)
            && story.corrections.is_empty()
            && shelf.notices_of(id).is_empty()
            && !shelf.most_read(&edition.edition.id).contains(&id)
    };
    entry.change.live().is_some_and(quiet) && was.is_none_or(quiet)
}

fn paths_of<'a>(entry: &'a JournalEntry, before: Option<&'a Standing>) -> Vec<&'a str> {
    let after = match &entry.change {
        Change::Killed(withdrawal) => Some(&withdrawal.path),
        _ => None,
    };
    let withdrawn = before.and_then(|standing| match standing {
        Standing::Live(_) => None,
        Standing::Withdrawn(withdrawal) => Some(&withdrawal.path),
    });
    let was = before.and_then(|standing| match standing {
        Standing::Live(story) => Some(&**story),
        Standing::Withdrawn(_) => None,
    });
    let versions = [entry.change.live(), was].into_iter().flatten();
    let own = versions.flat_map(|story| std::iter::once(&story.path).chain(&story.former));
    after.into_iter().chain(withdrawn).chain(own).map(String::as_str).collect()
}
