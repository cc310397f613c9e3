//! Adds a passkey to one's own account.

use serde_json::json;
use store::Passkey;
use story::AccountId;

use super::add_account::name;
use crate::passkeys::{challenge_of, host_of, registered};
use crate::{Caller, Client, Code, NewPasskey, Newsroom, Refusal, Result, SignedIn};

const PURPOSE: &str = "add-passkey";
const MINUTES: i64 = 15;
/// More devices than anybody has.
const PASSKEYS_EACH_MAX: usize = 20;

/// What a browser needs to have a device make a key. Binary in base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyOffer {
    pub challenge: String,
    /// What the keys belong to: the desk's host.
    pub host: String,
    /// Whose key it will be, as devices keep it: no name, no address.
    pub user: String,
    pub login: String,
    pub name: String,
    /// Those of the account: a device makes no second one.
    pub known: Vec<String>,
}

impl Newsroom {
    /// Changes nothing yet; asks for the password.
    pub async fn begin_passkey(
        &self,
        caller: &Caller,
        password: String,
        client: &Client,
    ) -> Result<PasskeyOffer> {
        let account = self.confirmed(caller, password, client).await?;
        let passkeys = self.store.passkeys_of(caller.account).await?;
        if passkeys.len() >= PASSKEYS_EACH_MAX {
            return Err(Refusal::new(Code::TooMany).with("max", PASSKEYS_EACH_MAX).into());
        }
        Ok(PasskeyOffer {
            challenge: self.ticket(PURPOSE, MINUTES, &caller.account.number()),
            host: host_of(self.desk_origin()).to_owned(),
            user: handle_of(caller.account),
            login: account.login,
            name: account.name,
            known: passkeys.into_iter().map(|one| one.credential).collect(),
        })
    }

    /// The answer to an offer that this account was made. Where it is what somebody had to set up before anything else,
    /// sessions that were opened without it end, and this browser gets a new one.
    pub async fn add_passkey(
        &self,
        caller: &Caller,
        new: &NewPasskey,
        client: &Client,
    ) -> Result<Option<SignedIn>> {
        caller.in_person()?;
        let name = name(&new.name)?;
        let unfit = || Refusal::new(Code::PasskeyUnfit);
        let origin = self.desk_origin();
        let ticket = challenge_of(&new.client_data, "webauthn.create", origin).ok_or_else(unfit)?;
        let offered: Option<(i64, u64)> = self.of_ticket(PURPOSE, &ticket);
        if offered.is_none_or(|(_, account)| account != caller.account.number()) {
            return Err(Refusal::new(Code::FormOver).into());
        }
        let made = registered(new, host_of(origin)).ok_or_else(unfit)?;
        let passkey = Passkey {
            id: self.context.random() >> 1,
            account: caller.account,
            name,
            credential: made.credential,
            algorithm: made.algorithm,
            public_key: made.public_key,
            counter: made.counter,
            created: self.now(),
            used: None,
        };
        let mut tx = self.store.begin().await?;
        match tx.insert_passkey(&passkey).await {
            Err(store::StoreError::Conflict { .. }) => {
                return Err(Refusal::new(Code::PasskeyKnown).into());
            }
            inserted => inserted?,
        }
        let subject = format!("account:{}", caller.account);
        let detail = json!({ "name": passkey.name });
        tx.insert_audit(&self.audit_row(caller, "add-passkey", subject, detail)).await?;
        let session = match caller.scopes.is_arriving() {
            true => Some(self.begin_anew(&mut tx, caller, client).await?),
            false => None,
        };
        tx.commit().await?;
        Ok(session)
    }
}

/// An account as devices keep it, in base64url.
pub(super) fn handle_of(account: AccountId) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(account.number().to_be_bytes())
}
