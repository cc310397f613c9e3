//! Who is signed in, where, and since when. Only the hash of a token is kept.

use story::{AccountId, Hash, Timestamp};

use crate::accounts::{self, Account, account_columns};
use crate::row::{Columns, Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// One signed-in browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// For naming it; opens nothing.
    pub id: u64,
    pub token_hash: Hash,
    pub account: AccountId,
    pub csrf: String,
    pub created: Timestamp,
    pub expires: Timestamp,
    /// As the browser names itself.
    pub browser: String,
    /// Where it was last used.
    pub address: String,
    pub used: Timestamp,
}

// By hand: neither token nor CSRF word must reach a log.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

macro_rules! columns {
    () => {
        "id, token_hash, account, csrf, created, expires, browser, address, used"
    };
}

statements! {
    SESSION = concat!(
        "SELECT opened.*, whose.* FROM (SELECT ", columns!(), " FROM sessions WHERE token_hash = $1) AS opened \
         JOIN (SELECT ", account_columns!(), " FROM accounts) AS whose ON whose.id = opened.account"
    );
    OF_ACCOUNT = concat!("SELECT ", columns!(), " FROM sessions WHERE account = $1 AND expires > $2 ORDER BY used DESC LIMIT 1000");
    LAST_USED = "SELECT account, max(used) FROM sessions GROUP BY account";
    INSERT = concat!("INSERT INTO sessions (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    USED = "UPDATE sessions SET browser = $2, address = $3, used = $4 WHERE id = $1";
    DELETE = "DELETE FROM sessions WHERE token_hash = $1";
    DELETE_ONE = "DELETE FROM sessions WHERE account = $1 AND id = $2";
    DELETE_OF = "DELETE FROM sessions WHERE account = $1";
    DELETE_OTHERS = "DELETE FROM sessions WHERE account = $1 AND id <> $2";
    DELETE_EXPIRED = "DELETE FROM sessions WHERE expires <= $1";
}

impl Store {
    /// And whose it is. Expired or not: the caller knows the time.
    pub async fn session(&self, token_hash: &Hash) -> Result<Option<(Session, Account)>, StoreError> {
        let both = |row: &Row| {
            let mut columns = row.columns();
            Ok((read_from(&mut columns)?, accounts::read_from(&mut columns)?))
        };
        self.database.one(SESSION, values![token_hash], both).await
    }

    /// Those of an account that have not expired, the last used first.
    pub async fn sessions_of(&self, account: AccountId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        self.database.all(OF_ACCOUNT, values![account, now], read).await
    }

    /// When each account was last seen, of those that have a session.
    pub async fn last_seen(&self) -> Result<Vec<(AccountId, Timestamp)>, StoreError> {
        self.database
            .all(LAST_USED, values![], |row| {
                let mut columns = row.columns();
                Ok((AccountId::from_number(columns.number()?), columns.time()?))
            })
            .await
    }
}

impl Tx {
    pub async fn insert_session(&mut self, session: &Session) -> Result<(), StoreError> {
        let Session { id, token_hash, account, csrf, created, expires, browser, address, used } = session;
        let values = values![*id, token_hash, *account, csrf, *created, *expires, browser, address, *used];
        self.run(INSERT, values).await.map(drop)
    }

    /// Where a session is used, and when.
    pub async fn use_session(
        &mut self,
        id: u64,
        browser: &str,
        address: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(USED, values![id, browser, address, now]).await.map(drop)
    }

    pub async fn delete_session(&mut self, token_hash: &Hash) -> Result<(), StoreError> {
        self.regates();
        self.run(DELETE, values![token_hash]).await.map(drop)
    }

    /// Whether the account had it.
    pub async fn delete_session_of(&mut self, account: AccountId, id: u64) -> Result<bool, StoreError> {
        self.regates();
        Ok(self.run(DELETE_ONE, values![account, id]).await? > 0)
    }

    /// Signs an account out everywhere.
    pub async fn delete_sessions_of(&mut self, account: AccountId) -> Result<(), StoreError> {
        self.regates();
        self.run(DELETE_OF, values![account]).await.map(drop)
    }

    /// Signs an account out everywhere but here; how many sessions that ended.
    pub async fn delete_other_sessions(&mut self, account: AccountId, keep: u64) -> Result<u64, StoreError> {
        self.regates();
        self.run(DELETE_OTHERS, values![account, keep]).await
    }

    pub async fn delete_expired_sessions(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.run(DELETE_EXPIRED, values![now]).await.map(drop)
    }
}

fn read(row: &Row) -> Result<Session, Damage> {
    read_from(&mut row.columns())
}

fn read_from(columns: &mut Columns<'_>) -> Result<Session, Damage> {
    Ok(Session {
        id: columns.number()?,
        token_hash: columns.hash()?,
        account: AccountId::from_number(columns.number()?),
        csrf: columns.string()?,
        created: columns.time()?,
        expires: columns.time()?,
        browser: columns.string()?,
        address: columns.string()?,
        used: columns.time()?,
    })
}
