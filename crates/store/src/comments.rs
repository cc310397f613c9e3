//! What the newsroom says to itself about a story, and who is called by it.

use story::{AccountId, StoryId, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// One comment, or one answer in a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub id: u64,
    pub story: StoryId,
    /// The first comment of its thread; itself, where it is that.
    pub thread: u64,
    pub by: AccountId,
    pub at: Timestamp,
    pub text: String,
    /// Where the first of a thread points, as the editor says it; empty where it is about the story as a whole.
    pub place: String,
    /// The words there as they stood.
    pub quote: String,
    /// Of the first of a thread: who closed it, and when.
    pub resolved: Option<(AccountId, Timestamp)>,
}

impl Comment {
    pub fn is_first(&self) -> bool {
        self.thread == self.id
    }
}

macro_rules! columns {
    () => {
        "id, story, thread, account, at, text, place, quote, resolved_by, resolved_at"
    };
}

statements! {
    OF_STORY = concat!("SELECT ", columns!(), " FROM comments WHERE story = $1 ORDER BY at, id LIMIT 2000");
    ONE = concat!("SELECT ", columns!(), " FROM comments WHERE id = $1");
    MARK = "SELECT count(*), COALESCE(max(at), 0), COALESCE(max(resolved_at), 0), count(resolved_at) FROM comments \
            WHERE story = $1";
    OPEN = "SELECT story, count(*) FROM comments WHERE resolved_at IS NULL AND thread = id GROUP BY story";
    MENTIONS = "SELECT c.id, c.story, c.thread, c.account, c.at, c.text, c.place, c.quote, c.resolved_by, c.resolved_at \
                FROM mentions JOIN comments AS c ON c.id = mentions.comment \
                WHERE mentions.account = $1 AND mentions.seen IS NULL ORDER BY c.at DESC, c.id LIMIT $2";
    INSERT = concat!("INSERT INTO comments (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    RESOLVE = "UPDATE comments SET resolved_by = $2, resolved_at = $3 WHERE id = $1";
    MENTION = "INSERT INTO mentions (comment, account) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    SEE = "UPDATE mentions SET seen = $3 WHERE account = $1 AND seen IS NULL \
           AND comment IN (SELECT id FROM comments WHERE story = $2)";
}

impl Store {
    /// In the order they were made; at most 2 000.
    pub async fn comments(&self, story: StoryId) -> Result<Vec<Comment>, StoreError> {
        self.database.all(OF_STORY, values![story], read).await
    }

    pub async fn comment(&self, id: u64) -> Result<Option<Comment>, StoreError> {
        self.database.one(ONE, values![id], read).await
    }

    /// Another one whenever somebody says or closes something.
    pub async fn comments_mark(&self, story: StoryId) -> Result<String, StoreError> {
        let mark = self.database.one(MARK, values![story], |row| {
            let mut columns = row.columns();
            let numbers = [columns.int()?, columns.int()?, columns.int()?, columns.int()?];
            Ok(numbers.map(|number| number.to_string()).join("-"))
        });
        Ok(mark.await?.unwrap_or_default())
    }

    /// How many threads are open, by story; those without any are not among them.
    pub async fn open_threads(&self) -> Result<Vec<(StoryId, u64)>, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok((StoryId::from_number(columns.number()?), columns.number()?))
        };
        self.database.all(OPEN, values![], read).await
    }

    /// Comments that name somebody who has not looked at them yet, the newest first.
    pub async fn open_mentions(&self, account: AccountId, limit: u32) -> Result<Vec<Comment>, StoreError> {
        self.database.all(MENTIONS, values![account, limit], read).await
    }
}

impl Tx {
    pub async fn insert_comment(&mut self, comment: &Comment) -> Result<(), StoreError> {
        let Comment { id, story, thread, by, at, text, place, quote, resolved } = comment;
        let (closed_by, closed_at) = (*resolved).unzip();
        let closed_by = closed_by.map(AccountId::number);
        let values = values![*id, *story, *thread, *by, *at, text, place, quote, closed_by, closed_at];
        self.run(INSERT, values).await.map(drop)
    }

    /// Closes a thread, or opens it again.
    pub async fn resolve_thread(
        &mut self,
        thread: u64,
        resolved: Option<(AccountId, Timestamp)>,
    ) -> Result<(), StoreError> {
        let (by, at) = resolved.unzip();
        self.run(RESOLVE, values![thread, by.map(AccountId::number), at]).await.map(drop)
    }

    pub async fn insert_mention(&mut self, comment: u64, account: AccountId) -> Result<(), StoreError> {
        self.run(MENTION, values![comment, account]).await.map(drop)
    }

    /// They looked at the story; whether there was anything that called them.
    pub async fn see_mentions(
        &mut self,
        account: AccountId,
        story: StoryId,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.run(SEE, values![account, story, at]).await.map(|rows| rows > 0)
    }
}

fn read(row: &Row) -> Result<Comment, Damage> {
    let mut columns = row.columns();
    Ok(Comment {
        id: columns.number()?,
        story: StoryId::from_number(columns.number()?),
        thread: columns.number()?,
        by: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        text: columns.string()?,
        place: columns.string()?,
        quote: columns.string()?,
        resolved: columns.opt_number()?.map(AccountId::from_number).zip(columns.opt_time()?),
    })
}
