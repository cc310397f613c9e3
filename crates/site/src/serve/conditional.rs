//! Readers who have the page already (RFC 9110 §13).

use std::time::{Duration, UNIX_EPOCH};

use http::header::{ETAG, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE};
use http::{HeaderMap, HeaderValue};

use crate::cache::entry::{Entry, Variant};

/// What goes after the page's own tag in the tag of each encoding.
const SUFFIXES: [&str; 3] = ["", "-gz", "-br"];

/// Whether the reader wants this content only while it is what it was (RFC 9110 §13.1.1, §13.1.4), and it is not. Asked
/// before all other conditions (§13.2.2).
pub(crate) fn is_another(headers: &HeaderMap, entry: &Entry, variant: &Variant) -> bool {
    if headers.contains_key(IF_MATCH) {
        let current = variant.head.get(&ETAG);
        let mut lists = headers.get_all(IF_MATCH).iter();
        return !lists.any(|list| names(list.as_bytes(), current));
    }
    let date = headers.get(IF_UNMODIFIED_SINCE).and_then(|date| date.to_str().ok());
    let since = date.and_then(|date| httpdate::parse_http_date(date).ok());
    since.is_some_and(|since| UNIX_EPOCH + Duration::from_secs(entry.modified_s) > since)
}

/// Whether the list has this very tag. A weak one tells no bytes from others, so it is not the same.
fn names(list: &[u8], current: Option<&HeaderValue>) -> bool {
    if list.trim_ascii() == b"*" {
        return true;
    }
    let current = current.and_then(|tag| tag.to_str().ok());
    let Some((current, mut rest)) = current.zip(std::str::from_utf8(list).ok()) else { return false };
    // As below, cut at quotes.
    while let Some((before, after)) = rest.split_once('"') {
        let Some((theirs, after)) = after.split_once('"') else { return false };
        if !before.ends_with("W/") && theirs == current.trim_matches('"') {
            return true;
        }
        rest = after;
    }
    false
}

/// The tag to put on a 304, when the reader has this very content in any encoding; `None` when it must be sent.
pub(crate) fn not_modified(headers: &HeaderMap, entry: &Entry, variant: &Variant) -> Option<HeaderValue> {
    let current = variant.head.get(&ETAG)?;
    if headers.contains_key(IF_NONE_MATCH) {
        let mut lists = headers.get_all(IF_NONE_MATCH).iter();
        return lists.find_map(|list| matching(list.as_bytes(), current, &entry.tag));
    }
    let since = httpdate::parse_http_date(headers.get(IF_MODIFIED_SINCE)?.to_str().ok()?).ok()?;
    (since >= UNIX_EPOCH + Duration::from_secs(entry.modified_s)).then(|| current.clone())
}

/// The tag in the reader's list that is one of ours: it names what the reader has, which the 304 must confirm.
pub(crate) fn matching(list: &[u8], current: &HeaderValue, ours: &str) -> Option<HeaderValue> {
    if list == current.as_bytes() || list == b"*" {
        return Some(current.clone());
    }
    let mut rest = std::str::from_utf8(list).ok()?;
    // Tags may contain commas, so the list is cut at quotes.
    while let Some((_, after)) = rest.split_once('"') {
        let (theirs, after) = after.split_once('"')?;
        if theirs.strip_prefix(ours).is_some_and(|suffix| SUFFIXES.contains(&suffix)) {
            return HeaderValue::from_str(&format!("\"{theirs}\"")).ok();
        }
        rest = after;
    }
    None
}

/// Whether a range may be cut from what there is now: the reader has the other part of these very bytes, or does not
/// say.
pub(crate) fn range_allowed(headers: &HeaderMap, entry: &Entry) -> bool {
    let Some(condition) = headers.get(IF_RANGE) else { return true };
    if Some(condition) == entry.identity.head.get(&ETAG) {
        return true;
    }
    let date = condition.to_str().ok().and_then(|text| httpdate::parse_http_date(text).ok());
    date.is_some_and(|date| date == UNIX_EPOCH + Duration::from_secs(entry.modified_s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_named_by_a_strong_tag_only() {
        let current = HeaderValue::from_static("\"0a1b-br\"");
        for (theirs, expected) in [
            ("\"0a1b-br\"", true),
            ("\"x,y\" , \"0a1b-br\"", true),
            (" * ", true),
            ("W/\"0a1b-br\"", false),
            ("\"0a1b\"", false),
            ("\"0a1b-br", false),
            ("0a1b-br", false),
            ("", false),
        ] {
            assert_eq!(names(theirs.as_bytes(), Some(&current)), expected, "{theirs}");
        }
        assert!(!names(b"\"0a1b-br\"", None));
    }

    #[test]
    fn a_list_of_tags_is_read_as_the_standard_writes_it() {
        let current = HeaderValue::from_static("\"0a1b-br\"");
        for (theirs, expected) in [
            ("\"0a1b-br\"", Some("\"0a1b-br\"")),
            ("W/\"0a1b\"", Some("\"0a1b\"")),
            ("*", Some("\"0a1b-br\"")),
            ("\"x\", W/\"y,\" ,\"0a1b-gz\"", Some("\"0a1b-gz\"")),
            ("\"0a1b-zz\"", None),
            ("\"0a1b", None),
            ("0a1b", None),
            ("", None),
        ] {
            let found = matching(theirs.as_bytes(), &current, "0a1b");
            assert_eq!(found, expected.map(HeaderValue::from_static), "{theirs}");
        }
    }
}
