//! One connection of either database, and what is done with statements on it.

use std::fmt::Write as _;

use futures_util::stream::{BoxStream, StreamExt as _, TryStreamExt as _};
use sqlx::{
    AssertSqlSafe, Database, Either, Encode, Executor as _, IntoArguments, PgConnection, SqlSafeStr as _,
    SqlStr, SqliteConnection, Type, query::Query,
};

use crate::row::Row;
use crate::value::Value;

/// One statement and its values.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) sql: SqlStr,
    pub(crate) values: Vec<Value>,
}

/// What a statement did.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) rows: Vec<Row>,
    /// How many rows it changed.
    pub(crate) changed: u64,
}

/// A connection lent for a while.
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

    /// One after the other, up to the first that fails; what the last did. On SQLite they go to the connection's thread
    /// together, so that two threads change places once and not once for each.
    pub(crate) async fn each(self, statements: Vec<Statement>) -> sqlx::Result<Done> {
        match self {
            Self::Sqlite(link) => {
                let Statement { sql, values } = joined(statements);
                let steps = link.fetch_many(bound(sql, values));
                last(steps, |done| done.rows_affected(), Row::Sqlite).await
            }
            Self::Postgres(link) => {
                let mut done = Done::default();
                for Statement { sql, values } in statements {
                    let steps = link.fetch_many(bound(sql, values));
                    done = last(steps, |done| done.rows_affected(), Row::Postgres).await?;
                }
                Ok(done)
            }
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

/// What the last statement did, once all are done.
async fn last<D, R>(
    mut steps: BoxStream<'_, sqlx::Result<Either<D, R>>>,
    changed: impl Fn(D) -> u64,
    row: impl Fn(R) -> Row,
) -> sqlx::Result<Done> {
    let (mut last, mut rows) = (Done::default(), Vec::new());
    while let Some(step) = steps.try_next().await? {
        match step {
            Either::Left(done) => last = Done { rows: std::mem::take(&mut rows), changed: changed(done) },
            Either::Right(one) => rows.push(row(one)),
        }
    }
    Ok(last)
}

/// Several statements as one text, their parameters numbered on; only SQLite reads such a text.
fn joined(mut statements: Vec<Statement>) -> Statement {
    if statements.len() == 1 {
        return statements.remove(0);
    }
    let (mut text, mut all) = (String::new(), Vec::new());
    for Statement { sql, values } in statements {
        number_on(&mut text, sql.as_str(), all.len());
        text.push(';');
        all.extend(values);
    }
    Statement { sql: made_of_constants(text), values: all }
}

/// Writes a statement's `$1` as the first after those before it.
fn number_on(text: &mut String, sql: &str, before: usize) {
    let mut parts = sql.split('$');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let _ = match part[..digits].parse::<usize>() {
            Ok(number) => write!(text, "${}{}", number + before, &part[digits..]),
            Err(_) => write!(text, "${part}"),
        };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::values;

    #[test]
    fn parameters_of_statements_that_go_together_are_numbered_on() {
        let statement = |sql, values| Statement { sql: made_of_constants(String::from(sql)), values };
        let Statement { sql, values } = joined(vec![
            statement("BEGIN IMMEDIATE", Vec::new()),
            statement("INSERT INTO a VALUES ($1, $2, $1)", values![1_u64, 2_u64]),
            statement("UPDATE b SET c = '$' || $11 WHERE d = $1", vec![Value::Int(Some(3)); 11]),
        ]);
        assert_eq!(
            sql.as_str(),
            "BEGIN IMMEDIATE;INSERT INTO a VALUES ($1, $2, $1);UPDATE b SET c = '$' || $13 WHERE d = $3;"
        );
        assert_eq!(values.len(), 13);
    }
}
