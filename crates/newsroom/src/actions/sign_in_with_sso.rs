//! Signs somebody in by what an identity provider says of them.

use jiff::Timestamp;
use serde_json::json;
use store::Account;
use story::{AccountId, Language};

use super::add_account::{email, login, name};
use super::sign_in::with_caller;
use crate::secret::{Secret, token_hash};
use crate::sso::{Believed, Failure, Question};
use crate::{Caller, Client, Code, Entry, Newsroom, Provider, Reach, Refusal, Result, Role, same_secret};

const PURPOSE: &str = "sign-in-with-sso";
const MINUTES: i64 = 10;
/// Where the provider sends browsers back to: it has to know this address.
pub const SSO_RETURN: &str = "/sign-in/sso/return";

/// Where a browser goes that wants in.
pub struct SsoBegun {
    pub address: String,
    /// Stays in the browser meanwhile: the answer counts there alone.
    pub word: String,
}

/// What a browser comes back with.
#[derive(Debug, Clone, Default)]
pub struct SsoAnswer {
    pub code: String,
    pub state: String,
    /// Who the provider says it is (RFC 9207); empty where it does not.
    pub issuer: String,
    /// Why the provider let nobody in.
    pub error: String,
}

/// What travels as `state`, sealed: for whom, what was asked, and where they wanted to go.
type State = (String, String, String, String);

impl Newsroom {
    /// `next` is where somebody wants to go; it comes back with the answer.
    pub async fn begin_sso(&self, provider: &Provider, next: &str, client: &Client) -> Result<SsoBegun> {
        self.throttle(|throttle, now| throttle.attempt_from(&client.address, now))?;
        let [word, nonce, verifier] = [(); 3].map(|()| Secret::new(&self.context).into_string());
        let made: State =
            (token_hash(&word).as_str().to_owned(), nonce.clone(), verifier.clone(), next.to_owned());
        let state = self.ticket(PURPOSE, MINUTES, &made);
        let redirect = self.sso_return();
        let question = Question { redirect: &redirect, state: &state, nonce: &nonce, verifier: &verifier };
        let address = provider.address(&question, self.now()).await.map_err(|why| away(&why))?;
        self.forgive(|throttle| throttle.forget_from(&client.address));
        Ok(SsoBegun { address, word })
    }

    /// An answer counts once, in the browser that was sent, within minutes. Whatever is wrong with it, it is refused in
    /// the same words. What the provider says stands for a password: a second step is asked for as behind one.
    pub async fn sign_in_with_sso(
        &self,
        provider: &Provider,
        answer: &SsoAnswer,
        word: &str,
        client: &Client,
    ) -> Result<(Entry, String)> {
        let peer = client.address.as_str();
        self.throttle(|throttle, now| throttle.attempt_from(peer, now))?;
        let asked = self.asked(provider, answer, word).await;
        let (state, believed) = asked.map_err(|failed| failed.told(peer))?;
        let (account, caller) = self.known_to(provider, &believed).await?;
        let entry = self.entry(&account, caller, client, "sso").await?;
        self.forgive(|throttle| throttle.forget_from(peer));
        Ok((entry, state.3))
    }

    async fn asked(
        &self,
        provider: &Provider,
        answer: &SsoAnswer,
        word: &str,
    ) -> std::result::Result<(State, Believed), Failed> {
        let doubted = |why| Failed::Because(Failure::Doubted(why));
        let opened: Option<(i64, State)> = self.of_ticket(PURPOSE, &answer.state);
        let (until, state) = opened.ok_or_else(|| doubted("its state is not ours, or too old"))?;
        if !same_secret(token_hash(word).as_str(), &state.0) {
            return Err(doubted("it came back to another browser"));
        }
        if !answer.issuer.is_empty() && answer.issuer != provider.settings.issuer {
            return Err(doubted("it comes from another issuer"));
        }
        if answer.code.is_empty() || !answer.error.is_empty() {
            return Err(doubted("the provider let nobody in"));
        }
        let until = Timestamp::from_millisecond(until).unwrap_or(Timestamp::MAX);
        if !self.answered(&answer.state, until).await.map_err(Failed::Fault)? {
            return Err(doubted("it was given before"));
        }
        let redirect = self.sso_return();
        let question =
            Question { redirect: &redirect, state: &answer.state, nonce: &state.1, verifier: &state.2 };
        let believed = provider.redeem(&answer.code, &question, self.now()).await.map_err(Failed::Because)?;
        Ok((state, believed))
    }

    /// Marks a state as answered, before anybody is asked about it; false where it was before.
    async fn answered(&self, state: &str, until: Timestamp) -> Result<bool> {
        let mut tx = self.store.begin().await?;
        let first = tx.answer_challenge(&token_hash(state), until, self.now()).await?;
        tx.commit().await?;
        Ok(first)
    }

    /// The account with that address; a new one where the operator wants one for everybody whom the provider knows.
    async fn known_to(&self, provider: &Provider, believed: &Believed) -> Result<(Account, Caller)> {
        let unknown = || Refusal::new(Code::SsoUnknown).with("email", believed.email.as_str());
        let address = email(&believed.email)?;
        let account = match (self.store.account_by_email(&address).await?, provider.settings.role) {
            (Some(account), _) => account,
            (None, Some(role)) => self.open_account(&address, &believed.name, role).await?,
            (None, None) => return Err(unknown().into()),
        };
        Ok(Some(account).filter(|account| !account.disabled).and_then(with_caller).ok_or_else(unknown)?)
    }

    /// Its password is nobody's.
    async fn open_account(&self, address: &str, called: &str, role: Role) -> Result<Account> {
        let local = address.split('@').next().unwrap_or_default();
        let plain: String = address.chars().map(|letter| if letter == '+' { '-' } else { letter }).collect();
        let account = Account {
            id: AccountId::from_number(self.context.random()),
            login: login(&plain)?,
            name: name(called).or_else(|_| name(local))?,
            role: role.as_str().to_owned(),
            reach: Reach::EVERYWHERE.to_string(),
            password_hash: self.hash_password(Secret::new(&self.context).into_string(), &[]).await?,
            language: self
                .editions()
                .first()
                .map_or_else(|| Language::new("en"), |edition| edition.language.clone()),
            created: self.now(),
            disabled: false,
            email: address.to_owned(),
        };
        let mut tx = self.store.begin().await?;
        match tx.insert_account(&account).await {
            Err(store::StoreError::Conflict { .. }) => {
                return Err(Refusal::new(Code::LoginTaken).with("login", account.login).into());
            }
            inserted => inserted?,
        }
        let detail = json!({ "login": account.login, "role": account.role, "by": "sso" });
        let subject = format!("account:{}", account.id);
        tx.insert_audit(&self.audit_row(&Caller::system(), "add-account", subject, detail)).await?;
        tx.commit().await?;
        Ok(account)
    }

    fn sso_return(&self) -> String {
        format!("{}{SSO_RETURN}", self.desk_origin())
    }
}

enum Failed {
    Because(Failure),
    Fault(crate::Error),
}

impl Failed {
    /// What is told and what is logged: of what somebody came back with, only that it was not accepted.
    fn told(self, peer: &str) -> crate::Error {
        let refused = |why| {
            tracing::warn!(peer, why, "an answer of the identity provider was refused");
            Refusal::new(Code::SsoRefused).into()
        };
        match self {
            Self::Fault(error) => error,
            Self::Because(Failure::Away(why)) => away(&why).into(),
            Self::Because(Failure::Doubted(why)) => refused(why),
            Self::Because(Failure::Expired) => refused("the provider says invalid_grant"),
            Self::Because(Failure::Denied(error)) => {
                tracing::warn!(error, "the identity provider refuses this newsroom: its settings do not fit");
                Refusal::new(Code::SsoDenied).with("error", error).into()
            }
        }
    }
}

fn away(why: &str) -> Refusal {
    tracing::warn!(why, "the identity provider cannot be asked");
    Refusal::new(Code::SsoAway)
}
