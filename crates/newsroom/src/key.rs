//! The newsroom's key. With it is sealed what must be read again, unlike a password, and what goes through somebody's
//! hands and must come back as it was.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Context, Newsroom};

/// 256 bits that no database holds. Nodes of one newsroom have the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; Self::BYTES]);

// By hand: a key must not reach a log.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    pub const BYTES: usize = 32;

    pub fn new(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// `purpose` is sealed along: what was made for one does not open for another. In base64url.
    pub(crate) fn seal(&self, context: &Context, purpose: &str, bytes: &[u8]) -> String {
        // Random nonces of 96 bits are safe for some billions of seals under one key.
        let mut nonce = [0; NONCE_LEN];
        context.fill(&mut nonce);
        let mut sealed = bytes.to_vec();
        let done = self.cipher().seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(purpose),
            &mut sealed,
        );
        // It refuses what is longer than 2^38 bytes, and nothing else.
        done.unwrap_or_else(|_| unreachable!("a secret of gigabytes"));
        URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// Nothing where it was sealed with another key or for another purpose, or changed since.
    pub(crate) fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut opened = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let plain = self.cipher().open_in_place(nonce, Aad::from(purpose), &mut opened).ok()?;
        Some(plain.to_vec())
    }

    fn cipher(&self) -> LessSafeKey {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.0);
        LessSafeKey::new(key.unwrap_or_else(|_| unreachable!("the key has the length of this cipher")))
    }
}

impl Newsroom {
    /// Something that a browser keeps for us for some minutes and cannot read or change.
    pub(crate) fn ticket<T: Serialize>(&self, purpose: &str, minutes: i64, of: &T) -> String {
        let until =
            self.now().saturating_add(SignedDuration::from_mins(minutes)).unwrap_or_else(|_| self.now());
        // Numbers and texts: nothing in it can fail.
        let text = serde_json::to_vec(&(until.as_millisecond(), of)).unwrap_or_default();
        self.key().seal(&self.context, purpose, &text)
    }

    /// What a ticket was made of, when it is ours, for this purpose and still good; and until when (milliseconds).
    pub(crate) fn of_ticket<T: DeserializeOwned>(&self, purpose: &str, ticket: &str) -> Option<(i64, T)> {
        let opened = self.key().open(purpose, ticket)?;
        let (until, of): (i64, T) = serde_json::from_slice(&opened).ok()?;
        (self.now().as_millisecond() < until).then_some((until, of))
    }

    pub(crate) fn key(&self) -> &Key {
        &self.shared.tables.key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_and_purpose_open_what_was_sealed() {
        let (context, key) = (Context::system(), Key::new([7; 32]));
        let sealed = key.seal(&context, "codes", b"the secret");
        assert_ne!(sealed, key.seal(&context, "codes", b"the secret"), "never twice the same");
        assert_eq!(key.open("codes", &sealed).as_deref(), Some(b"the secret".as_slice()));
        assert_eq!(key.open("other", &sealed), None);
        assert_eq!(Key::new([8; 32]).open("codes", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let opened = key.open("codes", std::str::from_utf8(&changed).unwrap());
            // The last letter has bits that say nothing.
            assert!(opened.is_none() || at + 1 == sealed.len(), "{at}");
            assert_eq!(key.open("codes", &sealed[..at]), None);
        }
    }

    #[test]
    fn a_key_says_nothing_of_itself() {
        assert_eq!(format!("{:?}", Key::new([7; 32])), "Key");
    }
}
