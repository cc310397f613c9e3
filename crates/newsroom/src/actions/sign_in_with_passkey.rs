//! Signs somebody in by a passkey. It is two steps at once: the device, and whoever it lets use it.

use jiff::Timestamp;

use super::add_passkey::handle_of;
use super::sign_in::with_caller;
use crate::passkeys::{asserted, challenge_of, host_of};
use crate::secret::token_hash;
use crate::{Assertion, Client, Code, Newsroom, Refusal, Result, SignedIn};

const PURPOSE: &str = "sign-in-with-passkey";
const MINUTES: i64 = 15;

impl Newsroom {
    /// What a device has to sign. `gate` is the word that only this browser has.
    pub fn passkey_challenge(&self, gate: &str) -> String {
        self.ticket(PURPOSE, MINUTES, &gate)
    }

    /// An answer counts once, in the browser that was asked, at our own address. Whatever is wrong with it, it is
    /// refused in the same words.
    pub async fn sign_in_with_passkey(
        &self,
        answer: &Assertion,
        gate: &str,
        client: &Client,
    ) -> Result<SignedIn> {
        let peer = client.address.as_str();
        self.throttle(|throttle, now| throttle.attempt_from(peer, now))?;
        let signed_in = self.believe(answer, gate, client).await?.ok_or_else(|| {
            tracing::warn!(peer, "a passkey was refused");
            Refusal::new(Code::PasskeyRefused)
        })?;
        self.forgive(|throttle| throttle.forget_from(peer));
        Ok(signed_in)
    }

    async fn believe(&self, answer: &Assertion, gate: &str, client: &Client) -> Result<Option<SignedIn>> {
        let origin = self.desk_origin();
        let Some(challenge) = challenge_of(&answer.client_data, "webauthn.get", origin) else {
            return Ok(None);
        };
        let asked: Option<(i64, String)> = self.of_ticket(PURPOSE, &challenge);
        let Some((until, _)) = asked.filter(|(_, asked)| asked == gate && !gate.is_empty()) else {
            return Ok(None);
        };
        let Some(passkey) = self.store.passkey_of_credential(&answer.credential).await? else {
            return Ok(None);
        };
        let counted = asserted(answer, passkey.algorithm, &passkey.public_key, host_of(origin));
        let Some(counter) = counted.filter(|_| answer.user == handle_of(passkey.account)) else {
            return Ok(None);
        };
        let account = self.store.account(passkey.account).await?.filter(|account| !account.disabled);
        let Some((_, caller)) = account.and_then(with_caller) else { return Ok(None) };
        let until = Timestamp::from_millisecond(until).unwrap_or(Timestamp::MAX);
        let mut tx = self.store.begin().await?;
        if !tx.answer_challenge(&token_hash(&challenge), until, self.now()).await?
            || !tx.use_passkey(passkey.id, counter, self.now()).await?
        {
            return Ok(None);
        }
        self.enter(tx, caller, client, "passkey").await.map(Some)
    }
}
