//! The store: one database and one folder of blobs. What it can be asked stands in the file of each noun.

use std::path::{Path, PathBuf};

use sqlx::SqlSafeStr as _;
use tokio::sync::watch;

use crate::answers::Mark;
use crate::backup::Secrets;
use crate::database::{Access, Database, Dialect};
use crate::error::Doing as _;
use crate::journal::Tail;
use crate::link::made_of_constants;
use crate::tx::Signals;
use crate::{Asked, BackupReport, Blobs, JournalReader, Progress, RestoreReport, StoreError, Tx};
use crate::{backup, migrate, statements};

/// Where a newsroom is kept.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite:///path/marbre.db` or `postgres://user@host/database`.
    pub url: String,
    /// The folder of blobs.
    pub blobs: PathBuf,
}

/// One database and one folder of blobs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) database: Database,
    blobs: Blobs,
    committed: watch::Sender<u64>,
    /// Counts what took somebody's access away, or gave them another.
    access: watch::Sender<u64>,
    tail: Tail,
    mark: Option<Mark>,
}

impl Store {
    /// Refuses a database that a newer version wrote, or whose past was changed. Does not migrate.
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let database = Database::at(&config.url, Access::Write)?;
        database.knock().await?;
        migrate::pending(&database).await?;
        let blobs = Blobs::open(&config.blobs).await?;
        let (committed, access) = (watch::Sender::new(0), watch::Sender::new(0));
        Ok(Self { database, blobs, committed, access, tail: Tail::default(), mark: None })
    }

    /// Brings the schema up to this version; returns the names of what was applied.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        let applied = migrate::apply(&self.database).await?;
        self.catch_up_with_words().await?;
        Ok(applied)
    }

    pub async fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        migrate::pending(&self.database).await
    }

    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    pub fn journal(&self) -> JournalReader {
        JournalReader::of(self.database.clone(), self.tail.clone())
    }

    /// The last journal entry committed by this process; 0 before the first.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.committed.subscribe()
    }

    /// Moves when this process ended a session or changed an account; what others did is found by asking.
    pub fn access(&self) -> watch::Receiver<u64> {
        self.access.subscribe()
    }

    /// This store as the runner of a request of the API uses it: what it commits is marked, and fails once another has
    /// taken over.
    pub fn for_request(&self, asked: Asked, runner: u64) -> Self {
        Self { mark: Some(Mark { asked, runner }), ..self.clone() }
    }

    /// A transaction that may write. On SQLite it holds the one place of the writer until it ends: keep it short,
    /// and never begin a second one in the same task before the first has ended.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let open = self.database.begin().await?;
        let signals = Signals { committed: self.committed.clone(), access: self.access.clone() };
        Ok(Tx::new(open, self.tail.clone(), signals, self.mark.clone()))
    }

    /// Copies one moment of the database, and every blob, into a folder that must not exist yet or be empty. The
    /// newsroom may go on writing meanwhile.
    pub async fn backup(
        &self,
        into: &Path,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<BackupReport, StoreError> {
        backup::write(&self.database, &self.blobs, into, Secrets::Kept, progress).await
    }

    /// The same without passwords, keys and tokens: to be handed on, and to be restored as a backup is.
    pub async fn export(
        &self,
        into: &Path,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<BackupReport, StoreError> {
        backup::write(&self.database, &self.blobs, into, Secrets::LeftOut, progress).await
    }

    /// Fills an empty database, of either kind, and a folder of blobs from a backup: all of it or nothing.
    pub async fn restore(
        from: &Path,
        config: &StoreConfig,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<RestoreReport, StoreError> {
        let store = Self::open(config).await?;
        backup::read(&store.database, &store.blobs, from, progress).await
    }

    /// Has the database understand every statement there is, and returns how many; the schema must be up to date.
    pub async fn check_statements(&self) -> Result<usize, StoreError> {
        let mut all: Vec<(String, sqlx::SqlStr)> = statements::BOTH
            .iter()
            .flat_map(|(file, some)| {
                some.iter().map(move |(name, sql)| (format!("{file}::{name}"), sql.into_sql_str()))
            })
            .collect();
        all.extend(backup::statements());
        let own = match self.database.dialect() {
            Dialect::Sqlite => statements::SQLITE,
            Dialect::Postgres => statements::POSTGRES,
        };
        all.extend(own.iter().map(|(name, sql)| ((*name).to_owned(), sql.into_sql_str())));
        let count = all.len();
        let mut open = self.database.begin_snapshot().await?;
        for (name, sql) in all {
            open.link()
                .await?
                .prepare(sql)
                .await
                .doing(&format!("preparing {name}"), &self.database.place)?;
        }
        Ok(count)
    }

    /// SQLite's level of syncing as the writer has it (2 is FULL: every commit is on disk); PostgreSQL keeps its own.
    pub async fn durability(&self) -> Result<Option<i64>, StoreError> {
        self.pragma("PRAGMA synchronous".to_owned()).await
    }

    /// Lets an SQLite database grow to so many pages of 4 KiB and no further; PostgreSQL has quotas of its own.
    pub async fn limit_size(&self, pages_max: u32) -> Result<(), StoreError> {
        self.pragma(format!("PRAGMA max_page_count = {pages_max}")).await.map(drop)
    }

    async fn pragma(&self, sql: String) -> Result<Option<i64>, StoreError> {
        if self.database.dialect() == Dialect::Postgres {
            return Ok(None);
        }
        let mut open = self.database.begin().await?;
        let rows = open.all(made_of_constants(sql), Vec::new(), |row| row.columns().int()).await?;
        open.commit().await?;
        Ok(rows.first().copied())
    }
}
