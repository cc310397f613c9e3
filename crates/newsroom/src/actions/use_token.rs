//! Who a token of the API speaks for, and where it is used.

use jiff::SignedDuration;
use store::{Account, Token};
use subtle::ConstantTimeEq as _;

use crate::queries::caller_of;
use crate::secret::token_hash;
use crate::{Caller, Client, Code, Newsroom, Refusal, Result, Scopes};

/// How exactly it is known when a token was last used. A row written for every request would be a row too many.
const EXACT_TO: SignedDuration = SignedDuration::from_mins(1);

/// A token that counts now.
#[derive(Debug, Clone)]
pub struct OpenToken {
    pub id: u64,
    pub caller: Caller,
}

impl Newsroom {
    /// The role is the account's now. Strangers are counted: whoever tries too often waits, and a good token
    /// from the same address does not, nor does anybody who signs in there.
    pub async fn use_token(&self, secret: &str, client: &Client) -> Result<OpenToken> {
        let (known, ruled) = tokio::join!(self.known_token(secret), self.ruled_sign_in());
        let Some((token, caller)) = known? else {
            self.throttle(|throttle, now| throttle.attempt_token(&client.address, now))?;
            return Err(Refusal::new(Code::BadToken).into());
        };
        // A token is for less than its owner may, and so for nothing while its owner may nothing.
        if self.admitted(caller.clone(), &ruled?.1).await?.scopes.is_arriving() {
            return Err(Refusal::new(Code::SecondStepNeeded).into());
        }
        let now = self.now();
        let recently = token.used.is_some_and(|used| now.duration_since(used).abs() < EXACT_TO);
        if token.address != client.address || !recently {
            let mut tx = self.store.begin().await?;
            tx.use_token(token.id, &client.address, now).await?;
            tx.commit().await?;
        }
        Ok(OpenToken { id: token.id, caller })
    }

    async fn known_token(&self, secret: &str) -> Result<Option<(Token, Caller)>> {
        let hash = token_hash(secret);
        // The database looked for the hash as it looks for any word; whether it is the same is said in constant time.
        let same = |(token, _): &(Token, Account)| {
            bool::from(token.token_hash.as_str().as_bytes().ct_eq(hash.as_str().as_bytes()))
        };
        let now = self.now();
        let found = self.store.token_of_hash(&hash).await?.filter(same);
        let good =
            found.filter(|(token, account)| token.expires.is_none_or(|end| now < end) && !account.disabled);
        Ok(good.and_then(|(token, account)| {
            let scopes = Scopes::stored(&token.scopes);
            let caller = Caller { scopes, ..caller_of(&account)? };
            Some((token, caller))
        }))
    }
}
