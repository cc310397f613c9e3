//! How often each version of a story was read: the readers' side adds it up here, and a story's revisions tell it.

use std::collections::BTreeMap;

use story::Version;

use crate::database::{Access, Database};
use crate::journal::Tail;
use crate::statements::statements;
use crate::tx::Signals;
use crate::value::values;
use crate::{Store, StoreError, Tx};

statements! {
    ADD = "INSERT INTO readings (story, revision, times) VALUES ($1, $2, $3) \
           ON CONFLICT (story, revision) DO UPDATE SET times = readings.times + excluded.times";
}

/// All that the readers' side may write: there is no way from here to anything else.
#[derive(Debug, Clone)]
pub struct ReadingsWriter {
    database: Database,
}

impl ReadingsWriter {
    /// Reads the address only; the database is first asked by `add`, so that a site starts without it.
    #[expect(clippy::unused_async, reason = "pools of connections are made inside a runtime only")]
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Ok(Self { database: Database::at(url, Access::Add)? })
    }

    /// Adds to what is known, all of it or nothing. Each version once, and in order: two nodes that add at once would
    /// else wait for each other.
    pub async fn add(&self, read: &BTreeMap<Version, u64>) -> Result<(), StoreError> {
        let open = self.database.begin().await?;
        let mut tx = Tx::new(open, Tail::default(), Signals::default(), None);
        let row = |(version, times): (&Version, &u64)| values![version.story, version.revision, *times];
        tx.insert(ADD, read.iter().map(row).collect()).await?;
        tx.commit().await
    }
}

impl Store {
    pub fn readings_writer(&self) -> ReadingsWriter {
        ReadingsWriter { database: self.database.clone() }
    }
}
