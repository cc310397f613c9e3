//! What a certificate authority asks over plain HTTP, to see that the host is ours (RFC 8555 §8.3).

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;

const FOLDER: &str = "/.well-known/acme-challenge/";

/// Answers by token, for as long as the authority is awaited. Clones hold the same ones.
#[derive(Debug, Clone, Default)]
pub struct Challenges(Arc<RwLock<HashMap<String, Bytes>>>);

impl Challenges {
    pub fn hold(&self, token: impl Into<String>, answer: impl Into<Bytes>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(token.into(), answer.into());
    }

    pub fn forget(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Nothing where the path is none of a challenge that is held.
    pub(crate) fn answer(&self, path: &str) -> Option<Bytes> {
        let token = path.strip_prefix(FOLDER)?;
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_answered_at_its_own_path_while_it_is_held() {
        let challenges = Challenges::default();
        let asker = challenges.clone();
        asker.hold("token", "token.print");
        let path = "/.well-known/acme-challenge/token";
        assert_eq!(challenges.answer(path).as_deref(), Some(b"token.print".as_slice()));
        for other in ["/.well-known/acme-challenge/", "/.well-known/acme-challenge/Token", "/token", "/"] {
            assert_eq!(challenges.answer(other), None, "{other}");
        }
        asker.forget();
        assert_eq!(challenges.answer(path), None);
    }
}
