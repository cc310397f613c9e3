//! Signs somebody in.

use std::fmt;
use std::sync::PoisonError;

use jiff::SignedDuration;
use serde_json::json;
use store::{Account, Session};

use super::add_account::folded;
use crate::limits::SESSION_HOURS;
use crate::queries::caller_of;
use crate::secret::{Secret, token_hash};
use crate::throttle::Throttle;
use crate::{Caller, Code, Newsroom, Refusal, Result};

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

impl Newsroom {
    /// `peer` is where the attempt comes from (an address). An unknown login, a wrong password and a closed account
    /// are refused in the same words after the same work; too many attempts are refused without any.
    pub async fn sign_in(&self, login: &str, password: String, peer: &str) -> Result<SignedIn> {
        let login = folded(login);
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
        let (token, csrf) = (Secret::new(&self.context), Secret::new(&self.context));
        let now = self.now();
        let session = Session {
            token_hash: token_hash(token.as_str()),
            account: account.id,
            csrf: csrf.as_str().to_owned(),
            created: now,
            expires: now.saturating_add(SignedDuration::from_hours(SESSION_HOURS)).unwrap_or(now),
        };
        let mut tx = self.store.begin().await?;
        tx.delete_expired_sessions(now).await?;
        tx.insert_session(&session).await?;
        let detail = json!({ "peer": peer });
        let subject = format!("account:{}", account.id);
        tx.insert_audit(&self.audit_row(&caller, "sign-in", subject, detail)).await?;
        tx.commit().await?;
        self.throttle(|throttle, _| {
            throttle.forget(&login, peer);
            Ok(())
        })?;
        Ok(SignedIn { token: token.into_string(), csrf: csrf.into_string(), caller })
    }

    fn throttle<T>(
        &self,
        ask: impl FnOnce(&mut Throttle, story::Timestamp) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut throttle = self.shared.throttle.lock().unwrap_or_else(PoisonError::into_inner);
        ask(&mut throttle, self.now())
    }
}

fn with_caller(account: Account) -> Option<(Account, Caller)> {
    let caller = caller_of(&account)?;
    Some((account, caller))
}
