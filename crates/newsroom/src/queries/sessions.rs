//! Who a token belongs to, and where somebody is signed in.

use store::{Account, Session};
use story::AccountId;
use tokio::sync::watch;

use crate::secret::token_hash;
use crate::{Caller, Newsroom, Reach, Result, Scopes};

/// A session that is open now.
#[derive(Clone)]
pub struct OpenSession {
    pub id: u64,
    pub caller: Caller,
    /// What every form of this session has to send back.
    pub csrf: String,
}

// By hand: the CSRF word must not reach a log.
impl std::fmt::Debug for OpenSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenSession")
            .field("id", &self.id)
            .field("caller", &self.caller)
            .finish_non_exhaustive()
    }
}

impl Newsroom {
    /// Nothing where the session ended or the account was closed. The role is the account's now, not the one it had
    /// when signing in.
    pub async fn session(&self, token: &str) -> Result<Option<OpenSession>> {
        Ok(self.known_session(token).await?.map(|(open, _)| open))
    }

    /// Where an account is signed in, the last used first: one's own, or anybody's for those who manage accounts.
    pub async fn sessions(&self, caller: &Caller, account: AccountId) -> Result<Vec<Session>> {
        caller.owns_account(account)?;
        Ok(self.store.sessions_of(account, self.now()).await?)
    }

    /// Moves when this process ended a session or changed an account.
    pub fn access_signal(&self) -> watch::Receiver<u64> {
        self.store.access()
    }

    pub(crate) async fn known_session(&self, token: &str) -> Result<Option<(OpenSession, Session)>> {
        // Asked at every request of a browser: what depends on nothing is read at the same time.
        let known = async { Ok(self.store.session(&token_hash(token)).await?) };
        let (known, (_, policy)) = tokio::try_join!(known, self.ruled_sign_in())?;
        let Some((session, account)) = known else { return Ok(None) };
        if session.expires <= self.now() || account.disabled {
            return Ok(None);
        }
        let Some(caller) = caller_of(&account) else { return Ok(None) };
        let caller = self.admitted(caller, &policy).await?;
        Ok(Some((OpenSession { id: session.id, caller, csrf: session.csrf.clone() }, session)))
    }
}

/// Nothing where the role is none of ours: a database of a newer version gives no rights by accident.
pub(crate) fn caller_of(account: &Account) -> Option<Caller> {
    let role = account.role.parse().ok()?;
    Some(Caller {
        account: account.id,
        name: account.name.clone(),
        role,
        language: account.language.clone(),
        scopes: Scopes::IN_PERSON,
        reach: Reach::stored(&account.reach),
    })
}
