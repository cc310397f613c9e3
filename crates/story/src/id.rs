//! Identifiers: 63-bit numbers made by the newsroom's `Context`, shown as 13 Crockford base-32 characters.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Crockford's alphabet (base32 without i, l, o, u): safe in addresses and over the telephone.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 13;

/// A text that is not one of our identifiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId(pub String);

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not an identifier (13 characters of 0-9 and a-z without i, l, o, u)", self.0)
    }
}

impl std::error::Error for BadId {}

fn encode(number: u64) -> String {
    (0..LENGTH).rev().map(|place| char::from(ALPHABET[(number >> (5 * place)) as usize & 31])).collect()
}

fn decode(text: &str) -> Result<u64, BadId> {
    let bad = || BadId(text.chars().take(40).collect());
    if text.len() != LENGTH {
        return Err(bad());
    }
    let mut number: u64 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|&letter| letter == byte).ok_or_else(bad)?;
        number = number.checked_mul(32).ok_or_else(bad)? | digit as u64;
    }
    // 63 bits: every identifier is also a positive SQL integer.
    if number > i64::MAX as u64 { Err(bad()) } else { Ok(number) }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(extend("pattern" = "^[0-7][0-9a-hjkmnp-tv-z]{12}$"))]
        pub struct $name(u64);

        impl $name {
            /// From a number below 2^63 (the top bit is dropped).
            pub fn from_number(number: u64) -> Self {
                Self(number & i64::MAX as u64)
            }

            pub fn number(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                decode(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    };
}

id!(
    /// One story, in one edition; the same in every address it ever has.
    StoryId
);
id!(
    /// One item as a wire delivered it.
    ItemId
);
id!(
    /// One picture, video or audio of the library.
    AssetId
);
id!(
    /// One person (or script) that may act in the newsroom.
    AccountId
);
id!(
    /// One event of the planning.
    EventId
);

/// BLAKE3 of some bytes, 64 lower-case hexadecimal digits: the name of a blob.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("pattern" = "^[0-9a-f]{64}$"))]
pub struct Hash(String);

impl Hash {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Hash {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let fine = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if fine { Ok(Self(text.to_owned())) } else { Err(BadId(text.chars().take(40).collect())) }
    }
}

impl TryFrom<String> for Hash {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> String {
        hash.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_survives_being_written_and_read(number in 0..=i64::MAX as u64) {
            let id = StoryId::from_number(number);
            prop_assert_eq!(id.to_string().parse::<StoryId>(), Ok(id));
        }

        #[test]
        fn ids_sort_as_text_in_the_order_of_their_numbers(a in 0..=i64::MAX as u64, b in 0..=i64::MAX as u64) {
            let (a, b) = (StoryId::from_number(a), StoryId::from_number(b));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn any_other_text_is_refused_without_a_panic(text in ".*") {
            if let Ok(id) = text.parse::<StoryId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
