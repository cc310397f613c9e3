//! A check that is mostly dismissed loses weight by itself: on record, told on the screen of weights, and undone there.

use serde_json::{Map, json};
use story::{Level, Levels, Severity};

use crate::rulings::LEVELS;
use crate::{Caller, Code, Demotion, Error, Newsroom, Result};

impl Newsroom {
    /// Lowers each check of which less than [`crate::DEMOTE_BELOW_PERCENT`] of [`crate::DEMOTE_DECIDED_MIN`] and more
    /// warnings and errors were mended, by one level. Counting begins anew whenever a check changes its weight, so
    /// that a chief who gives it back its weight is not overruled by the same numbers.
    pub async fn demote_checks(&self) -> Result<Vec<Demotion>> {
        let base = self.store.last_ruling(LEVELS).await?;
        let mut levels = Levels::clone(&*self.ruled_levels().await?);
        let dismissed = self.dismissed(&levels).await?;
        if dismissed.is_empty() {
            return Ok(dismissed);
        }
        let mut detail = Map::new();
        for it in &dismissed {
            let level = if it.to == Severity::Warn { Level::Warn } else { Level::Info };
            levels.0.insert(it.rule.clone(), level);
            detail.insert(it.rule.clone(), json!(it));
        }
        let text = json!(levels).to_string();
        match self.rule(&Caller::system(), "demote-checks", LEVELS, base, text, detail.into()).await {
            Ok(_) => Ok(dismissed),
            // Somebody decided meanwhile: the next round looks again.
            Err(Error::Refused(refusal)) if refusal.code == Code::RulingChanged => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}
