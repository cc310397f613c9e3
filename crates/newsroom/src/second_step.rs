//! The second step of signing in: codes that an application makes from a shared secret and the time (RFC 6238), and
//! recovery codes for those who lost it.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::{Authenticator, Tx};
use story::{AccountId, Hash};
use totp_rs::{Builder, Secret, Totp};

use crate::secret::token_hash;
use crate::{Context, Newsroom, Result};

/// What an application makes its codes from is sealed for this.
const PURPOSE: &str = "authenticator";

/// RFC 4226, section 4: 160 bits.
const SECRET_BYTES: usize = 20;

const RECOVERY_CODES: usize = 10;
/// 80 bits a code: not to be found by trying, not even from its hash.
const RECOVERY_BYTES: usize = 10;
const RECOVERY_LETTERS: usize = RECOVERY_BYTES * 8 / 5;
/// Crockford's: no letter looks like another or like a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A second step about to be set up. It counts once a code of it was given.
#[derive(Clone)]
pub struct Enrolment {
    /// For typing, in base32.
    pub secret: String,
    /// For a picture of it: `otpauth://totp/…`.
    pub address: String,
    /// Comes back with the first code.
    pub ticket: String,
}

// By hand: a secret must not reach a log.
impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolment")
    }
}

/// The secret of a new application, in base32.
pub(crate) fn new_secret(context: &Context) -> String {
    let mut bytes = [0; SECRET_BYTES];
    context.fill(&mut bytes);
    Secret::from(bytes.to_vec()).to_base32()
}

/// As applications read it (github.com/google/google-authenticator/wiki/Key-Uri-Format).
pub(crate) fn address(issuer: &str, login: &str, secret: &str) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (issuer, login) = (encoded(issuer), encoded(login));
    format!(
        "otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
    )
}

/// The time step whose code this is, the one before or the one after it. In constant time.
pub(crate) fn step_of(secret: &str, code: &str, now: story::Timestamp) -> Option<u64> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    application(secret)?.check(&digits, now.as_second().max(0).unsigned_abs())
}

/// SHA-1, six digits, half a minute: what every application speaks.
fn application(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

/// New recovery codes as they are shown, and their hashes.
pub(crate) fn recovery_codes(context: &Context) -> (Vec<String>, Vec<Hash>) {
    let codes = (0..RECOVERY_CODES).map(|_| {
        let mut bytes = [0; RECOVERY_BYTES];
        context.fill(&mut bytes);
        let number = bytes.iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        let letter = |place: usize| char::from(ALPHABET[(number >> (5 * place)) as usize & 31]);
        let letters: Vec<char> = (0..RECOVERY_LETTERS).rev().map(letter).collect();
        letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    });
    let codes: Vec<String> = codes.collect();
    let hashes = codes.iter().filter_map(|code| recovery_hash(code)).collect();
    (codes, hashes)
}

/// The hash of what somebody typed as a recovery code; nothing where it cannot be one.
pub(crate) fn recovery_hash(typed: &str) -> Option<Hash> {
    let letters: String = typed
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric())
        .map(|letter| match letter.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            letter => letter,
        })
        .collect();
    (letters.len() == RECOVERY_LETTERS).then(|| token_hash(&letters))
}

impl Newsroom {
    pub(crate) fn sealed_authenticator(&self, account: AccountId, secret: &str, step: u64) -> Authenticator {
        let sealed_secret = self.key().seal(&self.context, PURPOSE, secret.as_bytes());
        Authenticator { account, sealed_secret, created: self.now(), step }
    }

    /// Uses up a code of the application, or a recovery code; the word for it, or nothing where it is neither.
    pub(crate) async fn take_code(
        &self,
        tx: &mut Tx,
        account: AccountId,
        code: &str,
    ) -> Result<Option<&'static str>> {
        if let Some(hash) = recovery_hash(code) {
            return Ok(tx.take_recovery_code(account, &hash).await?.then_some("recovery-code"));
        }
        let Some(kept) = self.store.authenticator(account).await? else { return Ok(None) };
        let opened = self.key().open(PURPOSE, &kept.sealed_secret);
        let Some(secret) = opened.and_then(|bytes| String::from_utf8(bytes).ok()) else {
            // Their recovery codes still work, and a manager can reset the second step.
            tracing::error!(%account, "a second step was sealed with another key than this newsroom has");
            return Ok(None);
        };
        let Some(step) = step_of(&secret, code, self.now()) else { return Ok(None) };
        Ok(tx.take_step(account, step).await?.then_some("code"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, for SHA-1: the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        let at = |second| story::Timestamp::from_second(second).unwrap();
        for (second, code) in [
            (59_i64, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = Some(second.unsigned_abs() / 30);
            assert_eq!(step_of(&secret, code, at(second)), step);
            assert_eq!(step_of(&secret, &format!(" {} {} ", &code[..3], &code[3..]), at(second)), step);
            assert_eq!(step_of(&secret, code, at(second + 30)), step, "a slow finger");
            assert_eq!(step_of(&secret, code, at(second - 30)), step, "a fast clock");
            assert_eq!(step_of(&secret, code, at(second + 60)), None);
            assert!(second < 60 || step_of(&secret, code, at(second - 60)).is_none());
        }
        for typed in ["", "28708", "2870821", "28708x", "٢٨٧٠٨٢"] {
            assert_eq!(step_of(&secret, typed, at(59)), None, "{typed}");
        }
    }

    #[test]
    fn a_recovery_code_is_the_same_however_it_is_typed() {
        let (codes, hashes) = recovery_codes(&Context::system());
        assert_eq!((codes.len(), hashes.len()), (10, 10));
        for (code, hash) in codes.iter().zip(&hashes) {
            assert_eq!(code.len(), 19, "{code}");
            let sloppy = code.replace('-', " ").replace('0', "O").replace('1', "l").to_uppercase();
            for typed in [code, &sloppy] {
                assert_eq!(recovery_hash(typed).as_ref(), Some(hash), "{typed}");
            }
        }
        assert_eq!(recovery_hash("287082"), None);
    }

    #[test]
    fn the_address_holds_any_name_of_a_newspaper() {
        assert_eq!(
            address("Trois: Rives?", "ada@x", "ABC"),
            "otpauth://totp/Trois%3A%20Rives%3F:ada%40x?secret=ABC&issuer=Trois%3A%20Rives%3F&algorithm=SHA1&digits=6&period=30"
        );
    }
}
