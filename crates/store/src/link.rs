//! One connection of either database, and the three things that are done with a statement.

use futures_util::stream::{BoxStream, StreamExt as _, TryStreamExt as _};
use sqlx::{
    AssertSqlSafe, Database, Encode, Executor as _, IntoArguments, PgConnection, SqlSafeStr as _, SqlStr,
    SqliteConnection, Type, query::Query,
};

use crate::row::Row;
use crate::value::Value;

/// A connection lent for one statement.
pub(crate) enum Link<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl<'c> Link<'c> {
    /// Row by row, however many there are.
    pub(crate) fn stream(self, sql: SqlStr) -> BoxStream<'c, sqlx::Result<Row>> {
        match self {
            Self::Sqlite(link) => bound(sql, Vec::new()).fetch(link).map_ok(Row::Sqlite).boxed(),
            Self::Postgres(link) => bound(sql, Vec::new()).fetch(link).map_ok(Row::Postgres).boxed(),
        }
    }

    /// How many rows it changed.
    pub(crate) async fn run(self, sql: SqlStr, values: Vec<Value>) -> sqlx::Result<u64> {
        match self {
            Self::Sqlite(link) => bound(sql, values).execute(link).await.map(|done| done.rows_affected()),
            Self::Postgres(link) => bound(sql, values).execute(link).await.map(|done| done.rows_affected()),
        }
    }

    pub(crate) async fn rows(self, sql: SqlStr, values: Vec<Value>) -> sqlx::Result<Vec<Row>> {
        match self {
            Self::Sqlite(link) => bound(sql, values).fetch(link).map_ok(Row::Sqlite).try_collect().await,
            Self::Postgres(link) => bound(sql, values).fetch(link).map_ok(Row::Postgres).try_collect().await,
        }
    }

    /// Whether the database understands the statement.
    pub(crate) async fn prepare(self, sql: SqlStr) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(link) => link.prepare(sql).await.map(drop),
            Self::Postgres(link) => link.prepare(sql).await.map(drop),
        }
    }

    /// Several statements at once, without parameters.
    pub(crate) async fn script(self, sql: String) -> sqlx::Result<()> {
        let script = sqlx::raw_sql(AssertSqlSafe(sql));
        match self {
            Self::Sqlite(link) => script.execute(link).await.map(drop),
            Self::Postgres(link) => script.execute(link).await.map(drop),
        }
    }
}

/// Statements made from our own table of columns: no word of them comes from outside.
pub(crate) fn made_of_constants(sql: String) -> SqlStr {
    AssertSqlSafe(sql).into_sql_str()
}

pub(crate) fn bound<DB: Database>(sql: SqlStr, values: Vec<Value>) -> Query<'static, DB, DB::Arguments>
where
    DB::Arguments: IntoArguments<DB>,
    Option<i64>: for<'q> Encode<'q, DB> + Type<DB>,
    Option<String>: for<'q> Encode<'q, DB> + Type<DB>,
{
    let mut query = sqlx::query::<DB>(sql);
    for value in values {
        query = match value {
            Value::Int(number) => query.bind(number),
            Value::Text(text) => query.bind(text),
        };
    }
    query
}
