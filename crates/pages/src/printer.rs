//! The press: from a path to a page, and from a journal entry to the pages it makes stale.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use story::{
    CardMaker, Finder, Found, JournalEntry, LiveEvent, Page, Place, Press, Shelf, SiteConfig, Standing,
    Subject, Timestamp,
};

use crate::address::{Ask, Query};
use crate::kinds::{self, KINDS, coverage, front, section, stream};
use crate::site::{EditionSite, Site};
use crate::stale::{Ripple, Stale};

/// Prints the pages of one site.
pub struct Printer {
    site: Site,
    /// The addresses that read their query.
    queried: BTreeSet<String>,
}

impl Printer {
    /// Refuses editions that lack a word and templates that cannot be read, saying which and where.
    #[allow(clippy::needless_pass_by_value, reason = "the site's configuration is handed over, once")]
    pub fn new(config: SiteConfig) -> Result<Self, String> {
        Self::with_theme(&config, &[])
    }

    /// With the newsroom's own templates and files (name and bytes) in place of the shipped ones of the same name.
    /// Refuses what cannot be read, with file and line.
    pub fn with_theme(config: &SiteConfig, own: &[(String, Vec<u8>)]) -> Result<Self, String> {
        let site = Site::of(config, own)?;
        Ok(Self { queried: kinds::queried(&site), site })
    }

    /// Draws a picture for pages that have none, for where they are shared.
    #[must_use]
    pub fn with_cards(mut self, maker: Arc<dyn CardMaker>) -> Self {
        self.site.card_maker = Some(maker);
        self
    }

    /// Every path that leads to a page on this shelf, by kind. Takes as long as the archive is large: for tests,
    /// exports and dumps, never for serving.
    pub fn paths(&self, shelf: &dyn Shelf) -> Vec<(&'static str, String)> {
        let of_kind = |kind: &'static kinds::Kind| {
            (kind.paths)(&self.site, shelf).into_iter().map(move |path| (kind.name, path))
        };
        KINDS.iter().flat_map(of_kind).collect()
    }

    /// The names of the page kinds.
    pub fn kinds() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|kind| kind.name)
    }

    fn find(&self, shelf: &dyn Shelf, path: &str) -> Option<Found> {
        found(&Ask::new(&self.site, shelf, path))
    }

    /// Where the story is now that readers knew at this path before it came here.
    fn find_moved(&self, shelf: &dyn Shelf, path: &str) -> Option<Found> {
        match shelf.standing(shelf.formerly(path.trim_end_matches('/'))?)? {
            Standing::Live(story) => Some(Found::Moved { path: story.path.clone() }),
            Standing::Withdrawn(withdrawal) => self.find(shelf, &withdrawal.path),
        }
    }

    /// The page that stands at this path with or without its last slash.
    fn find_other_form(&self, shelf: &dyn Shelf, path: &str) -> Option<Found> {
        let other = match path.strip_suffix('/') {
            Some(shorter) if !shorter.is_empty() => shorter.to_owned(),
            _ => format!("{path}/"),
        };
        match self.find(shelf, &other)? {
            Found::Page(_) => Some(Found::Moved { path: other }),
            found => Some(found),
        }
    }
}

impl Press for Printer {
    fn print(&self, shelf: &dyn Shelf, path: &str) -> Found {
        self.find(shelf, path)
            .or_else(|| self.find_other_form(shelf, path))
            .or_else(|| self.find_moved(shelf, path))
            .unwrap_or_else(|| Found::Missing(kinds::missing::page(&Ask::new(&self.site, shelf, path))))
    }

    fn outline(&self, shelf: &dyn Shelf, path: &str) -> Found {
        let ask = Ask { outline: true, ..Ask::new(&self.site, shelf, path) };
        found(&ask).unwrap_or_else(|| self.print(shelf, path))
    }

    fn stale(&self, shelf: &dyn Shelf, entry: &JournalEntry, before: Option<&Standing>) -> Vec<String> {
        let ripple = Ripple::of(&self.site, shelf, entry, before);
        let mut stale = Stale::default();
        for kind in KINDS {
            (kind.stale)(&ripple, &mut stale);
        }
        stale.in_order()
    }

    fn live_events(
        &self,
        shelf: &dyn Shelf,
        entry: &JournalEntry,
        before: Option<&Standing>,
    ) -> Vec<LiveEvent> {
        let ripple = Ripple::of(&self.site, shelf, entry, before);
        stream::live_events(&ripple).into_iter().chain(coverage::live_events(&ripple)).collect()
    }

    fn front_path(&self, edition: &str) -> Option<String> {
        self.site.edition(edition).map(|edition| edition.front.clone())
    }

    fn places(&self, shelf: &dyn Shelf, edition: &str) -> Vec<Place> {
        self.site.edition(edition).map_or_else(Vec::new, |edition| front::places(shelf, edition))
    }

    fn live_since(&self, shelf: &dyn Shelf, path: &str) -> Option<u64> {
        stream::live_since(&self.site, shelf, path).or_else(|| coverage::live_since(shelf, path))
    }

    fn live_path(&self, page: &str) -> Option<String> {
        Some(coverage::live_path(page))
    }

    fn trial_paths(&self, shelf: &dyn Shelf) -> Vec<String> {
        let of = |edition: &EditionSite| {
            let newest = shelf.newest(&edition.feed(), 1);
            let story = newest.iter().flat_map(|card| {
                let section =
                    edition.edition.section(&card.section).map(|section| edition.section_path(section));
                [card.path.clone()].into_iter().chain(section)
            });
            let fixed = ["about_slug", "archive_slug", "corrections_slug", "tv_slug"]
                .map(|slug| edition.path_of(slug));
            let subjects = Subject::ALL.map(|subject| edition.subject_path(subject));
            let own = [edition.front.clone(), edition.stream.clone(), edition.search_path()];
            let feeds = ["rss.xml", "atom.xml", "nowhere"].map(|file| format!("{}{file}", edition.front));
            story.chain(own).chain(fixed).chain(subjects).chain(feeds).collect::<Vec<_>>()
        };
        self.site.editions.iter().flat_map(of).collect()
    }

    fn down(&self, shelf: Option<&dyn Shelf>, path: &str, last: Option<(&[u8], Timestamp)>) -> Page {
        let edition = path.split('/').nth(1).and_then(|id| self.site.edition(id));
        let edition = edition.unwrap_or_else(|| self.site.default_edition());
        kinds::down::page(&self.site, edition, shelf, path, last)
    }

    fn reads_queries(&self, path: &str) -> bool {
        self.queried.contains(path)
    }

    fn answer(&self, shelf: &dyn Shelf, finder: &dyn Finder, path: &str, query: &str) -> Found {
        let ask = Ask::new(&self.site, shelf, path);
        kinds::answer(&ask, finder, &Query::of(query))
            .unwrap_or_else(|| Found::Missing(kinds::missing::page(&ask)))
    }

    fn most_read_pages(&self) -> Vec<String> {
        let of =
            |edition| [front::newest(edition), section::newest(edition), stream::newest(edition)].concat();
        self.site.editions.iter().flat_map(of).collect()
    }

    fn file(&self, name: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
        self.site.files.file(name)
    }
}

fn found(ask: &Ask) -> Option<Found> {
    KINDS.iter().find_map(|kind| (kind.print)(ask))
}
