//! The shelf: this node's own copy of what is live, on disk, built from the journal and from nothing else.
//! It can be deleted at any time; replaying the journal gives the same answers.

mod apply;
mod cards;
mod error;
mod open;
mod reads;
mod snapshot;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redb::{Database, DatabaseError, Durability, ReadableDatabase, WriteTransaction};
use story::{Asset, Change, Hash, JournalEntry, Rendition, Shelf, Standing, StoryId, Timestamp};

use cards::Cards;
pub use error::ShelfError;
use snapshot::MostRead;
pub use snapshot::Snapshot;
use tables::{FORMAT, META, META_KEY, Meta, meta_of, read_meta};

/// How many entries a shelf that is being built takes in between two times that it is saved.
const BUILT_BETWEEN_SAVES: u64 = 50_000;

/// What one applied entry did, for those who refresh pages.
#[derive(Debug)]
pub struct Applied {
    /// The standing of the entry's story before it.
    pub before: Option<Standing>,
    /// Blobs that no live story shows any more.
    pub hidden: Vec<Medium>,
}

/// A blob that live stories show, or showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    pub hash: Hash,
    pub media_type: String,
    /// Pixels; 0 for what is no picture.
    pub width: u32,
}

impl Medium {
    fn of(asset: &Asset) -> Self {
        Self { hash: asset.hash.clone(), media_type: asset.media_type.clone(), width: asset.width }
    }

    /// The names in the cache of the file itself and of everything made of it.
    pub(crate) fn keys(&self) -> Vec<String> {
        let renditions = Rendition::all(&self.hash, &self.media_type, self.width);
        let names = renditions.iter().map(Rendition::path);
        names.chain([self.hash.to_string()]).collect()
    }
}

/// What snapshots find in memory.
#[derive(Clone, Default)]
struct Memory {
    /// Counted here, not read from the journal: a shelf that is built anew begins without.
    most_read: MostRead,
    cards: Arc<Cards>,
}

/// The shelf on disk. One writer (the follower), any number of readers.
#[derive(Clone)]
pub struct ShelfFile {
    inner: Arc<Inner>,
}

struct Inner {
    database: Database,
    path: PathBuf,
    /// What the last commit said; the follower's own, so that it need not ask the disk.
    meta: Mutex<Meta>,
    memory: Mutex<Memory>,
}

impl ShelfFile {
    /// Opens the shelf, or starts an empty one where there is none, it is damaged, or another version wrote it.
    /// `cache_bytes` bounds the memory used for its pages.
    pub fn open(path: &Path, cache_bytes: usize) -> Result<Self, ShelfError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| ShelfError::open(path, &error))?;
        }
        let database = match open_file(path, cache_bytes) {
            Err(DatabaseError::Storage(redb::StorageError::Io(error))) if !damaged(&error) => {
                return Err(ShelfError::open(path, &error));
            }
            Err(error @ (DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch)) => {
                return Err(ShelfError::open(path, &error));
            }
            Err(error) => anew(path, cache_bytes, &error.to_string())?,
            Ok(database) => database,
        };
        match meta_of(&database)? {
            Some(meta) if meta.format == FORMAT => Ok(Self::with(database, path, meta)),
            None => Ok(Self::with(database, path, Meta::default())),
            Some(meta) => {
                drop(database);
                let reason = format!("it has format {} and this program writes {FORMAT}", meta.format);
                Ok(Self::with(anew(path, cache_bytes, &reason)?, path, Meta::default()))
            }
        }
    }

    fn with(database: Database, path: &Path, meta: Meta) -> Self {
        let inner =
            Inner { database, path: path.to_owned(), meta: Mutex::new(meta), memory: Mutex::default() };
        Self { inner: Arc::new(inner) }
    }

    /// Number of the last entry it holds; 0 before the first.
    pub fn cursor(&self) -> u64 {
        self.meta().cursor
    }

    /// Whether it has once held all that its journal held.
    pub fn is_whole(&self) -> bool {
        self.meta().whole
    }

    /// Says for good that it holds all that its journal holds.
    pub fn mark_whole(&self) -> Result<(), ShelfError> {
        if self.is_whole() {
            return Ok(());
        }
        self.meta_mut().whole = true;
        self.persist()
    }

    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Whether `entry` is the very entry this shelf ended with.
    pub fn ends_with(&self, entry: &JournalEntry) -> bool {
        let meta = self.meta();
        meta.cursor == entry.seq && meta.last == apply::fingerprint(entry)
    }

    /// The whole shelf as it is now; later entries do not show in it.
    pub fn snapshot(&self) -> Result<Snapshot, ShelfError> {
        // Cards are of the same journal as the tables: see `clear`.
        let (transaction, memory) = {
            let memory = self.memory();
            (self.inner.database.begin_read()?, memory.clone())
        };
        Snapshot::of(&transaction, memory)
    }

    /// Has `see` look at the shelf as it would be after each of these changes, if they went out now, one after another: the
    /// shelf, the entry, and the standing of its story before. Nothing of it stays; what is applied meanwhile waits.
    pub(crate) fn as_if(
        &self,
        changes: &[Change],
        mut see: impl FnMut(&dyn Shelf, &JournalEntry, Option<&Standing>),
    ) -> Result<(), ShelfError> {
        let transaction = self.inner.database.begin_write()?;
        let pending: &WriteTransaction = &transaction;
        let mut meta = read_meta(&pending)?.unwrap_or_default();
        for change in changes {
            let now = Timestamp::now();
            let at = meta.at.map_or(now, |last| last.max(now));
            let entry = JournalEntry { seq: meta.cursor + 1, at, change: change.clone() };
            let applied = apply::apply(pending, &mut meta, std::slice::from_ref(&entry), true)?;
            let before = applied.into_iter().next().and_then(|applied| applied.before);
            // Cards of what never happens are nobody else's.
            let memory = Memory { most_read: self.memory().most_read.clone(), cards: Arc::default() };
            let snapshot = Snapshot::up_to(&pending, meta.clone(), memory)?;
            see(&snapshot, &entry, before.as_ref());
            if let Some(fault) = snapshot.fault() {
                return Err(fault);
            }
        }
        Ok(transaction.abort()?)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.inner.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What readers ask for most, from now on; says whether that is another list than before.
    pub(crate) fn set_most_read(&self, most_read: BTreeMap<String, Vec<StoryId>>) -> bool {
        let mut memory = self.memory();
        let changed = *memory.most_read != most_read;
        memory.most_read = Arc::new(most_read);
        changed
    }

    /// Applies one entry and says what it changed. Not yet durable: see [`ShelfFile::persist`].
    pub fn apply(&self, entry: &JournalEntry) -> Result<Applied, ShelfError> {
        let mut changes = self.write(std::slice::from_ref(entry), Durability::None, true)?;
        Ok(changes.pop().unwrap_or_else(|| Applied { before: None, hidden: Vec::new() }))
    }

    /// Applies many entries in one transaction: all of them or, after a crash, none. Durable, but where the shelf is not
    /// whole yet: nobody is served from it then, so it is saved now and then only, and a crash costs a longer replay.
    pub fn apply_all(&self, entries: &[JournalEntry]) -> Result<(), ShelfError> {
        let Meta { cursor, whole, .. } = self.meta();
        let part = |seq: u64| seq / BUILT_BETWEEN_SAVES;
        let due = entries.last().is_some_and(|last| part(last.seq) > part(cursor));
        let durability = if whole || due { Durability::Immediate } else { Durability::None };
        self.write(entries, durability, false).map(drop)
    }

    /// Puts on disk what was applied; without it a crash costs a replay, never more.
    pub fn persist(&self) -> Result<(), ShelfError> {
        self.write(&[], Durability::Immediate, false).map(drop)
    }

    /// Empties the shelf, for a journal that is not the one it was built from. Pages read meanwhile are not torn.
    pub fn clear(&self) -> Result<(), ShelfError> {
        let transaction = self.inner.database.begin_write()?;
        for table in transaction.list_tables()?.collect::<Vec<_>>() {
            transaction.delete_table(table)?;
        }
        let mut memory = self.memory();
        transaction.commit()?;
        memory.cards = Arc::default();
        drop(memory);
        *self.meta_mut() = Meta::default();
        Ok(())
    }

    fn write(
        &self,
        entries: &[JournalEntry],
        durability: Durability,
        tell: bool,
    ) -> Result<Vec<Applied>, ShelfError> {
        let mut meta = self.meta();
        let mut transaction = self.inner.database.begin_write()?;
        let durable = matches!(durability, Durability::Immediate);
        transaction.set_durability(durability)?;
        // Lets a node that was killed open a shelf of any size at once: no walk through the whole file.
        transaction.set_quick_repair(durable);
        let changes = apply::apply(&transaction, &mut meta, entries, tell)?;
        let row = serde_json::to_vec(&meta)?;
        transaction.open_table(META)?.insert(META_KEY, row.as_slice())?;
        transaction.commit()?;
        *self.meta_mut() = meta;
        Ok(changes)
    }

    fn meta(&self) -> Meta {
        self.meta_mut().clone()
    }

    fn meta_mut(&self) -> MutexGuard<'_, Meta> {
        self.inner.meta.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open_file(path: &Path, cache_bytes: usize) -> Result<Database, DatabaseError> {
    Database::builder().set_cache_size(cache_bytes).create(path)
}

/// A file that is no database at all is damaged; a folder without permission is not.
fn damaged(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof)
}

fn anew(path: &Path, cache_bytes: usize, reason: &str) -> Result<Database, ShelfError> {
    tracing::warn!(path = %path.display(), reason, "the shelf is built anew from the journal");
    std::fs::remove_file(path).map_err(|error| ShelfError::open(path, &error))?;
    open_file(path, cache_bytes).map_err(|error| ShelfError::open(path, &error))
}
