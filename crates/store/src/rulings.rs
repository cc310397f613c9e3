//! What a newsroom decided about its desk checks: texts of which every version stays.

use std::collections::BTreeMap;

use story::{AccountId, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// One version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Which text it is a version of.
    pub name: String,
    /// From 1.
    pub version: u64,
    pub by: AccountId,
    pub at: Timestamp,
    pub text: String,
}

statements! {
    NEWEST = "SELECT name, version, account, at, text FROM rulings WHERE name = $1 ORDER BY version DESC LIMIT $2";
    LAST = "SELECT COALESCE(max(version), 0) FROM rulings WHERE name = $1";
    LAST_OF_ALL = "SELECT name, max(version) FROM rulings GROUP BY name";
    ONE = "SELECT name, version, account, at, text FROM rulings WHERE name = $1 AND version = $2";
    INSERT = "INSERT INTO rulings (name, version, account, at, text) VALUES ($1, $2, $3, $4, $5) \
              ON CONFLICT (name, version) DO NOTHING";
}

impl Store {
    /// The number of the newest version; 0 where there is none.
    pub async fn last_ruling(&self, name: &str) -> Result<u64, StoreError> {
        let last = self.database.one(LAST, values![name], |row| row.columns().number()).await?;
        Ok(last.unwrap_or(0))
    }

    /// The same of every text that there is.
    pub async fn last_rulings(&self) -> Result<BTreeMap<String, u64>, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok((columns.string()?, columns.number()?))
        };
        Ok(self.database.all(LAST_OF_ALL, values![], read).await?.into_iter().collect())
    }

    /// Newest first.
    pub async fn rulings(&self, name: &str, limit: u32) -> Result<Vec<Ruling>, StoreError> {
        self.database.all(NEWEST, values![name, limit], read).await
    }

    pub async fn ruling(&self, name: &str, version: u64) -> Result<Option<Ruling>, StoreError> {
        self.database.one(ONE, values![name, version], read).await
    }
}

impl Tx {
    /// False where somebody else wrote this version.
    pub async fn insert_ruling(&mut self, ruling: &Ruling) -> Result<bool, StoreError> {
        let Ruling { name, version, by, at, text } = ruling;
        self.run(INSERT, values![name, *version, *by, *at, text]).await.map(|written| written > 0)
    }
}

fn read(row: &Row) -> Result<Ruling, Damage> {
    let mut columns = row.columns();
    Ok(Ruling {
        name: columns.string()?,
        version: columns.number()?,
        by: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        text: columns.string()?,
    })
}
