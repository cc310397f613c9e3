//! Opens an account.

use std::fmt;

use serde_json::json;
use store::Account;
use story::{AccountId, Language};

use crate::limits::{ACCOUNT_NAME_CHARS_MAX, EMAIL_BYTES_MAX, LOGIN_CHARS_MAX};
use crate::{Caller, Code, Newsroom, Permission, Reach, Refusal, Result, Role};

/// An account to open.
#[derive(Clone)]
pub struct AddAccount {
    pub login: String,
    /// As colleagues see it.
    pub name: String,
    pub role: Role,
    /// Where the role counts.
    pub reach: Reach,
    pub password: String,
    pub language: Language,
}

// By hand: a password must not reach a log.
impl fmt::Debug for AddAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AddAccount")
            .field("login", &self.login)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl Newsroom {
    /// The newsroom's first account is opened by `Caller::system()`.
    pub async fn add_account(&self, caller: &Caller, add: AddAccount) -> Result<AccountId> {
        caller.needs(Permission::ManageAccounts)?;
        let login = login(&add.login)?;
        let name = name(&add.name)?;
        let password_hash = self.hash_password(add.password, &[&login, &name]).await?;
        let mut tx = self.store.begin().await?;
        if self.store.account_by_login(&login).await?.is_some() {
            return Err(Refusal::new(Code::LoginTaken).with("login", login).into());
        }
        let id = AccountId::from_number(self.context.random());
        let account = Account {
            id,
            login,
            name,
            role: add.role.as_str().to_owned(),
            reach: add.reach.to_string(),
            password_hash,
            language: add.language,
            created: self.now(),
            disabled: false,
            email: String::new(),
        };
        match tx.insert_account(&account).await {
            // On PostgreSQL two may pass the question above at once; the index decides.
            Err(store::StoreError::Conflict { .. }) => {
                return Err(Refusal::new(Code::LoginTaken).with("login", account.login).into());
            }
            inserted => inserted?,
        }
        let detail = json!({ "login": account.login, "role": account.role });
        tx.insert_audit(&self.audit_row(caller, "add-account", format!("account:{id}"), detail)).await?;
        tx.commit().await?;
        Ok(id)
    }
}

/// A login as it is kept and looked up: nobody can tell `Ada` from `ada` over the telephone.
pub(super) fn folded(login: &str) -> String {
    login.trim().to_ascii_lowercase()
}

pub(super) fn login(login: &str) -> Result<String, Refusal> {
    let login = folded(login);
    let letters = login.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-@".contains(&b));
    if login.is_empty() || login.len() > LOGIN_CHARS_MAX || !letters {
        return Err(Refusal::new(Code::LoginInvalid).with("max", LOGIN_CHARS_MAX));
    }
    Ok(login)
}

/// An address as it is kept and looked up; empty is none.
pub(super) fn email(email: &str) -> Result<String, Refusal> {
    let email = email.trim().to_lowercase();
    let parts = email.split_once('@').filter(|(local, host)| !local.is_empty() && !host.is_empty());
    let host = parts.is_some_and(|(_, host)| !host.contains('@'));
    let letters = email.chars().all(|letter| !letter.is_whitespace() && !letter.is_control());
    if !email.is_empty() && (!host || !letters || email.len() > EMAIL_BYTES_MAX) {
        return Err(Refusal::new(Code::EmailInvalid));
    }
    Ok(email)
}

pub(super) fn name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > ACCOUNT_NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Refusal::new(Code::NameInvalid).with("max", ACCOUNT_NAME_CHARS_MAX));
    }
    Ok(name.to_owned())
}
