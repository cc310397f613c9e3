//! Planning: what is going to happen, who covers it, and every version of that.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use serde::{Deserialize, Serialize};
use story::{AccountId, EventId, ItemId, Recurrence, StoryId, Timestamp, Urgency};

use crate::database::Dialect;
use crate::row::{Columns, Damage, Row};
use crate::statements::statements;
use crate::value::{contains, json, values, words};
use crate::{Store, StoreError, Tx};

/// Events read at once: no month of a newsroom has more.
pub const EVENTS_MAX: u32 = 1000;

/// Times of one series that are counted to find its last.
const TIMES_MAX: usize = 4000;

/// Something that happens, or that the newsroom itself means to bring out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Event {
    pub title: String,
    pub description: String,
    pub place: String,
    /// Accreditation, whom to call: for the desk alone.
    pub private_note: String,
    pub starts: Timestamp,
    /// Not before it starts.
    pub ends: Timestamp,
    /// Whole days: from the midnight of the first to the last minute of the last, on `zone`'s clock.
    pub all_day: bool,
    /// IANA time zone of the clock at the place; empty is the newsroom's.
    pub zone: String,
    /// Nothing happens then: it is the newsroom's own work, to appear.
    pub own: bool,
    /// The edition's id; empty is all.
    pub edition: String,
    /// The section's id; may be empty.
    pub section: String,
    pub urgency: Urgency,
    pub embargo: Option<Timestamp>,
    pub standing: Standing,
    /// By their numbers, which are never given twice.
    pub coverages: BTreeMap<u32, Coverage>,
    pub notes: BTreeMap<u32, Note>,
    /// The version before the wire changed it, until somebody has looked at that.
    pub news_since: Option<u64>,
    /// How it happens again and again, a rule of RFC 5545 in each line, on `zone`'s clock; empty where it happens once.
    #[serde(default)]
    pub recurs: String,
    /// Further times on that clock: `2026-06-09T10:00:00`. A map, so that what two people add comes together.
    #[serde(default)]
    pub also: BTreeMap<String, bool>,
    /// Times and whole days (`2026-06-09`) of the rule on which it does not happen.
    #[serde(default)]
    pub skipped: BTreeMap<String, bool>,
}

impl Event {
    /// Whether it has several times.
    pub fn is_series(&self) -> bool {
        !self.recurs.is_empty() || !self.also.is_empty()
    }

    /// When nothing of it is left, or later: what reads a time looks at series that may have one in it.
    fn over(&self) -> Timestamp {
        const DAYS: SignedDuration = SignedDuration::from_hours(3 * 24);
        if !self.is_series() {
            return self.ends;
        }
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let first = self.starts.to_zoned_datetime(zone.clone()).datetime();
        // What a rule has not named by then it may never name: looking goes no further.
        let end = first.checked_add(200.years()).unwrap_or(DateTime::MAX);
        let mut last = Some(first);
        for rule in self.recurs.lines() {
            let Ok(rule) = Recurrence::read(rule) else { continue };
            if rule.count.is_none() && rule.until.is_none() {
                return Timestamp::MAX;
            }
            let times = rule.on(&zone).between(first, first, end, TIMES_MAX);
            last =
                if times.len() < TIMES_MAX { last.max(times.last().copied()) } else { Some(DateTime::MAX) };
        }
        let also = self.also.keys().filter_map(|time| time.parse().ok()).max();
        let last = last.max(also).and_then(|time| zone.to_ambiguous_timestamp(time).compatible().ok());
        let lasts = self.ends.duration_since(self.starts);
        // The newsroom's own clock may be another: some days do no harm.
        last.and_then(|last| last.checked_add(lasts).ok()?.checked_add(DAYS).ok()).unwrap_or(Timestamp::MAX)
    }
}

/// Whether it is going to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    #[default]
    Planned,
    Postponed,
    Cancelled,
}

/// One thing that the newsroom means to bring from it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coverage {
    pub kind: CoverageKind,
    /// The edition's id; empty is the event's.
    pub edition: String,
    pub assignee: Option<AccountId>,
    pub deadline: Option<Timestamp>,
    pub state: CoverageState,
    pub note: String,
    pub story: Option<StoryId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CoverageKind {
    #[default]
    Text,
    Photo,
    Video,
    Live,
    Audio,
    Graphic,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CoverageState {
    /// Nobody has it.
    #[default]
    Open,
    Assigned,
    Working,
    Done,
    Dropped,
}

/// What somebody wrote beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub by: AccountId,
    pub at: Timestamp,
    pub text: String,
}

/// The newest version of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    pub id: EventId,
    /// From 1.
    pub version: u64,
    /// Who made this version, and when.
    pub by: AccountId,
    pub at: Timestamp,
    pub item: Option<ItemId>,
    pub event: Event,
}

/// One version of an event, for its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventVersion {
    pub version: u64,
    pub by: AccountId,
    pub at: Timestamp,
    pub event: Event,
}

/// Which events a calendar shows; what is empty does not narrow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFilter {
    /// Events that are not over by then.
    pub from: Timestamp,
    /// Events that have begun before.
    pub until: Timestamp,
    /// The edition's own and those for all.
    pub edition: String,
    pub section: String,
    /// Words of title, place or description, in any case.
    pub text: String,
}

macro_rules! words_of_enum {
    ($name:ident { $($variant:ident $word:literal),+ }) => {
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in forms, columns and message keys.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one of that word.
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}
words_of_enum!(Standing { Planned "planned", Postponed "postponed", Cancelled "cancelled" });
words_of_enum!(CoverageKind {
    Text "text", Photo "photo", Video "video", Live "live", Audio "audio", Graphic "graphic"
});
words_of_enum!(CoverageState {
    Open "open", Assigned "assigned", Working "working", Done "done", Dropped "dropped"
});

macro_rules! columns {
    () => {
        "e.id, e.version, e.account, e.at, e.item, e.event"
    };
}

/// One for each state that somebody still has to work in.
macro_rules! assigned_in {
    ($state:literal) => {
        concat!(
            "SELECT * FROM (SELECT ", columns!(), ", c.number, c.deadline FROM coverages c JOIN events e ON e.id = c.event \
             LEFT JOIN stories s ON s.id = c.story WHERE c.account = $1 AND s.live IS NULL AND c.state = '", $state, "' ORDER BY c.deadline, c.event, c.number LIMIT $2) AS in_", $state
        )
    };
}

statements! {
    EVENT = concat!("SELECT ", columns!(), " FROM events e WHERE e.id = $1");
    BETWEEN = concat!("SELECT ", columns!(), " FROM events e WHERE e.ends >= $1 AND e.starts < $2 \
        AND ($3 = '' OR e.edition = $3 OR e.edition = '') AND ($4 = '' OR e.section = $4) \
        AND e.words LIKE $5 ESCAPE '\\' ORDER BY e.starts, e.id LIMIT $6");
    WITH_NEWS = concat!("SELECT ", columns!(), " FROM events e WHERE e.news = 1 ORDER BY e.starts, e.id LIMIT $1");
    OF_STORY = concat!("SELECT ", columns!(), ", c.number FROM coverages c JOIN events e ON e.id = c.event \
        WHERE c.story = $1 ORDER BY c.event, c.number LIMIT 100");
    OF_ACCOUNT = concat!(assigned_in!("assigned"), " UNION ALL ", assigned_in!("working"), " ORDER BY 8, 1, 7 LIMIT $2");
    OF_FAMILY = concat!("SELECT DISTINCT ", columns!(), " FROM events e JOIN arrivals a ON a.item = e.item \
        WHERE a.family = $1 ORDER BY e.id LIMIT 100");
    VERSIONS = "SELECT version, account, at, content FROM event_versions WHERE event = $1 AND version < $2 \
        ORDER BY version DESC LIMIT $3";
    VERSION = "SELECT version, account, at, content FROM event_versions WHERE event = $1 AND version = $2";
    DELIVERED = "SELECT c.event, c.number FROM coverages c JOIN stories s ON s.id = c.story JOIN events e ON e.id = c.event \
        WHERE s.live IS NOT NULL AND e.ends >= $1 AND e.starts < $2 LIMIT $3";
    MARK = "SELECT CAST(COALESCE(sum(version), 0) AS BIGINT), COALESCE(max(at), 0) FROM events \
        WHERE ends >= $1 AND starts < $2";
    INSERT = "INSERT INTO events (id, version, account, at, item, starts, ends, edition, section, news, words, event) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE = "UPDATE events SET (version, account, at, item, starts, ends, edition, section, news, words, event) = \
        ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) WHERE id = $1";
    KEEP = "INSERT INTO event_versions (event, version, account, at, content) VALUES ($1, $2, $3, $4, $5)";
    NO_COVERAGES = "DELETE FROM coverages WHERE event = $1";
    COVER = "INSERT INTO coverages (event, number, account, state, deadline, story) VALUES ($1, $2, $3, $4, $5, $6)";
}

/// On SQLite whoever writes is alone anyway.
pub(crate) const EVENT_LOCKED: &str =
    concat!("SELECT ", columns!(), " FROM events e WHERE e.id = $1 FOR UPDATE");

impl Store {
    pub async fn event(&self, id: EventId) -> Result<Option<EventRow>, StoreError> {
        self.database.one(EVENT, values![id], read).await
    }

    /// In the order in which they begin; at most [`EVENTS_MAX`].
    pub async fn events(&self, filter: &EventFilter) -> Result<Vec<EventRow>, StoreError> {
        let EventFilter { from, until, edition, section, text } = filter;
        let values = values![*from, *until, edition, section, contains(text), EVENTS_MAX];
        self.database.all(BETWEEN, values, read).await
    }

    /// What the wire changed and nobody has looked at.
    pub async fn events_with_news(&self, limit: u32) -> Result<Vec<EventRow>, StoreError> {
        self.database.all(WITH_NEWS, values![limit.min(EVENTS_MAX)], read).await
    }

    /// With the number of the coverage that the story is for; at most 100.
    pub async fn events_of_story(&self, story: StoryId) -> Result<Vec<(EventRow, u32)>, StoreError> {
        self.database.all(OF_STORY, values![story], read_numbered).await
    }

    /// What somebody still has to deliver, the soonest first, with the numbers of the coverages.
    pub async fn assignments(
        &self,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<(EventRow, u32)>, StoreError> {
        self.database.all(OF_ACCOUNT, values![account, limit.min(EVENTS_MAX)], read_numbered).await
    }

    /// Those that were read from an item of the family.
    pub async fn events_of_family(&self, family: u64) -> Result<Vec<EventRow>, StoreError> {
        self.database.all(OF_FAMILY, values![family], read).await
    }

    /// The versions before one, newest first.
    pub async fn event_versions(
        &self,
        id: EventId,
        before: u64,
        limit: u32,
    ) -> Result<Vec<EventVersion>, StoreError> {
        self.database.all(VERSIONS, values![id, before, limit], read_version).await
    }

    pub async fn event_version(&self, id: EventId, version: u64) -> Result<Option<EventVersion>, StoreError> {
        self.database.one(VERSION, values![id, version], read_version).await
    }

    /// The coverages of a time whose story is live: events and numbers.
    pub async fn delivered_coverages(
        &self,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(EventId, u64)>, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok((EventId::from_number(columns.number()?), columns.number()?))
        };
        self.database.all(DELIVERED, values![from, until, 20 * EVENTS_MAX], read).await
    }

    /// Another one whenever an event of that time changed, came or left.
    pub async fn planning_mark(&self, from: Timestamp, until: Timestamp) -> Result<String, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok(format!("{}-{}", columns.number()?, columns.number()?))
        };
        Ok(self.database.one(MARK, values![from, until], read).await?.unwrap_or_default())
    }
}

impl Tx {
    /// The event, held until the transaction ends.
    pub async fn event_for_update(&mut self, id: EventId) -> Result<Option<EventRow>, StoreError> {
        let sql = match self.dialect() {
            Dialect::Sqlite => EVENT,
            Dialect::Postgres => EVENT_LOCKED,
        };
        self.one(sql, values![id], read).await
    }

    pub async fn event_version(
        &mut self,
        id: EventId,
        version: u64,
    ) -> Result<Option<EventVersion>, StoreError> {
        self.one(VERSION, values![id, version], read_version).await
    }

    /// Those that were read from an item of the family.
    pub async fn events_of_family(&mut self, family: u64) -> Result<Vec<EventRow>, StoreError> {
        self.all(OF_FAMILY, values![family], read).await
    }

    /// Writes a version: version 1 is a new event.
    pub async fn put_event(&mut self, row: &EventRow) -> Result<(), StoreError> {
        let EventRow { id, version, by, at, item, event } = row;
        let searched = words(&[&event.title, &event.place, &event.description]);
        let item = item.map(ItemId::number);
        let (news, text) = (event.news_since.is_some(), json(event));
        let values = values![
            *id,
            *version,
            *by,
            *at,
            item,
            event.starts,
            event.over(),
            &event.edition,
            &event.section,
            news,
            searched,
            text.clone()
        ];
        self.run(if *version == 1 { INSERT } else { UPDATE }, values).await?;
        self.run(KEEP, values![*id, *version, *by, *at, text]).await?;
        self.run(NO_COVERAGES, values![*id]).await?;
        let rows = event.coverages.iter().map(|(number, coverage)| {
            let Coverage { assignee, deadline, state, story, .. } = coverage;
            let (account, story) = (assignee.map(AccountId::number), story.map(StoryId::number));
            // What has no deadline is due when the event ends.
            let deadline = deadline.unwrap_or(event.ends);
            values![*id, *number, account, state.as_str(), deadline, story]
        });
        self.insert(COVER, rows.collect()).await
    }
}

fn read(row: &Row) -> Result<EventRow, Damage> {
    read_from(&mut row.columns())
}

fn read_from(columns: &mut Columns<'_>) -> Result<EventRow, Damage> {
    Ok(EventRow {
        id: EventId::from_number(columns.number()?),
        version: columns.number()?,
        by: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        item: columns.opt_number()?.map(ItemId::from_number),
        event: columns.json()?,
    })
}

fn read_numbered(row: &Row) -> Result<(EventRow, u32), Damage> {
    let mut columns = row.columns();
    let event = read_from(&mut columns)?;
    let number = u32::try_from(columns.number()?).map_err(|error| Damage(error.to_string()))?;
    Ok((event, number))
}

fn read_version(row: &Row) -> Result<EventVersion, Damage> {
    let mut columns = row.columns();
    Ok(EventVersion {
        version: columns.number()?,
        by: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        event: columns.json()?,
    })
}
