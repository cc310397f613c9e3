//! What comes out of a statement: columns read in the order they were asked for.

use serde::de::DeserializeOwned;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use story::{Hash, Language, Timestamp};

/// One row of either database.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A value in a row that our own statements cannot have written.
#[derive(Debug)]
pub(crate) struct Damage(pub(crate) String);

impl Row {
    pub(crate) fn columns(&self) -> Columns<'_> {
        Columns { row: self, next: 0 }
    }
}

/// Reads a row from its first column on.
pub(crate) struct Columns<'r> {
    row: &'r Row,
    next: usize,
}

impl<'r> Columns<'r> {
    pub(crate) fn opt_int(&mut self) -> Result<Option<i64>, Damage> {
        let column = self.step();
        let value = match self.row {
            Row::Sqlite(row) => row.try_get(column),
            Row::Postgres(row) => row.try_get(column),
        };
        value.map_err(|error| Damage(error.to_string()))
    }

    pub(crate) fn opt_text(&mut self) -> Result<Option<&'r str>, Damage> {
        let column = self.step();
        let value = match self.row {
            Row::Sqlite(row) => row.try_get(column),
            Row::Postgres(row) => row.try_get(column),
        };
        value.map_err(|error| Damage(error.to_string()))
    }

    pub(crate) fn int(&mut self) -> Result<i64, Damage> {
        self.opt_int()?.ok_or_else(|| self.empty())
    }

    pub(crate) fn text(&mut self) -> Result<&'r str, Damage> {
        self.opt_text()?.ok_or_else(|| self.empty())
    }

    pub(crate) fn string(&mut self) -> Result<String, Damage> {
        self.text().map(str::to_owned)
    }

    /// As `value::bytes` wrote them.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, Damage> {
        use base64::Engine as _;
        let read = base64::engine::general_purpose::STANDARD.decode(self.text()?);
        read.map_err(|error| Damage(error.to_string()))
    }

    /// A count or an identifier: never below zero.
    pub(crate) fn number(&mut self) -> Result<u64, Damage> {
        let number = self.int()?;
        u64::try_from(number)
            .map_err(|_| Damage(format!("{number} where only numbers from 0 up are written")))
    }

    pub(crate) fn opt_number(&mut self) -> Result<Option<u64>, Damage> {
        self.opt_int().map(|number| number.map(|number| number as u64))
    }

    pub(crate) fn flag(&mut self) -> Result<bool, Damage> {
        self.int().map(|number| number != 0)
    }

    pub(crate) fn time(&mut self) -> Result<Timestamp, Damage> {
        moment(self.int()?)
    }

    pub(crate) fn opt_time(&mut self) -> Result<Option<Timestamp>, Damage> {
        self.opt_int()?.map(moment).transpose()
    }

    pub(crate) fn json<T: DeserializeOwned>(&mut self) -> Result<T, Damage> {
        let text = self.text()?;
        serde_json::from_str(text).map_err(|error| Damage(format!("column {}: {error}", self.next)))
    }

    pub(crate) fn opt_json<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Damage> {
        let Some(text) = self.opt_text()? else { return Ok(None) };
        serde_json::from_str(text).map(Some).map_err(|error| Damage(format!("column {}: {error}", self.next)))
    }

    pub(crate) fn hash(&mut self) -> Result<Hash, Damage> {
        self.text()?.parse().map_err(|error: story::BadId| Damage(error.to_string()))
    }

    pub(crate) fn language(&mut self) -> Result<Language, Damage> {
        self.text().map(Language::new)
    }

    fn step(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    fn empty(&self) -> Damage {
        Damage(format!("column {} is empty", self.next))
    }
}

fn moment(ms: i64) -> Result<Timestamp, Damage> {
    Timestamp::from_millisecond(ms).map_err(|error| Damage(error.to_string()))
}
