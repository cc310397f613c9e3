//! The budget of a rule, counted in steps instead of seconds: the same story overruns it everywhere or nowhere.

use std::cell::Cell;
use std::panic::resume_unwind;

/// Steps a rule may take on one story. A step is one look at one word; a story of 1,000 words costs a rule
/// a few thousand, so only a rule that has lost its way, or a monstrous story, gets here.
pub(crate) const STEPS_MAX: u64 = 20_000_000;

/// What unwinds out of a rule that spent its budget.
pub(crate) struct Spent;

/// Steps left for the rule that is running.
pub(crate) struct Fuel(Cell<u64>);

impl Fuel {
    pub(crate) fn new(steps: u64) -> Self {
        Self(Cell::new(steps))
    }

    pub(crate) fn refill(&self, steps: u64) {
        self.0.set(steps);
    }

    /// Runs something whose steps are counted otherwise.
    pub(crate) fn paused<T>(&self, work: impl FnOnce() -> T) -> T {
        let left = self.0.replace(u64::MAX);
        let done = work();
        self.0.set(left);
        done
    }

    /// Takes steps out of the budget, or leaves the rule: unwinding keeps `Result` out of every line of every
    /// rule, and skips the panic hook, so nothing is printed.
    pub(crate) fn spend(&self, steps: usize) {
        match self.0.get().checked_sub(steps as u64) {
            Some(left) => self.0.set(left),
            None => resume_unwind(Box::new(Spent)),
        }
    }
}
