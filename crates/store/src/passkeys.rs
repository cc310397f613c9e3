//! Passkeys: the public halves of keys that devices keep, and the challenges that were answered with them.

use story::{AccountId, Hash, Timestamp};

use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{bytes, values};
use crate::{Store, StoreError, Tx};

/// One device's key for one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    pub id: u64,
    pub account: AccountId,
    pub name: String,
    /// What the device calls it, in base64url.
    pub credential: String,
    /// COSE's number of the algorithm.
    pub algorithm: i64,
    /// As that algorithm writes it.
    pub public_key: Vec<u8>,
    /// As the device counts its uses; 0 where it does not.
    pub counter: u64,
    pub created: Timestamp,
    pub used: Option<Timestamp>,
}

macro_rules! columns {
    () => {
        "id, account, name, credential, algorithm, public_key, counter, created, used"
    };
}

statements! {
    OF_ACCOUNT = concat!("SELECT ", columns!(), " FROM passkeys WHERE account = $1 ORDER BY created, id LIMIT 1000");
    OF_CREDENTIAL = concat!("SELECT ", columns!(), " FROM passkeys WHERE credential = $1");
    OWNERS = "SELECT account, count(*) FROM passkeys GROUP BY account";
    INSERT = concat!("INSERT INTO passkeys (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    RENAME = "UPDATE passkeys SET name = $3 WHERE account = $1 AND id = $2";
    USED = "UPDATE passkeys SET counter = $2, used = $3 WHERE id = $1 AND (counter < $2 OR counter = 0 AND $2 = 0)";
    REMOVE = "DELETE FROM passkeys WHERE account = $1 AND id = $2";
    REMOVE_ALL = "DELETE FROM passkeys WHERE account = $1";
    ANSWERED = "INSERT INTO answered_challenges (challenge_hash, expires) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    FORGET_ANSWERED = "DELETE FROM answered_challenges WHERE expires <= $1";
}

impl Store {
    /// The oldest first.
    pub async fn passkeys_of(&self, account: AccountId) -> Result<Vec<Passkey>, StoreError> {
        self.database.all(OF_ACCOUNT, values![account], read).await
    }

    pub async fn passkey_of_credential(&self, credential: &str) -> Result<Option<Passkey>, StoreError> {
        self.database.one(OF_CREDENTIAL, values![credential], read).await
    }

    /// How many each account has, of those that have any.
    pub async fn passkey_counts(&self) -> Result<Vec<(AccountId, u64)>, StoreError> {
        self.database
            .all(OWNERS, values![], |row| {
                let mut columns = row.columns();
                Ok((AccountId::from_number(columns.number()?), columns.number()?))
            })
            .await
    }
}

impl Tx {
    pub async fn insert_passkey(&mut self, one: &Passkey) -> Result<(), StoreError> {
        let Passkey { id, account, name, credential, algorithm, public_key, counter, created, used } = one;
        let key = bytes(public_key);
        let values = values![*id, *account, name, credential, *algorithm, key, *counter, *created, *used];
        self.run(INSERT, values).await.map(drop)
    }

    /// Whether the account has it.
    pub async fn rename_passkey(&mut self, of: AccountId, id: u64, name: &str) -> Result<bool, StoreError> {
        Ok(self.run(RENAME, values![of, id, name]).await? > 0)
    }

    /// False where the device's count did not go up: there are two of that device, or an old answer came again.
    pub async fn use_passkey(&mut self, id: u64, counter: u64, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.run(USED, values![id, counter, now]).await? > 0)
    }

    /// Whether the account had it.
    pub async fn remove_passkey(&mut self, of: AccountId, id: u64) -> Result<bool, StoreError> {
        Ok(self.run(REMOVE, values![of, id]).await? > 0)
    }

    /// How many it had.
    pub async fn remove_passkeys_of(&mut self, account: AccountId) -> Result<u64, StoreError> {
        self.run(REMOVE_ALL, values![account]).await
    }

    /// Marks a challenge as answered; false where it was before. Those that expired are forgotten.
    pub async fn answer_challenge(
        &mut self,
        hash: &Hash,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.run(FORGET_ANSWERED, values![now]).await?;
        Ok(self.run(ANSWERED, values![hash, expires]).await? > 0)
    }
}

fn read(row: &Row) -> Result<Passkey, Damage> {
    let mut columns = row.columns();
    Ok(Passkey {
        id: columns.number()?,
        account: AccountId::from_number(columns.number()?),
        name: columns.string()?,
        credential: columns.string()?,
        algorithm: columns.int()?,
        public_key: columns.bytes()?,
        counter: columns.number()?,
        created: columns.time()?,
        used: columns.opt_time()?,
    })
}
