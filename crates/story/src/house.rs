//! House rules: what a newsroom itself wants found. The rule set reads and runs them; others see their cards.

use std::any::Any;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Severity;

/// One house rule as others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HouseCard {
    /// As its findings name it: `house:courriel`.
    pub id: String,
    /// Where it begins in the text it was read from, from 1.
    pub line: usize,
    /// A draft only runs when it is tried.
    pub live: bool,
    pub severity: Severity,
    pub reason: String,
}

/// Why a text holds no house rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HouseFault {
    /// From 1.
    pub line: usize,
    /// In the language asked for.
    pub message: String,
}

/// House rules, read and sound: only the rule set that read them looks inside.
pub struct HouseRules {
    pub cards: Vec<HouseCard>,
    inside: Box<dyn Any + Send + Sync>,
}

impl HouseRules {
    pub fn new(cards: Vec<HouseCard>, inside: impl Any + Send + Sync) -> Self {
        Self { cards, inside: Box::new(inside) }
    }

    pub fn get<T: Any>(&self) -> Option<&T> {
        self.inside.downcast_ref()
    }
}

impl fmt::Debug for HouseRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HouseRules").field(&self.cards).finish()
    }
}
