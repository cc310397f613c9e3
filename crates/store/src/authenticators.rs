//! The second step of signing in: the application that makes an account's codes, and the codes for those who lost it.

use story::{AccountId, Hash, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::values;
use crate::{Store, StoreError, Tx};

/// One account's application. What its secret is, only the newsroom's key tells.
#[derive(Clone, PartialEq, Eq)]
pub struct Authenticator {
    pub account: AccountId,
    pub sealed_secret: String,
    pub created: Timestamp,
    /// The time step of the last code that was taken.
    pub step: u64,
}

// By hand: not even a sealed secret belongs in a log.
impl std::fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authenticator").field("account", &self.account).finish_non_exhaustive()
    }
}

statements! {
    ONE = "SELECT account, secret, created, step FROM authenticators WHERE account = $1";
    ACCOUNTS = "SELECT account FROM authenticators";
    PUT = "INSERT INTO authenticators (account, secret, created, step) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (account) DO UPDATE SET secret = $2, created = $3, step = $4";
    TAKE_STEP = "UPDATE authenticators SET step = $2 WHERE account = $1 AND step < $2";
    REMOVE = "DELETE FROM authenticators WHERE account = $1";
    CODES_LEFT = "SELECT count(*) FROM recovery_codes WHERE account = $1";
    INSERT_CODE = "INSERT INTO recovery_codes (code_hash, account) VALUES ($1, $2)";
    TAKE_CODE = "DELETE FROM recovery_codes WHERE code_hash = $1 AND account = $2";
    REMOVE_CODES = "DELETE FROM recovery_codes WHERE account = $1";
}

impl Store {
    pub async fn authenticator(&self, account: AccountId) -> Result<Option<Authenticator>, StoreError> {
        self.database.one(ONE, values![account], read).await
    }

    /// The accounts that have one.
    pub async fn accounts_with_authenticator(&self) -> Result<Vec<AccountId>, StoreError> {
        self.database
            .all(ACCOUNTS, values![], |row| Ok(AccountId::from_number(row.columns().number()?)))
            .await
    }

    pub async fn recovery_codes_left(&self, account: AccountId) -> Result<u64, StoreError> {
        let count = self.database.one(CODES_LEFT, values![account], |row| row.columns().number()).await?;
        Ok(count.unwrap_or_default())
    }
}

impl Tx {
    pub async fn put_authenticator(&mut self, one: &Authenticator) -> Result<(), StoreError> {
        let Authenticator { account, sealed_secret, created, step } = one;
        self.run(PUT, values![*account, sealed_secret, *created, *step]).await.map(drop)
    }

    /// Marks a code's time step as used; false where it, or a later one, was used before.
    pub async fn take_step(&mut self, account: AccountId, step: u64) -> Result<bool, StoreError> {
        Ok(self.run(TAKE_STEP, values![account, step]).await? > 0)
    }

    /// The recovery codes go with it; whether there was anything to remove.
    pub async fn remove_authenticator(&mut self, account: AccountId) -> Result<bool, StoreError> {
        let codes = self.run(REMOVE_CODES, values![account]).await?;
        Ok(self.run(REMOVE, values![account]).await? + codes > 0)
    }

    /// In place of those that were there.
    pub async fn put_recovery_codes(
        &mut self,
        account: AccountId,
        hashes: &[Hash],
    ) -> Result<(), StoreError> {
        self.run(REMOVE_CODES, values![account]).await?;
        for hash in hashes {
            self.run(INSERT_CODE, values![hash, account]).await?;
        }
        Ok(())
    }

    /// Uses a code up; false where the account has none of that hash.
    pub async fn take_recovery_code(&mut self, account: AccountId, hash: &Hash) -> Result<bool, StoreError> {
        Ok(self.run(TAKE_CODE, values![hash, account]).await? > 0)
    }
}

fn read(row: &Row) -> Result<Authenticator, Damage> {
    let mut columns = row.columns();
    Ok(Authenticator {
        account: AccountId::from_number(columns.number()?),
        sealed_secret: columns.string()?,
        created: columns.time()?,
        step: columns.number()?,
    })
}
