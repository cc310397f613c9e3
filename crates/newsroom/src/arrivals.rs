//! For which roles a password alone is not enough, and who has to set up a second step before anything else.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use story::AccountId;

use crate::scopes::Scopes;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result, Role};

/// What the newsroom asks of those who come in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInPolicy {
    /// The roles that need a second step: a passkey, or a password and a code.
    pub second_step: BTreeSet<Role>,
}

impl Newsroom {
    /// The policy, and its version: 0 where nothing was decided yet.
    pub async fn sign_in_policy(&self, caller: &Caller) -> Result<(u64, SignInPolicy)> {
        caller.needs(Permission::ManageAccounts)?;
        let (version, policy) = self.ruled_sign_in().await?;
        Ok((version, SignInPolicy::clone(&policy)))
    }

    /// A caller as far as it counts now: whose role needs a second step and who has none may only set one up.
    pub(crate) async fn admitted(&self, caller: Caller, policy: &SignInPolicy) -> Result<Caller> {
        if !policy.second_step.contains(&caller.role) || self.second_steps(caller.account).await? > 0 {
            return Ok(caller);
        }
        Ok(Caller { scopes: Scopes::ARRIVING, ..caller })
    }

    pub(crate) async fn needs_second_step(&self, role: Role) -> Result<bool> {
        Ok(self.ruled_sign_in().await?.1.second_step.contains(&role))
    }

    /// Refuses to take away the last one of somebody who needs one.
    pub(crate) async fn may_lose_second_step(&self, caller: &Caller) -> Result<()> {
        let needed = self.needs_second_step(caller.role).await?;
        if needed && self.second_steps(caller.account).await? <= 1 {
            return Err(Refusal::new(Code::SecondStepNeeded).into());
        }
        Ok(())
    }

    /// Passkeys, and codes as one.
    async fn second_steps(&self, account: AccountId) -> Result<usize> {
        let codes = usize::from(self.store.authenticator(account).await?.is_some());
        Ok(codes + self.store.passkeys_of(account).await?.len())
    }
}
