//! Changes one's own password.

use serde_json::json;
use store::Account;

use crate::{Caller, Client, Code, Newsroom, Refusal, Result, SignedIn};

impl Newsroom {
    /// Asks for the present one. Every session ends, and this browser gets a new one.
    pub async fn change_password(
        &self,
        caller: &Caller,
        present: String,
        new: String,
        client: &Client,
    ) -> Result<SignedIn> {
        let account = self.confirmed(caller, present, client).await?;
        let password_hash = self.hash_password(new, &[&account.login, &account.name]).await?;
        let mut tx = self.store.begin().await?;
        tx.set_password_hash(account.id, &password_hash).await?;
        let session = self.begin_anew(&mut tx, caller, client).await?;
        let subject = format!("account:{}", caller.account);
        tx.insert_audit(&self.audit_row(caller, "change-password", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// The caller's account, when the password is theirs: asked before anything about signing in changes, so that a
    /// desk left open for a minute is not an account lost for ever. Tried as often as a sign-in may be.
    pub(crate) async fn confirmed(
        &self,
        caller: &Caller,
        password: String,
        client: &Client,
    ) -> Result<Account> {
        caller.in_person()?;
        let account = self.known_account(caller.account).await?;
        let (login, peer) = (account.login.as_str(), client.address.as_str());
        self.throttle(|throttle, now| throttle.attempt(login, peer, now))?;
        if !self.password_matches(password, Some(account.password_hash.clone())).await? {
            return Err(Refusal::new(Code::WrongPassword).into());
        }
        self.forgive(|throttle| throttle.forget(login, peer));
        Ok(account)
    }
}
