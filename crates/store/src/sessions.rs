//! Who is signed in. Only the hash of a token is kept.

use story::{AccountId, Hash, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// One signed-in browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    pub token_hash: Hash,
    pub account: AccountId,
    pub csrf: String,
    pub created: Timestamp,
    pub expires: Timestamp,
}

// By hand: neither token nor CSRF word must reach a log.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("account", &self.account).finish_non_exhaustive()
    }
}

statements! {
    SESSION = "SELECT token_hash, account, csrf, created, expires FROM sessions WHERE token_hash = $1";
    INSERT = "INSERT INTO sessions (token_hash, account, csrf, created, expires) VALUES ($1, $2, $3, $4, $5)";
    DELETE = "DELETE FROM sessions WHERE token_hash = $1";
    DELETE_OF = "DELETE FROM sessions WHERE account = $1";
    DELETE_EXPIRED = "DELETE FROM sessions WHERE expires <= $1";
}

impl Store {
    /// Expired or not: the caller knows the time.
    pub async fn session(&self, token_hash: &Hash) -> Result<Option<Session>, StoreError> {
        self.database.one(SESSION, values![token_hash], read).await
    }
}

impl Tx {
    pub async fn insert_session(&mut self, session: &Session) -> Result<(), StoreError> {
        let Session { token_hash, account, csrf, created, expires } = session;
        self.run(INSERT, values![token_hash, *account, csrf, *created, *expires]).await.map(drop)
    }

    pub async fn delete_session(&mut self, token_hash: &Hash) -> Result<(), StoreError> {
        self.run(DELETE, values![token_hash]).await.map(drop)
    }

    /// Signs an account out everywhere.
    pub async fn delete_sessions_of(&mut self, account: AccountId) -> Result<(), StoreError> {
        self.run(DELETE_OF, values![account]).await.map(drop)
    }

    pub async fn delete_expired_sessions(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.run(DELETE_EXPIRED, values![now]).await.map(drop)
    }
}

fn read(row: &Row) -> Result<Session, Damage> {
    let mut columns = row.columns();
    Ok(Session {
        token_hash: columns.hash()?,
        account: AccountId::from_number(columns.number()?),
        csrf: columns.string()?,
        created: columns.time()?,
        expires: columns.time()?,
    })
}
