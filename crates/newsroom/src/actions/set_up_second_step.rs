//! Sets up the second step of signing in: first a secret, then a code that was made from it.

use serde_json::json;

use crate::second_step::{address, new_secret, recovery_codes, step_of};
use crate::{Caller, Client, Code, Enrolment, Newsroom, Refusal, Result, SignedIn};

const PURPOSE: &str = "set-up-second-step";
/// Long enough to find a telephone and to install something on it.
const MINUTES: i64 = 30;

impl Newsroom {
    /// Changes nothing yet; asks for the password.
    pub async fn begin_second_step(
        &self,
        caller: &Caller,
        password: String,
        client: &Client,
    ) -> Result<Enrolment> {
        let account = self.confirmed(caller, password, client).await?;
        self.enrolment(&account.login, caller, new_secret(&self.context))
    }

    /// The same enrolment again, for whoever mistyped the code.
    pub fn resume_second_step(&self, caller: &Caller, ticket: &str, login: &str) -> Result<Enrolment> {
        let secret = self.enrolling(caller, ticket)?;
        self.enrolment(login, caller, secret)
    }

    /// Counts from here on: signing in asks for a code. Sessions that were opened without one end, and this browser gets a
    /// new one. Answers with the recovery codes, which are shown this once.
    pub async fn confirm_second_step(
        &self,
        caller: &Caller,
        ticket: &str,
        code: &str,
        client: &Client,
    ) -> Result<(Vec<String>, SignedIn)> {
        caller.in_person()?;
        let secret = self.enrolling(caller, ticket)?;
        self.throttle(|throttle, now| throttle.attempt_code(caller.account, now))?;
        let step = step_of(&secret, code, self.now()).ok_or_else(|| Refusal::new(Code::WrongCode))?;
        let (codes, hashes) = recovery_codes(&self.context);
        let mut tx = self.store.begin().await?;
        tx.put_authenticator(&self.sealed_authenticator(caller.account, &secret, step)).await?;
        tx.put_recovery_codes(caller.account, &hashes).await?;
        let session = self.begin_anew(&mut tx, caller, client).await?;
        let subject = format!("account:{}", caller.account);
        tx.insert_audit(&self.audit_row(caller, "set-up-second-step", subject, json!({}))).await?;
        tx.commit().await?;
        self.forgive(|throttle| throttle.forget_codes(caller.account));
        Ok((codes, session))
    }

    fn enrolment(&self, login: &str, caller: &Caller, secret: String) -> Result<Enrolment> {
        let issuer = self.editions().first().map_or("Marbre", |edition| edition.title.as_str());
        let address = address(issuer, login, &secret);
        let ticket = self.ticket(PURPOSE, MINUTES, &(caller.account.number(), &secret));
        Ok(Enrolment { secret, address, ticket })
    }

    fn enrolling(&self, caller: &Caller, ticket: &str) -> Result<String> {
        let opened: Option<(i64, (u64, String))> = self.of_ticket(PURPOSE, ticket);
        let own = opened.filter(|(_, (account, _))| *account == caller.account.number());
        let (_, (_, secret)) = own.ok_or_else(|| Refusal::new(Code::FormOver))?;
        Ok(secret)
    }
}
