//! Where a request comes from.

use crate::limits::BROWSER_CHARS_MAX;

/// Somebody's browser, as far as it can be told from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// Network address; empty where there is none (a socket of the machine).
    pub address: String,
    /// As it names itself, cut to what is worth keeping.
    pub browser: String,
}

impl Client {
    pub fn new(address: &str, browser: &str) -> Self {
        let browser = browser.chars().filter(|letter| !letter.is_control()).take(BROWSER_CHARS_MAX).collect();
        Self { address: address.to_owned(), browser }
    }
}
