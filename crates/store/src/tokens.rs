//! Tokens of the API. Only the hash of one is kept.

use story::{AccountId, Hash, Timestamp};

use crate::accounts::{self, Account, account_columns};
use crate::row::{Columns, Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// A program's way in, in somebody's name.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// For naming it; opens nothing.
    pub id: u64,
    pub token_hash: Hash,
    pub account: AccountId,
    pub name: String,
    /// Names of scopes, a space between them.
    pub scopes: String,
    pub created: Timestamp,
    /// `None`: until it is revoked.
    pub expires: Option<Timestamp>,
    pub used: Option<Timestamp>,
    /// Where it was last used.
    pub address: String,
}

// By hand: what opens a way in must not reach a log.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token").field("id", &self.id).field("account", &self.account).finish_non_exhaustive()
    }
}

macro_rules! columns {
    () => {
        "id, token_hash, account, name, scopes, created, expires, used, address"
    };
}

statements! {
    OF_HASH = concat!(
        "SELECT opened.*, whose.* FROM (SELECT ", columns!(), " FROM tokens WHERE token_hash = $1) AS opened \
         JOIN (SELECT ", account_columns!(), " FROM accounts) AS whose ON whose.id = opened.account"
    );
    ONE = concat!("SELECT ", columns!(), " FROM tokens WHERE id = $1");
    OF_ACCOUNT = concat!("SELECT ", columns!(), " FROM tokens WHERE account = $1 ORDER BY created, id LIMIT 1000");
    ALL = concat!("SELECT ", columns!(), " FROM tokens ORDER BY created, id LIMIT 10000");
    INSERT = concat!("INSERT INTO tokens (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    USED = "UPDATE tokens SET used = $2, address = $3 WHERE id = $1";
    REMOVE = "DELETE FROM tokens WHERE id = $1";
    REMOVE_OF = "DELETE FROM tokens WHERE account = $1";
    REMOVE_EXPIRED = "DELETE FROM tokens WHERE expires <= $1";
}

impl Store {
    /// And whose it is. Expired or not: the caller knows the time.
    pub async fn token_of_hash(&self, token_hash: &Hash) -> Result<Option<(Token, Account)>, StoreError> {
        let both = |row: &Row| {
            let mut columns = row.columns();
            Ok((read_from(&mut columns)?, accounts::read_from(&mut columns)?))
        };
        self.database.one(OF_HASH, values![token_hash], both).await
    }

    pub async fn token(&self, id: u64) -> Result<Option<Token>, StoreError> {
        self.database.one(ONE, values![id], read).await
    }

    /// The oldest first; expired ones among them.
    pub async fn tokens_of(&self, account: AccountId) -> Result<Vec<Token>, StoreError> {
        self.database.all(OF_ACCOUNT, values![account], read).await
    }

    /// Everybody's.
    pub async fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.database.all(ALL, values![], read).await
    }
}

impl Tx {
    pub async fn insert_token(&mut self, token: &Token) -> Result<(), StoreError> {
        let Token { id, token_hash, account, name, scopes, created, expires, used, address } = token;
        let values = values![*id, token_hash, *account, name, scopes, *created, *expires, *used, address];
        self.run(INSERT, values).await.map(drop)
    }

    /// Where a token is used, and when.
    pub async fn use_token(&mut self, id: u64, address: &str, now: Timestamp) -> Result<(), StoreError> {
        self.run(USED, values![id, now, address]).await.map(drop)
    }

    /// False where it is gone already.
    pub async fn remove_token(&mut self, id: u64) -> Result<bool, StoreError> {
        Ok(self.run(REMOVE, values![id]).await? > 0)
    }

    /// How many the account had.
    pub async fn remove_tokens_of(&mut self, account: AccountId) -> Result<u64, StoreError> {
        self.run(REMOVE_OF, values![account]).await
    }

    pub async fn remove_expired_tokens(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.run(REMOVE_EXPIRED, values![now]).await.map(drop)
    }
}

fn read(row: &Row) -> Result<Token, Damage> {
    read_from(&mut row.columns())
}

fn read_from(columns: &mut Columns<'_>) -> Result<Token, Damage> {
    Ok(Token {
        id: columns.number()?,
        token_hash: columns.hash()?,
        account: AccountId::from_number(columns.number()?),
        name: columns.string()?,
        scopes: columns.string()?,
        created: columns.time()?,
        expires: columns.opt_time()?,
        used: columns.opt_time()?,
        address: columns.string()?,
    })
}
