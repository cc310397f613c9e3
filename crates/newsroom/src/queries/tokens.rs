//! Which programs have a way in, and in whose name.

use store::Token;
use story::AccountId;

use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Those of an account that count, the oldest first: one's own, or anybody's for those who manage accounts.
    pub async fn tokens(&self, caller: &Caller, account: AccountId) -> Result<Vec<Token>> {
        caller.owns_account(account)?;
        Ok(self.counting(self.store.tokens_of(account).await?))
    }

    /// Everybody's.
    pub async fn all_tokens(&self, caller: &Caller) -> Result<Vec<Token>> {
        caller.needs(Permission::ManageAccounts)?;
        Ok(self.counting(self.store.tokens().await?))
    }

    fn counting(&self, mut tokens: Vec<Token>) -> Vec<Token> {
        let now = self.now();
        tokens.retain(|token| token.expires.is_none_or(|end| now < end));
        tokens
    }
}
