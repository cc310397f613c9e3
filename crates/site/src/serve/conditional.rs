//! Readers who have the page already (RFC 9110 §13).

use std::time::{Duration, UNIX_EPOCH};

use http::header::{ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE};
use http::{HeaderMap, HeaderValue};

use crate::cache::entry::{Entry, Variant};

/// What goes after the page's own tag in the tag of each encoding.
const SUFFIXES: [&str; 3] = ["", "-gz", "-br"];

/// The tag to put on a 304, when the reader has this very content in any encoding; `None` when it must be sent.
pub(crate) fn not_modified(headers: &HeaderMap, entry: &Entry, variant: &Variant) -> Option<HeaderValue> {
    let current = variant.head.map().get(ETAG)?;
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
    if Some(condition) == entry.identity.head.map().get(ETAG) {
        return true;
    }
    let date = condition.to_str().ok().and_then(|text| httpdate::parse_http_date(text).ok());
    date.is_some_and(|date| date == UNIX_EPOCH + Duration::from_secs(entry.modified_s))
}

#[cfg(test)]
mod tests {
    use super::*;

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
