//! Invites somebody, and gives somebody who forgot it a way to a new password: a link that works once.

use std::fmt;

use jiff::SignedDuration;
use serde_json::json;
use store::Invitation;
use story::{AccountId, Language};

use super::add_account::{login, name};
use crate::limits::INVITATION_HOURS;
use crate::secret::{Secret, token_hash};
use crate::{Caller, Code, Newsroom, Permission, Reach, Refusal, Result, Role};

/// Somebody to come.
#[derive(Debug, Clone)]
pub struct Invite {
    pub login: String,
    /// As colleagues will see it.
    pub name: String,
    pub role: Role,
    /// Where the role will count.
    pub reach: Reach,
    pub language: Language,
}

/// What stands at the end of a link. It is in no other place: the store keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken(pub String);

// By hand: a token must not reach a log.
impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken")
    }
}

impl Newsroom {
    /// The account is opened once the person has chosen a password.
    pub async fn invite(&self, caller: &Caller, invite: Invite) -> Result<LinkToken> {
        caller.needs(Permission::ManageAccounts)?;
        let (login, name) = (login(&invite.login)?, name(&invite.name)?);
        if self.store.account_by_login(&login).await?.is_some() {
            return Err(Refusal::new(Code::LoginTaken).with("login", login).into());
        }
        let (role, reach) = (invite.role.as_str().to_owned(), invite.reach.to_string());
        let make = |id, token_hash, created, expires| Invitation {
            id,
            token_hash,
            account: None,
            login,
            name,
            role,
            reach,
            language: invite.language,
            invited_by: caller.account,
            created,
            expires,
        };
        self.put_link(caller, "invite", make).await
    }

    /// The password stays what it is until the person has chosen another.
    pub async fn link_to_password(&self, caller: &Caller, account: AccountId) -> Result<LinkToken> {
        caller.needs(Permission::ManageAccounts)?;
        let known = self.known_account(account).await?;
        if known.disabled {
            return Err(Refusal::new(Code::AccountClosed).into());
        }
        let make = |id, token_hash, created, expires| Invitation {
            id,
            token_hash,
            account: Some(account),
            login: known.login,
            name: known.name,
            role: known.role,
            reach: known.reach,
            language: known.language,
            invited_by: caller.account,
            created,
            expires,
        };
        self.put_link(caller, "link-to-password", make).await
    }

    async fn put_link(
        &self,
        caller: &Caller,
        action: &str,
        make: impl FnOnce(u64, story::Hash, story::Timestamp, story::Timestamp) -> Invitation,
    ) -> Result<LinkToken> {
        let (token, now) = (Secret::new(&self.context), self.now());
        let expires = now.saturating_add(SignedDuration::from_hours(INVITATION_HOURS)).unwrap_or(now);
        let link = make(self.context.random() >> 1, token_hash(token.as_str()), now, expires);
        let subject = match link.account {
            Some(account) => format!("account:{account}"),
            None => format!("login:{}", link.login),
        };
        let mut tx = self.store.begin().await?;
        tx.remove_expired_invitations(now).await?;
        tx.put_invitation(&link).await?;
        let detail = json!({ "login": link.login, "role": link.role, "reach": link.reach });
        tx.insert_audit(&self.audit_row(caller, action, subject, detail)).await?;
        tx.commit().await?;
        Ok(LinkToken(token.into_string()))
    }
}
