//! Chooses the password at the end of a link.

use serde_json::json;
use store::{Account, Invitation};
use story::AccountId;

use crate::queries::caller_of;
use crate::secret::token_hash;
use crate::{Client, Code, Fault, Newsroom, Refusal, Result};

impl Newsroom {
    /// Who a link is for. One that was used, withdrawn or left lying for too long leads nowhere.
    pub async fn invitation(&self, token: &str, client: &Client) -> Result<Invitation> {
        self.throttle(|throttle, now| throttle.attempt_from(&client.address, now))?;
        let known = self.store.invitation_of_token(&token_hash(token)).await?;
        let good = known.filter(|link| self.now() < link.expires);
        let link = good.ok_or_else(|| Refusal::new(Code::InvitationOver))?;
        self.forgive(|throttle| throttle.forget_from(&client.address));
        Ok(link)
    }

    /// The account has this password from now on, and nobody is signed in to it. Answers with its login.
    pub async fn accept_invitation(&self, token: &str, password: String, client: &Client) -> Result<String> {
        let link = self.invitation(token, client).await?;
        let password_hash = self.hash_password(password, &[&link.login, &link.name]).await?;
        let mut tx = self.store.begin().await?;
        // Of two who come at once with the same link, one gets in.
        if !tx.remove_invitation(link.id).await? {
            return Err(Refusal::new(Code::InvitationOver).into());
        }
        let account = match link.account {
            Some(account) => {
                tx.set_password_hash(account, &password_hash).await?;
                tx.delete_sessions_of(account).await?;
                tx.remove_tokens_of(account).await?;
                self.known_account(account).await?
            }
            None => {
                let account = self.invited(&link, password_hash);
                match tx.insert_account(&account).await {
                    Err(store::StoreError::Conflict { .. }) => {
                        return Err(Refusal::new(Code::LoginTaken).with("login", link.login).into());
                    }
                    inserted => inserted?,
                }
                account
            }
        };
        let caller =
            caller_of(&account).ok_or_else(|| Fault::new("accept-invitation", "a role that is none"))?;
        let (subject, detail) = (format!("account:{}", account.id), json!({ "login": account.login }));
        tx.insert_audit(&self.audit_row(&caller, "accept-invitation", subject, detail)).await?;
        tx.commit().await?;
        Ok(account.login)
    }

    fn invited(&self, link: &Invitation, password_hash: String) -> Account {
        Account {
            id: AccountId::from_number(self.context.random()),
            login: link.login.clone(),
            name: link.name.clone(),
            role: link.role.clone(),
            reach: link.reach.clone(),
            password_hash,
            language: link.language.clone(),
            created: self.now(),
            disabled: false,
            email: String::new(),
        }
    }
}
