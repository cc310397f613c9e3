//! Revisions: what a story said at each save. Written once, never changed.

use story::{AccountId, Content, StoryId, Timestamp};

use crate::row::{Damage, Row};
use crate::seals::LinkKind;
use crate::statements::statements;
use crate::value::{Value, json, values};
use crate::{Store, StoreError, Tx};

/// One save of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub story: StoryId,
    /// From 1, in the order of saves.
    pub number: u64,
    /// The revision it was written from.
    pub base: Option<u64>,
    pub author: AccountId,
    pub at: Timestamp,
    pub note: String,
    /// Kept from a conflict: its words are safe, but it is not on the main line.
    pub beside: bool,
    pub content: Content,
}

/// A revision as a history lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionHead {
    pub story: StoryId,
    pub number: u64,
    pub base: Option<u64>,
    pub author: AccountId,
    pub at: Timestamp,
    pub note: String,
    pub beside: bool,
    pub headline: String,
    /// 64 hexadecimal digits; nothing where it is still to be sealed.
    pub seal: Option<String>,
    /// How often readers were given it; nothing where that was never counted.
    pub read: Option<u64>,
}

/// What a history tells of a story's revisions.
macro_rules! heads {
    ($narrow:literal) => {
        concat!(
            "SELECT r.story, r.number, r.base, r.author, r.at, r.note, r.beside, r.headline, \
             COALESCE(r.seal, s.seal), n.times FROM revisions r \
             LEFT JOIN seals s ON s.story = r.story AND s.kind = 0 AND s.number = r.number \
             LEFT JOIN readings n ON n.story = r.story AND n.revision = r.number WHERE r.story = $1",
            $narrow
        )
    };
}

statements! {
    REVISION = "SELECT story, number, base, author, at, note, beside, content FROM revisions \
                WHERE story = $1 AND number = $2";
    HEADS = heads!(" ORDER BY r.number DESC LIMIT 1000");
    HEAD = heads!(" AND r.number = $2");
    LAST = "SELECT COALESCE(max(number), 0) FROM revisions WHERE story = $1";
    INSERT = "INSERT INTO revisions (story, number, base, author, at, note, beside, headline, content, link, seal) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}

impl Store {
    pub async fn revision(&self, story: StoryId, number: u64) -> Result<Option<Revision>, StoreError> {
        self.database.one(REVISION, values![story, number], read).await
    }

    /// What a list tells of one.
    pub async fn revision_head(
        &self,
        story: StoryId,
        number: u64,
    ) -> Result<Option<RevisionHead>, StoreError> {
        self.database.one(HEAD, values![story, number], read_head).await
    }

    /// Newest first; the newest 1 000.
    pub async fn revisions(&self, story: StoryId) -> Result<Vec<RevisionHead>, StoreError> {
        self.database.all(HEADS, values![story], read_head).await
    }
}

impl Tx {
    pub async fn revision(&mut self, story: StoryId, number: u64) -> Result<Option<Revision>, StoreError> {
        self.one(REVISION, values![story, number], read).await
    }

    /// The highest number any revision of the story has, main line or beside; 0 before the first.
    pub async fn last_revision_number(&mut self, story: StoryId) -> Result<u64, StoreError> {
        let last = self.one(LAST, values![story], |row| row.columns().number()).await?;
        Ok(last.unwrap_or_default())
    }

    pub async fn insert_revision(&mut self, revision: &Revision) -> Result<(), StoreError> {
        let mut values = written(revision);
        values.extend(self.seal(revision.story, LinkKind::Revision, &values).await?);
        self.run(INSERT, values).await?;
        self.keep_words(revision).await
    }
}

/// Without its seal.
pub(crate) fn written(revision: &Revision) -> Vec<Value> {
    let Revision { story, number, base, author, at, note, beside, content } = revision;
    values![*story, *number, *base, *author, *at, note, *beside, &content.headline, json(content)]
}

fn read(row: &Row) -> Result<Revision, Damage> {
    let mut columns = row.columns();
    Ok(Revision {
        story: StoryId::from_number(columns.number()?),
        number: columns.number()?,
        base: columns.opt_number()?,
        author: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        note: columns.string()?,
        beside: columns.flag()?,
        content: columns.json()?,
    })
}

fn read_head(row: &Row) -> Result<RevisionHead, Damage> {
    let mut columns = row.columns();
    Ok(RevisionHead {
        story: StoryId::from_number(columns.number()?),
        number: columns.number()?,
        base: columns.opt_number()?,
        author: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        note: columns.string()?,
        beside: columns.flag()?,
        headline: columns.string()?,
        seal: columns.opt_text()?.map(str::to_owned),
        read: columns.opt_number()?,
    })
}
