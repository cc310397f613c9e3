//! The newsroom decides how much its checks weigh: which block, which only warn, which are silent.

use std::collections::BTreeMap;

use serde_json::json;
use story::{Level, Levels};

use crate::rulings::LEVELS;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// Counts from the next check on. Rules that `levels` leaves out are as they ship. `base` is the version that
    /// was looked at; the number of the new one comes back.
    pub async fn set_check_levels(&self, caller: &Caller, base: u64, levels: Levels) -> Result<u64> {
        caller.needs(Permission::ManageChecks)?;
        let house = self.ruled_house().await?;
        let shipped = self.rules().rules.iter().map(|card| card.id);
        let own = house.iter().flat_map(|house| house.cards.iter().map(|card| card.id.as_str()));
        let known: Vec<&str> = shipped.chain(own).collect();
        if let Some(unknown) = levels.0.keys().find(|rule| !known.contains(&rule.as_str())) {
            let rule: String = unknown.chars().take(80).collect();
            return Err(Refusal::new(Code::UnknownRule).with("rule", rule).into());
        }
        let changed = changed(&*self.ruled_levels().await?, &levels);
        let text = json!(levels).to_string();
        self.rule(caller, "set-check-levels", LEVELS, base, text, json!(changed)).await
    }
}

/// What is otherwise than before, for the audit.
fn changed(before: &Levels, after: &Levels) -> BTreeMap<String, String> {
    let word = |level: Option<&Level>| level.map_or_else(|| json!("as shipped"), |level| json!(level));
    let rules = before.0.keys().chain(after.0.keys());
    rules
        .filter(|rule| before.0.get(*rule) != after.0.get(*rule))
        .map(|rule| {
            let (from, to) = (word(before.0.get(rule)), word(after.0.get(rule)));
            let plain = |word: serde_json::Value| word.as_str().unwrap_or_default().to_owned();
            (rule.clone(), format!("{} → {}", plain(from), plain(to)))
        })
        .collect()
}
