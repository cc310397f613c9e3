//! The newsroom writes its own rules.

use serde_json::json;

use crate::rulings::HOUSE;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// Counts from the next check on, whole or not at all. `base` is the version that was looked at; the number of
    /// the new one comes back.
    pub async fn set_house_rules(&self, caller: &Caller, base: u64, text: String) -> Result<u64> {
        caller.needs(Permission::ManageChecks)?;
        let house = (self.rules().house)(&text, &caller.language).map_err(|faults| {
            let lines = faults.iter().map(|fault| format!("{}: {}", fault.line, fault.message));
            Refusal::new(Code::HouseUnsound).with("faults", lines.collect::<Vec<_>>().join("\n"))
        })?;
        let live = house.cards.iter().filter(|card| card.live).count();
        let detail = json!({ "rules": house.cards.len(), "live": live });
        self.rule(caller, "set-house-rules", HOUSE, base, text, detail).await
    }
}
