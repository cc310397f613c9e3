//! The one place that knows which database it is: addresses, settings, pools and transactions.

use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    ConnectOptions as _, Connection as _, PgPool, Postgres, SqlSafeStr as _, SqlStr, Sqlite,
    SqliteConnection, SqlitePool,
};

use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};

use crate::StoreError;
use crate::error::{Doing, damaged};
use crate::link::{Done, Link, Statement};
use crate::row::{Damage, Row};
use crate::value::Value;

/// A writer of SQLite waits this long for its turn, and for a writer of another process.
const TURN: Duration = Duration::from_secs(30);
/// How long PostgreSQL may take to give a connection, before it counts as away.
const ANSWER: Duration = Duration::from_secs(5);
const READERS: u32 = 8;
const SNAPSHOTS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
const STATEMENTS_KEPT: usize = 256;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// Connections to one database.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    /// For messages: the file, or host and database; never a password.
    pub(crate) place: String,
    pools: Pools,
}

#[derive(Debug, Clone)]
enum Pools {
    /// SQLite has one writer at a time. A pool of one connection is the queue: first come, first served, and
    /// nobody in this process ever meets a busy database.
    /// Who reads several things of one moment has connections of their own, which are cleaned up as the writer's is: to
    /// open one costs more than most of what is asked.
    Sqlite {
        readers: SqlitePool,
        snapshots: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Write,
    /// Writes into what is there already: where nothing is, nothing is made.
    Add,
    Read,
}

impl Database {
    /// Reads the address; connects when first used.
    pub(crate) fn at(url: &str, access: Access) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            sqlite(url, access)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            postgres(url, access)
        } else {
            Err(bad_url(url, "it does not start with sqlite: or postgres:"))
        }
    }

    /// Connects once, past the pool, so that the reason of a failure is told at once and not as a timeout.
    pub(crate) async fn knock(&self) -> Result<(), StoreError> {
        let answer = match &self.pools {
            Pools::Sqlite { writer, .. } => writer.acquire().await.map(drop),
            Pools::Postgres(pool) => match pool.connect_options().connect().await {
                Ok(connection) => connection.close().await,
                Err(error) => Err(error),
            },
        };
        answer.doing("opening the database", &self.place)
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// For writing. On SQLite the place of the one writer of this process is taken once this returns.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        let begin = async {
            Ok(match &self.pools {
                Pools::Sqlite { writer, .. } => {
                    (Kind::Sqlite(writer.acquire().await?), Some("BEGIN IMMEDIATE"))
                }
                Pools::Postgres(pool) => (Kind::Postgres(pool.begin().await?), None),
            })
        };
        let begun: sqlx::Result<_> = begin.instrument(call(self.dialect(), "BEGIN")).await;
        Ok(self.transaction(begun.doing("beginning a transaction", &self.place)?))
    }

    /// Everything read in it is from one moment, however long it takes and whatever others write.
    pub(crate) async fn begin_snapshot(&self) -> Result<Transaction, StoreError> {
        let begin = async {
            Ok(match &self.pools {
                Pools::Sqlite { snapshots, .. } => (Kind::Sqlite(snapshots.acquire().await?), Some("BEGIN")),
                Pools::Postgres(pool) => {
                    let how = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                    (Kind::Postgres(pool.begin_with(how).await?), None)
                }
            })
        };
        let begun: sqlx::Result<_> = begin.await;
        Ok(self.transaction(begun.doing("beginning to read", &self.place)?))
    }

    /// One that begins with this statement.
    fn transaction(&self, (kind, first): (Kind, Option<&'static str>)) -> Transaction {
        let waiting = first.map(|sql| Statement { sql: sql.into_sql_str(), values: Vec::new() });
        Transaction { place: self.place.clone(), kind, waiting: Vec::from_iter(waiting) }
    }

    /// A statement that only reads.
    pub(crate) async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let span = call(self.dialect(), sql);
        let statement = Statement { sql: sql.into_sql_str(), values };
        let read = async {
            match &self.pools {
                Pools::Sqlite { readers, .. } => {
                    Link::Sqlite(&mut *readers.acquire().await?).each(vec![statement]).await
                }
                Pools::Postgres(pool) => {
                    Link::Postgres(&mut *pool.acquire().await?).each(vec![statement]).await
                }
            }
        };
        read.instrument(span).await.doing("reading", &self.place).map(|done| done.rows)
    }

    pub(crate) async fn all<T>(
        &self,
        sql: &'static str,
        values: Vec<Value>,
        read: impl Fn(&Row) -> Result<T, Damage>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.rows(sql, values).await?;
        rows.iter().map(|row| read(row).map_err(|damage| damaged(&self.place, damage))).collect()
    }

    pub(crate) async fn one<T>(
        &self,
        sql: &'static str,
        values: Vec<Value>,
        read: impl Fn(&Row) -> Result<T, Damage>,
    ) -> Result<Option<T>, StoreError> {
        self.all(sql, values, read).await.map(|rows| rows.into_iter().next())
    }
}

/// An open transaction; dropped, it is rolled back.
#[derive(Debug)]
pub(crate) struct Transaction {
    pub(crate) place: String,
    kind: Kind,
    /// SQLite's statements that go with the next one, as nobody asks what they answer.
    waiting: Vec<Statement>,
}

#[derive(Debug)]
enum Kind {
    /// Not sqlx's own kind: SQLite ends a transaction by itself when the disk is full, and sqlx, still counting it as
    /// open, would refuse every later one. Here the pool cleans up, see `clean`.
    Sqlite(PoolConnection<Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    /// The connection, for what is done with one alone.
    pub(crate) async fn link(&mut self) -> Result<Link<'_>, StoreError> {
        if let Some(Statement { sql, values }) = self.waiting.pop() {
            // With what waited before it.
            self.done(sql, values).await.doing("writing", &self.place)?;
        }
        Ok(self.kind.link())
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.kind {
            Kind::Sqlite(_) => Dialect::Sqlite,
            Kind::Postgres(_) => Dialect::Postgres,
        }
    }

    /// A statement that may be done together with the next one, and fail as part of that.
    pub(crate) async fn later(&mut self, sql: SqlStr, values: Vec<Value>) -> Result<(), StoreError> {
        match self.kind {
            Kind::Sqlite(_) => self.waiting.push(Statement { sql, values }),
            Kind::Postgres(_) => drop(self.run(sql, values).await?),
        }
        Ok(())
    }

    pub(crate) async fn run(&mut self, sql: SqlStr, values: Vec<Value>) -> Result<u64, StoreError> {
        self.done(sql, values).await.doing("writing", &self.place).map(|done| done.changed)
    }

    pub(crate) async fn all<T>(
        &mut self,
        sql: SqlStr,
        values: Vec<Value>,
        read: impl Fn(&Row) -> Result<T, Damage>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.done(sql, values).await.doing("reading", &self.place)?.rows;
        rows.iter().map(|row| read(row).map_err(|damage| damaged(&self.place, damage))).collect()
    }

    /// What waited, and then this; what this did.
    async fn done(&mut self, sql: SqlStr, values: Vec<Value>) -> sqlx::Result<Done> {
        let span = call(self.dialect(), sql.as_str());
        let mut statements = std::mem::take(&mut self.waiting);
        statements.push(Statement { sql, values });
        self.kind.link().each(statements).instrument(span).await
    }

    pub(crate) async fn script(&mut self, sql: String) -> Result<(), StoreError> {
        let done = self.link().await?.script(sql).await;
        done.doing("changing the schema", &self.place)
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        let span = call(self.dialect(), "COMMIT");
        let commit = async {
            match self.kind {
                Kind::Sqlite(mut open) => {
                    let commit = Statement { sql: "COMMIT".into_sql_str(), values: Vec::new() };
                    self.waiting.push(commit);
                    Link::Sqlite(&mut open).each(self.waiting).await.map(drop)
                }
                Kind::Postgres(open) => open.commit().await,
            }
        };
        match commit.instrument(span).await.doing("committing", &self.place) {
            Err(StoreError::Unavailable { place, why }) => Err(StoreError::Unconfirmed { place, why }),
            other => other,
        }
    }
}

impl Kind {
    fn link(&mut self) -> Link<'_> {
        match self {
            Self::Sqlite(open) => Link::Sqlite(open),
            Self::Postgres(open) => Link::Postgres(open),
        }
    }
}

/// A question to the database as a span, named as OpenTelemetry's conventions for databases say. Statements hold no
/// values: these are bound.
fn call(dialect: Dialect, sql: &str) -> Span {
    let span = info_span!(
        "query",
        otel.kind = "client",
        otel.name = Empty,
        db.system.name = Empty,
        db.query.text = sql
    );
    if !span.is_disabled() {
        span.record("otel.name", sql.split_ascii_whitespace().next().unwrap_or_default());
        let system = match dialect {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgresql",
        };
        span.record("db.system.name", system);
    }
    span
}

/// Whatever state a connection was left in, the next one finds none of it. Without an open transaction SQLite only says so.
async fn clean(link: &mut SqliteConnection) -> sqlx::Result<bool> {
    let _ = sqlx::raw_sql("ROLLBACK").execute(link).await;
    Ok(true)
}

fn sqlite(url: &str, access: Access) -> Result<Database, StoreError> {
    let options = SqliteConnectOptions::from_str(url).map_err(|error| bad_url(url, &error.to_string()))?;
    let place = options.get_filename().display().to_string();
    if place.is_empty() || url.contains(":memory:") || url.contains("mode=memory") {
        return Err(bad_url(url, "a database in memory would be lost with the process"));
    }
    let options = options
        .foreign_keys(true)
        .busy_timeout(TURN)
        .statement_cache_capacity(STATEMENTS_KEPT)
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging();
    // FULL: in WAL mode every commit is synced, so that an acknowledged one survives a power cut, not only a crash.
    let writing = options
        .clone()
        .create_if_missing(access == Access::Write)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("journal_size_limit", "67108864")
        // What a statement would need to be taken back is some dozen pages; a file for them would be made, filled and
        // removed at every publication.
        .pragma("temp_store", "MEMORY");
    let reading = match access {
        Access::Write | Access::Add => options.pragma("query_only", "ON"),
        Access::Read => options.read_only(true),
    };
    let pool = || {
        SqlitePoolOptions::new()
            .acquire_timeout(TURN)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
    };
    let cleaned = |options: SqlitePoolOptions| options.after_release(|link, _| Box::pin(clean(link)));
    let readers = pool().max_connections(READERS).connect_lazy_with(reading.clone());
    let snapshots = cleaned(pool().max_connections(SNAPSHOTS)).connect_lazy_with(reading.clone());
    let writer = match access {
        Access::Write | Access::Add => writing,
        Access::Read => reading,
    };
    let writer = cleaned(pool().max_connections(1)).connect_lazy_with(writer);
    Ok(Database { place, pools: Pools::Sqlite { readers, snapshots, writer } })
}

fn postgres(url: &str, access: Access) -> Result<Database, StoreError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| bad_url(url, &error.to_string()))?;
    let host =
        options.get_socket().map_or_else(|| options.get_host().to_owned(), |path| path.display().to_string());
    let place = format!("{host}:{}/{}", options.get_port(), options.get_database().unwrap_or_default());
    let read_only = if access == Access::Read { "on" } else { "off" };
    let options = options
        .application_name("marbre")
        .statement_cache_capacity(STATEMENTS_KEPT)
        .options([
            ("statement_timeout", "30s"),
            ("lock_timeout", "20s"),
            ("idle_in_transaction_session_timeout", "60s"),
            ("default_transaction_read_only", read_only),
        ])
        .disable_statement_logging();
    // Connections are tried before use: after a restart of the server nobody meets a dead one.
    let pool = PgPoolOptions::new().acquire_timeout(ANSWER).max_connections(POSTGRES_CONNECTIONS);
    Ok(Database { place, pools: Pools::Postgres(pool.connect_lazy_with(options)) })
}

/// The address without a password.
fn bad_url(url: &str, why: &str) -> StoreError {
    let shown = match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => format!("{}…{}", &url[..scheme + 3], &url[at..]),
        _ => url.chars().take(200).collect(),
    };
    StoreError::BadUrl { url: shown, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    async fn counted(folder: &tempfile::TempDir) -> Database {
        let url = format!("sqlite:{}", folder.path().join("n.db").display());
        let database = sqlite(&url, Access::Write).unwrap();
        let mut open = database.begin().await.unwrap();
        open.script("CREATE TABLE counted (number INTEGER PRIMARY KEY) STRICT".to_owned()).await.unwrap();
        open.commit().await.unwrap();
        database
    }

    async fn count(open: &mut Transaction, number: u64) -> Result<(), StoreError> {
        open.later("INSERT INTO counted VALUES ($1)".into_sql_str(), vec![Value::from(number)]).await
    }

    async fn numbers(open: &mut Transaction) -> Vec<i64> {
        let sql = "SELECT number FROM counted ORDER BY number".into_sql_str();
        open.all(sql, Vec::new(), |row| row.columns().int()).await.unwrap()
    }

    #[tokio::test]
    async fn statements_that_wait_are_done_in_their_order_with_the_next_one_or_the_commit() {
        let folder = tempfile::tempdir().unwrap();
        let database = counted(&folder).await;
        let mut open = database.begin().await.unwrap();
        count(&mut open, 1).await.unwrap();
        count(&mut open, 2).await.unwrap();
        assert_eq!(numbers(&mut open).await, [1, 2]);
        let removed =
            open.run("DELETE FROM counted WHERE number = $1".into_sql_str(), vec![Value::from(1_u64)]);
        assert_eq!(removed.await.unwrap(), 1);
        count(&mut open, 3).await.unwrap();
        open.commit().await.unwrap();
        assert_eq!(numbers(&mut database.begin_snapshot().await.unwrap()).await, [2, 3]);
    }

    #[tokio::test]
    async fn a_statement_that_waited_and_fails_takes_all_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let database = counted(&folder).await;
        let mut open = database.begin().await.unwrap();
        count(&mut open, 1).await.unwrap();
        count(&mut open, 1).await.unwrap();
        count(&mut open, 2).await.unwrap();
        let refused = open.commit().await.unwrap_err();
        assert!(matches!(refused, StoreError::Conflict { .. }), "{refused}");
        let mut open = database.begin().await.unwrap();
        assert!(numbers(&mut open).await.is_empty());
    }

    /// Opening one reads the whole schema: for each story that is written, many would.
    #[tokio::test]
    async fn the_connection_of_who_reads_several_things_of_one_moment_stays_for_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let database =
            sqlite(&format!("sqlite:{}", folder.path().join("n.db").display()), Access::Write).unwrap();
        let Pools::Sqlite { snapshots, writer, .. } = &database.pools else { unreachable!("it is SQLite") };
        drop(writer.acquire().await.unwrap());
        for _ in 0..3 {
            drop(database.begin_snapshot().await.unwrap());
            let start = Instant::now();
            while snapshots.num_idle() == 0 {
                assert!(start.elapsed() < Duration::from_secs(30), "it was closed");
                tokio::task::yield_now().await;
            }
            assert_eq!(snapshots.size(), 1);
        }
    }
}
