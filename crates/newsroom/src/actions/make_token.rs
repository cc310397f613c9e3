//! Makes a token of the API, with which a program acts in the name of whoever made it.

use std::fmt;

use serde_json::json;
use store::Token;
use story::Timestamp;

use super::add_account::name;
use crate::gate::clock_time;
use crate::secret::{Secret, token_hash};
use crate::{Caller, Client, Code, Newsroom, Refusal, Result, Scope, Scopes};

/// More programs than anybody runs.
const TOKENS_EACH_MAX: usize = 50;

/// So that whoever finds one in a log or in a file knows what it is.
const PREFIX: &str = "mrb_";

/// A token to be made.
#[derive(Debug, Clone, Default)]
pub struct MakeToken {
    /// What it is for: for those who look through a list of them.
    pub name: String,
    pub scopes: Vec<Scope>,
    /// `None`: until it is revoked.
    pub expires: Option<Timestamp>,
}

/// A token in full. It is in no other place: the store keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct NewToken(pub String);

// By hand: a token must not reach a log.
impl fmt::Debug for NewToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewToken")
    }
}

impl Newsroom {
    /// Asks for the password. The token never may more than its owner's role at the time it is used.
    pub async fn make_token(
        &self,
        caller: &Caller,
        make: MakeToken,
        password: String,
        client: &Client,
    ) -> Result<NewToken> {
        self.confirmed(caller, password, client).await?;
        let (name, now) = (name(&make.name)?, self.now());
        if make.scopes.is_empty() {
            return Err(Refusal::new(Code::NoScope).into());
        }
        if let Some(past) = make.expires.filter(|expires| *expires <= now) {
            return Err(Refusal::new(Code::TimePassed).with("at", clock_time(past, "UTC")).into());
        }
        if self.tokens(caller, caller.account).await?.len() >= TOKENS_EACH_MAX {
            return Err(Refusal::new(Code::TooMany).with("max", TOKENS_EACH_MAX).into());
        }
        let secret = format!("{PREFIX}{}", Secret::new(&self.context).as_str());
        let token = Token {
            id: self.context.random() >> 1,
            token_hash: token_hash(&secret),
            account: caller.account,
            name,
            scopes: Scopes::only(make.scopes).to_string(),
            created: now,
            expires: make.expires,
            used: None,
            address: String::new(),
        };
        let mut tx = self.store.begin().await?;
        tx.remove_expired_tokens(now).await?;
        tx.insert_token(&token).await?;
        let detail = json!({ "name": token.name, "scopes": token.scopes, "expires": token.expires });
        let subject = format!("account:{}", caller.account);
        tx.insert_audit(&self.audit_row(caller, "make-token", subject, detail)).await?;
        tx.commit().await?;
        Ok(NewToken(secret))
    }
}
