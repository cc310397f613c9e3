//! Who may act in the newsroom.

use story::{AccountId, Language, Timestamp};

use crate::row::{Columns, Damage, Row};
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
    /// Where the role counts: the newsroom's words; empty is everywhere.
    pub reach: String,
    pub password_hash: String,
    pub language: Language,
    pub created: Timestamp,
    pub disabled: bool,
    /// By which an identity provider knows this person, in small letters; unique; empty is none.
    pub email: String,
}

// By hand: the password hash must not reach a log.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("id", &self.id).field("login", &self.login).finish_non_exhaustive()
    }
}

macro_rules! columns {
    () => {
        "id, login, name, role, password_hash, language, created, disabled, reach, email"
    };
}
pub(crate) use columns as account_columns;

statements! {
    ACCOUNT = concat!("SELECT ", columns!(), " FROM accounts WHERE id = $1");
    BY_LOGIN = concat!("SELECT ", columns!(), " FROM accounts WHERE login = $1");
    BY_EMAIL = concat!("SELECT ", columns!(), " FROM accounts WHERE email = $1 AND email <> ''");
    LIST = concat!("SELECT ", columns!(), " FROM accounts ORDER BY id");
    INSERT = concat!("INSERT INTO accounts (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    DESCRIBE = "UPDATE accounts SET name = $2, role = $3, language = $4, reach = $5, email = $6 WHERE id = $1";
    SET_PASSWORD = "UPDATE accounts SET password_hash = $2 WHERE id = $1";
    SET_DISABLED = "UPDATE accounts SET disabled = $2 WHERE id = $1";
}

impl Store {
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.database.one(ACCOUNT, values![id], read).await
    }

    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>, StoreError> {
        self.database.one(BY_LOGIN, values![login], read).await
    }

    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        self.database.one(BY_EMAIL, values![email], read).await
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
        let Account { id, login, name, role, reach, password_hash, language, created, disabled, email } =
            account;
        let values =
            values![*id, login, name, role, password_hash, language, *created, *disabled, reach, email];
        self.run(INSERT, values).await.map(drop)
    }

    // One statement for each thing that is changed: what somebody else changes at the same time stays.

    /// Name, role, language, reach and e-mail, as the account has them.
    pub async fn describe_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let Account { id, name, role, reach, language, email, .. } = account;
        self.change(*id, DESCRIBE, values![*id, name, role, language, reach, email]).await
    }

    pub async fn set_password_hash(&mut self, id: AccountId, hash: &str) -> Result<(), StoreError> {
        self.change(id, SET_PASSWORD, values![id, hash]).await
    }

    pub async fn set_disabled(&mut self, id: AccountId, disabled: bool) -> Result<(), StoreError> {
        self.change(id, SET_DISABLED, values![id, disabled]).await
    }

    async fn change(
        &mut self,
        id: AccountId,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<(), StoreError> {
        self.regates();
        match self.run(sql, values).await? {
            0 => Err(StoreError::Missing { what: format!("account {id}") }),
            _ => Ok(()),
        }
    }
}

fn read(row: &Row) -> Result<Account, Damage> {
    read_from(&mut row.columns())
}

/// The same where its columns stand behind others.
pub(crate) fn read_from(columns: &mut Columns<'_>) -> Result<Account, Damage> {
    Ok(Account {
        id: AccountId::from_number(columns.number()?),
        login: columns.string()?,
        name: columns.string()?,
        role: columns.string()?,
        password_hash: columns.string()?,
        language: columns.language()?,
        created: columns.time()?,
        disabled: columns.flag()?,
        reach: columns.string()?,
        email: columns.string()?,
    })
}
