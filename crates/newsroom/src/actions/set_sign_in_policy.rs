//! The newsroom decides which roles need a second step.

use serde_json::json;

use crate::rulings::SIGN_IN;
use crate::{Caller, Newsroom, Permission, Result, SignInPolicy};

impl Newsroom {
    /// Counts at once, also for those who are signed in. `base` is the version that was looked at; the number of the new
    /// one comes back.
    pub async fn set_sign_in_policy(&self, caller: &Caller, base: u64, policy: SignInPolicy) -> Result<u64> {
        caller.needs(Permission::ManageAccounts)?;
        let roles: Vec<&str> = policy.second_step.iter().map(|role| role.as_str()).collect();
        let detail = json!({ "second-step-roles": roles.join(" ") });
        self.rule(caller, "set-sign-in-policy", SIGN_IN, base, json!(policy).to_string(), detail).await
    }
}
