//! Passwords: Argon2id with the parameters that OWASP recommends, away from the async threads.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::common_password::is_common;
use crate::limits::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};
use crate::{Code, Fault, Newsroom, Refusal, Result};

const SALT_BYTES: usize = 16;

/// The hash of a password that nobody has: an unknown login costs as much time as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

impl Newsroom {
    /// `names` are those of whoever it is for: what is made of them is guessed first.
    pub(crate) async fn hash_password(&self, password: String, names: &[&str]) -> Result<String> {
        acceptable(&password, names)?;
        let mut salt = [0; SALT_BYTES];
        self.context.fill(&mut salt);
        let hash =
            move || argon2().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string());
        let hashed = self.in_turn(hash).await?;
        Ok(hashed.map_err(|error| Fault::new("hash-password", error.to_string()))?)
    }

    /// Does the same work whether there is a hash or not.
    pub(crate) async fn password_matches(&self, password: String, kept: Option<String>) -> Result<bool> {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODY.to_owned());
        let right = self.in_turn(move || verify(&password, &kept)).await?;
        Ok(right && known)
    }

    /// A few at a time: a burst of sign-ins must not take all memory and all cores.
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn =
            self.shared.hashings.acquire().await.map_err(|error| Fault::new("hash-password", error))?;
        let done =
            tokio::task::spawn_blocking(work).await.map_err(|error| Fault::new("hash-password", error))?;
        drop(turn);
        Ok(done)
    }
}

fn acceptable(password: &str, names: &[&str]) -> Result<(), Refusal> {
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(Refusal::new(Code::PasswordLong).with("max", PASSWORD_BYTES_MAX));
    }
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Err(Refusal::new(Code::PasswordShort).with("min", PASSWORD_CHARS_MIN));
    }
    if is_common(password, names) {
        return Err(Refusal::new(Code::PasswordCommon));
    }
    Ok(())
}

fn verify(password: &str, kept: &str) -> bool {
    // No password of ours is longer; hashing a megabyte for a stranger is not.
    if password.len() > PASSWORD_BYTES_MAX {
        return false;
    }
    PasswordHash::new(kept).is_ok_and(|kept| argon2().verify_password(password.as_bytes(), &kept).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_anybodys() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let somebody = argon2().hash_password_with_salt(b"a long enough one", &[7; SALT_BYTES]).unwrap();
        assert_eq!(nobody.algorithm, somebody.algorithm);
        assert_eq!(nobody.params, somebody.params);
        assert!(nobody.hash.is_some_and(|hash| hash.len() == 32));
    }

    #[test]
    fn only_the_right_password_verifies() {
        let kept = argon2().hash_password_with_salt("كلمة مرور طويلة".as_bytes(), &[7; SALT_BYTES]).unwrap();
        assert!(verify("كلمة مرور طويلة", &kept.to_string()));
        assert!(!verify("كلمة مرور طويلة ", &kept.to_string()));
        assert!(!verify("", "") && !verify("x", "not a hash"));
    }
}
