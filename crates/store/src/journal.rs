//! The journal: every publication, correction and kill in the order of commits, without a gap.
//!
//! Why there is no gap: a number is given by counting up one row, which the transaction then holds until it ends. The
//! next writer waits for it, and counts on from what was committed; a rollback takes its number back. Why a reader
//! never meets a number before the one below: the row is let go only when the commit can be seen.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;
use story::{Change, JournalEntry, StoryId, Timestamp};

use crate::database::{Access, Database};
use crate::row::{Damage, Row};
use crate::seals::LinkKind;
use crate::statements::statements;
use crate::value::{Value, json, values};
use crate::{StoreError, Tx};

statements! {
    AFTER = "SELECT seq, at, change, entry FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2";
    BEFORE = "SELECT seq, at, change, entry FROM journal WHERE seq < $1 ORDER BY seq DESC LIMIT $2";
    OF_STORY = "SELECT seq, at, change, entry FROM journal WHERE story = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    FRONTS = "SELECT seq, at, change, entry FROM journal WHERE change = 'front' AND seq < $1 \
              ORDER BY seq DESC LIMIT $2";
    LAST_STORIES = "SELECT COALESCE(min(newest), 1) FROM (SELECT max(seq) AS newest FROM journal WHERE story <> 0 \
                    GROUP BY story ORDER BY newest DESC LIMIT $1) AS last_stories";
    LAST = "SELECT COALESCE(max(seq), 0) FROM journal";
    COUNT_UP = "INSERT INTO counters (name, value) VALUES ('journal', $1) \
                ON CONFLICT (name) DO UPDATE SET value = counters.value + $1 RETURNING value";
    APPEND = "INSERT INTO journal (seq, at, story, change, entry, link, seal) VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// `after` never gives more at once.
const ENTRIES_MAX: u32 = 10_000;
/// Entries kept in memory, some tens of kilobytes each.
const TAIL_MAX: usize = 16;

/// All that the readers' side is given: there is no way from here to drafts or users.
#[derive(Debug, Clone)]
pub struct JournalReader {
    database: Database,
    tail: Tail,
}

impl JournalReader {
    /// Reads the address only; the database is first asked by `after` and `last`, so that a site starts without it.
    #[expect(clippy::unused_async, reason = "pools of connections are made inside a runtime only")]
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Ok(Self::of(Database::at(url, Access::Read)?, Tail::default()))
    }

    pub(crate) fn of(database: Database, tail: Tail) -> Self {
        Self { database, tail }
    }

    /// The entries right after `seq`, oldest first, at most `limit`, for those who follow: what is at hand, which may be
    /// less than there is. None only where there is none.
    pub async fn next(&self, seq: u64, limit: u32) -> Result<Vec<JournalEntry>, StoreError> {
        let known = self.tail.after(seq, limit as usize);
        if known.is_empty() { self.after(seq, limit).await } else { Ok(known) }
    }

    /// The entries after `seq`, oldest first, at most `limit`.
    pub async fn after(&self, seq: u64, limit: u32) -> Result<Vec<JournalEntry>, StoreError> {
        let entries = self.database.all(AFTER, values![seq, limit.min(ENTRIES_MAX)], read).await;
        if entries.is_err() {
            // The database that comes back may be another one.
            self.tail.forget();
        }
        entries
    }

    /// The entries before `seq`, newest first, at most `limit`.
    pub async fn before(&self, seq: u64, limit: u32) -> Result<Vec<JournalEntry>, StoreError> {
        self.database.all(BEFORE, values![seq, limit.min(ENTRIES_MAX)], read).await
    }

    /// The same, of one story.
    pub async fn of_story(
        &self,
        story: StoryId,
        before: u64,
        limit: u32,
    ) -> Result<Vec<JournalEntry>, StoreError> {
        let values = values![story.number(), before, limit.min(ENTRIES_MAX)];
        self.database.all(OF_STORY, values, read).await
    }

    /// The fronts of all editions before `seq`, newest first, at most `limit`.
    pub async fn fronts(&self, before: u64, limit: u32) -> Result<Vec<JournalEntry>, StoreError> {
        self.database.all(FRONTS, values![before, limit.min(ENTRIES_MAX)], read).await
    }

    /// After which entry to begin, to read the newest of each of so many stories: those that were spoken of last.
    pub async fn before_last_stories(&self, stories: u32) -> Result<u64, StoreError> {
        let first = self.database.one(LAST_STORIES, values![stories], |row| row.columns().number()).await?;
        Ok(first.unwrap_or_default().saturating_sub(1))
    }

    /// The newest entry's number; 0 before the first.
    pub async fn last(&self) -> Result<u64, StoreError> {
        let last = self.database.one(LAST, values![], |row| row.columns().number()).await?;
        Ok(last.unwrap_or_default())
    }
}

impl Tx {
    /// The newest entry about a story.
    pub async fn newest_of_story(&mut self, story: StoryId) -> Result<Option<JournalEntry>, StoreError> {
        self.one(OF_STORY, values![story.number(), i64::MAX, 1_u32], read).await
    }

    /// The entry's number: no gap, and in the order of commits. From here to `commit` nobody else can append,
    /// so make this one of the last writes.
    pub async fn append_journal(&mut self, at: Timestamp, change: &Change) -> Result<u64, StoreError> {
        let entry = self.seal_entry(at, change.clone()).await?;
        self.append_sealed(entry).await
    }

    /// The entry that `append_sealed` appends. Whoever asks for it before the story's row is written has the story's last
    /// seal written with that.
    pub async fn seal_entry(&mut self, at: Timestamp, change: Change) -> Result<SealedEntry, StoreError> {
        let mut values = written(at, &change);
        let seal = match change.about() {
            Some(story) => self.seal(story, LinkKind::Publication, &values).await?,
            None => [Value::Int(None), Value::Text(None)],
        };
        values.extend(seal);
        Ok(SealedEntry { at, change, values })
    }

    /// See [`Tx::append_journal`].
    pub async fn append_sealed(&mut self, entry: SealedEntry) -> Result<u64, StoreError> {
        let SealedEntry { at, change, values } = entry;
        let seq = self.number(1).await?;
        self.later(APPEND, [values![seq], values].concat()).await?;
        // As it is read back: the column holds milliseconds.
        let at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
        self.entries.push(JournalEntry { seq, at, change });
        Ok(seq)
    }

    /// The same for many, without their numbers; that of the last.
    pub(crate) async fn append(&mut self, entries: Vec<Vec<Value>>) -> Result<u64, StoreError> {
        let count = entries.len() as u64;
        let last = self.number(count).await?;
        let numbered = (last + 1 - count..).zip(entries).map(|(seq, entry)| [values![seq], entry].concat());
        self.insert(APPEND, numbered.collect()).await?;
        Ok(last)
    }

    /// The last of so many numbers for entries.
    async fn number(&mut self, count: u64) -> Result<u64, StoreError> {
        let last =
            self.one(COUNT_UP, values![count], |row| row.columns().number()).await?.unwrap_or_default();
        self.appended(last);
        Ok(last)
    }
}

/// An entry that has its seal and no number yet.
#[derive(Debug)]
pub struct SealedEntry {
    at: Timestamp,
    change: Change,
    values: Vec<Value>,
}

/// An entry that has no number and no seal yet.
pub(crate) fn written(at: Timestamp, change: &Change) -> Vec<Value> {
    // 0 is no story's number.
    values![at, change.about().map_or(0, StoryId::number), change.name(), entry(change)]
}

/// The newest entries that this process committed: its own site need not ask the database for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tail(Arc<Mutex<BTreeMap<u64, JournalEntry>>>);

impl Tail {
    pub(crate) fn push(&self, entries: Vec<JournalEntry>) {
        let mut known = self.lock();
        known.extend(entries.into_iter().map(|entry| (entry.seq, entry)));
        while known.len() > TAIL_MAX {
            known.pop_first();
        }
    }

    /// Those right after `seq`: another process may have written some that are not here.
    fn after(&self, seq: u64, limit: usize) -> Vec<JournalEntry> {
        let (known, first) = (self.lock(), seq.saturating_add(1));
        let unbroken = (first..).zip(known.range(first..)).take_while(|(seq, (known, _))| seq == *known);
        unbroken.take(limit).map(|(_, (_, entry))| entry.clone()).collect()
    }

    fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, JournalEntry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The name of the change stands in its own column: read that way, an entry costs half of what a tagged one does.
fn entry(change: &Change) -> Value {
    match change {
        Change::Published(story) | Change::Updated(story) | Change::Corrected(story) => json(story),
        Change::Killed(withdrawal) => json(withdrawal),
        Change::Advanced(advance) => json(advance),
        Change::Front(front) => json(front),
        Change::Programme(programme) => json(programme),
    }
}

fn read(row: &Row) -> Result<JournalEntry, Damage> {
    let mut columns = row.columns();
    let (seq, at) = (columns.number()?, columns.time()?);
    let (name, text) = (columns.text()?, columns.text()?);
    let change = match name {
        "published" => Change::Published(parse(seq, text)?),
        "updated" => Change::Updated(parse(seq, text)?),
        "corrected" => Change::Corrected(parse(seq, text)?),
        "killed" => Change::Killed(parse(seq, text)?),
        "advanced" => Change::Advanced(parse(seq, text)?),
        "front" => Change::Front(parse(seq, text)?),
        "programme" => Change::Programme(parse(seq, text)?),
        _ => {
            return Err(Damage(format!(
                "journal entry {seq} is a '{name}', which this marbre does not know"
            )));
        }
    };
    Ok(JournalEntry { seq, at, change })
}

fn parse<T: DeserializeOwned>(seq: u64, text: &str) -> Result<T, Damage> {
    serde_json::from_str(text).map_err(|error| Damage(format!("journal entry {seq}: {error}")))
}
