//! Signs somebody in by a password; where a second step is set up, asks for it.

use std::fmt;

use jiff::SignedDuration;
use serde_json::json;
use store::{Account, Session, Tx};
use story::AccountId;

use super::add_account::folded;
use crate::limits::SESSION_HOURS;
use crate::queries::caller_of;
use crate::secret::{Secret, token_hash};
use crate::{Caller, Client, Code, Newsroom, Refusal, Result};

/// What a second step is asked with.
pub(super) const SECOND_STEP: &str = "second-step";
const SECOND_STEP_MINUTES: i64 = 10;

/// A session that just began. The token is in no other place: the store keeps its hash.
#[derive(Clone)]
pub struct SignedIn {
    pub token: String,
    /// What every form of this session has to send back.
    pub csrf: String,
    pub caller: Caller,
}

// By hand: a token must not reach a log.
impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn").field("caller", &self.caller).finish_non_exhaustive()
    }
}

/// How far a right password leads.
#[derive(Clone)]
pub enum Entry {
    In(SignedIn),
    /// A code is asked for; the ticket comes back with it.
    SecondStep {
        ticket: String,
    },
}

// By hand: a ticket stands for a password.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In(signed_in) => signed_in.fmt(f),
            Self::SecondStep { .. } => f.write_str("SecondStep"),
        }
    }
}

impl Newsroom {
    /// An unknown login, a wrong password and a closed account are refused in the same words after the same work; too
    /// many attempts are refused without any.
    pub async fn sign_in(&self, login: &str, password: String, client: &Client) -> Result<Entry> {
        let login = folded(login);
        let peer = client.address.as_str();
        self.throttle(|throttle, now| throttle.attempt(&login, peer, now))?;
        let account = self.store.account_by_login(&login).await?;
        let kept = account.as_ref().map(|account| account.password_hash.clone());
        let right = self.password_matches(password, kept).await?;
        let Some((account, caller)) =
            account.filter(|account| right && !account.disabled).and_then(with_caller)
        else {
            tracing::warn!(login, peer, "sign-in refused");
            return Err(Refusal::new(Code::BadSignIn).into());
        };
        let entry = self.entry(&account, caller, client, "password").await?;
        self.forgive(|throttle| throttle.forget(&login, peer));
        Ok(entry)
    }

    /// How far somebody gets who is known by one thing: a password, or the word of an identity provider.
    pub(super) async fn entry(
        &self,
        account: &Account,
        caller: Caller,
        client: &Client,
        by: &str,
    ) -> Result<Entry> {
        if self.store.authenticator(account.id).await?.is_some() {
            let of = (account.id.number(), token_hash(&account.password_hash));
            return Ok(Entry::SecondStep { ticket: self.ticket(SECOND_STEP, SECOND_STEP_MINUTES, &of) });
        }
        if self.needs_second_step(caller.role).await? && !self.store.passkeys_of(account.id).await?.is_empty()
        {
            return Err(Refusal::new(Code::PasskeyNeeded).into());
        }
        Ok(Entry::In(self.enter(self.store.begin().await?, caller, client, by).await?))
    }

    /// Opens a session, in the transaction of whatever proved who it is, and commits.
    pub(super) async fn enter(
        &self,
        mut tx: Tx,
        caller: Caller,
        client: &Client,
        by: &str,
    ) -> Result<SignedIn> {
        tx.delete_expired_sessions(self.now()).await?;
        let (session, token) = self.new_session(caller.account, client);
        tx.insert_session(&session).await?;
        let subject = format!("account:{}", caller.account);
        let detail = json!({ "peer": client.address, "by": by });
        tx.insert_audit(&self.audit_row(&caller, "sign-in", subject, detail)).await?;
        tx.commit().await?;
        Ok(SignedIn { token, csrf: session.csrf, caller })
    }

    /// Ends every session of the account, and gives this browser a new one: in the transaction of what makes the others
    /// worth less than they were, so that whoever came in by less is out.
    pub(super) async fn begin_anew(&self, tx: &mut Tx, caller: &Caller, client: &Client) -> Result<SignedIn> {
        tx.delete_sessions_of(caller.account).await?;
        let (session, token) = self.new_session(caller.account, client);
        tx.insert_session(&session).await?;
        Ok(SignedIn { token, csrf: session.csrf, caller: caller.clone() })
    }

    /// A session and its token, not yet stored. Its names are new: what a browser had before is worth nothing in it.
    fn new_session(&self, account: AccountId, client: &Client) -> (Session, String) {
        let (token, csrf) = (Secret::new(&self.context), Secret::new(&self.context));
        let now = self.now();
        let session = Session {
            id: self.context.random() >> 1,
            token_hash: token_hash(token.as_str()),
            account,
            csrf: csrf.into_string(),
            created: now,
            expires: now.saturating_add(SignedDuration::from_hours(SESSION_HOURS)).unwrap_or(now),
            browser: client.browser.clone(),
            address: client.address.clone(),
            used: now,
        };
        (session, token.into_string())
    }
}

pub(super) fn with_caller(account: Account) -> Option<(Account, Caller)> {
    let caller = caller_of(&account)?;
    Some((account, caller))
}
