//! The newsroom decides who may answer for findings that block.

use serde_json::json;

use crate::rulings::POLICY;
use crate::{Caller, CheckPolicy, Newsroom, Permission, Result};

impl Newsroom {
    /// Counts at once. `base` is the version that was looked at; the number of the new one comes back.
    pub async fn set_check_policy(&self, caller: &Caller, base: u64, policy: CheckPolicy) -> Result<u64> {
        caller.needs(Permission::ManageChecks)?;
        let detail = json!(policy);
        self.rule(caller, "set-check-policy", POLICY, base, detail.to_string(), detail).await
    }
}
