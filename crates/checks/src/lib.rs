//! Desk checks: a whole story, and what is known around it, to findings. No I/O, no clock, no async.

mod analysis;
mod archive;
mod draft;
mod engine;
mod fingerprint;
mod fuel;
mod house;
mod message;
mod rules;
mod tables;
#[cfg(test)]
mod tests;

use story::{Memory, RuleCard, RuleSet};

/// All desk checks, and the one way to run them.
pub const RULE_SET: RuleSet = RuleSet {
    rules: rules::CARDS,
    check: engine::check,
    house: house::read,
    try_house: engine::try_house,
    memory,
    archive: || Box::new(archive::Index::default()),
};

/// Texts read lately: a story checked again costs what changed in it.
fn memory() -> Memory {
    Memory::new(analysis::Reads::default())
}

/// What there is to know about each rule, its page included.
pub fn rules() -> &'static [RuleCard] {
    rules::CARDS
}
