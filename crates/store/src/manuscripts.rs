//! Manuscripts: the document that those who write in a story share, as the revision it goes on from and the changes since.
//! What the bytes mean is not known here.

use story::{AccountId, StoryId, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{bytes, values};
use crate::{Store, StoreError, Tx};

/// Where a manuscript stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManuscriptHead {
    pub story: StoryId,
    /// The revision that its origin says.
    pub base: u64,
    /// That of the last change; it only grows, whatever becomes of the changes.
    pub version: u64,
    /// When it last changed.
    pub at: Timestamp,
}

/// A manuscript with all that it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManuscriptRow {
    pub head: ManuscriptHead,
    pub origin: Vec<u8>,
    /// In the order in which they were kept.
    pub changes: Vec<ManuscriptChange>,
}

/// Something that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManuscriptChange {
    pub version: u64,
    pub account: AccountId,
    pub at: Timestamp,
    pub change: Vec<u8>,
}

statements! {
    HEAD = "SELECT story, base, version, at FROM manuscripts WHERE story = $1";
    ORIGIN = "SELECT origin FROM manuscripts WHERE story = $1";
    CHANGES = "SELECT version, account, at, change FROM manuscript_changes WHERE story = $1 ORDER BY version";
    PUT = "INSERT INTO manuscripts (story, base, version, at, origin) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (story) DO UPDATE SET base = excluded.base, version = excluded.version, at = excluded.at, \
           origin = excluded.origin";
    ADVANCE = "UPDATE manuscripts SET version = $2, at = $3 WHERE story = $1";
    APPEND = "INSERT INTO manuscript_changes (story, version, account, at, change) VALUES ($1, $2, $3, $4, $5)";
    DROP = "DELETE FROM manuscript_changes WHERE story = $1 AND version <= $2";
}

impl Store {
    /// Head, origin and changes of one moment.
    pub async fn manuscript(&self, story: StoryId) -> Result<Option<ManuscriptRow>, StoreError> {
        let mut open = self.database.begin_snapshot().await?;
        let head = open.all(sqlx::SqlSafeStr::into_sql_str(HEAD), values![story], read_head).await?;
        let Some(head) = head.into_iter().next() else { return Ok(None) };
        let origin = open.all(sqlx::SqlSafeStr::into_sql_str(ORIGIN), values![story], read_origin).await?;
        let changes = open.all(sqlx::SqlSafeStr::into_sql_str(CHANGES), values![story], read_change).await?;
        Ok(Some(ManuscriptRow { head, origin: origin.into_iter().next().unwrap_or_default(), changes }))
    }

    pub async fn manuscript_head(&self, story: StoryId) -> Result<Option<ManuscriptHead>, StoreError> {
        self.database.one(HEAD, values![story], read_head).await
    }
}

impl Tx {
    pub async fn manuscript_head(&mut self, story: StoryId) -> Result<Option<ManuscriptHead>, StoreError> {
        self.one(HEAD, values![story], read_head).await
    }

    pub async fn manuscript(&mut self, story: StoryId) -> Result<Option<ManuscriptRow>, StoreError> {
        let Some(head) = self.manuscript_head(story).await? else { return Ok(None) };
        let origin = self.one(ORIGIN, values![story], read_origin).await?.unwrap_or_default();
        let changes = self.all(CHANGES, values![story], read_change).await?;
        Ok(Some(ManuscriptRow { head, origin, changes }))
    }

    /// A new origin. Changes stay until they are dropped.
    pub async fn put_manuscript(&mut self, head: &ManuscriptHead, origin: &[u8]) -> Result<(), StoreError> {
        let ManuscriptHead { story, base, version, at } = *head;
        self.run(PUT, values![story, base, version, at, bytes(origin)]).await.map(drop)
    }

    /// One more change; its version is that of the manuscript from now on. A version is given once.
    pub async fn append_change(&mut self, story: StoryId, new: &ManuscriptChange) -> Result<(), StoreError> {
        let ManuscriptChange { version, account, at, change } = new;
        self.run(APPEND, values![story, *version, *account, *at, bytes(change)]).await?;
        self.run(ADVANCE, values![story, *version, *at]).await.map(drop)
    }

    /// Changes up to a version, because the origin or `instead`, the same as one change, holds them.
    pub async fn drop_changes(
        &mut self,
        story: StoryId,
        up_to: u64,
        instead: Option<&ManuscriptChange>,
    ) -> Result<(), StoreError> {
        self.run(DROP, values![story, up_to]).await?;
        if let Some(ManuscriptChange { version, account, at, change }) = instead {
            self.run(APPEND, values![story, *version, *account, *at, bytes(change)]).await?;
        }
        Ok(())
    }
}

fn read_head(row: &Row) -> Result<ManuscriptHead, Damage> {
    let mut columns = row.columns();
    Ok(ManuscriptHead {
        story: StoryId::from_number(columns.number()?),
        base: columns.number()?,
        version: columns.number()?,
        at: columns.time()?,
    })
}

fn read_origin(row: &Row) -> Result<Vec<u8>, Damage> {
    row.columns().bytes()
}

fn read_change(row: &Row) -> Result<ManuscriptChange, Damage> {
    let mut columns = row.columns();
    Ok(ManuscriptChange {
        version: columns.number()?,
        account: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        change: columns.bytes()?,
    })
}
