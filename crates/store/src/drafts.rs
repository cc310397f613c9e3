//! Drafts: what somebody wrote in a story and has not saved as a revision yet. The only words that are written over.

use story::{AccountId, Content, StoryId, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{json, values};
use crate::{Store, StoreError, Tx};

/// One person's unsaved words in one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub story: StoryId,
    pub account: AccountId,
    /// The revision it was written from.
    pub base: u64,
    /// From 1, one more at each change: two windows of one person must not write over each other.
    pub version: u64,
    pub at: Timestamp,
    pub content: Content,
}

/// Whose words wait in a story, and since when they last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    pub account: AccountId,
    pub at: Timestamp,
}

statements! {
    DRAFT = "SELECT story, account, base, version, at, content FROM drafts WHERE story = $1 AND account = $2";
    WRITING = "SELECT account, at FROM drafts WHERE story = $1 AND at >= $2 ORDER BY account";
    PUT = "INSERT INTO drafts (story, account, base, version, at, content) VALUES ($1, $2, $3, $4, $5, $6) \
           ON CONFLICT (story, account) DO UPDATE SET base = excluded.base, version = excluded.version, \
           at = excluded.at, content = excluded.content";
    DELETE = "DELETE FROM drafts WHERE story = $1 AND account = $2 AND version = $3";
}

impl Store {
    pub async fn draft(&self, story: StoryId, account: AccountId) -> Result<Option<Draft>, StoreError> {
        self.database.one(DRAFT, values![story, account], read).await
    }

    /// Everybody who wrote in the story since then and has not saved.
    pub async fn writing(&self, story: StoryId, since: Timestamp) -> Result<Vec<Writing>, StoreError> {
        self.database.all(WRITING, values![story, since], read_writing).await
    }
}

impl Tx {
    pub async fn draft(&mut self, story: StoryId, account: AccountId) -> Result<Option<Draft>, StoreError> {
        self.one(DRAFT, values![story, account], read).await
    }

    pub async fn put_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        let Draft { story, account, base, version, at, content } = draft;
        self.run(PUT, values![*story, *account, *base, *version, *at, json(content)]).await.map(drop)
    }

    /// Whether there was one of that version. Another version holds other words and stays.
    pub async fn delete_draft(
        &mut self,
        story: StoryId,
        account: AccountId,
        version: u64,
    ) -> Result<bool, StoreError> {
        self.run(DELETE, values![story, account, version]).await.map(|removed| removed > 0)
    }
}

fn read(row: &Row) -> Result<Draft, Damage> {
    let mut columns = row.columns();
    Ok(Draft {
        story: StoryId::from_number(columns.number()?),
        account: AccountId::from_number(columns.number()?),
        base: columns.number()?,
        version: columns.number()?,
        at: columns.time()?,
        content: columns.json()?,
    })
}

fn read_writing(row: &Row) -> Result<Writing, Damage> {
    let mut columns = row.columns();
    Ok(Writing { account: AccountId::from_number(columns.number()?), at: columns.time()? })
}
