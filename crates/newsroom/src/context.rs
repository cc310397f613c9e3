//! Where time, identifiers, randomness and failures come from: the machine, or a test that decides all four.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use story::Timestamp;

use crate::Fault;

type Hook = dyn Fn(&'static str) -> Result<(), String> + Send + Sync;

/// Everything an action may not take from anywhere else. Cheap to clone; clones share one clock and one sequence.
#[derive(Clone)]
pub struct Context {
    clock: Clock,
    random: Random,
    hook: Option<Arc<Hook>>,
}

#[derive(Clone)]
enum Clock {
    System,
    Wrong(WrongClock),
    Set(SetClock),
}

#[derive(Clone)]
enum Random {
    System,
    Seeded(Arc<AtomicU64>),
}

impl Context {
    /// The machine's clock and the operating system's randomness.
    pub fn system() -> Self {
        Self { clock: Clock::System, random: Random::System, hook: None }
    }

    /// A day that replays exactly. Not for production: its secrets are as predictable as its identifiers.
    pub fn seeded(seed: u64, clock: SetClock) -> Self {
        Self { clock: Clock::Set(clock), random: Random::Seeded(Arc::new(AtomicU64::new(seed))), hook: None }
    }

    /// The same by the machine's clock as it was put wrong.
    pub fn on_clock(self, clock: WrongClock) -> Self {
        Self { clock: Clock::Wrong(clock), ..self }
    }

    /// Calls `hook` at every named point; what it refuses becomes a fault there. It may also panic or end the process.
    pub fn on_reach(
        mut self,
        hook: impl Fn(&'static str) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        self.hook = Some(Arc::new(hook));
        self
    }

    /// Now, to the millisecond, as it will be stored.
    pub fn now(&self) -> Timestamp {
        match &self.clock {
            Clock::System => to_millisecond(Timestamp::now()),
            Clock::Wrong(clock) => clock.now(),
            Clock::Set(clock) => clock.now(),
        }
    }

    /// For identifiers.
    pub fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// For writing in a shared document: of 53 bits, as a browser's, and nobody else's.
    pub(crate) fn writer(&self) -> u64 {
        (self.random() >> 11).max(1)
    }

    /// For secrets: tokens and salts.
    pub(crate) fn fill(&self, bytes: &mut [u8]) {
        match &self.random {
            // A system without randomness cannot make a session or an identifier: nothing sensible can follow.
            Random::System => getrandom::fill(bytes).expect("the operating system gives random bytes"),
            Random::Seeded(state) => {
                for chunk in bytes.chunks_mut(8) {
                    chunk.copy_from_slice(&next(state).to_le_bytes()[..chunk.len()]);
                }
            }
        }
    }

    /// A named point of an action: nothing in production, a planned failure in tests.
    pub fn reach(&self, point: &'static str) -> Result<(), Fault> {
        match &self.hook {
            None => Ok(()),
            Some(hook) => hook(point).map_err(|reason| Fault::new(point, PlannedFailure(reason))),
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): short, and any seed is a good one.
fn next(state: &AtomicU64) -> u64 {
    let step = 0x9e37_79b9_7f4a_7c15;
    let mut z = state.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn to_millisecond(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}

#[derive(Debug, thiserror::Error)]
#[error("planned failure: {0}")]
struct PlannedFailure(String);

/// The machine's clock, which somebody puts forward or back while it goes.
#[derive(Clone, Debug, Default)]
pub struct WrongClock(Arc<AtomicI64>);

impl WrongClock {
    fn now(&self) -> Timestamp {
        let by = jiff::SignedDuration::from_millis(self.0.load(Ordering::SeqCst));
        let now = to_millisecond(Timestamp::now());
        now.checked_add(by).unwrap_or(now)
    }

    pub fn put(&self, by: jiff::SignedDuration) {
        self.0.fetch_add(by.as_millis() as i64, Ordering::SeqCst);
    }
}

/// A clock that stands still until it is told. It may be put back, as real ones are.
#[derive(Clone, Debug)]
pub struct SetClock(Arc<AtomicI64>);

impl SetClock {
    pub fn at(start: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(start.as_millisecond())))
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }

    pub fn set(&self, to: Timestamp) {
        self.0.store(to.as_millisecond(), Ordering::SeqCst);
    }

    pub fn advance(&self, by: jiff::SignedDuration) {
        self.set(self.now().checked_add(by).unwrap_or(Timestamp::MAX));
    }
}
