//! The readers' side copy of what is live, as pages may ask it: feeds of cards, standings, notices.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    Asset, AssetKind, BlockBody, Content, File, FocalPoint, Front, Hash, LiveStory, Picture, Programme,
    StoryId, Timestamp, Urgency, Withdrawal, slug,
};

/// An ordered list of live stories, oldest first; places are never given again, so page numbers never shift.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Feed {
    /// Everything in an edition.
    Edition { edition: String },
    /// A section, the stories of its own sections included.
    Section { edition: String, section: String },
    /// What is about a topic, is by an author or happens at a place; `slug` is made of the name.
    Subject { edition: String, subject: Subject, slug: String },
    /// A live coverage, and behind it its entries; those stand in none of the lists above.
    Entries { coverage: StoryId },
    /// Those entries of an edition's coverages that its stream shows.
    Highlights { edition: String },
}

impl Feed {
    /// Every feed that a story stands in; with those of subjects, the name that the story gives it.
    pub fn of(story: &LiveStory) -> BTreeMap<Self, String> {
        let edition = || story.edition.clone();
        if let Some((coverage, _)) = story.entry_of() {
            let mut feeds = BTreeMap::from([(Self::Entries { coverage }, String::new())]);
            if story.content.urgency.is_highlight() {
                feeds.insert(Self::Highlights { edition: edition() }, String::new());
            }
            return feeds;
        }
        let mut feeds = BTreeMap::from([(Self::Edition { edition: edition() }, String::new())]);
        if story.live_coverage().is_some() {
            feeds.insert(Self::Entries { coverage: story.id }, String::new());
        }
        let own = std::slice::from_ref(&story.content.section);
        for section in story.sections.iter().chain(own) {
            feeds.insert(Self::Section { edition: edition(), section: section.clone() }, String::new());
        }
        for subject in Subject::ALL {
            for name in subject.of(&story.content) {
                let slug = slug(name);
                if !slug.is_empty() {
                    feeds.insert(Self::Subject { edition: edition(), subject, slug }, name.to_owned());
                }
            }
        }
        feeds
    }
}

/// What stories can be listed by besides their section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    Topic,
    Author,
    Place,
}

impl Subject {
    pub const ALL: [Self; 3] = [Self::Topic, Self::Author, Self::Place];

    pub fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Author => "author",
            Self::Place => "place",
        }
    }

    /// The names of this kind that a story bears, as written.
    pub fn of(self, content: &Content) -> Vec<&str> {
        let names: Vec<&str> = match self {
            Self::Topic => content.topics.iter().map(String::as_str).collect(),
            Self::Author => content.byline.iter().map(|signature| signature.name.as_str()).collect(),
            Self::Place => content.places.iter().map(String::as_str).collect(),
        };
        names.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect()
    }
}

/// A topic, author or place as its stories name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    pub slug: String,
    /// As its first story wrote it.
    pub name: String,
    /// Live stories that bear it.
    pub stories: u64,
}

/// A public notice: a correction, or a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub at: Timestamp,
    pub story: StoryId,
    pub path: String,
    pub text: String,
    pub withdrawn: bool,
}

/// A story as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub id: StoryId,
    pub path: String,
    pub headline: String,
    /// For lists of one line; empty: the headline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short: String,
    /// For the strip over a front; empty: the headline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alert: String,
    pub kicker: String,
    pub standfirst: String,
    pub byline: Vec<String>,
    pub section: String,
    pub urgency: Urgency,
    pub first_published: Timestamp,
    pub updated: Timestamp,
    pub corrected: bool,
    /// Of an entry, where its live coverage stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<String>,
    /// A live coverage that still gets entries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
    /// Seconds of its first video, 0 where nobody said; `None` without a video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video_s: Option<u32>,
    /// Whether it shows a series of pictures.
    #[serde(default)]
    pub gallery: bool,
    /// Blob, media type, width, height, focal point of the lead picture.
    pub picture: Option<CardPicture>,
}

/// The lead picture of a card; its words are in the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPicture {
    pub hash: Hash,
    pub media_type: String,
    pub width: u32,
    pub height: u32,
    pub focal_point: FocalPoint,
    #[serde(default)]
    pub colour: String,
    pub caption: String,
    pub credit: String,
}

impl Card {
    pub fn of(story: &LiveStory) -> Self {
        let content = &story.content;
        Self {
            id: story.id,
            path: story.path.clone(),
            headline: content.headline.clone(),
            short: content.headline_short.trim().to_owned(),
            alert: content.headline_alert.trim().to_owned(),
            kicker: content.kicker.clone(),
            standfirst: content.standfirst.clone(),
            byline: content.byline.iter().map(|signature| signature.name.clone()).collect(),
            section: content.section.clone(),
            urgency: content.urgency,
            first_published: story.first_published,
            updated: story.updated,
            corrected: !story.corrections.is_empty(),
            coverage: story.entry_of().map(|(_, path)| path.to_owned()),
            live: story.live_coverage().is_some_and(|coverage| coverage.closed.is_none()),
            video_s: content.blocks.iter().find_map(|block| match &block.body {
                BlockBody::Video(video) => Some(video.duration_s),
                _ => None,
            }),
            gallery: content.blocks.iter().any(|block| matches!(block.body, BlockBody::Gallery(_))),
            picture: content.lead.as_ref().and_then(|lead| CardPicture::of(story, lead)),
        }
    }
}

impl CardPicture {
    /// Only a picture of the library can be shown; one that a wire merely named has no bytes here.
    fn of(story: &LiveStory, lead: &Picture) -> Option<Self> {
        let File::Stored { asset } = lead.file else { return None };
        let is_it = |known: &&Asset| known.id == asset && known.kind == AssetKind::Picture;
        let asset = story.assets.iter().find(is_it)?;
        Some(Self {
            hash: asset.hash.clone(),
            media_type: asset.media_type.clone(),
            width: asset.width,
            height: asset.height,
            focal_point: asset.focal_point,
            colour: asset.colour.clone(),
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
        })
    }
}

/// What the shelf knows about a story's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Live(Arc<LiveStory>),
    Withdrawn(Withdrawal),
}

/// The readers' side copy of what is live, as pages may ask it. Answers come from one moment.
pub trait Shelf {
    /// The newest journal entry it holds: number and time; `None` before the first.
    fn as_of(&self) -> Option<(u64, Timestamp)>;
    /// The time for whoever reads now: never before that of the newest entry.
    fn now(&self) -> Timestamp {
        self.as_of().map_or(Timestamp::UNIX_EPOCH, |(_, at)| at)
    }
    fn standing(&self, id: StoryId) -> Option<Standing>;
    /// The story that stood at this address before it came here; the address has no slash at its end.
    fn formerly(&self, path: &str) -> Option<StoryId>;
    /// How many places a feed has, holes left by kills and moves included.
    fn places(&self, feed: &Feed) -> u64;
    /// The number of the last entry that changed what a feed shows: a story came, changed or left; 0 before the first.
    fn changed(&self, feed: &Feed) -> u64;
    /// The cards in places `first..first + count` of a feed, oldest first, holes skipped, each with its place.
    fn cards(&self, feed: &Feed, first: u64, count: u64) -> Vec<(u64, Arc<Card>)>;
    /// The newest `count` cards of a feed, newest first, holes skipped.
    fn newest(&self, feed: &Feed, count: usize) -> Vec<Arc<Card>>;
    /// The stories of an edition first published from `from` to before `until`, oldest first.
    fn published(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Arc<Card>>;
    /// The same, as their times only.
    fn published_at(&self, edition: &str, from: Timestamp, until: Timestamp) -> Vec<Timestamp>;
    /// When the last one before `from` and the first one from `until` on were first published.
    fn published_around(&self, edition: &str, from: Timestamp, until: Timestamp) -> [Option<Timestamp>; 2];
    /// Every topic, author or place of an edition that a live story bears, by slug.
    fn names(&self, edition: &str, subject: Subject) -> Vec<Name>;
    fn name(&self, edition: &str, subject: Subject, slug: &str) -> Option<Name>;
    /// How many places the notices of an edition have, holes left by kills included.
    fn notice_places(&self, edition: &str) -> u64;
    /// The notices in places `first..first + count`, oldest first, holes skipped.
    fn notices(&self, edition: &str, first: u64, count: u64) -> Vec<Notice>;
    /// The places of the notices about a story.
    fn notices_of(&self, id: StoryId) -> Vec<u64>;
    /// The live stories of a translation group, by edition: edition and path. The group is the number of the story that
    /// was translated, which is in it; without a live translation there is none.
    fn translations(&self, group: StoryId) -> Vec<(String, String)>;
    /// The front of an edition as the desk made it up last.
    fn front(&self, edition: &str) -> Option<Front>;
    fn programme(&self, edition: &str) -> Option<Programme>;
    /// The stories that readers of an edition ask for most, most first; counted by this node, not from the journal.
    fn most_read(&self, edition: &str) -> Vec<StoryId>;
    /// The place of a story in a feed; once it left (a kill, a move) the last place it had, so that `stale` can name
    /// the pages around the hole.
    fn place(&self, feed: &Feed, id: StoryId) -> Option<u64>;
}
