//! The word that a form sends back, as an answer shows it: another one each time. What compresses to fewer bytes tells what
//! stands in it twice, so a word that stayed the same could be guessed letter by letter (BREACH).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use newsroom::same_secret;

/// The secret under a pad that is used once: the pad, then the secret xor the pad. Without random numbers the pad would be a
/// known one, so there is no word, and the form is refused.
pub(crate) fn masked(secret: &str) -> String {
    let mut bytes = vec![0; secret.len()];
    if let Err(error) = getrandom::fill(&mut bytes) {
        tracing::error!(%error, "the machine gives no random numbers");
        return String::new();
    }
    let hidden: Vec<u8> = secret.bytes().zip(&bytes).map(|(letter, pad)| letter ^ pad).collect();
    bytes.extend(hidden);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether a form sent the secret back, under whichever pad.
pub(crate) fn means(sent: &str, secret: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(sent) else { return false };
    // A pad of another length has left a part of the secret out.
    if bytes.len() != 2 * secret.len() {
        return false;
    }
    let (pad, hidden) = bytes.split_at(secret.len());
    let shown: Vec<u8> = hidden.iter().zip(pad).map(|(letter, pad)| letter ^ pad).collect();
    std::str::from_utf8(&shown).is_ok_and(|shown| same_secret(shown, secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "5f0c5f0c5f0c5f0c";

    #[test]
    fn the_word_is_another_one_each_time_and_always_counts() {
        let (one, other) = (masked(SECRET), masked(SECRET));
        assert_ne!(one, other);
        assert!(means(&one, SECRET) && means(&other, SECRET));
        assert!(!one.contains(SECRET) && !means(&one, "5f0c5f0c5f0c5f0d"));
    }

    #[test]
    fn a_forged_or_shortened_word_counts_for_nothing() {
        let good = masked(SECRET);
        for len in 0..good.len() {
            assert!(!means(&good[..len], SECRET), "{len} letters");
        }
        let mut bytes = URL_SAFE_NO_PAD.decode(&good).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            assert!(!means(&URL_SAFE_NO_PAD.encode(&bytes), SECRET), "letter {at}");
            bytes[at] ^= 1;
        }
        // The bare secret, and a pad of nothing under half of it.
        let bare = URL_SAFE_NO_PAD.encode([&[0; 8][..], &SECRET.as_bytes()[..8]].concat());
        for forged in [SECRET, "", "=", "é", &bare, &format!("{good}{good}"), &format!("{good}AA")] {
            assert!(!means(forged, SECRET), "{forged}");
        }
    }

    #[test]
    fn nothing_is_no_word() {
        assert!(!means("", "") && !means(&masked(""), ""));
    }
}
