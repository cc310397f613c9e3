//! One transaction that writes. What it can write stands in the file of each noun.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, SqlSafeStr as _};
use story::{JournalEntry, StoryId};
use tokio::sync::watch;

use crate::StoreError;
use crate::answers::Mark;
use crate::database::{Dialect, Transaction};
use crate::journal::Tail;
use crate::row::{Damage, Row};
use crate::seals::Known;
use crate::value::Value;

/// Values of one statement. Both databases take more; a longer statement saves nothing that can be measured.
const PARAMETERS_MAX: usize = 2_000;

/// One transaction. Dropped without `commit`, it leaves no trace. After an error only dropping it is left.
#[derive(Debug)]
pub struct Tx {
    open: Transaction,
    /// PostgreSQL answers the commit of a transaction that had an error with a rollback and no error: never ask.
    broken: bool,
    appended: u64,
    /// What was appended, for those who follow in this process.
    pub(crate) entries: Vec<JournalEntry>,
    /// Of the stories that are read or written here.
    pub(crate) chains: BTreeMap<StoryId, Known>,
    tail: Tail,
    signals: Signals,
    /// Whether it changes who may come in.
    regates: bool,
    mark: Option<Mark>,
}

/// Whom a commit wakes.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    pub(crate) committed: watch::Sender<u64>,
    pub(crate) access: watch::Sender<u64>,
}

impl Tx {
    pub(crate) fn new(open: Transaction, tail: Tail, signals: Signals, mark: Option<Mark>) -> Self {
        let (entries, chains) = (Vec::new(), BTreeMap::new());
        Self { open, broken: false, appended: 0, entries, chains, tail, signals, regates: false, mark }
    }

    /// All of it is on disk once this returns; wakes `Store::committed` and `Store::access`.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        if !self.broken {
            self.write_chains().await?;
        }
        if let Some(mark) = self.mark.take() {
            self.leave(&mark).await?;
        }
        if self.broken {
            let why = "something in it failed before";
            return Err(StoreError::Conflict { rule: "all or nothing".to_owned(), why: why.to_owned() });
        }
        self.open.commit().await?;
        self.tail.push(self.entries);
        if self.regates {
            self.signals.access.send_modify(|count| *count = count.wrapping_add(1));
        }
        self.signals.committed.send_if_modified(|last| {
            let newer = self.appended > *last;
            *last = self.appended.max(*last);
            newer
        });
        Ok(())
    }

    pub(crate) fn appended(&mut self, seq: u64) {
        self.appended = self.appended.max(seq);
    }

    /// Somebody's access ends or becomes another one: whoever is connected is looked at anew.
    pub(crate) fn regates(&mut self) {
        self.regates = true;
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.open.dialect()
    }

    pub(crate) async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, StoreError> {
        let done = self.open.run(sql.into_sql_str(), values).await;
        self.broken |= done.is_err();
        done
    }

    /// The same for a statement of which nobody asks what it changed: it may go with the next one, and fail there.
    pub(crate) async fn later(&mut self, sql: &'static str, values: Vec<Value>) -> Result<(), StoreError> {
        let done = self.open.later(sql.into_sql_str(), values).await;
        self.broken |= done.is_err();
        done
    }

    /// An `INSERT … VALUES ($1, …) …` of many rows, with as few statements as may be.
    pub(crate) async fn insert(
        &mut self,
        sql: &'static str,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), StoreError> {
        let width = rows.first().map_or(1, Vec::len).max(1);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let some: Vec<Vec<Value>> = rows.by_ref().take(PARAMETERS_MAX / width).collect();
            let sql = AssertSqlSafe(for_rows(self.dialect(), sql, some.len(), width)).into_sql_str();
            let done = self.open.run(sql, some.into_iter().flatten().collect()).await;
            self.broken |= done.is_err();
            done?;
        }
        Ok(())
    }

    pub(crate) async fn all<T>(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
        read: impl Fn(&Row) -> Result<T, Damage>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.open.all(sql.into_sql_str(), values, read).await;
        self.broken |= rows.is_err();
        rows
    }

    pub(crate) async fn one<T>(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
        read: impl Fn(&Row) -> Result<T, Damage>,
    ) -> Result<Option<T>, StoreError> {
        self.all(sql, values, read).await.map(|rows| rows.into_iter().next())
    }
}

/// The statement with its list of values once for each row; what stands behind the list stays there.
fn for_rows(dialect: Dialect, sql: &str, rows: usize, width: usize) -> String {
    let Some((head, list)) = sql.split_once("VALUES") else { return sql.to_owned() };
    let tail = list.split_once(')').map_or("", |(_, tail)| tail);
    let mut text = format!("{head}VALUES ");
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for value in 1..=width {
            let comma = if value == 1 { "" } else { ", " };
            let _ = match dialect {
                // SQLite looks a `$n` up by its name among all before it.
                Dialect::Sqlite => write!(text, "{comma}?"),
                Dialect::Postgres => write!(text, "{comma}${}", row * width + value),
            };
        }
        text.push(')');
    }
    text + tail
}
