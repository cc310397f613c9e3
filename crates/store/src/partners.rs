//! Who is sent what goes live, what they acknowledged, and what was brought in from other systems.

use serde_json::Value as Json;
use story::{Hash, StoryId, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{json, values};
use crate::{Store, StoreError, Tx};

/// One partner. What its configuration says is the newsroom's to know.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerRow {
    pub id: u64,
    pub name: String,
    pub enabled: bool,
    pub config: Json,
    /// Of the token by which it asks.
    pub token_hash: Option<Hash>,
    /// The last journal entry that was looked at for it.
    pub cursor: u64,
    pub changed: Timestamp,
}

/// One journal entry sent to a partner, or to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub partner: u64,
    pub seq: u64,
    pub attempts: u64,
    pub next_attempt: Option<Timestamp>,
    pub done: Option<Timestamp>,
    /// What the partner's server said last.
    pub answer: String,
}

/// A story that was brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub origin: String,
    pub guid: String,
    /// None where it became no story: a picture.
    pub story: Option<StoryId>,
    /// Of what was brought in: the same again is not brought in again.
    pub hash: Hash,
    pub at: Timestamp,
}

statements! {
    ALL = "SELECT id, name, enabled, config, token_hash, cursor, changed FROM partners ORDER BY name LIMIT 1000";
    ONE = "SELECT id, name, enabled, config, token_hash, cursor, changed FROM partners WHERE id = $1";
    NAMED = "SELECT id, name, enabled, config, token_hash, cursor, changed FROM partners WHERE name = $1";
    OF_TOKEN = "SELECT id, name, enabled, config, token_hash, cursor, changed FROM partners WHERE token_hash = $1 AND enabled = 1";
    PUT = "INSERT INTO partners (id, name, enabled, config, token_hash, cursor, changed) VALUES ($1, $2, $3, $4, $5, $6, $7) \
        ON CONFLICT (id) DO UPDATE SET name = $2, enabled = $3, config = $4, token_hash = $5, cursor = $6, changed = $7";
    REMOVE = "DELETE FROM partners WHERE id = $1";
    FORGET = "DELETE FROM receipts WHERE partner = $1";
    ADVANCE = "UPDATE partners SET cursor = $2 WHERE id = $1 AND cursor < $2";
    RECEIPTS = "SELECT partner, seq, attempts, next_attempt, done, answer FROM receipts WHERE partner = $1 ORDER BY seq DESC LIMIT $2";
    RECEIPT = "SELECT partner, seq, attempts, next_attempt, done, answer FROM receipts WHERE partner = $1 AND seq = $2";
    LEASE_NEW = "INSERT INTO receipts (partner, seq, attempts, next_attempt, done, answer) VALUES ($1, $2, 1, $3, NULL, '') \
        ON CONFLICT (partner, seq) DO NOTHING";
    LEASE_DUE = "UPDATE receipts SET attempts = attempts + 1, next_attempt = $3 \
        WHERE partner = $1 AND seq = $2 AND next_attempt <= $4";
    PUT_RECEIPT = "UPDATE receipts SET attempts = $3, next_attempt = $4, done = $5, answer = $6 \
        WHERE partner = $1 AND seq = $2";
    FORGET_FROM = "DELETE FROM receipts WHERE partner = $1 AND seq > $2";
    IMPORTED = "SELECT origin, guid, story, hash, at FROM imported WHERE origin = $1 AND guid = $2";
    MARK_IMPORTED = "INSERT INTO imported (origin, guid, story, hash, at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (origin, guid) DO UPDATE SET story = $3, hash = $4, at = $5";
    FORMER = "SELECT path FROM former_addresses WHERE story = $1 ORDER BY path LIMIT 100";
    PUT_FORMER = "INSERT INTO former_addresses (path, story) VALUES ($1, $2) ON CONFLICT (path) DO UPDATE SET story = $2";
}

impl Store {
    pub async fn former_addresses(&self, story: StoryId) -> Result<Vec<String>, StoreError> {
        self.database.all(FORMER, values![story], |row| row.columns().string()).await
    }
}

impl Store {
    pub async fn partners(&self) -> Result<Vec<PartnerRow>, StoreError> {
        self.database.all(ALL, values![], read).await
    }

    pub async fn partner(&self, id: u64) -> Result<Option<PartnerRow>, StoreError> {
        self.database.one(ONE, values![id], read).await
    }

    pub async fn partner_named(&self, name: &str) -> Result<Option<PartnerRow>, StoreError> {
        self.database.one(NAMED, values![name], read).await
    }

    pub async fn partner_of_token(&self, hash: &Hash) -> Result<Option<PartnerRow>, StoreError> {
        self.database.one(OF_TOKEN, values![hash], read).await
    }

    /// Newest first.
    pub async fn receipts(&self, partner: u64, limit: u32) -> Result<Vec<Receipt>, StoreError> {
        self.database.all(RECEIPTS, values![partner, limit.min(1000)], read_receipt).await
    }

    pub async fn receipt(&self, partner: u64, seq: u64) -> Result<Option<Receipt>, StoreError> {
        self.database.one(RECEIPT, values![partner, seq], read_receipt).await
    }

    pub async fn imported(&self, origin: &str, guid: &str) -> Result<Option<Imported>, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok(Imported {
                origin: columns.string()?,
                guid: columns.string()?,
                story: columns.opt_number()?.map(StoryId::from_number),
                hash: columns.hash()?,
                at: columns.time()?,
            })
        };
        self.database.one(IMPORTED, values![origin, guid], read).await
    }
}

impl Tx {
    pub async fn put_partner(&mut self, row: &PartnerRow) -> Result<(), StoreError> {
        let values = values![
            row.id,
            &row.name,
            row.enabled,
            json(&row.config),
            row.token_hash.as_ref().map(Hash::as_str),
            row.cursor,
            row.changed
        ];
        self.run(PUT, values).await.map(drop)
    }

    pub async fn remove_partner(&mut self, id: u64) -> Result<bool, StoreError> {
        self.run(FORGET, values![id]).await?;
        Ok(self.run(REMOVE, values![id]).await? > 0)
    }

    pub async fn advance_partner(&mut self, id: u64, cursor: u64) -> Result<(), StoreError> {
        self.run(ADVANCE, values![id, cursor]).await.map(drop)
    }

    /// Takes an entry for sending until `until`; false where another node has it, or it is not its time.
    pub async fn lease_receipt(
        &mut self,
        partner: u64,
        seq: u64,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(LEASE_NEW, values![partner, seq, until]).await? > 0
            || self.run(LEASE_DUE, values![partner, seq, until, now]).await? > 0)
    }

    /// What was sent behind this entry is to be sent again.
    pub async fn forget_receipts(&mut self, partner: u64, after: u64) -> Result<(), StoreError> {
        self.run(FORGET_FROM, values![partner, after]).await.map(drop)
    }

    /// What became of an entry that was leased.
    pub async fn put_receipt(&mut self, receipt: &Receipt) -> Result<(), StoreError> {
        let values = values![
            receipt.partner,
            receipt.seq,
            receipt.attempts,
            receipt.next_attempt,
            receipt.done,
            &receipt.answer
        ];
        self.run(PUT_RECEIPT, values).await.map(drop)
    }

    /// Readers who follow an old link to this address are sent on to the story.
    pub async fn put_former_address(&mut self, path: &str, story: StoryId) -> Result<(), StoreError> {
        self.run(PUT_FORMER, values![path, story]).await.map(drop)
    }

    pub async fn former_addresses(&mut self, story: StoryId) -> Result<Vec<String>, StoreError> {
        self.all(FORMER, values![story], |row| row.columns().string()).await
    }

    pub async fn mark_imported(&mut self, imported: &Imported) -> Result<(), StoreError> {
        let values = values![
            &imported.origin,
            &imported.guid,
            imported.story.map(StoryId::number),
            &imported.hash,
            imported.at
        ];
        self.run(MARK_IMPORTED, values).await.map(drop)
    }
}

fn read(row: &Row) -> Result<PartnerRow, Damage> {
    let mut columns = row.columns();
    Ok(PartnerRow {
        id: columns.number()?,
        name: columns.string()?,
        enabled: columns.flag()?,
        config: columns.json()?,
        token_hash: columns
            .opt_text()?
            .map(str::parse)
            .transpose()
            .map_err(|e: story::BadId| Damage(e.to_string()))?,
        cursor: columns.number()?,
        changed: columns.time()?,
    })
}

fn read_receipt(row: &Row) -> Result<Receipt, Damage> {
    let mut columns = row.columns();
    Ok(Receipt {
        partner: columns.number()?,
        seq: columns.number()?,
        attempts: columns.number()?,
        next_attempt: columns.opt_time()?,
        done: columns.opt_time()?,
        answer: columns.string()?,
    })
}
