//! Where items come from, and deliveries that could not be read.

use serde_json::Value as Json;
use story::{Hash, Problem, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{json, values};
use crate::{Store, StoreError, Tx};

/// One source. What its configuration and progress say is the newsroom's to know.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    pub id: u64,
    pub name: String,
    pub enabled: bool,
    pub config: Json,
    pub progress: Json,
    /// When it is next visited; nothing where it is not visited, or switched off.
    pub next_visit: Option<Timestamp>,
    /// When something new last came from it.
    pub last_item: Option<Timestamp>,
    /// Of the token by which it pushes.
    pub token_hash: Option<Hash>,
    pub changed: Timestamp,
}

/// A delivery of which not everything could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    pub id: u64,
    pub source: String,
    pub raw: Hash,
    pub name: String,
    pub media_type: String,
    pub problems: Vec<Problem>,
    pub at: Timestamp,
    /// When it was read after all, or put away.
    pub settled: Option<Timestamp>,
}

macro_rules! columns {
    () => {
        "id, name, enabled, config, progress, next_visit, last_item, token_hash, changed"
    };
}

macro_rules! letter_columns {
    () => {
        "id, source, raw, name, media_type, problems, at, settled"
    };
}

statements! {
    ALL = concat!("SELECT ", columns!(), " FROM sources ORDER BY name LIMIT 1000");
    ONE = concat!("SELECT ", columns!(), " FROM sources WHERE id = $1");
    OF_TOKEN = concat!("SELECT ", columns!(), " FROM sources WHERE token_hash = $1 AND enabled = 1");
    OF_NAME = concat!("SELECT ", columns!(), " FROM sources WHERE name = $1");
    DUE = concat!("SELECT ", columns!(), " FROM sources WHERE next_visit <= $1 AND enabled = 1 ORDER BY next_visit LIMIT 100");
    NEXT_VISIT = "SELECT min(next_visit) FROM sources WHERE next_visit IS NOT NULL AND enabled = 1";
    PUT = "INSERT INTO sources (id, name, enabled, config, progress, next_visit, last_item, token_hash, changed) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE SET name = $2, enabled = $3, config = $4, \
        progress = $5, next_visit = $6, last_item = $7, token_hash = $8, changed = $9";
    LEASE = "UPDATE sources SET next_visit = $3 WHERE id = $1 AND next_visit = $2";
    VISITED = "UPDATE sources SET progress = $2, next_visit = $3 WHERE id = $1";
    HEARD = "UPDATE sources SET last_item = $2 WHERE name = $1";
    REMOVE = "DELETE FROM sources WHERE id = $1";
    LETTERS = concat!("SELECT ", letter_columns!(), " FROM dead_letters WHERE settled IS NULL ORDER BY at DESC LIMIT $1");
    LETTER = concat!("SELECT ", letter_columns!(), " FROM dead_letters WHERE id = $1");
    BURY = "INSERT INTO dead_letters (id, source, raw, name, media_type, problems, at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
        ON CONFLICT DO NOTHING";
    SETTLE = "UPDATE dead_letters SET settled = $2 WHERE id = $1";
}

impl Store {
    pub async fn sources(&self) -> Result<Vec<SourceRow>, StoreError> {
        self.database.all(ALL, values![], read).await
    }

    pub async fn source(&self, id: u64) -> Result<Option<SourceRow>, StoreError> {
        self.database.one(ONE, values![id], read).await
    }

    pub async fn source_named(&self, name: &str) -> Result<Option<SourceRow>, StoreError> {
        self.database.one(OF_NAME, values![name], read).await
    }

    pub async fn source_of_token(&self, hash: &Hash) -> Result<Option<SourceRow>, StoreError> {
        self.database.one(OF_TOKEN, values![hash], read).await
    }

    /// Those whose time has come; the longest waiting first.
    pub async fn due_sources(&self, now: Timestamp) -> Result<Vec<SourceRow>, StoreError> {
        self.database.all(DUE, values![now], read).await
    }

    pub async fn next_visit(&self) -> Result<Option<Timestamp>, StoreError> {
        let next = self.database.one(NEXT_VISIT, values![], |row| row.columns().opt_time()).await?;
        Ok(next.flatten())
    }

    pub async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, StoreError> {
        self.database.all(LETTERS, values![limit.min(1000)], read_letter).await
    }

    pub async fn dead_letter(&self, id: u64) -> Result<Option<DeadLetter>, StoreError> {
        self.database.one(LETTER, values![id], read_letter).await
    }
}

impl Tx {
    pub async fn put_source(&mut self, row: &SourceRow) -> Result<(), StoreError> {
        let values = values![
            row.id,
            &row.name,
            row.enabled,
            json(&row.config),
            json(&row.progress),
            row.next_visit,
            row.last_item,
            row.token_hash.as_ref().map(Hash::as_str),
            row.changed,
        ];
        self.run(PUT, values).await.map(drop)
    }

    /// Takes a source that is due for oneself until `until`; nothing where another node was faster.
    pub async fn lease_source(
        &mut self,
        id: u64,
        due: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(LEASE, values![id, due, until]).await? > 0)
    }

    pub async fn source_visited(
        &mut self,
        id: u64,
        progress: &Json,
        next: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.run(VISITED, values![id, json(progress), next]).await.map(drop)
    }

    /// Something new came from the source of that name, if it is one of ours.
    pub async fn source_heard(&mut self, name: &str, at: Timestamp) -> Result<(), StoreError> {
        self.run(HEARD, values![name, at]).await.map(drop)
    }

    pub async fn remove_source(&mut self, id: u64) -> Result<bool, StoreError> {
        Ok(self.run(REMOVE, values![id]).await? > 0)
    }

    /// The same bytes of the same source are kept once.
    pub async fn bury_letter(&mut self, letter: &DeadLetter) -> Result<(), StoreError> {
        let values = values![
            letter.id,
            &letter.source,
            &letter.raw,
            &letter.name,
            &letter.media_type,
            json(&letter.problems),
            letter.at
        ];
        self.run(BURY, values).await.map(drop)
    }

    pub async fn settle_letter(&mut self, id: u64, at: Timestamp) -> Result<(), StoreError> {
        self.run(SETTLE, values![id, at]).await.map(drop)
    }
}

fn read(row: &Row) -> Result<SourceRow, Damage> {
    let mut columns = row.columns();
    Ok(SourceRow {
        id: columns.number()?,
        name: columns.string()?,
        enabled: columns.flag()?,
        config: columns.json()?,
        progress: columns.json()?,
        next_visit: columns.opt_time()?,
        last_item: columns.opt_time()?,
        token_hash: columns
            .opt_text()?
            .map(str::parse)
            .transpose()
            .map_err(|e: story::BadId| Damage(e.to_string()))?,
        changed: columns.time()?,
    })
}

fn read_letter(row: &Row) -> Result<DeadLetter, Damage> {
    let mut columns = row.columns();
    Ok(DeadLetter {
        id: columns.number()?,
        source: columns.string()?,
        raw: columns.hash()?,
        name: columns.string()?,
        media_type: columns.string()?,
        problems: columns.json()?,
        at: columns.time()?,
        settled: columns.opt_time()?,
    })
}
