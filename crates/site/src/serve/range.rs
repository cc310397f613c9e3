//! Parts of a body (RFC 9110 §14).

use http::HeaderValue;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All of it: no range was asked, or one that may be ignored (several, another unit, nonsense).
    Whole,
    /// From the first byte to the last, both included.
    Part { first: u64, last: u64 },
    /// Beyond the end.
    Nothing,
}

pub(crate) fn wanted(range: &HeaderValue, len: u64) -> Wanted {
    let text = range.to_str().unwrap_or_default();
    let Some((unit, spec)) = text.split_once('=') else { return Wanted::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") || spec.contains(',') {
        return Wanted::Whole;
    }
    let Some((first, last)) = spec.trim().split_once('-') else { return Wanted::Whole };
    match (number(first), number(last)) {
        (Some(first), _) if first >= len && (last.is_empty() || number(last) >= Some(first)) => {
            Wanted::Nothing
        }
        (Some(first), Some(last)) if first <= last => Wanted::Part { first, last: last.min(len - 1) },
        (Some(first), None) if last.is_empty() => Wanted::Part { first, last: len - 1 },
        (None, Some(0)) if first.is_empty() => Wanted::Nothing,
        (None, Some(_)) if first.is_empty() && len == 0 => Wanted::Nothing,
        (None, Some(count)) if first.is_empty() => {
            Wanted::Part { first: len.saturating_sub(count), last: len - 1 }
        }
        _ => Wanted::Whole,
    }
}

/// Digits only: `+5` is no number here. More digits than fit are the largest number there is.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::Wanted::{Nothing, Part, Whole};
    use super::*;

    #[test]
    fn ranges_are_cut_to_what_there_is() {
        for (range, len, expected) in [
            ("bytes=0-9", 100, Part { first: 0, last: 9 }),
            ("bytes=90-", 100, Part { first: 90, last: 99 }),
            ("bytes=90-500", 100, Part { first: 90, last: 99 }),
            ("bytes=-10", 100, Part { first: 90, last: 99 }),
            ("bytes=-500", 100, Part { first: 0, last: 99 }),
            ("BYTES=5-5", 100, Part { first: 5, last: 5 }),
            ("bytes=0-99999999999999999999999", 100, Part { first: 0, last: 99 }),
            ("bytes=100-", 100, Nothing),
            ("bytes=100-200", 100, Nothing),
            ("bytes=99999999999999999999999-", 100, Nothing),
            ("bytes=-0", 100, Nothing),
            ("bytes=0-", 0, Nothing),
            ("bytes=-5", 0, Nothing),
            ("bytes=9-5", 100, Whole),
            ("bytes=0-1,5-6", 100, Whole),
            ("lines=0-1", 100, Whole),
            ("bytes=", 100, Whole),
            ("bytes=-", 100, Whole),
            ("bytes=a-b", 100, Whole),
            ("bytes=+1-2", 100, Whole),
            ("nonsense", 100, Whole),
        ] {
            assert_eq!(wanted(&HeaderValue::from_static(range), len), expected, "{range} of {len}");
        }
    }
}
