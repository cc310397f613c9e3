//! Which items a story is built from, and what happened to those on the wire since.

use story::{AccountId, ItemId, StoryId, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// An item that went into a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryItem {
    pub story: StoryId,
    pub item: ItemId,
    pub by: AccountId,
    pub at: Timestamp,
}

/// Something that happened on the wire to an item that a story is built from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireAlert {
    pub story: StoryId,
    /// The item that brought the news.
    pub item: ItemId,
    /// `kill`, `doubtful-kill`, `correction`, `embargo` or `update`.
    pub change: String,
    pub at: Timestamp,
    pub decided: Option<Decision>,
}

/// What somebody made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub decision: String,
    pub reason: String,
    pub by: AccountId,
    pub at: Timestamp,
}

macro_rules! columns {
    () => {
        "story, item, change, at, decision, reason, decided_by, decided_at"
    };
}

statements! {
    BUILT_FROM = "SELECT story, item, account, at FROM story_items WHERE story = $1 ORDER BY at, item LIMIT 500";
    BUILD = "INSERT INTO story_items (story, item, account, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    STORIES_OF_FAMILY = "SELECT DISTINCT s.story FROM story_items s JOIN arrivals a ON a.item = s.item WHERE a.family = $1 \
        AND s.story NOT IN (SELECT story FROM story_items WHERE item = $2) ORDER BY s.story";
    STORIES_BUILT_FROM = "SELECT story FROM story_items WHERE item = $1 ORDER BY story LIMIT 500";
    ALERTS = concat!("SELECT ", columns!(), " FROM wire_alerts WHERE story = $1 ORDER BY at DESC, item LIMIT 500");
    OPEN = concat!("SELECT ", columns!(), " FROM wire_alerts WHERE decided_at IS NULL ORDER BY CASE change WHEN 'kill' THEN 0 \
        WHEN 'doubtful-kill' THEN 1 WHEN 'correction' THEN 2 ELSE 3 END, at DESC, story LIMIT $1");
    RAISE = "INSERT INTO wire_alerts (story, item, change, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    DECIDE = "UPDATE wire_alerts SET decision = $3, reason = $4, decided_by = $5, decided_at = $6 \
        WHERE story = $1 AND item = $2 AND decided_at IS NULL";
}

impl Store {
    /// In the order in which they went in.
    pub async fn items_of_story(&self, story: StoryId) -> Result<Vec<StoryItem>, StoreError> {
        self.database.all(BUILT_FROM, values![story], read_item).await
    }

    pub async fn stories_built_from(&self, item: ItemId) -> Result<Vec<StoryId>, StoreError> {
        let read = |row: &Row| row.columns().number().map(StoryId::from_number);
        self.database.all(STORIES_BUILT_FROM, values![item], read).await
    }

    /// Newest first, decided ones included.
    pub async fn wire_alerts(&self, story: StoryId) -> Result<Vec<WireAlert>, StoreError> {
        self.database.all(ALERTS, values![story], read_alert).await
    }

    /// Those that nobody has decided, of all stories: kills before corrections before the rest, each newest first.
    pub async fn open_wire_alerts(&self, limit: u32) -> Result<Vec<WireAlert>, StoreError> {
        self.database.all(OPEN, values![limit.min(500)], read_alert).await
    }
}

impl Tx {
    pub async fn build_story(&mut self, built: &StoryItem) -> Result<(), StoreError> {
        self.run(BUILD, values![built.story, built.item, built.by, built.at]).await.map(drop)
    }

    pub async fn items_of_story(&mut self, story: StoryId) -> Result<Vec<StoryItem>, StoreError> {
        self.all(BUILT_FROM, values![story], read_item).await
    }

    /// The stories built from a family, but not from this item of it.
    pub async fn stories_of_family(
        &mut self,
        family: u64,
        without: ItemId,
    ) -> Result<Vec<StoryId>, StoreError> {
        let read = |row: &Row| row.columns().number().map(StoryId::from_number);
        self.all(STORIES_OF_FAMILY, values![family, without], read).await
    }

    pub async fn wire_alerts(&mut self, story: StoryId) -> Result<Vec<WireAlert>, StoreError> {
        self.all(ALERTS, values![story], read_alert).await
    }

    /// Once for a story and an item: whether this was the first time.
    pub async fn raise_alert(&mut self, alert: &WireAlert) -> Result<bool, StoreError> {
        Ok(self.run(RAISE, values![alert.story, alert.item, &alert.change, alert.at]).await? > 0)
    }

    /// Whether there was one to decide.
    pub async fn decide_alert(
        &mut self,
        story: StoryId,
        item: ItemId,
        decision: &Decision,
    ) -> Result<bool, StoreError> {
        let values = values![story, item, &decision.decision, &decision.reason, decision.by, decision.at];
        Ok(self.run(DECIDE, values).await? > 0)
    }
}

fn read_item(row: &Row) -> Result<StoryItem, Damage> {
    let mut columns = row.columns();
    Ok(StoryItem {
        story: StoryId::from_number(columns.number()?),
        item: ItemId::from_number(columns.number()?),
        by: AccountId::from_number(columns.number()?),
        at: columns.time()?,
    })
}

fn read_alert(row: &Row) -> Result<WireAlert, Damage> {
    let mut columns = row.columns();
    Ok(WireAlert {
        story: StoryId::from_number(columns.number()?),
        item: ItemId::from_number(columns.number()?),
        change: columns.string()?,
        at: columns.time()?,
        decided: match (columns.opt_text()?, columns.opt_text()?, columns.opt_number()?, columns.opt_time()?)
        {
            (Some(decision), Some(reason), Some(by), Some(at)) => Some(Decision {
                decision: decision.to_owned(),
                reason: reason.to_owned(),
                by: AccountId::from_number(by),
                at,
            }),
            _ => None,
        },
    })
}
