//! What goes into a statement: whole numbers and texts, nothing else, so that both databases agree on every value.

use story::{AccountId, AssetId, EventId, Hash, ItemId, Language, StoryId, Timestamp};

/// One parameter. The type is kept with a null: PostgreSQL asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
}

/// The values of a statement, in the order of `$1`, `$2`…
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::value::Value::from($value)),*] };
}
pub(crate) use values;

/// JSON for a text column.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Value {
    // Our types have string keys and no foreign serialisers: nothing in them can fail.
    Value::from(serde_json::to_string(value).unwrap_or_else(|error| unreachable!("not JSON: {error}")))
}

/// Bytes for a text column.
pub(crate) fn bytes(bytes: &[u8]) -> Value {
    use base64::Engine as _;
    Value::from(base64::engine::general_purpose::STANDARD.encode(bytes))
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<u64> for Value {
    /// Numbers that we count up never reach 2^63.
    fn from(number: u64) -> Self {
        Self::Int(Some(number as i64))
    }
}

impl From<Option<u64>> for Value {
    fn from(number: Option<u64>) -> Self {
        Self::Int(number.map(|number| number as i64))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(Some(i64::from(number)))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Int(Some(i64::from(flag)))
    }
}

impl From<Timestamp> for Value {
    fn from(time: Timestamp) -> Self {
        Self::Int(Some(time.as_millisecond()))
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(time: Option<Timestamp>) -> Self {
        Self::Int(time.map(|time| time.as_millisecond()))
    }
}

impl From<String> for Value {
    /// PostgreSQL has no U+0000 in texts; both databases get the replacement character instead.
    fn from(text: String) -> Self {
        Self::Text(Some(if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::from(text.clone())
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Text(None), Self::from)
    }
}

impl From<&Hash> for Value {
    fn from(hash: &Hash) -> Self {
        Self::from(hash.as_str())
    }
}

impl From<&Language> for Value {
    fn from(language: &Language) -> Self {
        Self::from(language.tag())
    }
}

macro_rules! from_ids {
    ($($id:ident),*) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::from(id.number())
            }
        }
    )*};
}
from_ids!(StoryId, ItemId, AssetId, AccountId, EventId);

/// Words to look for, as `LIKE` wants them: anywhere, in lower case, nothing in them special.
pub(crate) fn contains(text: &str) -> Value {
    let mut pattern = String::from("%");
    for letter in text.trim().to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    if pattern.len() > 1 {
        pattern.push('%');
    }
    Value::from(pattern)
}

/// How many words a search looks for; further ones do not narrow it.
const WORDS_MAX: usize = 4;

/// One pattern for each word of a search; those that are wanting fit everything.
pub(crate) fn contains_all(text: &str) -> [Value; WORDS_MAX] {
    let mut words = text.split_whitespace();
    std::array::from_fn(|_| contains(words.next().unwrap_or_default()))
}

/// What `contains` looks through.
pub(crate) fn words(texts: &[&str]) -> Value {
    Value::from(texts.join("\n").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_to_look_for_are_never_a_pattern() {
        let cases =
            [("", "%"), ("  ", "%"), ("Port", "%port%"), ("100 %_\\", "%100 \\%\\_\\\\%"), ("ÉTÉ", "%été%")];
        for (text, pattern) in cases {
            assert_eq!(contains(text), Value::from(pattern), "{text:?}");
        }
    }

    #[test]
    fn a_null_character_never_reaches_a_database() {
        assert_eq!(Value::from("a\0b"), Value::from("a\u{fffd}b"));
    }
}
