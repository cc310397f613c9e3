//! Findings that somebody took responsibility for.

use story::{AccountId, Acknowledgement, StoryId};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

statements! {
    OF_STORY = "SELECT fingerprint, rule, account, at, reason FROM acknowledgements WHERE story = $1 \
                ORDER BY at, fingerprint";
    INSERT = "INSERT INTO acknowledgements (story, fingerprint, rule, account, at, reason) \
              VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (story, fingerprint) DO UPDATE SET \
              rule = excluded.rule, account = excluded.account, at = excluded.at, reason = excluded.reason";
    DELETE = "DELETE FROM acknowledgements WHERE story = $1 AND fingerprint = $2";
}

impl Store {
    /// In the order they were made.
    pub async fn acknowledgements(&self, story: StoryId) -> Result<Vec<Acknowledgement>, StoreError> {
        self.database.all(OF_STORY, values![story], read).await
    }
}

impl Tx {
    /// Replaces an earlier acknowledgement of the same finding.
    pub async fn insert_acknowledgement(
        &mut self,
        story: StoryId,
        acknowledgement: &Acknowledgement,
    ) -> Result<(), StoreError> {
        let Acknowledgement { fingerprint, rule, by, at, reason } = acknowledgement;
        self.run(INSERT, values![story, fingerprint, rule, *by, *at, reason]).await.map(drop)
    }

    /// Whether there was one.
    pub async fn delete_acknowledgement(
        &mut self,
        story: StoryId,
        fingerprint: &str,
    ) -> Result<bool, StoreError> {
        self.run(DELETE, values![story, fingerprint]).await.map(|removed| removed > 0)
    }
}

fn read(row: &Row) -> Result<Acknowledgement, Damage> {
    let mut columns = row.columns();
    Ok(Acknowledgement {
        fingerprint: columns.string()?,
        rule: columns.string()?,
        by: AccountId::from_number(columns.number()?),
        at: columns.time()?,
        reason: columns.string()?,
    })
}
