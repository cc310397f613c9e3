//! Links by which somebody chooses a password. Only the hash of a link's token is kept.

use story::{AccountId, Hash, Language, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// One open link: to a new account, or to a new password of one that is there.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: u64,
    pub token_hash: Hash,
    /// The one that is there.
    pub account: Option<AccountId>,
    /// One link at a time leads to a login.
    pub login: String,
    pub name: String,
    pub role: String,
    /// Where the role will count.
    pub reach: String,
    pub language: Language,
    pub invited_by: AccountId,
    pub created: Timestamp,
    pub expires: Timestamp,
}

// By hand: what opens an account must not reach a log.
impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invitation").field("id", &self.id).field("login", &self.login).finish_non_exhaustive()
    }
}

macro_rules! columns {
    () => {
        "id, token_hash, account, login, name, role, language, invited_by, created, expires, reach"
    };
}

statements! {
    OPEN = concat!("SELECT ", columns!(), " FROM invitations WHERE expires > $1 ORDER BY created DESC, id LIMIT 1000");
    OF_TOKEN = concat!("SELECT ", columns!(), " FROM invitations WHERE token_hash = $1");
    INSERT = concat!("INSERT INTO invitations (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
    REMOVE = "DELETE FROM invitations WHERE id = $1";
    REMOVE_LOGIN = "DELETE FROM invitations WHERE login = $1";
    REMOVE_EXPIRED = "DELETE FROM invitations WHERE expires <= $1";
}

impl Store {
    /// Those that have not expired, the newest first.
    pub async fn invitations(&self, now: Timestamp) -> Result<Vec<Invitation>, StoreError> {
        self.database.all(OPEN, values![now], read).await
    }

    /// Expired or not: the caller knows the time.
    pub async fn invitation_of_token(&self, hash: &Hash) -> Result<Option<Invitation>, StoreError> {
        self.database.one(OF_TOKEN, values![hash], read).await
    }
}

impl Tx {
    /// In place of an earlier one to the same login.
    pub async fn put_invitation(&mut self, one: &Invitation) -> Result<(), StoreError> {
        let Invitation { id, token_hash, account, login, name, role, reach, language, .. } = one;
        let Invitation { invited_by, created, expires, .. } = one;
        self.run(REMOVE_LOGIN, values![login]).await?;
        let account = account.map(AccountId::number);
        let (by, created, expires) = (*invited_by, *created, *expires);
        let values =
            values![*id, token_hash, account, login, name, role, language, by, created, expires, reach];
        self.run(INSERT, values).await.map(drop)
    }

    /// Uses it up or withdraws it; false where it is gone already.
    pub async fn remove_invitation(&mut self, id: u64) -> Result<bool, StoreError> {
        Ok(self.run(REMOVE, values![id]).await? > 0)
    }

    /// Those to an account that was closed.
    pub async fn remove_invitations_to(&mut self, login: &str) -> Result<(), StoreError> {
        self.run(REMOVE_LOGIN, values![login]).await.map(drop)
    }

    pub async fn remove_expired_invitations(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.run(REMOVE_EXPIRED, values![now]).await.map(drop)
    }
}

fn read(row: &Row) -> Result<Invitation, Damage> {
    let mut columns = row.columns();
    Ok(Invitation {
        id: columns.number()?,
        token_hash: columns.hash()?,
        account: columns.opt_number()?.map(AccountId::from_number),
        login: columns.string()?,
        name: columns.string()?,
        role: columns.string()?,
        language: columns.language()?,
        invited_by: AccountId::from_number(columns.number()?),
        created: columns.time()?,
        expires: columns.time()?,
        reach: columns.string()?,
    })
}
