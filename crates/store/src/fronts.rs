//! Fronts while they are made up: drafts of which every version stays, and which of them goes out when.

use story::{AccountId, Front, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{json, values};
use crate::{Store, StoreError, Tx};

/// One version of the front that an edition's editors work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontDraft {
    /// From 1, per edition.
    pub version: u64,
    pub by: AccountId,
    pub at: Timestamp,
    pub front: Front,
}

/// A version that goes out by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduledFront {
    pub edition: String,
    pub due: Timestamp,
    pub version: u64,
    /// Who put it on the schedule, and when.
    pub by: AccountId,
    pub at: Timestamp,
}

statements! {
    NEWEST = "SELECT version, account, at, front FROM front_drafts WHERE edition = $1 AND version < $2 \
              ORDER BY version DESC LIMIT $3";
    ONE = "SELECT version, account, at, front FROM front_drafts WHERE edition = $1 AND version = $2";
    LAST = "SELECT COALESCE(max(version), 0) FROM front_drafts WHERE edition = $1";
    INSERT = "INSERT INTO front_drafts (edition, version, account, at, front) VALUES ($1, $2, $3, $4, $5) \
              ON CONFLICT (edition, version) DO NOTHING";
    SCHEDULED = "SELECT edition, due, version, account, at FROM front_schedule WHERE edition = $1 ORDER BY due";
    DUE = "SELECT edition, due, version, account, at FROM front_schedule WHERE due <= $1 ORDER BY due, edition";
    NEXT_DUE = "SELECT min(due) FROM front_schedule";
    SCHEDULE = "INSERT INTO front_schedule (edition, due, version, account, at) VALUES ($1, $2, $3, $4, $5) \
                ON CONFLICT (edition, due) DO UPDATE SET version = $3, account = $4, at = $5";
    UNSCHEDULE = "DELETE FROM front_schedule WHERE edition = $1 AND due = $2 AND version = $3";
}

impl Store {
    /// The number of an edition's newest draft; 0 where there is none.
    pub async fn last_front_draft(&self, edition: &str) -> Result<u64, StoreError> {
        let last = self.database.one(LAST, values![edition], |row| row.columns().number()).await?;
        Ok(last.unwrap_or(0))
    }

    /// The versions before one, newest first.
    pub async fn front_drafts(
        &self,
        edition: &str,
        before: u64,
        limit: u32,
    ) -> Result<Vec<FrontDraft>, StoreError> {
        self.database.all(NEWEST, values![edition, before, limit], read).await
    }

    pub async fn front_draft(&self, edition: &str, version: u64) -> Result<Option<FrontDraft>, StoreError> {
        self.database.one(ONE, values![edition, version], read).await
    }

    /// What of an edition goes out by itself, soonest first.
    pub async fn scheduled_fronts(&self, edition: &str) -> Result<Vec<ScheduledFront>, StoreError> {
        self.database.all(SCHEDULED, values![edition], read_scheduled).await
    }

    /// Those whose time has come, of every edition; what came due first is first.
    pub async fn due_fronts(&self, now: Timestamp) -> Result<Vec<ScheduledFront>, StoreError> {
        self.database.all(DUE, values![now], read_scheduled).await
    }

    pub async fn next_front_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let due = self.database.one(NEXT_DUE, values![], |row| row.columns().opt_time()).await?;
        Ok(due.flatten())
    }
}

impl Tx {
    /// False where somebody else wrote this version.
    pub async fn insert_front_draft(&mut self, draft: &FrontDraft) -> Result<bool, StoreError> {
        let FrontDraft { version, by, at, front } = draft;
        let written = self.run(INSERT, values![&front.edition, *version, *by, *at, json(front)]).await?;
        Ok(written > 0)
    }

    /// In the place of what was to go out at the same moment.
    pub async fn schedule_front(&mut self, scheduled: &ScheduledFront) -> Result<(), StoreError> {
        let ScheduledFront { edition, due, version, by, at } = scheduled;
        self.run(SCHEDULE, values![edition, *due, *version, *by, *at]).await.map(drop)
    }

    /// False where it is not on the schedule any more.
    pub async fn unschedule_front(&mut self, scheduled: &ScheduledFront) -> Result<bool, StoreError> {
        let ScheduledFront { edition, due, version, .. } = scheduled;
        self.run(UNSCHEDULE, values![edition, *due, *version]).await.map(|gone| gone > 0)
    }
}

fn read(row: &Row) -> Result<FrontDraft, Damage> {
    let mut columns = row.columns();
    Ok(FrontDraft {
        version: columns.number()?,
        by: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        front: columns.json()?,
    })
}

fn read_scheduled(row: &Row) -> Result<ScheduledFront, Damage> {
    let mut columns = row.columns();
    Ok(ScheduledFront {
        edition: columns.string()?,
        due: columns.time()?,
        version: columns.number()?,
        by: AccountId::from_number(columns.number()?),
        at: columns.time()?,
    })
}
