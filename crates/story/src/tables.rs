//! The tables that the binary builds and hands over: rules, formats, and the press that makes pages.
//! Rooms that use them know only these types, so that a new rule, format or page rebuilds nobody else.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::finding::{Archive, CheckInput, Memory, Report};
use crate::{
    Change, Edition, Finder, Front, Hash, HouseFault, HouseRules, Item, JournalEntry, Language, Name, Place,
    Problem, Severity, Shelf, Spot, Stage, Standing, StoryId, Timestamp, Version,
};

/// A desk check as others see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleCard {
    /// Named for the fault: `weekday-mismatch`.
    pub id: &'static str,
    pub version: u16,
    /// The most it says by itself.
    pub severity: Severity,
    pub stage: Stage,
    /// Its page in Markdown: help text, manual and tests in one.
    pub page: &'static str,
}

impl RuleCard {
    /// What people call it: English where the page does not speak the language.
    pub fn name(&self, language: &Language) -> String {
        self.part("Name", language).0
    }

    /// What it finds, in the words of its page; and the language they are in: English where the page does not speak
    /// the one asked for.
    pub fn finds(&self, language: &Language) -> (String, Language) {
        self.part("What it finds", language)
    }

    /// Why that matters, likewise.
    pub fn matters(&self, language: &Language) -> (String, Language) {
        self.part("Why it matters", language)
    }

    fn part(&self, title: &str, language: &Language) -> (String, Language) {
        let below = |heading: &str| {
            let (_, rest) = self.page.split_once(&format!("\n## {heading}\n"))?;
            Some(rest.split("\n## ").next()?.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let own = below(&format!("{title} ({})", language.primary())).map(|words| (words, language.clone()));
        own.unwrap_or_else(|| (below(title).unwrap_or_default(), Language::new("en")))
    }
}

/// The desk checks: which there are, and the one way to run them.
#[derive(Clone, Copy)]
pub struct RuleSet {
    pub rules: &'static [RuleCard],
    pub check: fn(&CheckInput) -> Report,
    /// Reads house rules, or says in a language what is wrong with them.
    pub house: fn(&str, &Language) -> Result<HouseRules, Vec<HouseFault>>,
    /// House rules alone, drafts among them: what they would have found.
    pub try_house: fn(&CheckInput) -> Report,
    /// A memory for many checks; empty.
    pub memory: fn() -> Memory,
    /// An archive that knows nothing yet.
    pub archive: fn() -> Box<dyn Archive>,
}

impl RuleSet {
    /// What people call a check. The newsroom's own rules, and one that is gone, are called by their id.
    pub fn name(&self, id: &str, language: &Language) -> String {
        let card = self.rules.iter().find(|card| card.id == id);
        card.map(|card| card.name(language)).filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_owned())
    }
}

/// What a format made of some bytes. Items that could be read are there whatever the problems.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Parsed {
    pub items: Vec<Item>,
    pub problems: Vec<Problem>,
    /// Pictures and other files that came in the same bytes. A picture of an item names one as `cid:` and its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Enclosed>,
}

/// A file inside a delivery: the attachment of a mail, a picture in an export.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Enclosed {
    /// Unique in its delivery.
    pub name: String,
    pub media_type: String,
    /// Not written out: whoever lists items wants to know of the file, not to read it.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// What is known about bytes besides themselves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin<'a> {
    /// File name or address; may be empty.
    pub name: &'a str,
    /// As the sender declared it (`text/html; charset=…`); may be empty.
    pub media_type: &'a str,
    /// IANA's name of the zone in which times stand that name none; empty for UTC.
    pub time_zone: &'a str,
}

/// One wire format.
#[derive(Clone, Copy)]
pub struct Format {
    /// `newsml-g2`, `ninjs`, `feed`, `page`, `text`.
    pub name: &'static str,
    /// How sure it is that these bytes are its own, 0 to 100. Looks at the first few kilobytes only.
    pub sniff: fn(&[u8], &Origin) -> u8,
    pub parse: fn(&[u8], &Origin) -> Parsed,
}

/// One page as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub media_type: &'static str,
    pub body: Vec<u8>,
    /// Seconds that a shared cache may keep it without asking again.
    pub fresh_s: u32,
    /// From when on it says something else even if nothing happens; `None` is never.
    pub until: Option<Timestamp>,
    /// It shows a stream (HLS) that our player fetches piece by piece, from wherever the stream is.
    pub streams: bool,
    /// The version of a story whose own page it is: whoever gets it has read that one.
    pub shows: Option<Version>,
}

impl Page {
    /// One that changes only when something happens, plays nothing, and is no story's own.
    pub fn new(media_type: &'static str, body: Vec<u8>, fresh_s: u32) -> Self {
        Self { media_type, body, fresh_s, until: None, streams: false, shows: None }
    }
}

/// The answer to "what is at this path".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Page(Page),
    /// The page is at another address, for good.
    Moved {
        path: String,
    },
    /// Withdrawn; the page says so.
    Gone(Page),
    /// Nothing there; the page says so.
    Missing(Page),
}

/// What an entry changes in a list that readers may have open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveEvent {
    /// The address at which the list tells of its changes.
    pub path: String,
    pub story: StoryId,
    /// JSON, in one line.
    pub data: String,
}

/// What every page needs to know about the site it stands on.
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// Scheme and host without a slash at the end: `https://news.example`.
    pub origin: String,
    /// The first is the default.
    pub editions: Vec<Edition>,
    /// The WebSub hub that is told of every new feed; empty where there is none.
    pub hub: String,
}

/// Makes pages from what is on the shelf, and knows which of them an entry changes.
pub trait Press: Send + Sync {
    /// `path` is percent-decoded and starts with a slash; the query is no part of it.
    fn print(&self, shelf: &dyn Shelf, path: &str) -> Found;
    /// As [`Press::print`], but a picture that takes long to draw is its words: equal where the pages are. For those who
    /// ask whether a page changes.
    fn outline(&self, shelf: &dyn Shelf, path: &str) -> Found {
        self.print(shelf, path)
    }
    /// Some pages of each kind, to try a press with before readers get it.
    fn trial_paths(&self, _shelf: &dyn Shelf) -> Vec<String> {
        Vec::new()
    }
    /// The page for where this one cannot be made: `last` is its last good copy, and since when it was true. Without a
    /// shelf it must be made from what the press itself holds.
    fn down(&self, shelf: Option<&dyn Shelf>, path: &str, last: Option<(&[u8], Timestamp)>) -> Page;
    /// Whether the query of this path is read: [`Press::answer`] then takes the place of [`Press::print`].
    fn reads_queries(&self, _path: &str) -> bool {
        false
    }
    /// `query` is what stands behind the question mark, as the reader sent it.
    fn answer(&self, shelf: &dyn Shelf, _finder: &dyn Finder, path: &str, _query: &str) -> Found {
        self.print(shelf, path)
    }
    /// Paths whose bytes may differ before and after `entry`, most read first. `before` is the standing of the
    /// entry's story on the shelf before the entry; `shelf` already holds it.
    fn stale(&self, shelf: &dyn Shelf, entry: &JournalEntry, before: Option<&Standing>) -> Vec<String>;
    /// What the entry tells those who have a list open; asked as [`Press::stale`] is.
    fn live_events(
        &self,
        _shelf: &dyn Shelf,
        _entry: &JournalEntry,
        _before: Option<&Standing>,
    ) -> Vec<LiveEvent> {
        Vec::new()
    }
    /// The address of an edition's front.
    fn front_path(&self, _edition: &str) -> Option<String> {
        None
    }
    /// Every place of an edition's front in the order of the page, and what readers see there. What the desk placed
    /// where the page has no room comes last, not shown.
    fn places(&self, _shelf: &dyn Shelf, _edition: &str) -> Vec<Place> {
        Vec::new()
    }
    /// The number of the last entry that changed the list which tells of its changes at this address, 0 before the
    /// first; `None` where no list does.
    fn live_since(&self, _shelf: &dyn Shelf, _path: &str) -> Option<u64> {
        None
    }
    /// The address at which the page at this one tells of its changes, where it is a live coverage.
    fn live_path(&self, _page: &str) -> Option<String> {
        None
    }
    /// Paths whose pages show what is read most.
    fn most_read_pages(&self) -> Vec<String>;
    /// A file of the theme (style sheet, font, script) by its name under `/_/`, never changing under one name.
    fn file(&self, name: &str) -> Option<(&'static str, std::borrow::Cow<'static, [u8]>)>;
}

/// Those who have a live coverage open, as one node knows them: a page that hears of changes counts as a reader.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audience {
    pub readers: usize,
    /// From the last entry's time in the journal to pages being told of it; `None` where none was told yet.
    pub told_in: Option<Duration>,
    /// On how many pages each of the last entries was shown, since it was told.
    pub shown: Vec<(StoryId, u64)>,
}

/// Where readers found a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stood {
    /// Its place on the front of its edition, and whether the desk put it there.
    pub spot: Option<(Spot, bool)>,
    /// The other pages that led to it, most read first; what programs read among them.
    pub pages: Vec<String>,
}

/// What readers would get after something goes out, and what they once got: for those who decide. Printed by the press
/// that prints for readers, from the copy that they are served from. An error says why there is no answer, for the log.
pub trait Proofs: Send + Sync {
    /// The places of this front: see [`Press::places`].
    fn places(&self, front: &Front) -> Result<Vec<Place>, String>;
    /// The page that readers would get.
    fn page(&self, front: &Front) -> Result<Page, String>;
    /// The addresses of the pages that change when this goes out, one after another; most read first.
    fn stale(&self, changes: &[Change]) -> Result<Vec<String>, String>;
    /// The topics that readers find in an edition, in the order of their addresses.
    fn topics(&self, edition: &str) -> Result<Vec<Name>, String>;
    /// The front of an edition as readers saw it at a time, in today's make-up; `None` before the first entry. May
    /// take as long as reading the journal up to then.
    fn seen(&self, edition: &str, at: Timestamp) -> Result<Option<Page>, String>;
    /// Where readers found a story: now, or at a time, which may take as long as [`Proofs::seen`]. Nothing where they did
    /// not have it.
    fn stood(&self, story: StoryId, at: Option<Timestamp>) -> Result<Stood, String>;
    /// Who has the coverage at this address open.
    fn audience(&self, page: &str) -> Result<Audience, String>;
    /// A picture or a file of the theme that those pages show, by its address; `None` where readers get none.
    fn file(&self, path: &str) -> Option<(String, Vec<u8>)>;
    /// A picture of the library at a width, as WebP, whether readers see it or not; made if need be.
    fn size(&self, hash: &Hash, width: u32) -> Result<Vec<u8>, String>;
}
