//! How often one may try to sign in: counted in memory, so a restart forgives, and with a bound, so a flood of
//! addresses cannot fill it.

use std::collections::HashMap;
use std::sync::PoisonError;

use jiff::SignedDuration;
use story::{AccountId, Timestamp};

use crate::{Code, Newsroom, Refusal};

const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Attempts in one window for one login from one address. A tired journalist needs three.
pub(crate) const LOGIN_ATTEMPTS_MAX: u32 = 10;

/// From one address for any login: a whole newsroom may sit behind one.
pub(crate) const PEER_ATTEMPTS_MAX: u32 = 100;

/// Tokens that are none, from one address. Counted apart: a feed reader with an old token tries all day, and those who
/// work behind the same address have to come in.
pub(crate) const TOKEN_ATTEMPTS_MAX: u32 = 100;

/// Codes tried for one account, from wherever: whoever tries them has its password already, and of a million codes
/// three are right at any time.
pub(crate) const CODE_ATTEMPTS_MAX: u32 = 10;

const KEYS_MAX: usize = 20_000;

/// An address counts with all that its household has. Where there is none (a socket of the machine), all count as one.
fn household(peer: &str) -> String {
    peer.parse().map_or_else(|_| peer.to_owned(), |address| story::household(address).to_string())
}

/// Attempts under way or failed.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    counts: HashMap<Key, Count>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    /// A password for a login, from an address.
    Login(String, String),
    /// Anything that somebody comes in by, from an address.
    Peer(String),
    /// A token of the API, from an address.
    Token(String),
    /// A code of an account.
    Code(AccountId),
}

#[derive(Debug, Clone, Copy)]
struct Count {
    since: Timestamp,
    attempts: u32,
}

impl Throttle {
    /// Counts an attempt before it is made, so that many at once are counted too.
    pub(crate) fn attempt(&mut self, login: &str, peer: &str, now: Timestamp) -> Result<(), Refusal> {
        self.count(Key::Login(login.to_owned(), household(peer)), LOGIN_ATTEMPTS_MAX, now)?;
        self.attempt_from(peer, now)
    }

    /// The same where no login is given.
    pub(crate) fn attempt_from(&mut self, peer: &str, now: Timestamp) -> Result<(), Refusal> {
        self.count(Key::Peer(household(peer)), PEER_ATTEMPTS_MAX, now)
    }

    pub(crate) fn attempt_token(&mut self, peer: &str, now: Timestamp) -> Result<(), Refusal> {
        self.count(Key::Token(household(peer)), TOKEN_ATTEMPTS_MAX, now)
    }

    pub(crate) fn attempt_code(&mut self, account: AccountId, now: Timestamp) -> Result<(), Refusal> {
        self.count(Key::Code(account), CODE_ATTEMPTS_MAX, now)
    }

    /// Signing in clears what was mistyped before.
    pub(crate) fn forget(&mut self, login: &str, peer: &str) {
        self.counts.remove(&Key::Login(login.to_owned(), household(peer)));
        self.forget_from(peer);
    }

    pub(crate) fn forget_from(&mut self, peer: &str) {
        if let Some(count) = self.counts.get_mut(&Key::Peer(household(peer))) {
            count.attempts = count.attempts.saturating_sub(1);
        }
    }

    pub(crate) fn forget_codes(&mut self, account: AccountId) {
        self.counts.remove(&Key::Code(account));
    }

    fn count(&mut self, key: Key, attempts_max: u32, now: Timestamp) -> Result<(), Refusal> {
        self.make_room(now);
        let count = self.counts.entry(key).or_insert(Count { since: now, attempts: 0 });
        if is_over(count, now) {
            *count = Count { since: now, attempts: 0 };
        }
        if count.attempts >= attempts_max {
            let left = WINDOW.saturating_sub(now.duration_since(count.since)).as_secs().max(1);
            return Err(Refusal::new(Code::TooManyAttempts).with("seconds", left.unsigned_abs()));
        }
        count.attempts += 1;
        Ok(())
    }

    fn make_room(&mut self, now: Timestamp) {
        if self.counts.len() < KEYS_MAX {
            return;
        }
        self.counts.retain(|_, count| !is_over(count, now));
        // Still full: a flood. Forgetting those with one attempt keeps those that matter.
        if self.counts.len() >= KEYS_MAX {
            self.counts.retain(|_, count| count.attempts > 1);
        }
        if self.counts.len() >= KEYS_MAX {
            self.counts.clear();
        }
    }
}

impl Newsroom {
    pub(crate) fn throttle<T>(
        &self,
        ask: impl FnOnce(&mut Throttle, Timestamp) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut throttle = self.shared.throttle.lock().unwrap_or_else(PoisonError::into_inner);
        ask(&mut throttle, self.now())
    }

    /// After what succeeded: nothing of it counts against anybody.
    pub(crate) fn forgive(&self, forget: impl FnOnce(&mut Throttle)) {
        forget(&mut self.shared.throttle.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Also when the clock was put back before the window.
fn is_over(count: &Count, now: Timestamp) -> bool {
    now.duration_since(count.since).abs() >= WINDOW
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_eleventh_attempt_of_a_quarter_of_an_hour_is_refused_and_the_next_quarter_forgives() {
        let mut throttle = Throttle::default();
        for second in 0..10 {
            assert!(throttle.attempt("ada", "192.0.2.1", at(second)).is_ok());
        }
        let refusal = throttle.attempt("ada", "192.0.2.1", at(10)).unwrap_err();
        assert_eq!(refusal, Refusal::new(Code::TooManyAttempts).with("seconds", 890_u64));
        assert!(
            throttle.attempt("ada", "192.0.2.2", at(10)).is_ok(),
            "somebody else's attempts lock nobody out"
        );
        assert!(throttle.attempt("ada", "192.0.2.1", at(900)).is_ok());
    }

    #[test]
    fn one_address_may_not_try_every_login() {
        let mut throttle = Throttle::default();
        let tried = (0..200).filter(|n| throttle.attempt(&format!("login{n}"), "192.0.2.1", at(0)).is_ok());
        assert_eq!(tried.count(), 100);
    }

    #[test]
    fn whoever_has_a_network_of_ipv6_has_the_attempts_of_one() {
        let mut throttle = Throttle::default();
        let tried =
            (0..30).filter(|n| throttle.attempt("ada", &format!("2001:db8:0:1::{n:x}"), at(0)).is_ok());
        assert_eq!(tried.count(), 10);
        assert!(throttle.attempt("ada", "2001:db8:0:2::1", at(0)).is_ok(), "another network");
        let mapped = ["192.0.2.1", "::ffff:192.0.2.1"];
        let tried = (0..30).filter(|n| throttle.attempt("bo", mapped[n % 2], at(0)).is_ok());
        assert_eq!(tried.count(), 10);
        throttle.forget("ada", "2001:db8:0:1::ffff");
        assert!(throttle.attempt("ada", "2001:db8:0:1::1", at(0)).is_ok());
    }

    #[test]
    fn codes_are_counted_by_account_and_by_nothing_else() {
        let mut throttle = Throttle::default();
        let (ada, bo) = (AccountId::from_number(1), AccountId::from_number(2));
        for _ in 0..CODE_ATTEMPTS_MAX {
            throttle.attempt_code(ada, at(0)).unwrap();
        }
        assert_eq!(throttle.attempt_code(ada, at(1)).unwrap_err().code, Code::TooManyAttempts);
        assert!(throttle.attempt_code(bo, at(1)).is_ok() && throttle.attempt("ada", "x", at(1)).is_ok());
        throttle.forget_codes(ada);
        assert!(throttle.attempt_code(ada, at(1)).is_ok());
    }

    #[test]
    fn signing_in_forgives_what_was_mistyped() {
        let mut throttle = Throttle::default();
        for _ in 0..50 {
            throttle.attempt("ada", "192.0.2.1", at(0)).unwrap();
            throttle.forget("ada", "192.0.2.1");
        }
    }

    #[test]
    fn a_flood_of_addresses_stays_within_bounds() {
        let mut throttle = Throttle::default();
        for n in 0..3 * KEYS_MAX {
            let _ = throttle.attempt("ada", &n.to_string(), at(0));
        }
        assert!(throttle.counts.len() <= KEYS_MAX + 2);
    }
}
