//! Which pages an entry changes: what it touched, worked out once, and the list that page kinds add to.

use std::collections::BTreeSet;

use story::{Feed, JournalEntry, LiveStory, Section, Shelf, Standing};

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
    /// The story's address, as it was and as it is.
    pub paths: Vec<&'a str>,
    /// The story's place in the edition, a hole after a kill.
    pub place: Option<u64>,
    /// The sections it was in or is in.
    pub sections: Vec<Touched<'a>>,
}

/// A section that an entry changed.
pub(crate) struct Touched<'a> {
    pub section: &'a Section,
    pub feed: Feed,
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
        let after = entry.change.live();
        let before_live: Option<&LiveStory> = match before {
            Some(Standing::Live(story)) => Some(story),
            _ => None,
        };
        let edition = site.edition(entry.change.edition());
        let id = entry.change.story_id();
        let mut ripple = Self {
            site,
            shelf,
            entry,
            edition,
            paths: paths_of(entry, before),
            place: edition.and_then(|edition| shelf.place(&edition.feed(), id)),
            sections: Vec::new(),
        };
        let sections = [after, before_live].into_iter().flatten().map(|story| story.content.section.as_str());
        for id in sections.collect::<BTreeSet<_>>() {
            ripple.touch(id);
        }
        ripple
    }

    fn touch(&mut self, section: &str) {
        let Some(edition) = self.edition else { return };
        let Some(section) = edition.edition.section(section) else { return };
        let feed = edition.section_feed(section);
        let place = self.shelf.place(&feed, self.entry.change.story_id());
        self.sections.push(Touched { section, feed, place });
    }
}

fn paths_of<'a>(entry: &'a JournalEntry, before: Option<&'a Standing>) -> Vec<&'a str> {
    let after = match &entry.change {
        story::Change::Killed(withdrawal) => &withdrawal.path,
        story::Change::Published(story) | story::Change::Updated(story) | story::Change::Corrected(story) => {
            &story.path
        }
    };
    let before = before.map(|standing| match standing {
        Standing::Live(story) => &story.path,
        Standing::Withdrawn(withdrawal) => &withdrawal.path,
    });
    std::iter::once(after).chain(before).map(String::as_str).collect()
}
