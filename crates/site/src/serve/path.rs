//! Addresses: what a reader asked for, strictly decoded, and how we write one.

use std::borrow::Cow;
use std::fmt::Write;

/// Longer than any address we make, with room for a percent-encoded Arabic headline.
const LENGTH_MAX: usize = 2048;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadPath {
    TooLong,
    /// Bad percent-encoding, not UTF-8, control characters, hidden separators or dot segments.
    Malformed,
}

/// The path without its percent-encoding. It has no `.` or `..` segment, no control character, and its slashes are
/// those that were written as such.
pub(crate) fn decode(raw: &str) -> Result<Cow<'_, str>, BadPath> {
    if raw.len() > LENGTH_MAX {
        return Err(BadPath::TooLong);
    }
    let path = if raw.contains('%') { Cow::Owned(unescape(raw)?) } else { Cow::Borrowed(raw) };
    let clean = path.starts_with('/')
        && !path.bytes().any(|byte| byte < 0x20 || byte == 0x7f || byte == b'\\')
        && !(path.contains("/.") && path.split('/').any(|segment| matches!(segment, "." | "..")));
    if clean { Ok(path) } else { Err(BadPath::Malformed) }
}

fn unescape(raw: &str) -> Result<String, BadPath> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let (Some(high), Some(low)) = (rest.first().and_then(digit), rest.get(1).and_then(digit)) else {
            return Err(BadPath::Malformed);
        };
        let byte = high << 4 | low;
        if byte == b'/' {
            return Err(BadPath::Malformed);
        }
        bytes.push(byte);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).map_err(|_| BadPath::Malformed)
}

fn digit(byte: &u8) -> Option<u8> {
    char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// As it stands in a `Location`: on this host whatever the path is, everything unusual percent-encoded.
pub(crate) fn encode(path: &str) -> String {
    // Two slashes at the start would name another host.
    let path = path.trim_start_matches(['/', '\\']);
    let mut text = String::from("/");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_strictly() {
        for (raw, expected) in [
            ("/", Ok("/")),
            ("/fr/", Ok("/fr/")),
            ("/fr/%C3%A9t%c3%a9", Ok("/fr/été")),
            ("/a/.well-known", Ok("/a/.well-known")),
            ("/a/...", Ok("/a/...")),
            ("/%", Err(BadPath::Malformed)),
            ("/%4", Err(BadPath::Malformed)),
            ("/%zz", Err(BadPath::Malformed)),
            ("/%+1", Err(BadPath::Malformed)),
            ("/%00", Err(BadPath::Malformed)),
            ("/%0d%0aX: 1", Err(BadPath::Malformed)),
            ("/%ff", Err(BadPath::Malformed)),
            ("/a%2fb", Err(BadPath::Malformed)),
            ("/a%5cb", Err(BadPath::Malformed)),
            ("/../etc", Err(BadPath::Malformed)),
            ("/a/%2e%2e/b", Err(BadPath::Malformed)),
            ("/a/.", Err(BadPath::Malformed)),
            ("fr", Err(BadPath::Malformed)),
        ] {
            assert_eq!(decode(raw).as_deref(), expected.as_ref().copied(), "{raw}");
        }
        assert_eq!(decode(&format!("/{}", "a".repeat(3000))), Err(BadPath::TooLong));
    }

    #[test]
    fn a_location_stays_on_this_host() {
        assert_eq!(encode("/fr/été nu"), "/fr/%C3%A9t%C3%A9%20nu");
        assert_eq!(encode("//evil.example/"), "/evil.example/");
        assert_eq!(encode("/\\evil"), "/evil");
        assert_eq!(encode("/a\r\nb?c#d"), "/a%0D%0Ab%3Fc%23d");
    }

    proptest::proptest! {
        #[test]
        fn what_we_write_is_what_we_read(path in "/[^/\\\\\\p{Cc}][^\\\\\\p{Cc}]{0,40}") {
            let dots = path.split('/').any(|segment| matches!(segment, "." | ".."));
            proptest::prop_assume!(!dots);
            let encoded = encode(&path);
            let decoded = decode(&encoded);
            proptest::prop_assert_eq!(decoded.as_deref(), Ok(path.as_str()));
        }
    }
}
