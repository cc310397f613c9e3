//! Tokens: 256 random bits, shown in hexadecimal, kept as a hash, compared in constant time.

use std::fmt::Write as _;

use story::Hash;
use subtle::ConstantTimeEq as _;

use crate::Context;

const SECRET_BYTES: usize = 32;

/// A new secret.
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(context: &Context) -> Self {
        let mut bytes = [0; SECRET_BYTES];
        context.fill(&mut bytes);
        let mut text = String::with_capacity(2 * SECRET_BYTES);
        for byte in bytes {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// As sessions are kept: a stolen database opens no session. The token is random, so no salt is needed.
pub(crate) fn token_hash(token: &str) -> Hash {
    store::hash(token.as_bytes())
}

/// Whether two secrets are the same, in a time that does not tell where they differ. For the CSRF word of a form.
pub fn same_secret(one: &str, other: &str) -> bool {
    !one.is_empty() && bool::from(one.as_bytes().ct_eq(other.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_come_from_the_operating_system_and_are_long() {
        let context = Context::system();
        let (one, other) = (Secret::new(&context), Secret::new(&context));
        assert_eq!(one.as_str().len(), 64);
        assert!(!same_secret(one.as_str(), other.as_str()));
        assert!(same_secret(one.as_str(), one.as_str()));
    }

    #[test]
    fn an_empty_secret_is_the_same_as_nothing() {
        assert!(!same_secret("", ""));
    }
}
