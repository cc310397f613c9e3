//! What the newsroom decided, as it counts now: how much each check weighs, the house rules, who comes in how.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use store::Ruling;
use story::{HouseFault, HouseRules, Language, Levels};

use crate::{Caller, Code, Fault, Newsroom, Permission, Refusal, Result, Role, SignInPolicy};

/// The names of the texts in the store.
pub(crate) const LEVELS: &str = "check-levels";
pub(crate) const HOUSE: &str = "house-rules";
pub(crate) const POLICY: &str = "check-policy";
pub(crate) const SIGN_IN: &str = "sign-in-policy";

/// Who may do what about findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckPolicy {
    /// The lowest role that answers for a finding that blocks, or publishes over it.
    pub answers_for_errors: Role,
}

impl Default for CheckPolicy {
    fn default() -> Self {
        Self { answers_for_errors: Permission::AcknowledgeErrors.least_role() }
    }
}

/// Read again only when the store has a newer version: patterns are slow to compile.
#[derive(Default)]
pub(crate) struct Rulings {
    levels: Mutex<(u64, Option<Arc<Levels>>)>,
    house: Mutex<(u64, Option<House>)>,
    sign_in: Mutex<(u64, Option<Arc<SignInPolicy>>)>,
}

/// House rules, or what is wrong with those that are kept.
pub(crate) type House = Arc<std::result::Result<HouseRules, Vec<HouseFault>>>;

/// How much each rule weighs here, and the newsroom's own rules.
pub(crate) type RuledChecks = (Arc<Levels>, House);

impl Newsroom {
    pub(crate) async fn ruled_checks(&self) -> Result<RuledChecks> {
        let last = self.store.last_rulings().await?;
        let last = |name| last.get(name).copied().unwrap_or(0);
        tokio::try_join!(self.levels_of(last(LEVELS)), self.house_of(last(HOUSE)))
    }

    /// How much each rule weighs here.
    pub(crate) async fn ruled_levels(&self) -> Result<Arc<Levels>> {
        self.levels_of(self.store.last_ruling(LEVELS).await?).await
    }

    async fn levels_of(&self, last: u64) -> Result<Arc<Levels>> {
        let known = &self.shared.rulings.levels;
        if let Some(levels) = kept(known, last) {
            return Ok(levels);
        }
        let levels = match self.store.ruling(LEVELS, last).await? {
            Some(ruling) => serde_json::from_str(&ruling.text)
                .map_err(|why| Fault::new("read the levels of checks", why))?,
            None => Levels::default(),
        };
        Ok(keep(known, last, Arc::new(levels)))
    }

    /// Who may do what about findings: small, and asked for rarely.
    pub(crate) async fn ruled_policy(&self) -> Result<CheckPolicy> {
        let last = self.store.last_ruling(POLICY).await?;
        Ok(match self.store.ruling(POLICY, last).await? {
            Some(ruling) => serde_json::from_str(&ruling.text)
                .map_err(|why| Fault::new("read the policy of checks", why))?,
            None => CheckPolicy::default(),
        })
    }

    /// The newsroom's own rules. Only sound ones are kept, but a newer Marbre may see it otherwise.
    pub(crate) async fn ruled_house(&self) -> Result<House> {
        self.house_of(self.store.last_ruling(HOUSE).await?).await
    }

    async fn house_of(&self, last: u64) -> Result<House> {
        let known = &self.shared.rulings.house;
        if let Some(house) = kept(known, last) {
            return Ok(house);
        }
        let text = self.store.ruling(HOUSE, last).await?.map(|ruling| ruling.text).unwrap_or_default();
        Ok(keep(known, last, Arc::new((self.rules().house)(&text, &Language::new("en")))))
    }

    /// What those who come in have to bring, and its version: asked at every request.
    pub(crate) async fn ruled_sign_in(&self) -> Result<(u64, Arc<SignInPolicy>)> {
        let known = &self.shared.rulings.sign_in;
        let last = self.store.last_ruling(SIGN_IN).await?;
        if let Some(policy) = kept(known, last) {
            return Ok((last, policy));
        }
        let policy = match self.store.ruling(SIGN_IN, last).await? {
            Some(ruling) => serde_json::from_str(&ruling.text)
                .map_err(|why| Fault::new("read the policy of signing in", why))?,
            None => SignInPolicy::default(),
        };
        Ok((last, keep(known, last, Arc::new(policy))))
    }

    /// Writes the next version of a text, where `base` still is the newest.
    pub(crate) async fn rule(
        &self,
        caller: &Caller,
        action: &str,
        name: &str,
        base: u64,
        text: String,
        detail: serde_json::Value,
    ) -> Result<u64> {
        let mut tx = self.store.begin().await?;
        let version = base + 1;
        let ruling = Ruling { name: name.to_owned(), version, by: caller.account, at: self.now(), text };
        if self.store.last_ruling(name).await? != base || !tx.insert_ruling(&ruling).await? {
            return Err(Refusal::new(Code::RulingChanged).into());
        }
        tx.insert_audit(&self.audit_row(caller, action, format!("{name}:{version}"), detail)).await?;
        tx.forget_tallies().await?;
        tx.commit().await?;
        self.shared.rooms.stir_lists();
        Ok(version)
    }
}

fn kept<T: Clone>(known: &Mutex<(u64, Option<T>)>, last: u64) -> Option<T> {
    // Whole whenever it is seen: it is replaced in one step.
    let known = known.lock().unwrap_or_else(PoisonError::into_inner);
    known.1.clone().filter(|_| known.0 == last)
}

fn keep<T: Clone>(known: &Mutex<(u64, Option<T>)>, last: u64, value: T) -> T {
    *known.lock().unwrap_or_else(PoisonError::into_inner) = (last, Some(value.clone()));
    value
}
