//! What was asked under a key of the asker's, and what was answered: asking again does nothing twice.
//!
//! Whoever works on a request writes its number into the row, and every commit made for that request marks the row in
//! its own transaction, where that number still stands. So after a crash it is known whether anything was done, and
//! somebody who was taken for dead can do nothing more.

use story::{Hash, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// Names one request: the token it came with, and the asker's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub token: u64,
    pub key: String,
}

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    pub request_hash: Hash,
    pub runner: u64,
    pub begun: Timestamp,
    /// Whether anything of it was committed.
    pub done: bool,
    /// Status and body, once they are known.
    pub answer: Option<(u16, String)>,
}

/// What every commit of a request's transactions leaves behind.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) asked: Asked,
    pub(crate) runner: u64,
}

statements! {
    ONE = "SELECT request_hash, runner, begun, done, status, body FROM answers WHERE token = $1 AND asker_key = $2";
    COUNT = "SELECT count(*) FROM answers WHERE token = $1";
    CLAIM = "INSERT INTO answers (token, asker_key, request_hash, runner, begun, done) VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT DO NOTHING";
    TAKE_OVER = "UPDATE answers SET runner = $4, begun = $5 WHERE token = $1 AND asker_key = $2 AND runner = $3 AND done = 0 AND status IS NULL";
    MARK = "UPDATE answers SET done = 1 WHERE token = $1 AND asker_key = $2 AND runner = $3";
    KEEP = "UPDATE answers SET status = $4, body = $5 WHERE token = $1 AND asker_key = $2 AND runner = $3";
    FORGET = "DELETE FROM answers WHERE token = $1 AND asker_key = $2 AND runner = $3 AND done = 0";
    FORGET_BEFORE = "DELETE FROM answers WHERE begun < $1";
}

impl Store {
    pub async fn answer(&self, asked: &Asked) -> Result<Option<AnswerRow>, StoreError> {
        self.database.one(ONE, values![asked.token, &asked.key], read).await
    }

    /// How many keys of a token are known.
    pub async fn answers_of(&self, token: u64) -> Result<u64, StoreError> {
        let count = self.database.one(COUNT, values![token], |row| row.columns().number()).await?;
        Ok(count.unwrap_or_default())
    }
}

impl Tx {
    /// Whether nobody had asked under this key.
    pub async fn claim(
        &mut self,
        asked: &Asked,
        request_hash: &Hash,
        runner: u64,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let values = values![asked.token, &asked.key, request_hash, runner, now];
        Ok(self.run(CLAIM, values).await? > 0)
    }

    /// Whether the request still was `from`'s and nothing of it had been committed.
    pub async fn take_over(
        &mut self,
        asked: &Asked,
        (from, to): (u64, u64),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(TAKE_OVER, values![asked.token, &asked.key, from, to, now]).await? > 0)
    }

    pub async fn keep_answer(
        &mut self,
        asked: &Asked,
        runner: u64,
        status: u16,
        body: &str,
    ) -> Result<(), StoreError> {
        let status = i64::from(status);
        self.run(KEEP, values![asked.token, &asked.key, runner, status, body]).await.map(drop)
    }

    /// So that it can be asked again; only where nothing of it was committed.
    pub async fn forget_answer(&mut self, asked: &Asked, runner: u64) -> Result<(), StoreError> {
        self.run(FORGET, values![asked.token, &asked.key, runner]).await.map(drop)
    }

    pub async fn forget_answers_before(&mut self, time: Timestamp) -> Result<(), StoreError> {
        self.run(FORGET_BEFORE, values![time]).await.map(drop)
    }

    pub(crate) async fn leave(&mut self, mark: &Mark) -> Result<(), StoreError> {
        let Mark { asked, runner } = mark;
        if self.run(MARK, values![asked.token, &asked.key, *runner]).await? == 0 {
            let why = "somebody else has taken over this request".to_owned();
            return Err(StoreError::Conflict { rule: "one runner of a request".to_owned(), why });
        }
        Ok(())
    }
}

fn read(row: &Row) -> Result<AnswerRow, Damage> {
    let mut columns = row.columns();
    let (request_hash, runner) = (columns.hash()?, columns.number()?);
    let (begun, done) = (columns.time()?, columns.flag()?);
    let (status, body) = (columns.opt_number()?, columns.opt_text()?);
    let status = status.map(|status| u16::try_from(status).map_err(|error| Damage(error.to_string())));
    let answer = status.transpose()?.zip(body.map(str::to_owned));
    Ok(AnswerRow { request_hash, runner, begun, done, answer })
}
