//! The second step of signing in: a code of the application, or a recovery code.

use story::{AccountId, Hash};

use super::sign_in::{SECOND_STEP, with_caller};
use crate::secret::token_hash;
use crate::{Client, Code, Newsroom, Refusal, Result, SignedIn};

impl Newsroom {
    /// A ticket is worth what the password was: nothing once that changed, or the account was closed.
    pub async fn sign_in_with_code(&self, ticket: &str, code: &str, client: &Client) -> Result<SignedIn> {
        let over = || Refusal::new(Code::SignInOver);
        let (_, (account, password)): (_, (u64, Hash)) =
            self.of_ticket(SECOND_STEP, ticket).ok_or_else(over)?;
        let account = AccountId::from_number(account);
        self.throttle(|throttle, now| throttle.attempt_code(account, now))?;
        let known = self.store.account(account).await?;
        let same = |known: &store::Account| !known.disabled && token_hash(&known.password_hash) == password;
        let (_, caller) = known.filter(same).and_then(with_caller).ok_or_else(over)?;
        let mut tx = self.store.begin().await?;
        let Some(by) = self.take_code(&mut tx, account, code).await? else {
            tracing::warn!(%account, peer = client.address, "second step refused");
            return Err(Refusal::new(Code::WrongCode).into());
        };
        let signed_in = self.enter(tx, caller, client, by).await?;
        self.forgive(|throttle| throttle.forget_codes(account));
        Ok(signed_in)
    }
}
