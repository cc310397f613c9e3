//! Changes what an account is called, the language it is spoken to in, and what it may do.

use serde_json::json;
use store::Account;
use story::{AccountId, Language};

use super::add_account::{email, name};
use crate::{Caller, Code, Newsroom, Permission, Reach, Refusal, Result, Role};

/// What is to be changed; the rest stays.
#[derive(Debug, Clone, Default)]
pub struct UpdateAccount {
    pub name: Option<String>,
    pub language: Option<Language>,
    pub role: Option<Role>,
    /// Where the role counts.
    pub reach: Option<Reach>,
    /// By which an identity provider knows them; empty is none.
    pub email: Option<String>,
}

impl Newsroom {
    /// One's own name and language; those of others, their role, where it counts and the address
    /// by which they come in, by whoever manages accounts. Nobody changes their own role or reach, so that there is always
    /// somebody left who manages.
    pub async fn update_account(
        &self,
        caller: &Caller,
        account: AccountId,
        update: UpdateAccount,
    ) -> Result<()> {
        caller.owns_account(account)?;
        if update.role.is_some() || update.reach.is_some() || update.email.is_some() {
            caller.needs(Permission::ManageAccounts)?;
        }
        let mut tx = self.store.begin().await?;
        let before = self.known_account(account).await?;
        let role = update.role.map_or(before.role.clone(), |role| role.as_str().to_owned());
        let reach = update.reach.map_or(before.reach.clone(), |reach| reach.to_string());
        if account == caller.account && (role != before.role || reach != before.reach) {
            return Err(Refusal::new(Code::OwnAccount).into());
        }
        let name = update.name.map_or(Ok(before.name.clone()), |text| name(&text))?;
        let language = update.language.unwrap_or_else(|| before.language.clone());
        let email = update.email.map_or(Ok(before.email.clone()), |text| email(&text))?;
        let after = Account { name, language, role, reach, email, ..before.clone() };
        if after == before {
            return Ok(());
        }
        match tx.describe_account(&after).await {
            Err(store::StoreError::Conflict { .. }) => {
                return Err(Refusal::new(Code::EmailTaken).with("email", after.email).into());
            }
            described => described?,
        }
        let Account { name, language, role, reach, email, .. } = after;
        let detail =
            json!({ "name": name, "language": language, "role": role, "reach": reach, "email": email });
        let subject = format!("account:{account}");
        tx.insert_audit(&self.audit_row(caller, "update-account", subject, detail)).await?;
        tx.commit().await?;
        Ok(())
    }
}
