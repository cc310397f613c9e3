//! Who may act in the newsroom.

use story::{AccountId, Language, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{Value, values};
use crate::{Store, StoreError, Tx};

/// One person or script with a login.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    /// Unique; compared as written.
    pub login: String,
    pub name: String,
    pub role: String,
    pub password_hash: String,
    pub language: Language,
    pub created: Timestamp,
    pub disabled: bool,
}

// By hand: the password hash must not reach a log.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("id", &self.id).field("login", &self.login).finish_non_exhaustive()
    }
}

macro_rules! columns {
    () => {
        "id, login, name, role, password_hash, language, created, disabled"
    };
}

statements! {
    ACCOUNT = concat!("SELECT ", columns!(), " FROM accounts WHERE id = $1");
    BY_LOGIN = concat!("SELECT ", columns!(), " FROM accounts WHERE login = $1");
    LIST = concat!("SELECT ", columns!(), " FROM accounts ORDER BY id");
    INSERT = concat!("INSERT INTO accounts (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    UPDATE = concat!("UPDATE accounts SET (", columns!(), ") = ($1, $2, $3, $4, $5, $6, $7, $8) WHERE id = $1");
}

impl Store {
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.database.one(ACCOUNT, values![id], read).await
    }

    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>, StoreError> {
        self.database.one(BY_LOGIN, values![login], read).await
    }

    /// All of them, sorted by login.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut accounts = self.database.all(LIST, values![], read).await?;
        // Here, because the databases sort texts each in its own way.
        accounts.sort_by(|a, b| a.login.cmp(&b.login));
        Ok(accounts)
    }
}

impl Tx {
    pub async fn insert_account(&mut self, account: &Account) -> Result<(), StoreError> {
        self.run(INSERT, written(account)).await.map(drop)
    }

    pub async fn update_account(&mut self, account: &Account) -> Result<(), StoreError> {
        match self.run(UPDATE, written(account)).await? {
            0 => Err(StoreError::Missing { what: format!("account {}", account.id) }),
            _ => Ok(()),
        }
    }
}

fn written(account: &Account) -> Vec<Value> {
    let Account { id, login, name, role, password_hash, language, created, disabled } = account;
    values![*id, login, name, role, password_hash, language, *created, *disabled]
}

fn read(row: &Row) -> Result<Account, Damage> {
    let mut columns = row.columns();
    Ok(Account {
        id: AccountId::from_number(columns.number()?),
        login: columns.string()?,
        name: columns.string()?,
        role: columns.string()?,
        password_hash: columns.string()?,
        language: columns.language()?,
        created: columns.time()?,
        disabled: columns.flag()?,
    })
}
